"""Device clocks at 1970 and 2099: the same record in the same order; days are counted in the hub's time.

rules: DOC-2
"""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.casework.read_note import history
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import entries
from fieldnotes.vault.contact import clock_ahead, clock_is_off, hub_now, last_contact
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from one_desk import make_workshop
from road_hub import CASE, COLLEAGUE, WORKER
from vault_samples import NOTE, consent
from wire_samples import REVISION

PAST = datetime(1970, 1, 1, 0, 20, tzinfo=timezone(timedelta(hours=1)))
FUTURE = datetime(2099, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=1)))


class SetClock:
    """A device's clock that somebody set; it runs on with the test's own."""

    def __init__(self, held, wall: datetime) -> None:
        self._held = held
        self.ahead = wall - held.now()

    def now(self) -> datetime:
        return self._held.now() + self.ahead

    def monotonic(self) -> float:
        return self._held.monotonic()


def the_same_day(road, first, second):
    """Two people work on one note, each with a clock of their own; gives what each ends with."""
    road_clock = road.clock
    worker, colleague = road.joined(WORKER), road.joined(COLLEAGUE)
    signed = entries.file_act(
        worker, Act(new_id(first), Kind.NOTE_SIGNED, CASE, NOTE, {**REVISION, "shown": []}), first
    )
    exchange(worker, first)
    exchange(colleague, second)
    for reason, vault, clock in (("Rättat namn.", worker, first), ("Rättad tid.", colleague, second)):
        body = {**REVISION, "shown": [], "reason": reason}
        act = Act(new_id(clock), Kind.NOTE_CORRECTED, CASE, NOTE, body, (signed.hash,))
        entries.file_act(vault, act, clock)
        road_clock.move(60)
    for vault, clock in ((worker, first), (colleague, second), (worker, first)):
        exchange(vault, clock)
    return worker, colleague


@pytest.mark.parametrize(("one", "other"), [(PAST, FUTURE), (FUTURE, PAST), (PAST, PAST), (FUTURE, FUTURE)])
def test_whatever_the_clocks_say_heads_and_order_are_the_same(own_road, one, other):
    """rules: DOC-1, DOC-2"""
    first, second = SetClock(own_road.clock, one), SetClock(own_road.clock, other)
    worker, colleague = the_same_day(own_road, first, second)
    rows = [
        [(f.position, f.entry.kind, f.entry.author, f.where) for f in entries.of_case(v, CASE)]
        for v in (worker, colleague)
    ]
    expected = [
        (1, Kind.NOTE_SIGNED, WORKER, Where.RECEIVED),
        (2, Kind.NOTE_CORRECTED, WORKER, Where.RECEIVED),
        (3, Kind.NOTE_CORRECTED, COLLEAGUE, Where.RECEIVED),
    ]
    assert [sorted(found) for found in rows] == [expected, expected]
    assert {f.hash for f in entries.of_case(worker, CASE)} == {f.hash for f in entries.of_case(colleague, CASE)}
    for vault, clock in ((worker, first), (colleague, second)):
        assert verify(vault).ok
        assert abs(hub_now(vault, clock) - own_road.clock.now()) < timedelta(seconds=1)
        assert clock_is_off(vault) == clock.ahead
        assert {f.received_at[:10] for f in entries.of_case(vault, CASE)} == {"2026-03-12"}
        assert {f.entry.at[:4] for f in entries.of_case(vault, CASE)} <= {"1970", "2099", "2100"}
    found = verify_hub(own_road.hub)
    assert (found["entries"], found["faults"]) == (3, [])


@pytest.mark.parametrize(("off", "said"), [(-301, True), (-299, False), (0, False), (299, False), (301, True)])
def test_a_clock_is_told_about_from_five_minutes_on(road, off, said):
    clock = SetClock(road.clock, road.clock.now() + timedelta(seconds=off))
    worker = road.joined(WORKER)
    assert exchange(worker, clock).waiting == 0
    assert clock_ahead(worker) == timedelta(seconds=off)
    assert clock_is_off(worker) == (timedelta(seconds=off) if said else None)
    assert last_contact(worker) == clock.now()


@pytest.mark.parametrize("wrong", [PAST, FUTURE])
def test_a_clock_that_is_mended_while_the_computer_is_off_is_believed_again(road, wrong):
    clock = SetClock(road.clock, wrong)
    worker = road.joined(WORKER)
    exchange(worker, clock)

    class AfterRestart:
        def now(self):
            return road.clock.now() + timedelta(hours=2)

        def monotonic(self):
            return 3.0

    mended = AfterRestart()
    assert hub_now(worker, mended) == mended.now()


def test_a_clock_set_back_in_the_meantime_never_takes_time_before_the_hubs_last_word(road):
    worker = road.joined(WORKER)
    exchange(worker, road.clock)
    told = road.clock.now()
    back = SetClock(road.clock, told - timedelta(days=2))
    assert hub_now(worker, back) == told
    assert hub_now(worker, back).tzinfo is not UTC


def test_before_any_contact_there_is_only_this_clock(road):
    alone = road.device("alone")
    entries.file_act(alone, consent(road.clock), road.clock)
    assert hub_now(alone, road.clock) == road.clock.now()
    assert clock_is_off(alone) is None


@pytest.mark.parametrize(("wall", "told"), [(FUTURE, True), (PAST, True), (None, False)])
def test_an_exchange_and_a_history_tell_both_times_where_they_cannot_both_be_right(own_road, tmp_path, wall, told):
    clock = own_road.clock if wall is None else SetClock(own_road.clock, wall)
    vault = own_road.joined(WORKER)
    exchange(vault, own_road.clock)
    desk = Desk(make_workshop(clock, tmp_path / "desk"), vault, unlocked=clock.now())
    act = Act(new_id(clock), Kind.NOTE_SIGNED, CASE, NOTE, {**REVISION, "shown": []})
    entries.file_act(vault, act, clock)
    done = sync(desk)
    [row] = history(desk, NOTE)
    both = (clock.now(), own_road.clock.now()) if told else (None, None)
    assert (done.own_time, done.hub_time) == both
    assert ("own_time" in done.to_json(), "hub_time" in done.to_json()) == (told, told)
    assert row.hub_time == (own_road.clock.now() if told else None)
    assert row.to_json()["received_at"]
