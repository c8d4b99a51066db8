"""Words the dictionary does not know are found in running Swedish, and nothing that is no misspelling."""

import pytest

from fieldnotes.boot.system_speller import SystemSpeller
from fieldnotes.language.spelling import misspelt
from small_dictionary import lay_out


@pytest.fixture
def speller(tmp_path, monkeypatch):
    lay_out(tmp_path, monkeypatch)
    return SystemSpeller()


def marked(speller, text, own=()):
    found = misspelt(text, "sv", speller, own)
    assert all(text[each.start : each.end] == each.word for each in found)
    return [each.word for each in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Hon satt brevid mamma.", ["brevid"]),
        ("Hembesöket gick bra.", []),
        ("Hembesöckt gick bra. Ho sover.", ["Hembesöckt", "Ho"]),
        ("Vi såg Elza och Qvarnholmsskolan.", []),
        ("Vi, bl.a. Elza, såg det kl. 14.30 hos BUP m.fl.", []),
        ("Hon väcker mamma 😀 och sovr.", ["sovr"]),
        ("barn-mamma och barn-mama", ["barn-mama"]),
        ("Det såg han på https://www.example.org/aaa 12345", ["på"]),
        ("", []),
    ],
)
def test_what_is_marked_in_running_text(speller, text, words):
    assert marked(speller, text) == words


def test_names_of_the_case_and_own_words_are_right_in_the_genitive_too(speller):
    text = "lova sover hos lovas mamma och äter umgängesstöd"
    assert marked(speller, text) == ["lova", "lovas", "äter", "umgängesstöd"]
    assert marked(speller, text, ["Lova Ekberg", "umgängesstöd"]) == ["äter"]


def test_the_likeliest_word_comes_first(speller):
    assert speller.suggest("sv", "brevid")[0] == "bredvid"


def test_a_language_without_a_dictionary_is_not_checked(speller):
    assert not speller.speaks("so")
    assert misspelt("waxaan ku xqzw", "so", speller) == ()
    assert speller.suggest("so", "xqzw") == ()


def test_looking_up_writes_no_word_anywhere(speller, tmp_path):
    marked(speller, "Elsahemlighet sover. elsahemlighet")
    assert speller.suggest("sv", "elsahemlighet") == ()
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"elsahemlighet" in path.read_bytes().lower() for path in written)
