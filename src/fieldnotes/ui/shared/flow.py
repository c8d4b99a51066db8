"""A layout that lays widgets in lines and breaks where the width ends, in the reading direction; knows no screen."""

from typing import TypeAlias

from PySide6 import QtCore
from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

_Line: TypeAlias = list[tuple[QLayoutItem, QSize]]


class FlowLayout(QLayout):
    """Lines of widgets; each keeps its wished width, at most the whole line, and is as high as that asks for."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._broken: dict[int, list[_Line]] = {}
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Take one item at the end."""
        self.invalidate()
        self._items.append(item)

    def count(self) -> int:
        """Count the items."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """Give an item, nothing past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Hand an item over."""
        self.invalidate()
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def invalidate(self) -> None:
        """Forget where the lines broke: an item came, went or wishes another size."""
        self._broken.clear()
        super().invalidate()

    def expandingDirections(self) -> "QtCore.Qt.Orientation":
        """Want no more than the lines need."""
        return QtCore.Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Say that narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Give the height of all lines at this width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place everything."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """Wish for one line."""
        sizes = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(size.width() + self.spacing() for size in sizes)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:
        """Need the widest item's least width."""
        least = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                least = least.expandedTo(item.minimumSize())
        return least

    def _lay(self, rect: QRect, *, move: bool) -> int:
        """Go through the lines, each item in the middle of its line's height; give the height used."""
        parent = self.parentWidget()
        mirrored = parent is not None and parent.isRightToLeft()
        y = rect.y()
        for line in self._known_lines(rect.width()):
            high = max(size.height() for _item, size in line)
            x = rect.x()
            for item, size in line:
                if move:
                    left = rect.left() + rect.right() + 1 - x - size.width() if mirrored else x
                    item.setGeometry(QRect(QPoint(left, y + (high - size.height()) // 2), size))
                x += size.width() + self.spacing()
            y += high + self.spacing()
        return max(0, y - rect.y() - self.spacing())

    def _known_lines(self, width: int) -> list[_Line]:
        """Break the items once for each width: Qt asks many times while it lays out a page."""
        if width not in self._broken:
            self._broken[width] = self._lines(width)
        return self._broken[width]

    def _lines(self, width: int) -> list[_Line]:
        """Break the items into lines that fit."""
        lines: list[_Line] = []
        left = -1
        for item in self._items:
            if item.isEmpty():
                continue
            wish = item.sizeHint()
            wide = max(item.minimumSize().width(), min(wish.width(), max(width, 1)))
            size = QSize(wide, item.heightForWidth(wide) if item.hasHeightForWidth() else wish.height())
            if size.width() > left or not lines:
                lines.append([])
                left = width
            lines[-1].append((item, size))
            left -= size.width() + self.spacing()
        return lines
