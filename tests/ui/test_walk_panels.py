"""A panel over a screen: Esc is the panel's, and so is the keyboard, until it is closed.

rules: DOC-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from editor_window import begin, open_editor
from fieldnotes.ui.shared.labels import small
from fieldnotes.ui.shared.overlay import Overlay


class Below(QWidget):
    """A screen with a line to write in and a way back on Esc."""

    def __init__(self):
        super().__init__()
        self.line, self.backs = QLineEdit(), 0
        QVBoxLayout(self).addWidget(self.line)
        QShortcut(QKeySequence("Esc"), self, self.back)

    def back(self):
        self.backs += 1


@pytest.fixture
def below(qtbot):
    made = Below()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.show()
    made.activateWindow()
    made.line.setFocus()
    qtbot.waitUntil(made.line.hasFocus, timeout=2000)
    return made


@pytest.fixture
def panel(below):
    made = Overlay(below, "Panel")
    made.field = QLineEdit()
    made.card.add(made.field)
    made.open_over(made.field)
    return made


def escape(qtbot):
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)


def test_esc_closes_the_panel_and_nothing_below_it(qtbot, below, panel):
    escape(qtbot)
    assert panel.isHidden()
    assert below.backs == 0
    assert below.line.hasFocus()
    escape(qtbot)
    assert below.backs == 1


def test_a_screen_that_loads_below_gets_the_keyboard_only_afterwards(qtbot, below, panel):
    other = QLineEdit(below)
    other.show()
    other.setFocus()
    assert panel.field.hasFocus()
    escape(qtbot)
    assert panel.isHidden()
    assert other.hasFocus()


def test_esc_in_a_panel_over_a_note_does_not_leave_the_note(qtbot, desk, tasks, frame):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, begin(desk))
    editor.activateWindow()
    panel = Overlay(editor, "Keys")
    line = QLineEdit()
    panel.card.add(line)
    panel.open_over(line)
    escape(qtbot)
    assert panel.isHidden()
    assert frame.went == []


def test_words_that_wrap_get_their_whole_height(qtbot, below, panel):
    """What is said below the field in a narrow panel pushes it down, it does not flatten the field."""
    below.resize(1366, 600)
    words = small("Inget ärende på den här datorn passar. Prova ett ärendenummer. " * 3)
    panel.card.add(words)
    words.show()
    QApplication.sendPostedEvents()
    QApplication.processEvents()
    assert words.heightForWidth(words.width()) > words.heightForWidth(below.width())
    assert panel.card.height() >= panel.card.heightForWidth(panel.card.width())
