"""Five thousand notes that wait: how soon they are read, painted, scrolled and renewed.

    python -m pytest -m bench tests/bench/test_bench_queue.py -s

The figures are processor time of this process, so that what else runs on the machine counts little.
"""

import json
import sys
import time
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from fieldnotes.casework import profile, waiting_notes
from fieldnotes.ui.shared.theme import LIGHT, Look, apply_look
from fieldnotes.ui.supervisor.queue_presenter import queue_page
from fieldnotes.ui.supervisor.queue_view import QueueScreen
from fieldnotes.vault.identity import identity, save_identity
from many_notes import file_notes
from one_desk import RESOURCES, make_desk, many_cases
from two_desks import close_window

NOTES, TRIES = 5_000, 5
pytestmark = [pytest.mark.bench, pytest.mark.timeout(300)]


@pytest.fixture
def desk(tmp_path, held_clock):
    """The supervisor's desk, holding notes somebody else has signed."""
    wanted = many_cases(200)
    made = make_desk(tmp_path, held_clock, cases=wanted, user="u-henrik")
    me = identity(made.vault)
    save_identity(made.vault, replace(me, author="u-tove"))
    file_notes(made, wanted, NOTES)
    save_identity(made.vault, me)
    yield made
    profile.lock(made)


def least(act, before=lambda: None):
    """The least processor seconds of a few tries."""
    tries = []
    for _ in range(TRIES):
        before()
        begun = time.process_time()
        act()
        tries.append(time.process_time() - begun)
    return min(tries)


def told(capsys, **seconds):
    with capsys.disabled():
        sys.stdout.write("\n " + json.dumps({name: f"{value * 1000:.1f} ms" for name, value in seconds.items()}))


def test_five_thousand_waiting_notes_are_read_painted_scrolled_and_renewed(qapp, desk, capsys):
    def forget():
        desk.vault.forget_decoded()
        desk.waiting = {}

    cold = least(lambda: waiting_notes.queue(desk), forget)
    rows = waiting_notes.queue(desk)
    again = least(lambda: waiting_notes.queue(desk))
    now = desk.clock.now()
    page = queue_page(rows, now)
    made = least(lambda: queue_page(rows, now))
    apply_look(qapp, Look(LIGHT, 100, RESOURCES))
    screen = QueueScreen()
    screen.resize(1150, 800)
    screen.show()
    paint = least(lambda: shown(screen, page), lambda: shown(screen, queue_page((), now)))
    bar = screen.rows.verticalScrollBar()
    scroll = least(lambda: scrolled(screen, bar.maximum() // 2), lambda: bar.setValue(0))
    renewed = least(lambda: shown(screen, queue_page(rows[1:], now)), lambda: shown(screen, page))
    close_window(screen)
    told(capsys, read_cold=cold, read_again=again, rows=made, painted=paint, scrolled=scroll, renewed=renewed)
    assert len(rows) == NOTES
    assert paint <= 0.200
    assert scroll <= 0.050
    assert renewed <= 0.200
    assert again <= cold / 2


def shown(screen, page):
    screen.show_queue(page)
    painted(screen)


def scrolled(screen, to):
    screen.rows.verticalScrollBar().setValue(to)
    painted(screen)


def painted(screen):
    screen.rows.viewport().repaint()
    QApplication.processEvents()
