"""A note that was handed over says so where it is asked for: above it, in a list, in its history with the receipt."""

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from conftest import HeldClock
from editor_window import open_editor
from fieldnotes.casework import read_note
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.vault import reference
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY, shipped
from two_desks import CASE, WORKER, make_two, signed

RECEIPT = "Bundle/7/_history/1"


@pytest.fixture(scope="module")
def desks(tmp_path_factory):
    made = make_two(tmp_path_factory.mktemp("handed_over"), HeldClock())
    yield made
    made.close()


@pytest.fixture
def shell(frame, desks, tasks):
    frame.desk, frame.tasks = desks.worker, tasks
    yield frame
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def hear_of(desk, *rows):
    """The hub tells the case again, and which texts of it lie in a case system."""
    card = next(each for each in shipped("demo/import.json")["cases"] if each["id"] == CASE)
    at = reference.version(desk.vault)
    item = Item(ItemType.CASE, CASE, {**card, "delivered": list(rows)})
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, WORKER, at, at + 1, (item,)).seal(HUB_KEY))


def test_where_it_was_handed_over_stands_above_it_in_the_list_and_in_its_history(qtbot, desks, shell):
    note, revision = signed(desks)
    row = {
        "note": note, "revision": revision, "what": "note", "to": "treserva", "receipt": RECEIPT,
        "at": "2026-03-13T08:02:00.000000+00:00",
    }  # fmt: skip
    hear_of(desks.worker, row)
    listed = next(each for each in read_note.notes(desks.worker, CASE) if each.note == note)
    assert "treserva 2026-03-13" in note_row(listed, desks.worker.clock.now(), in_case=True).detail
    screen = open_editor(qtbot, shell, note)
    assert "treserva 2026-03-13" in screen.view.top.where.text()
    screen.view.show_history(read_note.history(desks.worker, note))
    told = screen.view.signed._history
    qtbot.waitUntil(told.isVisible, timeout=20_000)
    assert RECEIPT in " ".join(words_in(told))


def words_in(card):
    layout = card.layout()
    widgets = (layout.itemAt(number).widget() for number in range(layout.count()))
    return [each.text() for each in widgets if each is not None and hasattr(each, "text")]
