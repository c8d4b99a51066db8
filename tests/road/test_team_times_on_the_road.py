"""Own months go to the team's medians only by choice, come back as medians of five or more, and can be taken back."""

import json

import pytest
from sqlalchemy import insert, select

from fieldnotes.casework import exchange, time_choices
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.time_given_back import time_given_back
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.team_times import hand_in
from fieldnotes.hub.time_tables import time_share
from fieldnotes.vault import times
from fieldnotes.vault.time_tables import TIMES
from one_desk import make_workshop, shipped
from road_hub import SUPERVISOR, WORKER

MINUTE, DAY = 60, 24 * 3600
OTHERS = tuple(f"u-{number}" for number in range(4))


def desk_of(road, user):
    return Desk(make_workshop(road.clock, road.folder), road.joined(user), unlocked=road.clock.now())


def held(road):
    with road.hub.database.reading() as connection:
        rows = connection.execute(select(time_share).order_by(time_share.c.user_id)).all()
    return {row.user_id: json.loads(row.value) for row in rows}


@pytest.fixture
def worker(own_road):
    """Tove, with two notes signed in February; four colleagues more work in her unit."""
    town = shipped("demo/import.json")
    more = [{**next(u for u in town["users"] if u["id"] == WORKER), "id": each, "name": each} for each in OTHERS]
    import_file(own_road.hub, {**town, "users": [*town["users"], *more]})
    desk = desk_of(own_road, WORKER)
    rows = [
        {"id": f"t-{minutes}", "note": None, "old_way": False, "day": "2026-02-10", "typed": 600, "spoken": 0,
         "to_signed": minutes * MINUTE, "to_read": None, "to_approved": None, "family": "took_part"}
        for minutes in (30, 50)
    ]  # fmt: skip
    with desk.vault.writing() as connection:
        connection.execute(insert(TIMES), rows)
    return desk


def test_only_who_says_yes_is_counted_and_the_supervisor_sees_medians_of_five(own_road, worker):
    exchange.sync(worker)
    assert held(own_road) == {}
    time_choices.count_in_team(worker, on=True)
    for _twice in range(2):
        exchange.sync(worker)
    assert held(own_road) == {
        WORKER: {"to_signed": 40 * MINUTE, "typed": 600, "spoken": 0, "work": 600, "shown": 100, "together": 100}
    }
    for number, user in enumerate(OTHERS):
        hand_in(
            own_road.hub, Caller(f"d-{user}", user, revoked=False), "2026-02", "unit-bou", {"to_signed": number * 60}
        )
    own_road.clock.move(10 * DAY)
    supervisor = desk_of(own_road, SUPERVISOR)
    for desk in (supervisor, worker):
        exchange.sync(desk)
        (month,) = time_given_back(desk).teams
        assert (month.period, month.unit, month.few, month.people) == ("2026-02", "unit-bou", False, 5)
        assert (dict(month.minutes), dict(month.percent)) == ({"to_signed": 2.0}, {})
    assert held(own_road) == {}


def test_what_is_not_told_yet_is_taken_back_and_off_sends_nothing(own_road, worker):
    """And what the hub refuses stops no exchange."""
    time_choices.count_in_team(worker, on=True)
    exchange.sync(worker)
    time_choices.measure(worker, on=False)
    assert times.choices(worker.vault).withdraw
    exchange.sync(worker)
    assert held(own_road) == {}
    assert not times.choices(worker.vault).withdraw
    exchange.sync(worker)
    assert held(own_road) == {}
    times.make_ready(worker.vault, [times.Share("2026-02", "unit-nowhere", {"typed": 60})])
    exchange.sync(worker)
    assert held(own_road) == {}
    assert [share.sent for share in times.shares(worker.vault)] == [True]
