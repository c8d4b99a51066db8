"""What waits for a decision is found without reading what is decided: the queue is what reading every note gives."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from fieldnotes.casework import decide, misfile, read_note, sign, waiting_notes, write_note
from fieldnotes.casework.people import people_at
from fieldnotes.casework.whole_note import fetch_all
from fieldnotes.vault import marks

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."
PIN = {"section": "vuxnas_uppgifter", "field": "told", "start": 0, "end": 15, "kind": "question", "text": "Hur ofta?"}
NOT_HEARD = {"why_not": "ville_inte", "why_not_text": "Hon sov."}
CHANGED = {"sections": {"information": {"note": "Rättat."}}}
HAPPENED = (
    "nothing", "approved", "corrected", "corrected_unseen", "withdrawn", "returned", "answered", "met", "misfiled",
    "aside",
)  # fmt: skip


@pytest.fixture
def lived(worker, supervisor, carry):
    """One note of each fate, as they stand on the supervisor's desk."""
    notes = {fate: write_note.add(worker, CASE, "hembesok", SHIPPED).note for fate in HAPPENED}
    heads = {fate: sign.sign(worker, note, {"*": WHY}).hash for fate, note in notes.items()}
    carry()
    for fate, note in notes.items():
        read_note.show(supervisor, note)
        if fate in {"approved", "corrected", "corrected_unseen", "withdrawn", "aside"}:
            decide.approve(supervisor, note, heads[fate])
        elif fate in {"returned", "answered", "met"}:
            decide.return_note(supervisor, note, heads[fate], {"pins": [PIN]})
    sign.correct(worker, notes["corrected_unseen"], CHANGED, WHY)
    carry()
    sign.correct(worker, notes["corrected"], CHANGED, WHY)
    sign.correct(worker, notes["met"], CHANGED, WHY)
    asked = {question.note: question.id for question in decide.questions(worker)}
    decide.answer(worker, asked[notes["answered"]], "Varje dag.")
    decide.withdraw(supervisor, notes["withdrawn"], WHY)
    misfile.misfiled(supervisor, notes["misfiled"], "någon annanstans", WHY, elsewhere=True)
    carry()
    stood = approval_stands(supervisor, notes["aside"], "quarantined")
    yield notes
    approval_stands(supervisor, notes["aside"], stood)  # the desk is everybody's, and must verify


def approval_stands(desk, note, where):
    """Have the note's approval stand elsewhere; tells where it stood."""
    with desk.vault.writing() as connection:
        at = {"note": note, "where": where}
        found = "FROM entries WHERE note = :note AND kind = 'NoteApproved'"
        stood = connection.execute(text(f"SELECT where_it_is {found}"), at).scalar_one()
        change = "UPDATE entries SET where_it_is = :where WHERE note = :note AND kind = 'NoteApproved'"
        connection.execute(text(change), at)
    return stood


def by_reading_all(desk):
    people = people_at(desk)
    everything = ((whole, waiting_notes._waits(whole)) for whole in fetch_all(desk, people))
    return {whole.note for whole, waits in everything if waits is not None and people.me.id not in waits.authors}


def test_the_queue_is_what_reading_every_note_gives(supervisor, lived):
    found = {row.note for row in waiting_notes.queue(supervisor)}
    assert found == by_reading_all(supervisor)
    waiting = {fate for fate, note in lived.items() if note in found}
    assert waiting == {"nothing", "corrected", "corrected_unseen", "withdrawn", "answered", "met", "aside"}


def test_what_is_approved_or_misfiled_is_not_read_for_it(supervisor, lived):
    named = set(marks.undecided(supervisor.vault))
    assert {fate for fate, note in lived.items() if note not in named} == {"approved", "misfiled"}
    assert named <= {whole.note for whole in fetch_all(supervisor, people_at(supervisor))}


def test_only_what_is_new_is_read_again(worker, supervisor, lived, carry, monkeypatch):
    before = waiting_notes.queue(supervisor)
    asked = []
    plainly = waiting_notes.fetch_these
    monkeypatch.setattr(waiting_notes, "fetch_these", lambda desk, people, some: plainly(desk, people, keep(some)))
    keep = lambda some: asked.extend(some) or some  # noqa: E731 - it only listens
    assert waiting_notes.queue(supervisor) == before
    sign.correct(worker, lived["nothing"], CHANGED, "Ännu en gång.")
    carry()
    asked.clear()
    after = {row.note: row for row in waiting_notes.queue(supervisor)}
    assert asked == [lived["nothing"]]
    assert after[lived["nothing"]].head != {row.note: row for row in before}[lived["nothing"]].head


def test_the_queue_says_whether_the_child_was_heard(worker, supervisor, carry):
    """rules: CHI-1"""
    silent = {**SHIPPED["sections"], "barnets_rost": {"how": "inte_hort", **NOT_HEARD}}
    notes = [
        write_note.add(worker, CASE, "hembesok", {"sections": each}).note for each in (SHIPPED["sections"], silent)
    ]
    for note in notes:
        sign.sign(worker, note, {"*": WHY})
    carry()
    rows = {row.note: row for row in waiting_notes.queue(supervisor)}
    assert [rows[note].child_heard for note in notes] == ["heard", "not_heard"]
    assert "Hon sov" not in repr(rows) + repr(supervisor.waiting)


def test_what_is_opened_is_marked_though_nothing_is_read_again(supervisor, lived):
    waiting_notes.queue(supervisor)
    note = next(row.note for row in waiting_notes.queue(supervisor) if not row.opened)
    read_note.show(supervisor, note)
    assert {row.note: row.opened for row in waiting_notes.queue(supervisor)}[note]


def test_whoever_decides_about_no_case_reads_nothing_for_it(worker, lived, monkeypatch):
    assert lived
    monkeypatch.setattr(marks, "undecided", lambda _vault: pytest.fail("somebody read"))
    assert waiting_notes.queue(worker) == ()
