"""The months as a table: what the bars draw, to be read cell by cell, by eye, by key and by ear. Measures nothing."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableWidget, QTableWidgetItem

from fieldnotes.ui.shared.labels import spoken_order
from fieldnotes.ui.shared.theme import look_signal, px

EDGE = 2
"""The border that shows focus."""


class TimeTable(QTableWidget):
    """As high as its rows; the arrow keys go through the cells, Tab goes on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setTabKeyNavigation(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        look_signal().changed.connect(self._fit)

    def show_table(self, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Show other rows."""
        self.setColumnCount(len(heads))
        self.setRowCount(len(rows))
        self.setHorizontalHeaderLabels([spoken_order(head, self) for head in heads])
        if heads:
            self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.ResizeToContents)
        for down, row in enumerate(rows):
            for across, words in enumerate(row):
                cell = QTableWidgetItem(spoken_order(words, self))
                cell.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
                if across:
                    cell.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
                cell.setData(Qt.ItemDataRole.AccessibleTextRole, f"{row[0]}, {heads[across]}: {words}")
                self.setItem(down, across, cell)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the words anew where the columns are narrower."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give heads and rows the height of their words, and the table the height of all rows."""
        heads = self.horizontalHeader()
        words = [word for column in range(self.columnCount()) for word in self._head(column).split()]
        heads.setMinimumSectionSize(max(map(heads.fontMetrics().horizontalAdvance, words), default=0) + px(20))
        high = max((self._height_of(column) for column in range(self.columnCount())), default=0) + px(16)
        heads.setFixedHeight(high)
        self.resizeRowsToContents()
        for row in range(self.rowCount()):
            self.setRowHeight(row, self.rowHeight(row) + px(8))
        across = self.horizontalScrollBar()
        rest = across.sizeHint().height() if across.maximum() else 0
        self.setFixedHeight(high + sum(self.rowHeight(row) for row in range(self.rowCount())) + rest + 2 * EDGE)

    def _head(self, column: int) -> str:
        item = self.horizontalHeaderItem(column)
        return "" if item is None else item.text()

    def _height_of(self, column: int) -> int:
        wide, breaks = max(1, self.columnWidth(column) - px(12)), int(Qt.TextFlag.TextWordWrap)
        return self.horizontalHeader().fontMetrics().boundingRect(0, 0, wide, 1, breaks, self._head(column)).height()
