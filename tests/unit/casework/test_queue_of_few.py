"""What waits for a decision is found without reading what is decided: the queue is what reading every note gives."""

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from fieldnotes.casework import decide, misfile, read_note, sign, write_note
from fieldnotes.casework.people import people_at
from fieldnotes.casework.whole_note import fetch_all
from fieldnotes.vault import marks

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."
PIN = {"section": "vuxnas_uppgifter", "field": "told", "start": 0, "end": 15, "kind": "question", "text": "Hur ofta?"}
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
    with supervisor.vault.writing() as connection:
        where = "UPDATE entries SET where_it_is = 'quarantined' WHERE note = :note AND kind = 'NoteApproved'"
        connection.execute(text(where), {"note": notes["aside"]})
    return notes


def by_reading_all(desk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(decide, "fetch_these", lambda desk, people, _notes: fetch_all(desk, people))
        return [row.note for row in decide.queue(desk)]


def test_the_queue_is_what_reading_every_note_gives(supervisor, lived, monkeypatch):
    found = [row.note for row in decide.queue(supervisor)]
    assert found == by_reading_all(supervisor, monkeypatch)
    waiting = {fate for fate, note in lived.items() if note in found}
    assert waiting == {"nothing", "corrected", "corrected_unseen", "withdrawn", "answered", "met", "aside"}


def test_what_is_approved_or_misfiled_is_not_read_for_it(supervisor, lived):
    named = set(marks.undecided(supervisor.vault))
    assert {fate for fate, note in lived.items() if note not in named} == {"approved", "misfiled"}
    assert named <= {whole.note for whole in fetch_all(supervisor, people_at(supervisor))}


def test_whoever_decides_about_no_case_reads_nothing_for_it(worker, lived, monkeypatch):
    assert lived
    monkeypatch.setattr(marks, "undecided", lambda _vault: pytest.fail("somebody read"))
    assert decide.queue(worker) == ()
