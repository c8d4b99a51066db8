"""Lists: walked by keyboard, read aloud as a whole, and no slower for being long.

rules: ACC-1
"""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible

from fieldnotes.ui.shared.rows import Row, RowList

ROWS = [
    Row("#drafts", "Utkast", heading=True),
    Row("n1", "Hembesök · Elsa S.", "BV-2026-0142", trailing="15:12", chip="Utkast", tone="warn", glyph="file-pen"),
    Row("n2", "Telefonsamtal · Signe H.", "BV-2026-0231"),
    Row("#planned", "Planerat", heading=True),
    Row("n3", "Nytt möte"),
]


@pytest.fixture
def rows(qtbot):
    made = RowList("Att göra")
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    made.show_rows(ROWS)
    return made


def test_arrows_pass_headings_and_enter_chooses(rows, qtbot):
    chosen = []
    rows.chosen.connect(chosen.append)
    assert rows.current_key() == "n1"
    for _time in range(3):
        qtbot.keyClick(rows, Qt.Key.Key_Down)
    qtbot.keyClick(rows, Qt.Key.Key_Return)
    rows.step(-1)
    rows.choose_current()
    rows.step(-9)
    rows.choose_current()
    assert chosen == ["n3", "n2", "n1"]


def test_a_heading_cannot_be_chosen(rows, qtbot):
    chosen = []
    rows.chosen.connect(chosen.append)
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.rows.index(0)).center())
    qtbot.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualRect(rows.rows.index(2)).center())
    assert chosen == ["n2"]


def test_the_current_row_stays_when_the_rows_change(rows):
    rows.make_current("n2")
    rows.show_rows([Row("n0", "Ny"), *ROWS])
    assert rows.current_key() == "n2"
    rows.show_rows(ROWS[3:])
    assert rows.current_key() == "n3"


def test_a_screen_reader_hears_the_whole_row(rows):
    face = QAccessible.queryAccessibleInterface(rows)
    heard = [face.child(number).text(QAccessible.Text.Name) for number in range(face.childCount())]
    assert "Hembesök · Elsa S., Utkast, BV-2026-0142, 15:12" in heard


def test_private_words_do_not_stand_in_a_rows_repr():
    assert "Elsa" not in repr(ROWS[1])
    assert "BV-" not in repr(ROWS[1])


def test_a_list_that_grows_is_as_high_as_its_rows(qtbot):
    grown = RowList("Tidsgränser", grows=True)
    qtbot.addWidget(grown)
    grown.show_rows(ROWS[1:3])
    two = grown.height()
    grown.show_rows(ROWS[1:3] * 3)
    assert grown.height() > 2.5 * two


def drawn_in(rows, count, qapp):
    rows.show_rows(
        [Row(str(n), f"Hembesök {n}", "BV-2026-0142", chip="Utkast", glyph="file-text") for n in range(count)]
    )
    qapp.processEvents()
    begun = time.perf_counter()
    for _time in range(20):
        rows.viewport().repaint()
    return time.perf_counter() - begun


def test_drawing_ten_thousand_rows_costs_what_drawing_a_hundred_does(rows, qapp):
    """A ratio inside one run, the best of three."""
    few = min(drawn_in(rows, 100, qapp) for _time in range(3))
    many = min(drawn_in(rows, 10_000, qapp) for _time in range(3))
    assert many < 3 * few
