"""The working day is found by marks: what stands there is what reading every note would give, and no word is marked."""

import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from sqlalchemy import text

from fieldnotes.casework import decide, near_notes, read_cases, read_note, sign, write_note
from fieldnotes.casework.people import people_at
from fieldnotes.casework.whole_note import fetch_all
from fieldnotes.vault import marks

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


def signed(desk, what, due="2026-03-14"):
    steps = [{"what": what, "who": "Tove", "due_date": due}]
    begun = write_note.add(
        desk,
        CASE,
        "hembesok",
        {"sections": {**SHIPPED["sections"], "overenskommet": {}, "nasta_steg": {"steps": steps}}},
    )
    sign.sign(desk, begun.note, None, "Prov.")
    return begun.note


def by_reading_all(desk, monkeypatch):
    with monkeypatch.context() as patched:
        patched.setattr(read_cases, "near_notes", lambda desk, people, *_between: (fetch_all(desk, people), False))
        return read_cases.today(desk).to_json()


def at_one_moment(desk, held_clock):
    """The desk with a clock that stands: how old a draft is must not turn between two looks."""
    held_clock.wall = desk.clock.now()
    return replace(desk, workshop=replace(desk.workshop, clock=held_clock))


def test_the_day_is_the_same_as_if_every_note_were_read(worker, colleague, supervisor, carry, monkeypatch, held_clock):
    """A planned, a returned, an asked, a drafted and a far note, on every desk."""
    signed(worker, "Träffar läraren")
    signed(worker, "Träffar läraren om ett år", "2027-03-14")
    returned = signed(worker, "Träffar farmor")
    write_note.add(worker, CASE, "telefonsamtal")
    carry()
    head = read_note.show(supervisor, returned).head
    pin = {"section": "nasta_steg", "field": "steps", "kind": "question", "text": "När?"}
    decide.return_note(supervisor, returned, head, {"pins": [pin]})
    carry()
    for each in (worker, colleague, supervisor):
        desk = at_one_moment(each, held_clock)
        assert read_cases.today(desk).to_json() == by_reading_all(desk, monkeypatch)
    assert returned in {row.note for row in read_cases.today(worker).returned}


def test_a_note_that_promises_nothing_near_is_not_read(worker, monkeypatch):
    monkeypatch.setattr(near_notes, "UNSENT", 0)
    day = worker.hub_now().date()
    far = signed(worker, "Träffar rektorn nästa höst", (day + timedelta(days=200)).isoformat())
    near = signed(worker, "Träffar rektorn nu", (day + timedelta(days=2)).isoformat())
    found, left = near_notes.near_notes(worker, people_at(worker), day, day + timedelta(days=7))
    assert near in {whole.note for whole in found}
    assert (far in {whole.note for whole in found}, left) == (False, False)


def test_what_was_carried_on_to_another_year_is_not_shown_for_its_old_day(worker, monkeypatch):
    monkeypatch.setattr(near_notes, "UNSENT", 0)
    signed(worker, "Träffar tandläkaren")
    signed(worker, "Träffar tandläkaren", "2027-03-14")
    assert "Träffar tandläkaren" not in {row.what for row in read_cases.today(worker).planned}


def test_a_few_texts_at_a_time_are_looked_through_until_none_is_left(worker, monkeypatch):
    with worker.vault.writing() as connection:
        connection.execute(text("DELETE FROM marks"))
    signed(worker, "Träffar kuratorn")
    signed(worker, "Träffar sjuksköterskan")
    monkeypatch.setattr(marks, "PAGE", 1)
    first = read_cases.today(worker, 0)
    assert first.unread
    rounds = 0
    while read_cases.today(worker, 1).unread:
        rounds += 1
    assert rounds >= 1
    assert {"Träffar kuratorn", "Träffar sjuksköterskan"} <= {row.what for row in read_cases.today(worker, 0).planned}


def test_no_word_of_a_note_stands_in_its_mark(worker):
    signed(worker, "Träffar BUP")
    read_cases.today(worker)
    with worker.vault.reading() as connection:
        rows = connection.execute(text("SELECT * FROM marks")).all()
    assert rows
    assert "BUP" not in str(rows)
    assert "Sandin" not in str(rows)
