"""A deputy gets what waits, decides without a network, and stops by themselves when the days are over."""

from datetime import timedelta

import pytest

from fieldnotes.casework import decide, deputies, exchange, profile, read_note, sign, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.waiting_notes import queue
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import reference
from one_desk import make_workshop, shipped
from road_hub import CASE, SUPERVISOR, WORKER

COLLEAGUE = "u-maja"


@pytest.fixture
def desks(own_road):
    """The author, the supervisor and a colleague who does not work with the case."""
    road = own_road
    return [
        Desk(make_workshop(road.clock, road.folder), road.joined(user), unlocked=road.clock.now())
        for user in (WORKER, SUPERVISOR, COLLEAGUE)
    ]


def sync(clock, *desks):
    for desk in desks:
        clock.move(1)
        exchange.sync(desk)


def days(clock, more):
    """Today, and the day so many days later."""
    today = clock.now().astimezone().date()
    return today, today + timedelta(days=more)


def test_a_deputy_decides_in_their_days_and_what_they_decided_stands(own_road, desks):
    """rules: SEC-6, DOC-11"""
    author, boss, deputy = desks
    clock = own_road.clock
    note = write_note.add(author, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    revision = sign.sign(author, note, {"*": "Provkörning."}).hash
    sync(clock, author, deputy)
    assert CASE not in {case.id for case in reference.cases(deputy.vault)}
    assert not profile.whoami(deputy).decides
    made, _changed = deputies.name(boss, COLLEAGUE, *days(clock, 1))
    assert [(row.id, row.state, row.may_end) for row in deputies.deputies(boss)] == [(made, "active", True)]
    sync(clock, deputy)
    assert profile.whoami(deputy).decides
    assert [str(row.principal_name) for row in deputies.standing_in(deputy)] == ["Henrik Solberg"]
    assert note in {row.note for row in queue(deputy)}
    read_note.show(deputy, note)
    clock.move(3600)
    deputy.unlocked = clock.now()
    decide.approve(deputy, note, revision)
    clock.move(3 * 86400)
    deputy.unlocked = clock.now()
    assert (queue(deputy), deputies.standing_in(deputy), profile.whoami(deputy).decides) == ((), (), False)
    with pytest.raises(Refused) as stopped:
        decide.withdraw(deputy, note, "För sent.")
    assert stopped.value.code is Code.NOT_A_SUPERVISOR
    sync(clock, deputy, author)
    [decision] = read_note.show(author, note).decisions
    assert (decision.by, str(decision.deputy_for)) == (COLLEAGUE, "Henrik Solberg")
    assert CASE not in {case.id for case in reference.cases(deputy.vault)}


def test_it_is_ended_by_either_and_named_by_no_worker(own_road, desks):
    author, boss, deputy = desks
    today = own_road.clock.now().astimezone().date()
    with pytest.raises(Refused) as stopped:
        deputies.name(author, COLLEAGUE, today, today)
    assert stopped.value.code is Code.NOT_A_SUPERVISOR
    assert COLLEAGUE in {user for user, _name in deputies.may_be_named(boss)}
    made, _changed = deputies.name(boss, COLLEAGUE, today, today + timedelta(days=9))
    sync(own_road.clock, deputy)
    assert deputies.standing_in(deputy)
    own_road.clock.move(60)
    deputies.end(deputy, made)
    assert deputies.standing_in(deputy) == ()
    [row] = deputies.deputies(deputy)
    assert (row.state, row.may_end) == ("over", False)
