"""The languages of the family's screen: every one is whole, and words of law are kept and explained.

rules: INS-7
"""

import json

import pytest

from fieldnotes.domain.templates import read_book
from fieldnotes.language.family_words import WORDS, FamilyWords, KeptWords
from one_desk import RESOURCES, shipped
from speech_samples import klarsprak

FILES = sorted((RESOURCES / "languages").glob("*.json"))
SECTIONS = {
    part.id for each in read_book(shipped("templates/templates.json")).templates.values() for part in each.sections
}


def read(code):
    return FamilyWords.read(shipped(f"languages/{code}.json"), code)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_language_has_every_word_and_heading(file):
    words = FamilyWords.read(json.loads(file.read_text(encoding="utf-8")), file.name)
    assert words.language == file.stem
    assert set(words.words) == set(WORDS)
    assert all(text.strip() for text in (*words.words.values(), *words.headings.values(), *words.terms.values()))
    assert "{word}" in words.say("word_means")
    assert set(words.terms) == set(read("sv").terms)
    assert words.language in {"sv", "en"} or set(words.headings) == SECTIONS


def test_arabic_runs_from_the_right_and_no_speaker_has_read_it_or_somali():
    assert [each for each in ("sv", "en", "ar", "so") if read(each).right_to_left] == ["ar"]
    assert [each for each in ("sv", "en", "ar", "so") if not read(each).read_by_speaker] == ["ar", "so"]


def test_a_kept_word_is_found_in_its_forms_and_told_once():
    text = "Umgänget med pappa ändras. En utredning om umgänge görs skyndsamt."
    found = list(KeptWords.of(read("sv"), klarsprak()).read(text))
    assert [each.word for each in found] == ["Umgänget", "utredning", "skyndsamt"]
    assert all(text[each.start : each.end] == each.word for each in found)
    assert found[2].means == "så fort som möjligt"


def test_a_word_is_explained_in_the_familys_language():
    (found,) = KeptWords.of(read("ar"), klarsprak()).read("Beslutet om vårdnad gäller skyndsamt.")
    assert (found.word, found.means) == ("vårdnad", read("ar").terms["vårdnad"])
