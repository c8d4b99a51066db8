"""A field of which there may be several: rows of one kind, added and removed; a removed row can be had back."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.domain.heard_words import UnsureWord
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.spoken_spot import Spot
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, quiet_button
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.field import tab_before
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, filled, rows_of
from fieldnotes.ui.worker.editor.spoken_field import SpokenField
from fieldnotes.ui.worker.editor.writing import Writing

AT_ONCE = 4
"""Rows made before the form is seen, and then in one go: a note with very many must not stop the hand."""
RowMaker = Callable[[FieldShape, Form, QWidget], SpokenField]


class RepeatedRows(SpokenField):
    """Rows of one kind; there is always one to write in."""

    def __init__(self, shape: FieldShape, form: Form, row: RowMaker, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._make = row
        self._rows: list[_Row] = []
        self._later: list[Json] = []
        self._pieces: list[str] = []
        self._row_box = QVBoxLayout()
        self._row_box.setSpacing(px(12))
        self.body.addLayout(self._row_box)
        self._add = quiet_button(_("One more"), "plus")
        self._add.setAccessibleName(_("One more: {label}").format(label=shape.label))
        self._add.clicked.connect(self.add_row)
        self._undo = quiet_button(_("Bring the row back"), "undo-2")
        self._undo.setVisible(False)
        self._undo.clicked.connect(self._bring_back)
        self._removed: tuple[int, Json] | None = None
        self.body.addLayout(side_by_side(self._add, self._undo))
        self.set_value(None)

    def begin(self, value: Json) -> None:
        """Show the first rows; the others follow, and are there as soon as anybody asks for them."""
        values = rows_of(value)
        self.set_value(values[:AT_ONCE] or None)
        self._later = list(values[AT_ONCE:])

    def build_more(self) -> bool:
        """Make a few of the rows that are left."""
        now, self._later = self._later[:AT_ONCE], self._later[AT_ONCE:]
        for each in now:
            self._append(len(self._rows))
            self._rows[-1].inner.set_value(each)
        if now:
            self._tell_rows()
        return bool(now)

    def set_value(self, value: Json) -> None:
        """Show the rows, one empty row if there are none."""
        self._later = []
        values = rows_of(value) or [None]
        while len(self._rows) > len(values):
            self._drop(self._rows[-1])
        while len(self._rows) < len(values):
            self._append(len(self._rows))
        for row, each in zip(self._rows, values, strict=True):
            row.inner.set_value(each)
        self._tell_rows()

    def adopt(self, value: Json) -> None:
        """Take over rows; those that are there keep cursor and undo."""
        values = rows_of(value) or [None]
        here = [row for row in self._whole() if filled(row.inner.value())] or self._rows[:1]
        if len(values) < len(here):
            self.set_value(value)
            return
        while len(self._rows) < len(values):
            self._append(len(self._rows))
        for row, each in zip(self._rows, values, strict=False):
            row.inner.adopt(each)
        self._tell_rows()

    def value(self) -> Json:
        """Give the rows that hold something."""
        return [value for row in self._whole() if filled(value := row.inner.value())] or None

    def focus(self) -> None:
        """Put the keyboard into the last row."""
        self._whole()[-1].inner.focus()

    def rows(self) -> list[SpokenField]:
        """Return the rows' own fields in order."""
        return [row.inner for row in self._whole()]

    def expect(self, pieces: Sequence[str]) -> None:
        """Hear what the next text that comes from speech is made of; it may be in any row."""
        self._pieces = list(pieces)
        for row in self._whole():
            row.inner.expect(pieces)

    def _whole(self) -> list["_Row"]:
        """Return every row, made by now."""
        while self.build_more():
            pass
        return self._rows

    def add_row(self) -> None:
        """Add an empty row and put the keyboard there."""
        self._append(len(self._whole()))
        self._tell_rows()
        self._rows[-1].inner.focus()

    def _append(self, at: int) -> None:
        row = _Row(self._make(replace(self.shape, repeat=False), self.form, self), self)
        row.inner.changed.connect(self.changed)
        row.inner.heard_asked.connect(self.heard_asked)
        row.inner.heard_confirmed.connect(self.heard_confirmed)
        row.inner.expect(self._pieces)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.insert(at, row)
        self._row_box.insertWidget(at, row)
        tab_before(row, row.remove, self._add)

    def _remove(self, row: "_Row") -> None:
        at = self._whole().index(row)
        value = row.inner.value()
        self._removed = (at, value) if filled(value) else None
        self._drop(row)
        if not self._rows:
            self._append(0)
        self._tell_rows()
        self._undo.setVisible(self._removed is not None)
        self._rows[max(0, at - 1)].inner.focus()
        self.changed.emit()

    def _bring_back(self) -> None:
        if self._removed is None:
            return
        at, value = self._removed
        self._removed = None
        self._whole()
        self._append(at)
        self._rows[at].inner.set_value(value)
        self._undo.setVisible(False)
        self._tell_rows()
        self._rows[at].inner.focus()
        self.changed.emit()

    def _drop(self, row: "_Row") -> None:
        self._rows.remove(row)
        self._row_box.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _tell_rows(self) -> None:
        for number, row in enumerate(self._rows, 1):
            name = _("{label}, row {n}").format(label=self.shape.label, n=number)
            row.inner.writing.setAccessibleName(name if len(self._rows) > 1 else self.shape.label)
            row.remove.setAccessibleName(_("Remove {row}").format(row=name))
            row.remove.setVisible(len(self._rows) > 1)


class RepeatField(RepeatedRows):
    """Rows of statements, observations or texts, and where among them one speaks."""

    def last(self) -> Writing:
        """Return the text of the last row, which speech continues."""
        return self._whole()[-1].inner.writing

    def spoken(self) -> Writing:
        """Return the text of the row that has the keyboard, else of the last row."""
        here = next((row for row in self._whole() if row.inner.writing.hasFocus()), self._whole()[-1])
        return here.inner.writing

    def spot(self) -> Spot | None:
        """Return where the person is among the rows that hold something; a row without text begins a new one."""
        held = self._held()
        here = next((row.inner for row in self._whole() if row.inner.writing.hasFocus()), None)
        if here is None or not held or (here is held[-1] and here.spot() is None):
            return None
        if here not in held:
            return Spot(len(held), 0)
        return Spot(held.index(here), here.writing.place(), here.writing.text())

    def writing_at(self, spot: Spot | None) -> Writing:
        """Return the text of the row a spot lies in."""
        held = self._held()
        return held[spot.row].writing if spot is not None and spot.row < len(held) else self.last()

    def show_unsure(self, words: Sequence[UnsureWord]) -> None:
        """Mark these words in the rows they belong to."""
        for number, inner in enumerate(self._held()):
            inner.show_unsure([word for word in words if word.row == number])

    def texts(self) -> list[Writing]:
        """Return the texts of all rows."""
        self._whole()
        return super().texts()

    def _held(self) -> list[SpokenField]:
        return [row.inner for row in self._whole() if filled(row.inner.value())]


class _Row(QWidget):
    """One row with its remove button."""

    def __init__(self, inner: SpokenField, parent: QWidget) -> None:
        super().__init__(parent)
        self.inner = inner
        self.remove = icon_button(_("Remove the row"), "x")
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(px(4))
        line.addWidget(inner, 1)
        box = QVBoxLayout()
        box.addWidget(self.remove)
        box.addStretch(1)
        line.addLayout(box)
