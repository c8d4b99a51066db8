"""A panel with a line to type in and rows to choose from; Find and New note are both this. Knows no case."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from fieldnotes.ui.shared.labels import caps, small
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.rows import Row, RowList
from fieldnotes.ui.shared.theme import px

SHOWN = 9
"""Rows that are seen at once; more are reached by scrolling."""


class Picker(Overlay):
    """Type, walk with the arrows while the line keeps the focus, choose with Enter."""

    typed = Signal(str)
    chosen = Signal(str)

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window, name)
        self._name = caps(name)
        self.line = QLineEdit()
        self.line.setAccessibleName(name)
        self.line.setClearButtonEnabled(True)
        self.rows = RowList(name)
        self.rows.mark_always()
        self.hint = small("")
        for widget in (self._name, self.line, self.rows, self.hint):
            self.card.add(widget)
        self._asking = False
        self.line.textChanged.connect(self._hear)
        self.line.installEventFilter(self)
        self.rows.chosen.connect(self.chosen)

    def ask(self, name: str, placeholder: str, hint: str) -> None:
        """Begin with an empty line; `name` says what is asked."""
        self._name.setText(name.upper())
        self._name.setAccessibleName(name)
        self.line.setAccessibleName(name)
        self.rows.setAccessibleName(name)
        self.line.setPlaceholderText(placeholder)
        self._asking = True
        self.line.clear()  # not with signals blocked: the line's own clearing cross would stay
        self._asking = False
        self.show_hint(hint)
        self.open_over(self.line)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what can be chosen, the first one ready."""
        self.rows.show_rows(rows)
        self.rows.make_current()
        self.rows.setVisible(bool(rows))
        high = sum(self.rows.sizeHintForRow(number) for number in range(min(len(rows), SHOWN)))
        room = self.height() - px(190)
        self.rows.setFixedHeight(max(px(80), min(high + 8, room)))

    def show_hint(self, words: str) -> None:
        """Say something below the rows."""
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _hear(self, text: str) -> None:
        if not self._asking:
            self.typed.emit(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter in the line act on the rows."""
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
            if event.key() in steps:
                self.rows.step(steps[Qt.Key(event.key())])
                return True
            if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
                self.rows.choose_current()
                return True
        return super().eventFilter(watched, event)
