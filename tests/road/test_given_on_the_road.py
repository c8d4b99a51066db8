"""What comes to a supervisor's laptop and what leaves it again, with the notes that wait and the days that pass.

rules: SEC-4, SEC-6, SEC-7, SEC-8
"""

import json
from dataclasses import replace

import pytest
from sqlalchemy import select

from fieldnotes.casework import (
    attach,
    decide,
    kept_back,
    misfile,
    read_cases,
    read_note,
    sign,
    waiting_notes,
    write_note,
)
from fieldnotes.casework.exchange import sync
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.hub import attachments, pulling
from fieldnotes.hub.backup import backup_done
from fieldnotes.hub.giving import LATELY, settle_given
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import access_row, reference_version
from fieldnotes.ui.shell.fetch_case import fetch_case
from fieldnotes.vault import entries
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.vault.verify import verify
from life_samples import WHY, carry, joined_desk, shipped_note
from one_desk import SILENT_HUB, shipped
from picture_samples import jpeg
from road_hub import CASE, SUPERVISOR, WORKER

NUMBER = "BV-2026-0142"
OTHER = "c-prov-02"
PIN = {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": "När?", "start": 0, "end": 9}


@pytest.fixture
def desks(own_road):
    return joined_desk(own_road, WORKER), joined_desk(own_road, SUPERVISOR)


def pass_days(road, days):
    """Days go by, and the hub is backed up."""
    road.clock.move(days * 86_400)
    backup_done(road.hub, road.clock.now().isoformat())


def decided(desks, note):
    """The supervisor opens what stands, and approves it."""
    _worker, boss = desks
    boss.unlocked = boss.clock.now()
    seen = read_note.show(boss, note)
    decide.approve(boss, note, seen.head)
    carry(boss)


def version(road):
    with road.hub.database.reading() as connection:
        return connection.execute(select(reference_version.c.version)).scalar_one()


def lies_there(desk):
    return {each.entry.case for each in entries.of_notes(desk.vault)}


def test_only_cases_in_which_something_waits_come_and_the_others_are_told_in_outline(own_road, desks):
    worker, boss = desks
    note = shipped_note(worker, CASE, "prov-01")
    carry(worker, boss)
    assert [row.note for row in waiting_notes.queue(boss)] == [note]
    assert [case.id for case in read_cases.cases(boss)] == [CASE]
    there = kept_back.find_there(boss)
    assert there
    assert CASE not in {each.case for each in there}
    with boss.vault.reading() as connection:
        rows = connection.execute(select(REFERENCE.c.value).where(REFERENCE.c.id == there[0].case)).scalars()
        told = json.loads(next(iter(rows)))
    assert set(told["child"]) <= {"person_id", "name", "personnummer", "born", "role"}
    assert (told["people"], "protected_terms" in told, "assigned" in told) == ([], False, False)
    assert verify(boss.vault).ok
    days = {number for number, _due in read_cases.today(boss).deadlines}
    assert days > {NUMBER}, "days of cases that stay are told as well"
    with pytest.raises(Refused) as stopped:
        misfile.misfiled(boss, note, OTHER, "Fel ärende.", elsewhere=True)
    assert stopped.value.code is Code.NOT_FETCHED, "nobody else would make the copy"
    before = version(own_road)
    settle_given(own_road.hub, SUPERVISOR)
    settle_given(own_road.hub, WORKER)
    assert version(own_road) == before, "nothing became other"


def test_a_decided_note_leaves_the_laptop_when_it_was_not_opened_for_two_weeks_and_is_in_a_backup(own_road, desks):
    worker, boss = desks
    note = shipped_note(worker, CASE, "prov-01")
    carry(worker, boss)
    decided(desks, note)
    own_road.clock.move((LATELY.days - 1) * 86_400)
    assert sync(boss).purged == ()
    assert read_note.show(boss, note).state == "approved"
    sync(boss)
    own_road.clock.move(LATELY.total_seconds() + 3600)
    assert sync(boss).purged == ()
    pass_days(own_road, 1)
    assert sync(boss).purged == (CASE,)
    assert lies_there(boss) == set()
    assert verify(boss.vault).ok
    assert sync(worker).purged == ()


def test_what_comes_back_with_answers_is_given_again_and_joins_where_it_left(own_road, desks):
    worker, boss = desks
    note = shipped_note(worker, CASE, "prov-01")
    carry(worker, boss)
    head = read_note.show(boss, note).head
    asked = decide.return_note(boss, note, head, {"pins": [PIN]}).others
    carry(boss, worker)
    pass_days(own_road, LATELY.days + 1)
    assert sync(boss).purged == (CASE,)
    decide.answer(worker, asked[0], "I mars.")
    carry(worker, boss)
    (row,) = waiting_notes.queue(boss)
    assert (row.note, row.answered_questions, row.state) == (note, 1, "returned")
    decided(desks, note)
    carry(worker)
    assert read_note.show(worker, note).state == "approved"
    assert verify(boss.vault).ok


def test_a_case_is_found_by_its_child_asked_for_and_then_here_and_the_asking_is_written_down(own_road, desks):
    worker, boss = desks
    note = shipped_note(worker, CASE, "prov-01")
    carry(worker, boss)
    decided(desks, note)
    pass_days(own_road, LATELY.days + 1)
    sync(boss)
    (found,) = kept_back.find_there(boss, "Elsa")
    assert (found.case, found.case_number) == (CASE, NUMBER)
    assert kept_back.find_there(boss, "0142") == (found,)
    assert kept_back.find_there(boss, "Karin") == ()
    with pytest.raises(Refused) as stopped:
        read_cases.case(boss, NUMBER)
    assert stopped.value.code is Code.NOT_FETCHED
    kept_back.ask_for(boss, NUMBER)
    sync(boss)
    assert read_cases.case(boss, NUMBER).id == CASE
    assert read_note.show(boss, note).state == "approved"
    with own_road.hub.database.reading() as connection:
        wanted = select(access_row.c.user_id, access_row.c.case_id).where(access_row.c.what == "asked_for")
        assert [tuple(row) for row in connection.execute(wanted)] == [(SUPERVISOR, CASE)]


class AtHand:
    """A frame whose lanes answer at once; keeps where it was sent and what was said."""

    def __init__(self, desk):
        self.desk, self.tasks, self.went, self.said = desk, self, [], []
        self.cancelled = False

    def run(self, _lane, work, *, done, failed, **_rest):
        try:
            found = work(self)
        except FieldNotesError as problem:
            failed(problem)
        else:
            done(found)

    def go(self, place):
        self.went.append((place.screen, place.subject))

    def say(self, words):
        self.said.append(words)

    explain = say


def test_a_case_that_was_asked_for_opens_when_it_has_come_and_waits_for_a_network(own_road, desks):
    _worker, boss = desks
    sync(boss)
    frame = AtHand(boss)
    fetch_case(frame, frame, CASE)
    assert frame.went == [("case", CASE)]
    save_identity(boss.vault, replace(identity(boss.vault), hub_url=SILENT_HUB))
    fetch_case(frame, frame, OTHER)
    assert frame.went == [("case", CASE)]
    assert "with the next exchange" in frame.said[-1]


def test_neither_entries_nor_files_of_a_case_that_stays_are_given_out(own_road, desks, tmp_path):
    worker, boss = desks
    (tmp_path / "bild.jpg").write_bytes(jpeg())
    note = write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    added = attach.attach(worker, note, tmp_path / "bild.jpg")
    sign.sign(worker, note, {"*": WHY})
    carry(worker, boss)
    place = attachments.Place(CASE, added.attachment)
    who = Caller(identity(boss.vault).device, SUPERVISOR, revoked=False)
    assert attachments.info(own_road.hub, who, place)["complete"]
    decided(desks, note)
    pass_days(own_road, LATELY.days + 1)
    sync(boss)
    for act in (
        lambda: pulling.pull(own_road.hub, who, [{"case": CASE, "after": 0}]),
        lambda: attachments.info(own_road.hub, who, place),
        lambda: attachments.give_piece(own_road.hub, who, place, 0),
    ):
        with pytest.raises(Refused) as stopped:
            act()
        assert stopped.value.code is Code.NOT_ASSIGNED
