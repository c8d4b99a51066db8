"""Waiting between exchanges: full jitter from 2 seconds to 15 minutes, calm after success."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.sync.exchange import Exchanged
from fieldnotes.sync.watch import CALM_WAIT, LONGEST_WAIT, SHORTEST_WAIT, BackOff, keep_exchanging

DONE = Exchanged(0, 0, 0, [], frozenset())


@given(st.lists(st.floats(0, 1, exclude_max=True), min_size=1, max_size=40))
def test_a_wait_is_never_shorter_than_two_seconds_nor_longer_than_a_quarter_of_an_hour(chances):
    rest = iter(chances)
    back_off = BackOff(lambda: next(rest))
    for _ in chances:
        assert SHORTEST_WAIT <= back_off.wait() <= LONGEST_WAIT


def test_the_limit_doubles_and_begins_anew():
    back_off = BackOff(lambda: 1.0)
    assert [back_off.wait() for _ in range(10)] == [4, 8, 16, 32, 64, 128, 256, 512, 900, 900]
    back_off.reset()
    assert back_off.wait() == 4


def test_never_sooner_than_the_hub_has_asked_for():
    waits: list[float] = []
    script = iter([Unavailable(Code.TOO_MANY, seconds=40), Unavailable(Code.HUB_BUSY)])

    def once() -> Exchanged:
        raise next(script)

    keep_exchanging(once, lambda _: None, lambda seconds: waits.append(seconds) or len(waits) < 2, lambda: 0.0)
    assert waits == [40, 2]


def test_trouble_is_reported_waited_out_and_forgotten_after_success():
    trouble = Unavailable(Code.HUB_UNREACHABLE, url="x")
    script = iter([trouble, trouble, DONE, trouble])
    waits: list[float] = []
    reported: list[object] = []

    def once() -> Exchanged:
        step = next(script)
        if isinstance(step, Unavailable):
            raise step
        return step

    def wait(seconds: float) -> bool:
        waits.append(seconds)
        return len(waits) < 4

    keep_exchanging(once, reported.append, wait, lambda: 1.0)
    assert waits == [4, 8, CALM_WAIT, 4]
    assert reported == [trouble, trouble, DONE, trouble]


def test_a_rule_that_says_no_ends_the_watch():
    def once() -> Exchanged:
        raise Refused(Code.HUB_KEY_CHANGED)

    with pytest.raises(Refused):
        keep_exchanging(once, lambda _: None, lambda _: True, lambda: 0.0)
