"""The worker's own words: kept in the vault, written by the next dictation, refused where they could not be said."""

import pytest

from fieldnotes.casework import spellings, write_note
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Refused
from speech_samples import utterances


def pairs(desk):
    return [(str(one.said), str(one.written)) for one in spellings.list_spellings(desk)]


@pytest.fixture(autouse=True)
def none_yet(worker):
    for said, _ in pairs(worker):
        spellings.forget_spelling(worker, said)


def test_a_spelling_is_kept_under_what_is_said_whatever_its_capitals(worker):
    kept = spellings.keep_spelling(worker, "  Soc  jour ", "socialjouren\n")
    assert (kept.said, kept.written) == ("soc jour", "socialjouren")
    spellings.keep_spelling(worker, "alva sandin", "Alfva Sandihn")
    spellings.keep_spelling(worker, "SOC jour", "Socialjouren i Björkvalla")
    assert pairs(worker) == [("alva sandin", "Alfva Sandihn"), ("soc jour", "Socialjouren i Björkvalla")]


def test_the_next_dictation_writes_it(worker):
    note = write_note.add(worker, "c-prov-01", "hembesok").note
    spellings.keep_spelling(worker, "soc jour", "socialjouren")
    draft = SpokenDraft(worker, fetch(worker, note), "iakttagelser")
    (passage,) = draft.add(utterances("soc jour ringde klockan tre punkt"))
    assert passage.text == "Socialjouren ringde klockan 3."


def test_a_forgotten_one_is_written_by_the_rules_again(worker):
    spellings.keep_spelling(worker, "ipad", "iPad")
    spellings.forget_spelling(worker, "iPad")
    spellings.forget_spelling(worker, "never kept")
    assert pairs(worker) == []


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("", "ord"), ("   ", "ord"), ("bup", ""), ("bup", "  "), ("punkt", "."), ("ångra det", "nej"),
        ("gå till bedömning", "x"), ("slut citat", "x"), ("ny rad", "x"), ("a b c d e f g", "x"), ("bup 3", "x"),
        ("bup!", "x"), ("bup", "BUP\nbarn"), ("bup", "x" * 81), ("bup", "”BUP"), ("bup", "BUP\x00"),
    ],
)  # fmt: skip
def test_what_cannot_be_said_or_written_is_refused_and_changes_nothing(worker, said, written):
    with pytest.raises(Refused) as refused:
        spellings.keep_spelling(worker, said, written)
    assert refused.value.code is Code.SPELLING_WRONG
    assert pairs(worker) == []


def test_own_words_stay_out_of_reprs_and_of_the_clear(worker):
    spellings.keep_spelling(worker, "alva sandin", "Alfva Sandihn")
    assert "Sandi" not in repr(spellings.list_spellings(worker))
    folder = worker.vault.folder
    assert not [file for file in folder.rglob("*") if file.is_file() and b"Sandihn" in file.read_bytes()]
