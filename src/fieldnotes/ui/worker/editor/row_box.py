"""One row of a field that has rows: inputs bound to the keys of the row's value. Knows no type of field."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QFrame, QGridLayout, QLineEdit, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.labels import label as text_label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.chips import ChoiceChips, MenuChip
from fieldnotes.ui.worker.editor.fields_when import DayInput
from fieldnotes.ui.worker.editor.shapes import Form, Option, rows_of
from fieldnotes.ui.worker.editor.writing import Writing


class RowBox(QFrame):
    """One row: inputs bound to keys of its value; keys without an input are carried along."""

    changed = Signal()

    def __init__(self, form: Form, number_name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("row", True)
        self.form = form
        self._name = number_name
        self.first: QWidget | None = None
        self._value: dict[str, Json] = {}
        self._shows: list[Callable[[Mapping[str, Json]], None]] = []
        self.remove = icon_button(_("Remove {row}").format(row=number_name), "x")
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(px(12), px(10), px(8), px(10))
        self.grid.setHorizontalSpacing(px(10))
        self.grid.setVerticalSpacing(px(6))
        self.grid.addWidget(self.remove, 0, 6)
        self.grid.setColumnStretch(1, 3)
        self.grid.setColumnStretch(3, 2)

    def show_value(self, value: Mapping[str, Json]) -> None:
        """Show a row."""
        self._value = dict(value)
        for show in self._shows:
            show(self._value)

    def value(self) -> dict[str, Json]:
        """Give the row as it is now."""
        return dict(self._value)

    def put(self, key: str, value: Json) -> None:
        """Change one key as the person does; nothing removes it."""
        if value is None:
            self._value.pop(key, None)
        else:
            self._value[key] = value
        self.changed.emit()

    def writing(self, key: str, label: str, at: tuple[int, int, int]) -> Writing:
        """Add growing text for a key at (row, column, columns)."""
        made = Writing(f"{label}, {self._name}", 1, self)
        made.typed.connect(lambda: self.put(key, made.text() or None))
        self._shows.append(lambda value: made.show_text(str(value.get(key) or "")))
        self._place(label, made, at)
        return made

    def line(self, key: str, label: str, at: tuple[int, int, int], names: Sequence[str] = ()) -> QLineEdit:
        """Add a line for a key; `names` are offered while typing and with arrow down."""
        made = NameLine(names, self) if names else QLineEdit(self)
        made.setAccessibleName(f"{label}, {self._name}")
        made.textChanged.connect(lambda text: self._line_changed(key, text))
        self._shows.append(lambda value: made.setText(str(value.get(key) or "")))
        self._place(label, made, at)
        return made

    def day(self, key: str, label: str, at: tuple[int, int, int]) -> DayInput:
        """Add a day for a key."""
        made = DayInput(f"{label}, {self._name}", self)
        made.changed.connect(lambda: self.put(key, day.isoformat() if (day := made.day()) else None))
        self._shows.append(lambda value: made.show_day(_day(value.get(key))))
        self._place(label, made, at)
        return made

    def choice(self, key: str, label: str, options: Sequence[Option], at: tuple[int, int, int]) -> MenuChip:
        """Add a choice for a key."""
        made = MenuChip(f"{label}, {self._name}", options, self, shown=label)
        made.picked.connect(lambda picked: self.put(key, picked))
        self._shows.append(lambda value: made.choose(str(value[key]) if value.get(key) else None))
        self.grid.addLayout(side_by_side(made), *_cell(at))
        return made

    def people(self, key: str, label: str, at: tuple[int, int, int]) -> ChoiceChips:
        """Add people as chips for a key that lists their ids; chosen ones the chips lack are kept."""
        family = [person for person in self.form.people if person.role not in ("kollega", "anmalare")]
        options = [Option(person.id, person.first_name) for person in family]
        made = ChoiceChips(f"{label}, {self._name}", options, many=True, parent=self)
        made.changed.connect(lambda: self.put(key, self._chosen(key, made, options) or None))
        self._shows.append(lambda value: made.choose([str(v) for v in rows_of(value.get(key))]))
        self.grid.addWidget(text_label(label, "small"), at[0], 0)
        self.grid.addWidget(made, *_cell(at))
        return made

    def _chosen(self, key: str, chips: ChoiceChips, options: Sequence[Option]) -> list[Json]:
        known = {option.id for option in options}
        before = [v for v in rows_of(self._value.get(key)) if v in chips.chosen() or v not in known]
        return [*before, *(v for v in chips.chosen() if v not in before)]

    def _line_changed(self, key: str, text: str) -> None:
        if text != (self._value.get(key) or ""):
            self.put(key, text or None)

    def _place(self, label: str, widget: QWidget, at: tuple[int, int, int]) -> None:
        caption = text_label(label, "small")
        caption.setBuddy(widget)
        self.grid.addWidget(caption, at[0], at[1] - 1)
        self.grid.addWidget(widget, *_cell(at))


class NameLine(QLineEdit):
    """A line for a name: those of the case are offered, any other may be written."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        completer = QCompleter(list(names), self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Offer all names with arrow down in an empty line."""
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down and not self.text():
            self.completer().setCompletionPrefix("")
            self.completer().complete()


def _cell(at: tuple[int, int, int]) -> tuple[int, int, int, int]:
    return at[0], at[1], 1, at[2]


def _day(value: Json) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
