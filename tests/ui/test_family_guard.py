"""The curtain's own process, and the guard that speaks with it.

rules: SEC-1
"""

import sys

import pytest
from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from fieldnotes.ui.family.guard import Guard, curtain_command

PATIENCE = 20_000
CURTAIN = (sys.executable, "-P", "-m", "fieldnotes.ui.family.curtain")
ECHO = """
import sys
for line in sys.stdin:
    sys.stdout.write({answer!r} if line.startswith("guard") else "")
    sys.stdout.flush()
"""


@pytest.fixture
def parent(qapp):
    return QObject()


@pytest.fixture
def guards(parent):
    made = []

    def make(*command):
        made.append(Guard(parent, command))
        return made[-1]

    yield make
    for each in made:
        each.close()


def told(answer):
    return (sys.executable, "-c", ECHO.format(answer=answer))


def test_where_nobody_looks_there_is_no_curtain(qapp):
    assert curtain_command() == []


def test_the_curtain_says_that_it_guards_and_rests_when_told(guards, qtbot, qapp):
    guard = guards(*CURTAIN)
    with qtbot.waitSignal(guard.turned, timeout=PATIENCE):
        guard.watch(QGuiApplication.primaryScreen())
    assert guard.works
    guard.rest()
    assert not guard.works


def test_silence_makes_the_curtain_fall(guards, qtbot, qapp):
    """rules: SEC-1"""
    guard = guards(*CURTAIN)
    with qtbot.waitSignal(guard.turned, timeout=PATIENCE):
        guard.watch(QGuiApplication.primaryScreen())
    guard._beat.stop()
    with qtbot.waitSignal(guard.stalled, timeout=PATIENCE):
        pass


def test_a_curtain_that_fell_is_told_of_before_it_is_lifted(guards, qtbot, qapp):
    guard = guards(*told("guarding\ncovered\n"))
    with qtbot.waitSignals([guard.turned, guard.stalled], timeout=PATIENCE):
        guard.watch(QGuiApplication.primaryScreen())
    assert guard.works


def test_a_curtain_that_dies_empties_the_screen_and_another_is_made(guards, qtbot, qapp):
    guard = guards(*CURTAIN)
    with qtbot.waitSignal(guard.turned, timeout=PATIENCE):
        guard.watch(QGuiApplication.primaryScreen())
    with qtbot.waitSignal(guard.stalled, timeout=PATIENCE):
        guard._process.kill()
    assert not guard.works
    with qtbot.waitSignal(guard.turned, timeout=PATIENCE):
        guard.watch(QGuiApplication.primaryScreen())
    assert guard.works


def test_a_curtain_that_cannot_be_started_leaves_the_showing_without(guards, qtbot, qapp):
    guard = guards("/nowhere/fieldnotes-curtain")
    guard.watch(QGuiApplication.primaryScreen())
    qtbot.waitUntil(lambda: guard._process is None, timeout=PATIENCE)
    guard.beat()
    assert not guard.works


def test_the_curtain_ends_with_the_program(guards, qtbot, qapp):
    """Its input closes when the program is gone, however that went."""
    guard = guards(*CURTAIN)
    guard.watch(QGuiApplication.primaryScreen())
    process = guard._process
    with qtbot.waitSignal(process.finished, timeout=PATIENCE) as ended:
        process.closeWriteChannel()
    assert ended.args[0] == 0
