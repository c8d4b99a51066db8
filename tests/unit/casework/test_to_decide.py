"""What waits for the supervisor after an answer, and what a decision is read from."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from fieldnotes.casework import decide, read_note, sign, to_decide, waiting_notes, write_note
from fieldnotes.vault import access

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."
TOLD = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question"}
PINS = {"pins": [{**TOLD, "text": "Hur ofta?"}, {**TOLD, "kind": "suggestion", "text": "Skriv tiden."}]}


@pytest.fixture
def signed(worker, carry):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    revision = sign.sign(worker, note, {"*": WHY}).hash
    carry()
    return note, revision


@pytest.fixture
def returned(supervisor, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    asked = decide.return_note(supervisor, note, revision, PINS).others
    carry()
    return note, revision, asked


def waiting(desk, note):
    return [row for row in waiting_notes.queue(desk) if row.note == note]


def test_a_returned_note_waits_again_when_its_last_question_is_answered(town, worker, supervisor, carry, returned):
    note, _revision, asked = returned
    assert waiting(supervisor, note) == []
    decide.answer(worker, asked[0], "Varannan vecka.")
    carry()
    assert waiting(supervisor, note) == []
    town.clock.pass_(hours=3)
    decide.answer(worker, asked[1], "Det gör jag.")
    carry()
    town.clock.pass_(hours=2)
    (row,) = waiting(supervisor, note)
    assert (row.state, row.open_questions, row.answered_questions) == ("returned", 0, 2)
    assert row.waiting_hours == 2
    assert row.since > row.at


def test_a_corrected_note_waits_again_though_an_old_question_is_open(worker, supervisor, carry, returned):
    note, _revision, _asked = returned
    sign.correct(worker, note, {"sections": {"information": {"note": "Rättat."}}}, WHY)
    carry()
    (row,) = waiting(supervisor, note)
    assert (row.state, row.open_questions) == ("signed", 2)


def test_a_note_returned_again_waits_for_the_author_only(worker, supervisor, carry, returned):
    note, revision, asked = returned
    for question in asked:
        decide.answer(worker, question, "Svar.")
    carry()
    decide.return_note(supervisor, note, revision, {"pins": [{**TOLD, "text": "Och i helgen?"}]})
    assert waiting(supervisor, note) == []


def test_the_queue_knows_the_nearest_deadline_of_the_case(supervisor, signed):
    note, _revision = signed
    (row,) = waiting(supervisor, note)
    assert row.days_left is not None
    assert row.to_json()["days_left"] == row.days_left


def test_opening_to_decide_records_the_exact_head_and_compares_only_what_can_be(worker, supervisor, carry, signed):
    """rules: SEC-6"""
    note, revision = signed
    opened = to_decide.open_to_decide(supervisor, note)
    assert (opened.note.at_revision, opened.compared, opened.changed) == (revision, False, ())
    assert access.has_opened(supervisor.vault, note, revision)
    assert opened.stamp == to_decide.stamp_of(supervisor, note)
    second = sign.correct(worker, note, {"sections": {"information": {"note": "Rättat."}}}, WHY).hash
    carry()
    assert opened.stamp != to_decide.stamp_of(supervisor, note)
    assert not access.has_opened(supervisor.vault, note, second)
    again = to_decide.open_to_decide(supervisor, note)
    assert (again.note.at_revision, again.compared) == (second, True)
    assert [change.id for change in again.changed] == ["information"]


def test_whether_the_child_speaks_is_read_from_who_is_named_as_source(worker, signed):
    """rules: CHI-1"""
    note, _revision = signed
    assert to_decide.child_heard(worker, read_note.show(worker, note)).answer == "heard"
    silent = deepcopy(SHIPPED)
    silent["sections"]["barnets_rost"] = {"why_not": "ville_inte", "why_not_text": "Hon sov."}
    other = write_note.add(worker, CASE, "hembesok", silent).note
    heard = to_decide.child_heard(worker, read_note.show(worker, other))
    assert heard.answer == "not_heard"
    assert heard.why.endswith("; Hon sov.")
    assert "ville_inte" not in heard.why
    call = write_note.add(worker, CASE, "telefonsamtal").note
    assert to_decide.child_heard(worker, read_note.show(worker, call)).answer == "not_asked"


def test_each_piece_of_a_section_says_which_field_it_was_read_from(worker, signed):
    note, _revision = signed
    states = {each.id: each for each in read_note.show(worker, note).section_states}
    assert [block.field for block in states["barnets_rost"].blocks] == ["how", "said", "wish", "ok_to_share"]
