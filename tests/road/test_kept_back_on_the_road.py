"""What a supervisor's laptop holds: what waits for them or was opened lately; never a protected identity by itself.

rules: SEC-4, SEC-6, SEC-8
"""

import json
from copy import deepcopy

import pytest
from sqlalchemy import select

from fieldnotes.casework import decide, kept_back, read_cases, read_note, sign, waiting_notes, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub import pulling
from fieldnotes.hub.backup import backup_done
from fieldnotes.hub.giving import LATELY
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import access_row
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import entries
from fieldnotes.vault.identity import identity
from fieldnotes.vault.reference import keep_waiting_there
from fieldnotes.vault.tables import REFERENCE
from fieldnotes.vault.verify import verify
from fieldnotes.wire.reference import ASKED_FOR
from one_desk import make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER

NUMBER = "BV-2026-0142"
NOTE = shipped("demo/notes/prov-01.json")


def protect(road, **identity):
    """Import the town anew, in which a child of one case has another identity (protected, unless said)."""
    town = deepcopy(shipped("demo/import.json"))
    town["cases"][0]["child"] |= identity or {"protection": "sekretessmarkering"}
    import_file(road.hub, town)


@pytest.fixture
def desk_of(own_road):
    def build(user):
        vault = own_road.joined(user)
        return Desk(make_workshop(own_road.clock, own_road.folder), vault, unlocked=own_road.clock.now())

    return build


def carry(road, *desks):
    return [exchange(desk.vault, road.clock) for desk in desks]


def sign_one(desk):
    note = write_note.add(desk, CASE, "hembesok", NOTE).note
    return note, sign.sign(desk, note, {"*": "Provkörning."}).hash


def told_here(desk):
    """Everything the hub has told this computer about cases, as text."""
    with desk.vault.reading() as connection:
        rows = connection.execute(select(REFERENCE.c.value).where(REFERENCE.c.id == CASE)).scalars()
        return json.dumps([json.loads(row) for row in rows], ensure_ascii=False)


def asked(road):
    with road.hub.database.reading() as connection:
        wanted = select(access_row.c.user_id, access_row.c.case_id).where(access_row.c.what == ASKED_FOR)
        return [tuple(row) for row in connection.execute(wanted)]


@pytest.fixture
def kept(own_road, desk_of):
    """A signed note in a case with a protected child: the worker's desk, the supervisor's, the note, its text."""
    protect(own_road)
    worker, supervisor = desk_of(WORKER), desk_of(SUPERVISOR)
    carry(own_road, worker)
    note, revision = sign_one(worker)
    carry(own_road, worker, supervisor)
    return worker, supervisor, note, revision


def test_number_and_days_are_told_and_nobody_of_the_family(own_road, kept):
    _worker, supervisor, note, _revision = kept
    assert waiting_notes.queue(supervisor) == ()
    assert entries.of_case(supervisor.vault, CASE) == []
    (row,) = kept_back.kept_back(supervisor)
    assert (row.case_number, row.notes) == (NUMBER, 1)
    for name in ("Elsa", "Karin", "Sandin", note):
        assert name not in told_here(supervisor) + repr(row)
    assert NUMBER not in [case.number for case in read_cases.cases(supervisor)]
    who = Caller(identity(supervisor.vault).device, SUPERVISOR, revoked=False)
    with pytest.raises(Refused) as stopped:
        pulling.pull(own_road.hub, who, [{"case": CASE, "after": 0}])
    assert stopped.value.code is Code.NOT_ASSIGNED
    assert asked(own_road) == []
    assert verify(supervisor.vault).ok


def test_it_comes_when_asked_for_and_that_is_written_down(own_road, kept):
    worker, supervisor, note, revision = kept
    assert kept_back.ask_for(supervisor, NUMBER).ids == {CASE}
    carry(own_road, supervisor)
    assert asked(own_road) == [(SUPERVISOR, CASE)]
    assert kept_back.kept_back(supervisor) == ()
    assert [row.note for row in waiting_notes.queue(supervisor)] == [note]
    assert kept_back.ask_for(supervisor, NUMBER).kinds == frozenset()
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    carry(own_road, supervisor, worker)
    assert read_note.show(worker, note).state == "approved"
    carry(own_road, supervisor)
    assert asked(own_road) == [(SUPERVISOR, CASE)]
    own_road.clock.move(LATELY.total_seconds() + 3600)
    backup_done(own_road.hub, own_road.clock.now().isoformat())
    sign_one(worker)
    carry(own_road, worker)
    (left,) = carry(own_road, supervisor)
    assert left.purged == (CASE,), "asked for once is not for ever, although a note waits"


def test_what_the_hub_says_waits_follows_the_notes(own_road, kept):
    worker, supervisor, _note, _revision = kept
    sign_one(worker)
    carry(own_road, worker, supervisor)
    assert [row.notes for row in kept_back.kept_back(supervisor)] == [2]
    protect(own_road, protected=False)
    carry(own_road, supervisor)
    assert kept_back.kept_back(supervisor) == ()
    assert len(waiting_notes.queue(supervisor)) == 2
    assert keep_waiting_there(supervisor.vault, {}) == frozenset()


def test_a_case_that_becomes_protected_leaves_the_supervisors_computer_and_not_the_workers(own_road, desk_of):
    worker, supervisor = desk_of(WORKER), desk_of(SUPERVISOR)
    carry(own_road, worker)
    note, _revision = sign_one(worker)
    carry(own_road, worker, supervisor)
    assert [row.note for row in waiting_notes.queue(supervisor)] == [note]
    protect(own_road)
    own_road.clock.move(3600)
    backup_done(own_road.hub, own_road.clock.now().isoformat())
    left, stays = carry(own_road, supervisor, worker)
    assert (left.purged, stays.purged) == ((CASE,), ())
    assert entries.of_case(supervisor.vault, CASE) == []
    assert [row.notes for row in kept_back.kept_back(supervisor)] == [1]
    assert [case.number for case in read_cases.cases(worker)].count(NUMBER) == 1


def test_a_case_nobody_keeps_back_cannot_be_asked_for_by_another_name(own_road, kept):
    _worker, supervisor, _note, _revision = kept
    with pytest.raises(Refused) as stopped:
        kept_back.ask_for(supervisor, "BV-1999-0001")
    assert stopped.value.code is Code.UNKNOWN_CASE
    assert asked(own_road) == []
