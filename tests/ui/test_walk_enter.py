"""Enter presses what has the keyboard: buttons, chips, the lines that lead to what is missing.

rules: DOC-1
"""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from editor_window import begin, open_editor
from fieldnotes.ui.shared.buttons import chip_button, icon_button, plain_button, primary_button, quiet_button
from fieldnotes.ui.worker.editor.chip import chip


def make(kind):
    makers = {
        "primary": primary_button, "plain": plain_button, "quiet": quiet_button, "proposal": chip_button,
        "icon": lambda text: icon_button(text, "x"), "choice": lambda text: chip(text, "choice"),
    }  # fmt: skip
    return makers[kind]("Tillbaka")


@pytest.mark.parametrize("kind", ["primary", "plain", "quiet", "proposal", "icon", "choice"])
def test_enter_presses_a_button(qtbot, kind):
    button = make(kind)
    qtbot.addWidget(button)
    button.show()
    with qtbot.waitSignal(button.clicked, timeout=2000):
        qtbot.keyClick(button, Qt.Key.Key_Return)


def test_enter_on_what_stops_the_signing_leads_to_its_field(qtbot, desk, tasks, frame):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, begin(desk))
    editor.activateWindow()
    editor.view.top.sign.click()
    qtbot.waitUntil(editor.view.sheet.isVisible, timeout=8000)
    assert isinstance(QApplication.focusWidget(), QPushButton)
    lines = editor.view.sheet.findChildren(QPushButton)
    line = next(each for each in lines if "syfte" in each.accessibleName().lower())
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert not editor.view.sheet.isVisible()
    where = editor.view.form.where()
    assert (where.section, where.field) == ("grunddata", "purpose")
