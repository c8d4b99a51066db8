"""Two parts side by side where there is room, else one below the other. Draws; knows no note."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from fieldnotes.ui.shared.theme import px

ROOM = 620
"""From this width (at 100 % text) both parts have lines long enough to read."""


class Beside(QWidget):
    """The first part leads; the second stands at its side, or below it."""

    def __init__(self, first: QWidget, second: QWidget) -> None:
        super().__init__()
        self._box = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(12)
        self._box.addWidget(first, 3)
        self._box.addWidget(second, 2)
        self._second = second

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay them as the width allows."""
        super().resizeEvent(event)
        across = self.width() >= px(ROOM)
        way = QBoxLayout.Direction.LeftToRight if across else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
            top = Qt.AlignmentFlag.AlignTop
            for at in range(self._box.count()):
                item = self._box.itemAt(at)
                if item is not None:
                    item.setAlignment(top if across else Qt.AlignmentFlag(0))
