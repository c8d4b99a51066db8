"""The family's own words: each language is written by its own rules, one without rules as it was heard."""

from dataclasses import replace

import pytest

from fieldnotes.casework import write_note
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.language.spoken import SpokenRules
from speech_samples import spoken_rules, utterances


@pytest.mark.parametrize(
    ("language", "said", "written"),
    [
        ("", "hon kom klockan nio punkt", "Hon kom klockan 9."),
        ("sv", "hon kom klockan nio punkt", "Hon kom klockan 9."),
        ("en", "karin slept comma then we left at seven thirty full stop", "Karin slept, then we left at 7:30."),
        ("pl", "karin punkt komma sto ny rad ångra det", "Karin punkt komma sto ny rad ångra det"),
        ("ar", "أنا بخير", "أنا بخير"),
    ],
)
def test_words_are_written_by_the_rules_of_their_language(worker, language, said, written):
    english = {"en": SpokenRules.read(spoken_rules("en"))}
    desk = replace(
        worker, workshop=replace(worker.workshop, speech=replace(worker.workshop.speech, other_rules=english))
    )
    note = write_note.add(desk, "c-prov-01", "hembesok").note
    (passage,) = SpokenDraft(desk, fetch(desk, note), "iakttagelser", language=language).add(utterances(said))
    assert passage.text == written


def test_a_language_without_rules_has_no_commands(worker):
    note = write_note.add(worker, "c-prov-01", "hembesok").note
    draft = SpokenDraft(worker, fetch(worker, note), "iakttagelser", language="so")
    draft.add(utterances("waan fiicanahay"))
    (passage,) = draft.add(utterances("ångra det"))
    assert passage.text == "Waan fiicanahay ångra det"
