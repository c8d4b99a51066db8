"""Lines that still hold stay as they are when the list is shown anew."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget

from fieldnotes.ui.worker.editor.kept_lines import KeptLines
from window_parts import parts


@pytest.fixture
def lines(qtbot):
    """A shown window with one such list, and a way to show words in it as buttons."""
    window = QWidget()
    box = KeptLines()
    window.setLayout(box)
    qtbot.addWidget(window)
    window.show()
    made = []

    def make(words):
        made.append(words)
        return QPushButton(words)

    return window, lambda *words: box.show_lines((each, lambda each=each: make(each)) for each in words), made


def shown(window):
    box = window.layout()
    return [box.itemAt(place).widget().text() for place in range(box.count())]


def test_only_what_is_new_is_made_and_what_is_gone_goes(lines):
    window, show, made = lines
    show("a", "b", "c")
    show("c", "new", "a")
    assert shown(window) == ["c", "new", "a"]
    assert made == ["a", "b", "c", "new"]


def test_the_keyboard_stays_on_a_line_that_still_holds(qtbot, lines):
    window, show, _made = lines
    show("a", "b")
    line = next(each for each in parts(window, QPushButton) if each.text() == "b")
    qtbot.waitUntil(line.isVisible, timeout=20_000)
    line.setFocus()
    show("first", "b")
    assert window.focusWidget() is line


def test_the_same_words_twice_are_two_lines(lines):
    window, show, made = lines
    show("a", "a")
    assert shown(window) == ["a", "a"]
    show("a")
    assert shown(window) == ["a"]
    assert made == ["a", "a"]


def test_none_leaves_none(lines):
    window, show, _made = lines
    show("a")
    show()
    assert shown(window) == []
    assert not [each for each in parts(window, QLabel) if each.isVisible()]
