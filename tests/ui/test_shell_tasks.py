"""The lanes: order, the way home, and that nobody who is gone is called."""

import gc
import sys
import threading
from concurrent.futures import thread as futures
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QObject

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.tasks import Tasks


@dataclass(frozen=True)
class Changed:
    kinds: frozenset
    ids: frozenset


@dataclass(frozen=True)
class Signed:
    hash: str
    changed: Changed


def fail_on(error):
    raise error


def test_twenty_thousand_jobs_come_home_in_order_on_the_windows_thread(qtbot, tasks):
    home, threads = [], set()

    def take(number):
        home.append(number)
        threads.add(threading.get_ident())

    for number in range(20_000):
        tasks.run(Lane.WRITE, lambda _job, n=number: n, owner=tasks, done=take, failed=fail_on)
    qtbot.waitUntil(tasks.idle, timeout=30_000)
    assert home == list(range(20_000))
    assert threads == {threading.get_ident()}


def test_a_lane_that_computes_gives_the_interpreter_back_within_a_millisecond(qtbot, tasks):
    """How much that is worth: tests/bench/test_bench_desktop.py."""
    sys.setswitchinterval(0.005)
    tasks.run(Lane.READ, lambda _job: None, owner=tasks, done=lambda _none: None, failed=fail_on)
    qtbot.waitUntil(tasks.idle)
    assert sys.getswitchinterval() <= 0.001


def test_lanes_do_not_wait_for_each_other(qtbot, tasks):
    gate, home = threading.Event(), []
    tasks.run(Lane.HUB, lambda _job: gate.wait(10), owner=tasks, done=lambda _: home.append("hub"), failed=fail_on)
    tasks.run(Lane.WRITE, lambda _job: None, owner=tasks, done=lambda _: home.append("write"), failed=fail_on)
    qtbot.waitUntil(lambda: home == ["write"], timeout=5_000)
    gate.set()
    qtbot.waitUntil(lambda: home == ["write", "hub"], timeout=5_000)


def test_an_owner_that_is_gone_is_not_called(qtbot, tasks):
    gate, called = threading.Event(), []
    owner = QObject()
    tasks.run(Lane.READ, lambda _job: gate.wait(10), owner=owner, done=called.append, failed=called.append)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert called == []


def test_a_cancelled_job_sees_it_and_is_not_heard(qtbot, tasks):
    begun, called, seen = threading.Event(), [], []

    def work(job):
        begun.set()
        while not job.cancelled:
            pass
        seen.append(job.cancelled)

    job = tasks.run(Lane.LONG, work, owner=tasks, done=called.append, failed=called.append)
    assert begun.wait(5)
    job.cancel()
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert seen == [True]
    assert called == []


def test_a_problem_comes_home_as_it_was_raised(qtbot, tasks):
    failed = []
    problem = Unavailable(Code.DISK_FULL)
    tasks.run(Lane.WRITE, lambda _job: fail_on(problem), owner=tasks, done=fail_on, failed=failed.append)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert failed == [problem]


def test_reports_come_home_in_order_before_the_answer(qtbot, tasks):
    heard = []

    def work(job):
        for word in ("hej", "hej då"):
            job.report(word)
        return "slut"

    tasks.run(Lane.VOICE, work, owner=tasks, done=heard.append, failed=fail_on, report=heard.append)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert heard == ["hej", "hej då", "slut"]


def test_what_an_act_changed_is_told_once_before_its_answer(qtbot, tasks):
    heard = []
    change = Changed(frozenset({"entries"}), frozenset({"n1"}))
    tasks.changed.connect(heard.append)

    def done(_result):
        heard.append("done")

    tasks.run(Lane.WRITE, lambda _job: Signed("h", change), owner=tasks, done=done, failed=fail_on)
    tasks.run(Lane.WRITE, lambda _job: change, owner=tasks, done=done, failed=fail_on)
    tasks.run(Lane.READ, lambda _job: "nothing", owner=tasks, done=lambda _: None, failed=fail_on)
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert heard == [change, "done", change, "done"]


def test_what_a_job_held_is_let_go_on_the_windows_thread(qapp, tasks, monkeypatch):
    """Whoever lets go last takes it apart: on a lane Qt ends the program when it was a window."""
    let_go, heard, run = [], threading.Event(), futures._WorkItem.run

    class Held:
        def __call__(self, _job):
            raise Unavailable(Code.DISK_FULL)

        def take(self, _outcome):
            """Hear the outcome."""

        def __del__(self):
            let_go.append(threading.get_ident())

    def slowly(item):
        """A lane that comes to its next line only when home has long been done with the job."""
        run(item)
        heard.wait(10)

    monkeypatch.setattr(futures._WorkItem, "run", slowly)
    held = Held()
    tasks.run(Lane.WRITE, held, owner=held, done=held.take, failed=held.take)
    del held
    while not tasks.idle():
        qapp.processEvents()
    gc.collect()
    heard.set()
    tasks.close()
    assert let_go == [threading.get_ident()]


def test_what_was_changed_is_told_even_if_the_asker_is_gone(qtbot, tasks):
    heard, owner, gate = [], QObject(), threading.Event()
    change = Changed(frozenset({"drafts"}), frozenset())
    tasks.changed.connect(heard.append)

    def work(_job):
        gate.wait(10)
        return change

    tasks.run(Lane.WRITE, work, owner=owner, done=fail_on, failed=fail_on)
    shiboken6.delete(owner)
    gate.set()
    qtbot.waitUntil(tasks.idle, timeout=5_000)
    assert heard == [change]


def test_closing_during_work_ends_every_thread_and_calls_nobody(qapp):
    tasks = Tasks()
    begun, called = threading.Event(), []

    def work(job):
        begun.set()
        while not job.cancelled:
            pass

    tasks.run(Lane.LONG, work, owner=tasks, done=called.append, failed=called.append)
    tasks.run(Lane.LONG, work, owner=tasks, done=called.append, failed=called.append)
    assert begun.wait(5)
    tasks.close()
    qapp.processEvents()
    assert called == []
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("lane-long")]
    assert tasks.run(Lane.LONG, work, owner=tasks, done=called.append, failed=called.append).cancelled
