"""Lists that stay smooth with thousands of rows: a model, a delegate and the list itself; knows no case.

Use: `rows = RowList("Drafts")`, `rows.show_rows([Row(key="…", title="…", detail="…", chip="…")])`; it emits
`chosen(key)` on Enter, double click or (with `one_click=True`) click. A Row with `heading=True` is a group name that
cannot be chosen. Everything is painted from the theme at paint time; nothing is a widget per row.
"""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QListView, QSizePolicy

from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.row_delegate import RowDelegate
from fieldnotes.ui.shared.theme import look_signal

__all__ = ["Row", "RowList", "RowModel"]

Index = QModelIndex | QPersistentModelIndex
ROW = int(Qt.ItemDataRole.UserRole)


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
        (self.clicked if one_click else self.doubleClicked).connect(self._choose)
        look_signal().changed.connect(self._relook)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; what was current stays current if it is still there."""
        before = self.current_key()
        self.rows.show_rows(rows)
        self._fit()
        self.make_current(before)

    def current_key(self) -> str:
        """Give the key of the current row, or an empty text."""
        index = self.currentIndex()
        return self.rows.rows[index.row()].key if index.isValid() else ""

    def make_current(self, key: str = "") -> None:
        """Move to the row with this key, else to the first that can be chosen."""
        choosable = [number for number, row in enumerate(self.rows.rows) if not row.heading]
        wanted = [number for number in choosable if self.rows.rows[number].key == key]
        for number in (wanted or choosable)[:1]:
            self.setCurrentIndex(self.rows.index(number))

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
        super().keyPressEvent(event)

    def _choose(self, index: Index) -> None:
        if index.isValid() and not self.rows.rows[index.row()].heading:
            self.chosen.emit(self.rows.rows[index.row()].key)

    def _relook(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _fit(self) -> None:
        """Be as high as the rows when the page around scrolls, not the list."""
        if self._grows:
            heights = (self._painter.height_of(row.heading, bool(row.detail)) for row in self.rows.rows)
            self.setFixedHeight(sum(heights) + 2 * self.frameWidth() + 4)
