"""Waits after wrong passphrases double from 1 to 900 seconds, on a clock nobody sets."""

import pytest

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.vault.wrong_tries import TRIES_FILE, WrongTries


def wait_of(tries: WrongTries) -> int:
    with pytest.raises(Unavailable) as problem:
        tries.check()
    assert problem.value.code is Code.WAIT_BEFORE_RETRY
    return problem.value.values["seconds"]


def test_the_wait_doubles_up_to_a_quarter_of_an_hour(tmp_path, held_clock):
    """rules: SEC-9"""
    tries = WrongTries(tmp_path, held_clock)
    tries.check()
    found = []
    for _ in range(13):
        tries.add(held_clock.monotonic())
        found.append(wait_of(tries))
        held_clock.move(found[-1] - 0.5)
        assert wait_of(tries) == 1
        held_clock.move(0.5)
        tries.check()
    assert found == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900]


def test_setting_the_wall_clock_does_not_shorten_the_wait(tmp_path, held_clock):
    tries = WrongTries(tmp_path, held_clock)
    for _ in range(5):
        tries.add(held_clock.monotonic())
    held_clock.wall = held_clock.wall.replace(year=2099)
    assert wait_of(tries) == 16


def test_a_restart_of_the_machine_begins_the_wait_anew(tmp_path, held_clock):
    tries = WrongTries(tmp_path, held_clock)
    for _ in range(5):
        tries.add(held_clock.monotonic())
    held_clock.passed = 3.0
    assert wait_of(WrongTries(tmp_path, held_clock)) == 16
    held_clock.move(10)
    assert wait_of(WrongTries(tmp_path, held_clock)) == 6


def test_the_slow_key_itself_counts_as_waiting(tmp_path, held_clock):
    tries = WrongTries(tmp_path, held_clock)
    begun = held_clock.monotonic()
    held_clock.move(1)
    tries.add(begun)
    tries.check()


@pytest.mark.parametrize("left", [b"", b"{}", b"[1]", b'{"count": "many", "since_ms": 0}'])
def test_a_torn_count_locks_nobody_out(tmp_path, held_clock, left):
    (tmp_path / TRIES_FILE).write_bytes(left)
    WrongTries(tmp_path, held_clock).check()
