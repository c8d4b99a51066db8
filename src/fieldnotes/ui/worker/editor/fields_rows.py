"""Fields made of rows: agreements, next steps, goals, and a comment from somebody the note is about."""

from collections.abc import Mapping

from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.field import FieldWidget, tab_before
from fieldnotes.ui.worker.editor.row_box import RowBox
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option, rows_of


class RowsField(FieldWidget):
    """Rows one under the other; `MAKES` says what stands in them."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._rows: list[RowBox] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(px(8))
        self.body.addLayout(self._box)
        self._add = quiet_button(self.add_words(), "plus")
        self._add.setAccessibleName(f"{self.add_words()}: {shape.label}")
        self._add.clicked.connect(self.add_row)
        self.body.addLayout(side_by_side(self._add))

    def add_words(self) -> str:
        """Return the words of the button that adds."""
        return _("Add a row")

    def fill_row(self, row: RowBox) -> QWidget:
        """Put the inputs into a row and return the first."""
        raise NotImplementedError

    def set_value(self, value: Json) -> None:
        """Show the rows."""
        values = [row for row in rows_of(value) if isinstance(row, Mapping)]
        while len(self._rows) > len(values):
            self._drop(self._rows[-1])
        while len(self._rows) < len(values):
            self._append()
        for row, each in zip(self._rows, values, strict=True):
            row.show_value(each)

    def value(self) -> Json:
        """Give the rows that hold something."""
        return [value for row in self._rows if (value := row.value())] or None

    def focus(self) -> None:
        """Put the keyboard on the button that adds."""
        self._add.setFocus()

    def add_row(self) -> RowBox:
        """Add an empty row and put the keyboard there."""
        row = self._append()
        if row.first is not None:
            row.first.setFocus()
        return row

    def _append(self) -> RowBox:
        name = _("row {n}").format(n=len(self._rows) + 1)
        row = RowBox(self.form, name, self)
        row.first = self.fill_row(row)
        row.changed.connect(self.changed)
        row.remove.clicked.connect(lambda: self._remove(row))
        self._rows.append(row)
        self._box.addWidget(row)
        tab_before(row, row.remove, self._add)
        return row

    def _remove(self, row: RowBox) -> None:
        self._drop(row)
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, row: RowBox) -> None:
        self._rows.remove(row)
        self._box.removeWidget(row)
        row.hide()
        row.deleteLater()


def names_of(form: Form) -> list[str]:
    """Return the names that may do something, the author first."""
    others = [person.name for person in form.people if person.role != "anmalare" and person.id != form.author.id]
    return [form.author.name, *others]


class AgreementField(RowsField):
    """Who does what until when, and who agreed; a SIP adds its own columns."""

    def add_words(self) -> str:
        """Return the words of the button that adds."""
        return _("Add an agreement")

    def fill_row(self, row: RowBox) -> QWidget:
        """Put what, who, when and agreed by into the row."""
        what = row.writing("what", _("What"), (0, 1, 5))
        row.line("who", _("Who"), (1, 1, 1), names_of(self.form))
        row.day("when", _("When"), (1, 3, 3))
        row.people("agreed_by", _("Agreed by"), (2, 1, 5))
        for number, column in enumerate(self.shape.columns):
            label = column_label(column)
            at = (3 + number // 2, 1 + 2 * (number % 2), 1 if number % 2 == 0 else 3)
            if column in ("start", "klart"):
                row.day(column, label, at)
            else:
                row.line(column, label, at, names_of(self.form) if column == "kontaktperson" else ())
        return what


class NextStepField(RowsField):
    """What happens next: what, who, by when."""

    def add_words(self) -> str:
        """Return the words of the button that adds."""
        return _("Add a step")

    def fill_row(self, row: RowBox) -> QWidget:
        """Put what, who and when into the row."""
        what = row.writing("what", _("What"), (0, 1, 5))
        row.line("who", _("Who"), (1, 1, 1), names_of(self.form))
        row.day("due_date", _("By when"), (1, 3, 3))
        return what


class GoalField(RowsField):
    """A goal, whose it is, how far it has come and how that is known."""

    def add_words(self) -> str:
        """Return the words of the button that adds."""
        return _("Add a goal")

    def fill_row(self, row: RowBox) -> QWidget:
        """Put the goal's parts into the row."""
        goal = row.writing("goal_text", _("Goal"), (0, 1, 5))
        row.line("whose_goal", _("Whose goal"), (1, 1, 1), names_of(self.form))
        row.choice("status", _("How far"), self.shape.options or self.form.lists.get("goal_status", ()), (1, 3, 3))
        row.writing("evidence_text", _("How we know"), (2, 1, 5))
        return goal


class CommentField(FieldWidget):
    """What a person the note is about says of it, in their own words (INS-2)."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._row = RowBox(form, shape.label, self)
        self._row.remove.hide()
        self._first = self._row.writing("text", _("Their words"), (0, 1, 5))
        people = [Option(person.id, person.name) for person in form.people if person.role != "anmalare"]
        self._row.choice("person_id", _("Who says it"), people, (1, 1, 1))
        sections = [Option(section.id, section.label) for section in form.sections]
        self._row.choice("about_section_id", _("About which section"), sections, (1, 3, 3))
        self._row.day("date", _("Day"), (2, 1, 1))
        self._wrong = QCheckBox(_("Says that something is wrong"), self._row)
        self._wrong.toggled.connect(self._wrong_toggled)
        self._row.grid.addWidget(self._wrong, 2, 3, 1, 3)
        self._row.changed.connect(self.changed)
        self.body.addWidget(self._row)

    def set_value(self, value: Json) -> None:
        """Show the comment."""
        row = value if isinstance(value, Mapping) else {}
        self._row.show_value(row)
        self._wrong.blockSignals(True)
        self._wrong.setChecked(row.get("claims_incorrect") is True)
        self._wrong.blockSignals(False)

    def value(self) -> Json:
        """Give the comment."""
        return self._row.value() or None

    def focus(self) -> None:
        """Put the keyboard into the words."""
        self._first.setFocus()

    def _wrong_toggled(self, on: object) -> None:
        self._row.put("claims_incorrect", bool(on))


def column_label(column: str) -> str:
    """Return the words for a column that a template adds to agreements."""
    words = {
        "insats": _("Intervention"),
        "ansvarig_huvudman": _("Responsible authority"),
        "kontaktperson": _("Contact person"),
        "start": _("Starts"),
        "klart": _("Done by"),
    }
    return words.get(column, column.replace("_", " ").capitalize())
