"""Scrolling a note moves what is drawn already; only the stripe that comes into sight is drawn, in every look."""

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from fieldnotes.ui.shared.cards import Page
from fieldnotes.ui.shared.palettes import CONTRAST, DARK, LIGHT
from fieldnotes.ui.shared.theme import Look, apply_look, current_look
from one_desk import RESOURCES


class Counted(QWidget):
    """A row that counts how often it is drawn."""

    drawn = 0

    def paintEvent(self, _event):  # noqa: N802 - Qt's name
        self.drawn += 1


def drawn_anew(shown, rows):
    """How many rows are drawn when the page is scrolled by little more than one."""
    QApplication.processEvents()
    before = [row.drawn for row in rows]
    shown.verticalScrollBar().setValue(54)
    QApplication.processEvents()
    again = [number for number, row in enumerate(rows) if row.drawn > before[number]]
    assert again
    return len(again)


@pytest.fixture
def page(qtbot):
    before = current_look()
    apply_look(QApplication.instance(), Look(LIGHT, 100, RESOURCES))
    page = Page()
    page.stand_on_ground()
    rows = [Counted() for _ in range(40)]
    for row in rows:
        row.setFixedHeight(40)
        page.add(row)
    page.resize(600, 500)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    yield page, rows
    apply_look(QApplication.instance(), before)


def test_only_what_comes_into_sight_is_drawn_from_the_first(qtbot, page):
    shown, rows = page
    qtbot.waitUntil(lambda: all(row.drawn for row in rows[:9]) and shown.verticalScrollBar().maximum() > shown.height())
    assert drawn_anew(shown, rows) <= 3


@pytest.mark.parametrize("palette", [LIGHT, DARK, CONTRAST], ids=lambda each: each.name)
def test_only_what_comes_into_sight_is_drawn(qtbot, page, palette):
    shown, rows = page
    apply_look(QApplication.instance(), Look(palette, 100, RESOURCES))
    qtbot.waitUntil(lambda: shown.grab().toImage().pixelColor(3, 3).name() == palette.bg.lower())
    assert drawn_anew(shown, rows) <= 3
    assert shown.grab().toImage().pixelColor(3, 300).name() == palette.bg.lower()
