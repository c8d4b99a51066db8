"""The page of deputies: who stands in for whom, named in place; without a network nothing typed is lost."""

from datetime import date, timedelta

import pytest
from PySide6.QtWidgets import QLabel

from fieldnotes.ui.supervisor import deputies_screen, queue_screen
from fieldnotes.vault import reference
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from two_desks import SUPERVISOR, WORKER, close_window, make_two, signed
from window_parts import parts


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, frame, desks, tasks):
    frame.tasks = tasks
    screens = []

    def screen(module, desk, ready=lambda _screen: True):
        frame.desk = desk
        made = module.build(frame, "")
        screens.append(made)
        made.resize(1000, 800)
        made.show()
        made.entered()
        qtbot.waitUntil(lambda: tasks.idle() and ready(made), timeout=20_000)
        return made

    yield screen
    for made in screens:
        close_window(made)


def told(desk, user, name, begins, ends):
    """Let the hub have told of a deputy, in days from now."""
    now, at = desk.clock.now(), reference.version(desk.vault)
    value = {
        "for": SUPERVISOR, "deputy": WORKER, "from": (now + timedelta(days=begins)).isoformat(),
        "until": (now + timedelta(days=ends)).isoformat(), "by": SUPERVISOR, "at": now.isoformat(), "active": True,
    }  # fmt: skip
    items = (Item(ItemType.POLICY, f"deputy:{name}", value),)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, user, at, at + 1, items).seal(HUB_KEY))


def in_sight(screen, count):
    """So many cards are drawn: what a layout shows comes with the next turn of the window."""
    return len(screen.cards) == count and all(card.isVisible() for card in screen.cards)


def words(screen):
    return [label.text() for label in parts(screen, QLabel) if label.isVisibleTo(screen)]


def test_it_lists_who_stands_in_and_asks_once_more_before_it_ends(opened, desks):
    told(desks.supervisor, SUPERVISOR, "d-1", 0, 3)
    told(desks.supervisor, SUPERVISOR, "d-2", 5, 9)
    told(desks.supervisor, SUPERVISOR, "d-3", -9, -5)
    screen = opened(deputies_screen, desks.supervisor, lambda screen: in_sight(screen, 3))
    assert [card.accessibleName().rpartition(". ")[2] for card in screen.cards] == ["Decides now", "To come", "Over"]
    assert screen.cards[0].accessibleName().startswith("Tove Ekberg, deputy for Henrik Solberg. ")
    assert [card.end.isVisible() for card in screen.cards] == [True, True, False]
    asked = []
    screen.end_asked.connect(asked.append)
    first = screen.cards[0]
    first.end.click()
    first.no.click()
    assert (first.end.isVisible(), asked) == (True, [])


def test_without_a_network_nobody_is_named_and_what_was_chosen_stays(qtbot, opened, desks, tasks):
    screen = opened(deputies_screen, desks.supervisor, lambda screen: screen.first.day() is not None)
    screen.propose.click()
    assert "Choose a colleague, the first day and the last." in words(screen)
    screen.who.setCurrentIndex(screen.who.findData(WORKER))
    first, last = screen.first.day(), date(2026, 3, 20)
    assert first == desks.supervisor.clock.now().date()
    screen.last.show_day(first - timedelta(days=1))
    screen.propose.click()
    assert "The last day comes before the first." in words(screen)
    screen.last.show_day(last)
    screen.propose.click()
    qtbot.waitUntil(lambda: tasks.idle() and screen._form.isEnabled(), timeout=20_000)
    assert screen.line.property("role") == "error"
    assert (screen.who.currentData(), screen.last.day()) == (WORKER, last)


def test_the_deputy_sees_for_whom_they_decide_and_no_form(opened, desks):
    told(desks.worker, WORKER, "d-1", 0, 3)
    note, _revision = signed(desks)
    queue = opened(queue_screen, desks.worker, lambda screen: "Deputy" in screen._summary.text())
    assert queue._summary.text().startswith("Deputy for Henrik Solberg until ")
    assert note not in [row.key for row in queue.rows.rows.rows], "their own work is not theirs to decide about"
    page = opened(deputies_screen, desks.worker, lambda screen: in_sight(screen, 1))
    assert not page._form.isVisible()
