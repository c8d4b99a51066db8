"""The page of what lies aside: entries to let in or keep out, notes in the wrong case; asked once more in place."""

import pytest
from PySide6.QtWidgets import QLabel

from fieldnotes.casework import misfile, read_note
from fieldnotes.casework.set_aside import in_wrong_cases
from fieldnotes.ui.supervisor import aside_screen, queue_screen
from fieldnotes.vault import reference, set_aside_there
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, many_cases
from two_desks import CASE, SUPERVISOR, WORKER, close_window, make_two, signed
from window_parts import parts

ROW = {
    "hash": "11" * 32, "id": "0198c2f4-7d00-7000-8000-000000000001", "case": CASE, "kind": "NoteSigned", "note": "n-1",
    "author": WORKER, "at": "2026-03-10T10:00:00+01:00", "received_at": "2026-03-11T09:00:00+00:00",
    "reason": "not_assigned", "state": "waiting", "decided_at": None, "decided_by": None, "may_release": True,
    "settles_itself": False,
}  # fmt: skip


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


@pytest.fixture
def opened(qtbot, frame, desks, tasks):
    frame.desk, frame.tasks = desks.supervisor, tasks
    screens = []

    def screen(module, ready):
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


def told(desks, *rows):
    set_aside_there.keep(desks.supervisor.vault, [{**ROW, "hash": f"{n:064x}", **row} for n, row in enumerate(rows)])


def in_sight(screen, count):
    """So many cards are drawn: what a layout shows comes with the next turn of the window."""
    return len(screen.cards) == count and all(card.isVisible() for card in screen.cards)


def words(widget):
    return [label.text() for label in parts(widget, QLabel) if label.isVisibleTo(widget)]


def test_it_says_what_lies_aside_and_why_and_offers_only_what_can_be_done(opened, desks):
    """rules: SEC-6"""
    lacking = {"reason": "unknown_revision", "may_release": False, "settles_itself": True, "kind": "NoteApproved"}
    done = {"state": "refused", "decided_at": "2026-03-12T14:00:00+00:00", "decided_by": SUPERVISOR}
    told(desks, {}, {"reason": "fork", "may_release": False}, lacking, done)
    screen = opened(aside_screen, lambda screen: in_sight(screen, 4))
    assert [sorted(card.ways) for card in screen.cards] == [["refuse", "release"], ["refuse"], [], []]
    assert "A signed note · BV-2026-0142" in words(screen.cards[0])
    assert "Its author was not assigned to the case when it arrived." in words(screen.cards[0])
    assert any(each.startswith("Kept out by Henrik Solberg") for each in words(screen.cards[3]))
    summary = opened(queue_screen, lambda screen: "set aside" in screen._summary.text())._summary.text()
    assert summary.endswith("2 entries set aside (Ctrl+K, Set aside)")


def test_without_a_network_nothing_is_decided_and_the_way_stays(qtbot, opened, desks, tasks):
    told(desks, {})
    screen = opened(aside_screen, lambda screen: in_sight(screen, 1))
    [card] = screen.cards
    card.ways["release"].click()
    assert not card.ways["refuse"].isVisible()
    card.no.click()
    assert card.ways["refuse"].isVisible()
    card.ways["refuse"].click()
    card.yes.click()
    qtbot.waitUntil(lambda: screen.line.property("role") == "error" and tasks.idle(), timeout=20_000)
    [row] = set_aside_there.read(desks.supervisor.vault)
    assert row["state"] == "waiting"
    assert all(each.isEnabled() for each in screen.cards)


def test_a_copy_that_could_not_be_made_is_made_here(qtbot, opened, desks, tasks):
    """rules: DOC-8"""
    note, _revision = signed(desks)
    desk = desks.supervisor
    read_note.show(desk, note)
    [right] = many_cases(1)
    misfile.misfiled(desk, note, right["number"], "Hamnade fel.", elsewhere=True)
    assert in_wrong_cases(desk) == ()
    at = reference.version(desk.vault)
    items = (Item(ItemType.CASE, right["id"], right),)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, SUPERVISOR, at, at + 1, items).seal(HUB_KEY))
    screen = opened(aside_screen, lambda screen: in_sight(screen, 1))
    [card] = screen.cards
    card.ways["copy"].click()
    card.yes.click()
    qtbot.waitUntil(lambda: not screen.cards and tasks.idle(), timeout=20_000)
    [copy] = [row.note for row in read_note.notes(desk) if row.case == right["id"]]
    assert read_note.show(desk, copy).copied is not None
