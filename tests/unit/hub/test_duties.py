"""What one process does for all of them: nobody else does it meanwhile, and one that died is succeeded."""

import pytest

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub import duties
from fieldnotes.hub.duties import START, alone


def test_whoever_comes_second_waits_until_the_first_is_done(hub):
    done, pauses = [], []

    def second():
        assert not alone(hub, START, lambda: done.append("second"), 0.5, pauses.append)

    assert alone(hub, START, lambda: (second(), done.append("first")))
    assert done == ["first"]
    assert len(pauses) == 3
    assert alone(hub, START, lambda: done.append("third"))
    assert done == ["first", "third"]


def test_a_duty_whose_process_was_killed_is_taken_over_in_time(hub, held_clock):
    assert hub.database.write(lambda connection: duties._take(hub, connection, START, "killed before it let go"))
    done = []
    assert not alone(hub, START, lambda: done.append(1), 0.0)
    held_clock.move(601)
    assert alone(hub, START, lambda: done.append(2), 0.0)
    assert done == [2]


def test_a_duty_that_fails_is_free_again(hub):
    def fails():
        raise Unavailable(Code.DISK_FULL)

    with pytest.raises(Unavailable):
        alone(hub, START, fails)
    assert alone(hub, START, lambda: None, 0.0)
