"""Teams' medians at the hub: from five people up, once, and nothing to be learnt from two answers together."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select

from conftest import HeldClock
from copied_hub import copied_hub
from fieldnotes.domain.errors import Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.domain.time_figures import FEWEST, median
from fieldnotes.hub.dumping import dump
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import reference_item
from fieldnotes.hub.team_times import hand_in, take_back, tell_what_is_due
from fieldnotes.hub.time_tables import time_share
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import ItemType
from hub_samples import BOSS, BOTH, OTHER_BOSS, OTHER_UNIT, UNIT, WORKER, fill, person, town

MINUTE = 60
PEOPLE = tuple(f"u-{number}" for number in range(9))
MONTHS = ("2026-01", "2026-02")


def big_town(units=None):
    """Nine workers more, each in the unit given, else in the first."""
    made = town()
    made["users"] += [person(each, unit=(units or {}).get(each, UNIT)) for each in PEOPLE]
    return made


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def month(minutes, period="2026-02", unit=UNIT):
    return {"period": period, "unit": unit, "value": {"to_signed": minutes * MINUTE, "shown": minutes % 100}}


def told(line, after=0):
    return {item.id: item.value for item in line.reference(after).items if item.id.startswith("time:")}


@BOTH
def test_a_team_of_five_is_told_its_medians_once_and_what_people_said_is_gone(hub, join, held_clock):
    import_file(hub, big_town())
    lines = [join(each) for each in PEOPLE[:5]]
    held_clock.wall = at("2026-03-08T00:00")
    for line, minutes in zip(lines, (10, 20, 35, 40, 900), strict=True):
        assert line.post("/v1/times", month(minutes)).json() == {"period": "2026-02", "kept": True}
    boss = join(boss=True)
    assert told(boss) == {}
    held_clock.wall = at("2026-03-22T00:00")
    for line in (boss, *lines):
        line.open()
    value = {"people": 5, "to_signed": 35 * MINUTE, "shown": 20}
    assert told(boss) == told(lines[0]) == {f"time:{UNIT}:2026-02": value}
    assert told(join(OTHER_BOSS, OTHER_UNIT, boss=True)) == {}
    with hub.database.reading() as connection:
        assert connection.execute(select(time_share)).all() == []
    assert lines[0].post("/v1/times", month(1)).json() == {"period": "2026-02", "kept": False}
    assert told(boss) == {f"time:{UNIT}:2026-02": value}


def test_four_people_are_told_that_they_are_too_few(hub, join, held_clock):
    import_file(hub, big_town())
    lines = [join(each) for each in PEOPLE[:5]]
    held_clock.wall = at("2026-03-08T00:00")
    for line in lines:
        line.post("/v1/times", month(10)).raise_for_status()
    answer = lines[0].http.delete("/v1/times", headers=lines[0].bearer)
    assert answer.json() == {"forgotten": 1}
    held_clock.wall = at("2026-03-22T00:00")
    lines[0].open()
    assert told(lines[0]) == {f"time:{UNIT}:2026-02": {"few": True}}


@pytest.mark.parametrize(
    ("user", "unit", "boss"), [(WORKER, OTHER_UNIT, False), (BOSS, UNIT, True), (OTHER_BOSS, OTHER_UNIT, True)]
)
def test_only_a_worker_of_the_unit_is_counted_in_it(hub, join, held_clock, user, unit, boss):
    line = join(user, unit, boss=boss)
    held_clock.wall = at("2026-03-08T00:00")
    line.open()
    answer = line.post("/v1/times", month(10, unit=unit))
    assert (answer.status_code, answer.json()["code"]) == (403, "no_team")


@pytest.mark.parametrize(
    "body",
    [
        month(10, "2026-03"), month(10, "2027-01"), month(10, "2025-12"), month(10, "2026-13"), month(-1),
        {**month(10), "value": {"to_signed": 1.5}}, {**month(10), "value": {"note": 1}}, {**month(10), "case": "c-1"},
        {**month(10), "value": {"shown": 101}},
    ],
)  # fmt: skip
def test_what_is_no_finished_month_is_refused(join, body):
    assert join().post("/v1/times", body).status_code == 400


class _Town:
    """A hub whose months are played through again and again."""

    def __init__(self, folder):
        self.clock = HeldClock()
        self.hub = copied_hub(folder, self.clock, fill)
        self.units = None

    def begin(self, units):
        self.clock.wall = at("2026-03-01T08:00")
        if units != self.units:
            import_file(self.hub, big_town(units))
            self.units = units
        with self.hub.database._engine.begin() as connection:
            connection.execute(delete(time_share))
            connection.execute(delete(reference_item).where(reference_item.c.id.startswith("time:")))

    def told(self):
        wanted = select(reference_item).where(
            reference_item.c.type == ItemType.POLICY.value, reference_item.c.id.startswith("time:")
        )
        with self.hub.database.reading() as connection:
            return {row.id: canonical.decode(bytes(row.value)) for row in connection.execute(wanted)}


@pytest.fixture(scope="module")
def played(tmp_path_factory):
    made = _Town(tmp_path_factory.mktemp("times") / "hub")
    yield made
    made.hub.close()


ACTS = st.one_of(
    st.tuples(
        st.just("hand in"), st.sampled_from(PEOPLE), st.sampled_from(MONTHS), st.sampled_from([UNIT, OTHER_UNIT]),
        st.integers(0, 600),
    ),
    st.tuples(st.just("take back"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("wait"), st.sampled_from([5, 12, 20])),
    st.tuples(st.just("ask")),
)  # fmt: skip


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    others=st.sampled_from([0, 4, 5]),
    first=st.lists(st.integers(0, 600), min_size=len(PEOPLE), max_size=len(PEOPLE)),
    acts=st.lists(ACTS, min_size=4, max_size=12),
)
def test_no_two_answers_together_tell_of_fewer_than_five(played, others, first, acts):
    """Groups, months and askings in any order: each answer stands for ever, rests on five people or more, and any two
    answers rest on the same people's months or on none in common, so that their difference is nobody's."""
    units = {each: OTHER_UNIT if number < others else UNIT for number, each in enumerate(PEOPLE)}
    played.begin(units)
    handed = {}
    seen, rests_on = {}, {}
    opening = [("hand in", who, MONTHS[1], units[who], value) for who, value in zip(PEOPLE, first, strict=True)]
    for act in [*opening, *acts, ("wait", 40), ("ask",)]:
        _play(played, act, handed)
        told_now = played.told()
        for name, value in told_now.items():
            assert seen.setdefault(name, value) == value
            if name not in rests_on:
                _prefix, unit, period = name.split(":")
                rests_on[name] = {key: v for key, v in handed.items() if key[1] == period and v[0] == unit}
        assert seen.keys() <= told_now.keys()
    for name, months in rests_on.items():
        if seen[name] == {"few": True}:
            assert len(months) < FEWEST
        else:
            assert len(months) >= FEWEST
            assert seen[name]["to_signed"] == median(minutes for _unit, minutes in months.values())
    counted = [key for months in rests_on.values() for key in months]
    assert len(counted) == len(set(counted))


def _play(played, act, handed):
    match act:
        case ("hand in", who, period, unit, value):
            if _kept(played, who, period, unit, value):
                handed[who, period] = (unit, value)
        case ("take back", who):
            take_back(played.hub, _caller(who))
            told_of = {name.rpartition(":")[2] for name in played.told()}
            for period in set(MONTHS) - told_of:
                handed.pop((who, period), None)
        case ("wait", days):
            played.clock.move(days * 24 * 3600)
        case ("ask",):
            tell_what_is_due(played.hub)


def _kept(played, who, period, unit, value):
    try:
        return hand_in(played.hub, _caller(who), period, unit, {"to_signed": value})["kept"]
    except Refused:
        return False


def _caller(who):
    return Caller(device=f"d-{who}", user=who, revoked=False)


def hand_in_five(hub, clock, minutes):
    clock.wall = at("2026-03-08T00:00")
    for who in PEOPLE[:5]:
        hand_in(hub, _caller(who), "2026-02", UNIT, {"to_signed": minutes * MINUTE})


def told_by(hub):
    with hub.database.reading() as connection:
        rows = connection.execute(select(reference_item).where(reference_item.c.id.startswith("time:"))).all()
    return [canonical.decode(bytes(row.value)) for row in rows]


def test_a_month_that_was_told_is_never_told_again_though_the_hubs_clock_goes_back(hub, held_clock, tmp_path):
    """Nor by another process of the same hub."""
    import_file(hub, big_town())
    with Hub.open(tmp_path / "hub", held_clock) as second:
        for minutes, each in ((20, hub), (30, second), (40, hub)):
            hand_in_five(each, held_clock, minutes)
            held_clock.wall = at("2026-03-22T00:00")
            tell_what_is_due(each)
            assert told_by(each) == [{"people": 5, "to_signed": 20 * MINUTE}]


def test_of_two_computers_of_one_person_the_one_counts_that_knows_more(hub, held_clock):
    held_clock.wall = at("2026-03-08T00:00")
    for value in ({"to_signed": 60, "typed": 30}, {"to_signed": 90, "typed": 40}, {"to_signed": 60}):
        hand_in(hub, _caller(WORKER), "2026-02", UNIT, value)
    with hub.database.reading() as connection:
        (row,) = connection.execute(select(time_share)).all()
    assert json.loads(row.value) == {"to_signed": 90, "typed": 40}


def test_what_people_handed_in_is_in_no_backup(hub, held_clock, tmp_path):
    import_file(hub, big_town())
    hand_in_five(hub, held_clock, 20)
    with hub.database.reading() as connection:
        dump(connection, tmp_path / "tables", LongAct())
    assert not list((tmp_path / "tables").glob("time_share*"))
