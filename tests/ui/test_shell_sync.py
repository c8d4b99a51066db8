"""Exchanging by itself: after acts, now and then, later and later while the hub is silent; the line stays true."""

import pytest

from fieldnotes.casework import write_note
from fieldnotes.casework.sign import sign
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.sync_presenter import FIRST_WAIT, LONGEST_WAIT, SOON, SyncPresenter
from one_desk import make_desk, shipped


class Line:
    """A view that writes down what it is told."""

    def __init__(self):
        self.status, self.exchanged = None, []

    def show_status(self, status):
        self.status = status

    def show_exchanged(self, sent, received):
        self.exchanged.append((sent, received))


@pytest.fixture
def line():
    return Line()


@pytest.fixture
def sync(desk, at_once, line, bell):
    return SyncPresenter(desk, at_once, line, bell.after, every_minutes=5, random_share=lambda: 1.0)


def test_a_silent_hub_is_said_and_asked_again_later_and_later(sync, line, bell, at_once):
    """Real HTTP to a port where nobody listens."""
    sync.begin()
    assert bell.seconds == SOON
    waits = []
    for _time in range(12):
        bell.ring()
        waits.append(bell.seconds)
    assert waits[:3] == [2 * FIRST_WAIT, 4 * FIRST_WAIT, 8 * FIRST_WAIT]
    assert waits == sorted(waits)
    assert waits[-1] == LONGEST_WAIT
    assert line.status.kind == "waiting"
    assert set(at_once.lanes) == {Lane.READ, Lane.HUB}


def test_pressing_the_button_forgets_the_waiting(sync, line, bell):
    sync.begin()
    for _time in range(6):
        bell.ring()
    sync.ask_now()
    assert bell.seconds == 2 * FIRST_WAIT
    assert line.exchanged == []


def test_the_wait_is_random_below_its_limit(desk, at_once, line, bell):
    sync = SyncPresenter(desk, at_once, line, bell.after, every_minutes=5, random_share=lambda: 0.5)
    sync.begin()
    for _time in range(5):
        bell.ring()
    assert bell.seconds == 0.5 * FIRST_WAIT * 2**5


def test_signing_is_seen_in_the_line_at_once(sync, desk, line, bell):
    sync.begin()
    note = write_note.add(desk, "c-prov-01", "hembesok", shipped("demo/notes/prov-01.json")).note
    sign(desk, note, {})
    sync.take_change(frozenset({"entries", "outbox"}))
    assert "1 note waits" in line.status.words
    assert bell.seconds == SOON
    bell.ring()
    assert line.status.words == "1 note waits – no connection"


def test_while_an_exchange_runs_no_other_begins(sync, line, bell, at_once):
    sync.begin()
    at_once.hold()
    bell.ring()
    sync.ask_now()
    sync.ask_now()
    assert at_once.lanes.count(Lane.HUB) == 1
    at_once.release()
    assert bell.seconds == SOON


def test_without_a_hub_nothing_is_tried(tmp_path, held_clock, at_once, line, bell):
    desk = make_desk(tmp_path, held_clock, joined=False)
    sync = SyncPresenter(desk, at_once, line, bell.after, every_minutes=5)
    sync.begin()
    bell.ring()
    assert Lane.HUB not in at_once.lanes
    assert line.status.kind == "local"
    assert not line.status.can_sync
    desk.vault.lock()
