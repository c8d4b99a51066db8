"""Where in a field that is no single text the keyboard is, as two numbers: which input, and where in it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


def stop_in(field: QWidget) -> tuple[int, int]:
    """Give the number of the input with the keyboard, in the order they were made, and the cursor's place in it."""
    here = field.window().focusWidget()
    inputs = _inputs(field)
    if here is None or here not in inputs:
        return 0, 0
    if isinstance(here, QLineEdit):
        return inputs.index(here), here.cursorPosition()
    return inputs.index(here), here.textCursor().position() if isinstance(here, QPlainTextEdit) else 0


def go_to_stop(field: QWidget, number: int, at: int) -> None:
    """Put the keyboard back there; the last input when there are fewer now."""
    inputs = _inputs(field)
    if not inputs:
        return
    stop = inputs[min(number, len(inputs) - 1)]
    stop.setFocus()
    if isinstance(stop, QLineEdit):
        stop.setCursorPosition(at)
    elif isinstance(stop, QPlainTextEdit):
        cursor = QTextCursor(stop.document())
        cursor.setPosition(min(at, len(stop.toPlainText())))
        stop.setTextCursor(cursor)


def _inputs(field: QWidget) -> list[QWidget]:
    """List what takes the keyboard; a field further down need not be laid out yet."""
    met = (each for each in field.findChildren(QWidget) if each.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return [each for each in met if each.isVisibleTo(field)]
