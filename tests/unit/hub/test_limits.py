"""How often one may ask: a minute's worth at once, then as it comes; who is known is counted, not who dials."""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.limits import Asker, Limits, Rates
from fieldnotes.hub.problems import problem


@pytest.fixture
def limits():
    made = Limits()
    made.rates = Rates(device=60, address=600)
    return made


def test_a_minutes_worth_may_come_at_once_and_the_next_is_told_when(limits):
    assert [limits.take(Asker.DEVICE, "d-1", 0.0) for _ in range(60)] == [0] * 60
    wait = limits.take(Asker.DEVICE, "d-1", 0.0)
    assert wait == 6
    assert limits.take(Asker.DEVICE, "d-2", 0.0) == 0
    assert [limits.take(Asker.DEVICE, "d-1", float(wait)) for _ in range(6)] == [0] * 6
    assert limits.take(Asker.DEVICE, "d-1", float(wait)) > 0


def test_whoever_keeps_asking_too_soon_waits_no_longer_for_it(limits):
    for _ in range(60):
        limits.take(Asker.DEVICE, "d-1", 0.0)
    waits = [limits.take(Asker.DEVICE, "d-1", second / 10) for second in range(9)]
    assert waits[0] >= waits[-1] > 0
    assert limits.take(Asker.DEVICE, "d-1", 1.0) == 0


def test_an_account_has_twice_what_a_device_has_and_no_rate_is_no_limit(limits):
    assert [limits.take(Asker.ACCOUNT, "u-1", 0.0) for _ in range(121)].count(0) == 120
    free = Limits()
    assert not any(free.take(Asker.ADDRESS, "10.0.0.1", 0.0) for _ in range(5000))


def test_strangers_names_do_not_pile_up(limits):
    for number in range(20_001):
        limits.take(Asker.ADDRESS, f"a-{number}", number / 100)
    assert len(limits._left) < 7_000


def test_the_answer_says_in_seconds_when_to_come_again():
    said = problem(Code.TOO_MANY, Refused(Code.TOO_MANY, seconds=7))
    assert (said.status_code, said.headers["retry-after"]) == (429, "7")
    assert problem(Code.HUB_BUSY).headers["retry-after"] == "5"
    assert "retry-after" not in problem(Code.NOT_FOUND).headers
