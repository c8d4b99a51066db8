"""The window on the screens that people have: a small laptop sees all of it, the status line too."""

import pytest
from PySide6.QtWidgets import QMainWindow

from fieldnotes.ui.app import show_fitting


@pytest.fixture
def window(qtbot):
    made = QMainWindow()
    qtbot.addWidget(made)
    return made


def test_a_window_larger_than_the_screen_is_maximised(window):
    room = window.screen().availableGeometry()
    window.resize(room.width(), room.height())
    show_fitting(window)
    assert window.isMaximized()


def test_a_window_with_room_keeps_its_size(window):
    window.resize(400, 300)
    show_fitting(window)
    assert window.isVisible()
    assert not window.isMaximized()
    assert (window.width(), window.height()) == (400, 300)
