"""Lists that stay smooth with thousands of rows: a model, a delegate and the list itself; knows no case.

Use: `rows = RowList("Drafts")`, `rows.show_rows([Row(key="…", title="…", detail="…", chip="…")])`; it emits
`chosen(key)` on Enter, double click or (with `one_click=True`) click. A Row with `heading=True` is a group name that
cannot be chosen. A row with `tick` is ticked off by pressing its sign or Space: `ticked(key)`. Everything is painted
from the theme at paint time; nothing is a widget per row.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy

from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.row_delegate import RowDelegate
from fieldnotes.ui.shared.theme import look_signal

__all__ = ["Row", "RowList", "RowModel"]

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)
PIECE = 400
"""Rows measured at a time: more than any screen shows."""


class RowModel(QAbstractListModel):
    """The rows as Qt reads them."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Take other rows."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    @property
    def rows(self) -> tuple[Row, ...]:
        """Give what is shown."""
        return self._rows

    def rowCount(self, parent: Index | None = None) -> int:
        """Count the rows; a row has none below it."""
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Give a row's value for a role: the `Row` itself, its title, or its spoken form."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role in {Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}:
            return row.spoken()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Make headings readable but not choosable."""
        if not index.isValid() or self._rows[index.row()].heading:
            return Qt.ItemFlag.ItemIsEnabled
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class RowList(QListView):
    """A list of rows that is walked with the arrows and chosen from with Enter."""

    chosen = Signal(str)
    ticked = Signal(str)

    def __init__(self, name: str, *, one_click: bool = True, grows: bool = False) -> None:
        super().__init__()
        self._grows = grows
        self.rows = RowModel()
        self.setModel(self.rows)
        self._painter = RowDelegate(ROW, self)
        self.setItemDelegate(self._painter)
        self.setProperty("rows", True)
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        if grows:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._pressed_sign = False
        (self.clicked if one_click else self.doubleClicked).connect(self._take)
        look_signal().changed.connect(self._relook)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was current stays current if it is still there, and the same rows stay where they are.

        Long lists are measured in pieces, so that they are on the screen at once.
        """
        if tuple(rows) == self.rows.rows:
            return
        before = self.current_key()
        here = next((number for number, row in enumerate(rows) if row.key == before), 0)
        pieces = len(rows) > PIECE and not self._grows
        self.setLayoutMode(QListView.LayoutMode.Batched if pieces else QListView.LayoutMode.SinglePass)
        self.setBatchSize(max(PIECE, here + PIECE))
        self.rows.show_rows(rows)
        self._fit()
        self.make_current(before)

    def current_key(self) -> str:
        """Give the key of the current row, or an empty text."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].key if index.isValid() else ""

    def make_current(self, key: str = "") -> None:
        """Move to the row with this key, else to the first that can be chosen."""
        rows = self.rows.rows
        first = next((number for number, row in enumerate(rows) if not row.heading), None)
        wanted = next((number for number, row in enumerate(rows) if row.key == key and not row.heading), first)
        if wanted is not None:
            self.setCurrentIndex(self.rows.index(wanted))

    def topmost(self) -> tuple[str, int] | None:
        """Give the key of the topmost row one sees and how far above the edge it begins; None at the very top."""
        index = self.indexAt(QPoint(self.viewport().width() // 2, 0))
        if not index.isValid() or self.verticalScrollBar().value() == 0:
            return None
        return self.rows.rows[index.row()].key, self.visualRect(index).top()

    def put_topmost(self, key: str, above: int) -> None:
        """Scroll so that a row begins so far above the edge."""
        here = next((number for number, row in enumerate(self.rows.rows) if row.key == key), None)
        if here is not None:
            self._measure_all()
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.visualRect(self.rows.index(here)).top() - above)

    def mark_always(self) -> None:
        """Mark the current row also while a line above keeps the focus."""
        self._painter.always_marks = True

    def step(self, by: int) -> None:
        """Move the current row up or down past headings, for a field above that keeps the focus."""
        choosable = [number for number, row in enumerate(self.rows.rows) if not row.heading]
        if choosable:
            here = self.currentIndex().row()
            place = choosable.index(here) + by if here in choosable else 0
            self.setCurrentIndex(self.rows.index(choosable[max(0, min(place, len(choosable) - 1))]))

    def choose_current(self) -> None:
        """Choose the current row."""
        self._choose(self.currentIndex())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose on Enter; everything else as Qt does it."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.choose_current()
            return
        if event.key() in {Qt.Key.Key_End, Qt.Key.Key_PageDown}:
            self._measure_all()
        if event.key() == Qt.Key.Key_Space and self._tick(self.currentIndex()):
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note whether the sign before a row is pressed, and not its words."""
        spot = event.position().toPoint()
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        from_edge = self.viewport().width() - spot.x() if mirrored else spot.x()
        self._pressed_sign = from_edge <= self._painter.sign_width()
        super().mousePressEvent(event)

    def _take(self, index: Index) -> None:
        if not (self._pressed_sign and self._tick(index)):
            self._choose(index)

    def _tick(self, index: Index) -> bool:
        row = self.rows.rows[index.row()] if index.isValid() else None
        if row is None or not row.tick:
            return False
        self.ticked.emit(row.key)
        return True

    def _choose(self, index: Index) -> None:
        if index.isValid() and not self.rows.rows[index.row()].heading:
            self.chosen.emit(self.rows.rows[index.row()].key)

    def _measure_all(self) -> None:
        """Know where the last row lies before somebody goes there."""
        if self.layoutMode() == QListView.LayoutMode.Batched:
            self.setLayoutMode(QListView.LayoutMode.SinglePass)
            self.doItemsLayout()

    def _relook(self) -> None:
        self._painter.relook()
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows when the page around scrolls, not the list."""
        if self._grows:
            heights = (self._painter.height_of(row.heading, bool(row.detail)) for row in self.rows.rows)
            self.setFixedHeight(sum(heights) + 2 * self.frameWidth() + 4)
