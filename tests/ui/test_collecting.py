"""Windows are never taken apart on a lane's thread."""

import gc
import threading

import pytest
from PySide6.QtCore import QObject

from fieldnotes.ui.collecting import collect_what_is_due
from fieldnotes.ui.lanes import Lane

LET_GO = []


class Part(QObject):
    """Something of a window that only a collection lets go of."""

    def __init__(self):
        super().__init__()
        self.itself = self

    def __del__(self):
        LET_GO.append(threading.current_thread())


def litter(_job):
    """Make as much garbage as a long list of words does."""
    for _number in range(20_000):
        one = []
        one.append(one)
    return gc.isenabled()


@pytest.fixture(autouse=True)
def as_in_the_program():
    """Tests keep garbage to the main thread by themselves; here Python collects as it would."""
    gc.enable()
    yield
    gc.disable()


def test_garbage_of_the_windows_waits_for_the_windows_thread(qtbot, tasks):
    LET_GO.clear()
    tasks.run(Lane.READ, lambda _job: None, owner=tasks, done=lambda _done: None, failed=print)
    qtbot.waitUntil(tasks.idle, timeout=5000)
    gc.collect()
    Part()
    enabled = []
    tasks.run(Lane.READ, litter, owner=tasks, done=enabled.append, failed=print)
    qtbot.waitUntil(lambda: enabled == [False], timeout=5000)
    qtbot.waitUntil(lambda: bool(LET_GO), timeout=5000)
    [where] = LET_GO
    assert where is threading.main_thread()
    tasks.close()
    assert gc.isenabled()


def test_what_is_due_is_collected(tasks):
    gc.disable()
    try:
        litter(None)
        before = gc.get_count()[0]
        collect_what_is_due()
        assert gc.get_count()[0] < before
    finally:
        gc.enable()
