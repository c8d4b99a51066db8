"""Fields that name people: who took part and how, who said yes, one person, several persons."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QMenu, QVBoxLayout, QWidget

from fieldnotes.domain.json_value import Json
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import Button, icon_button, quiet_button
from fieldnotes.ui.shared.cards import row as side_by_side
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.asked import UNASKED, person_row
from fieldnotes.ui.worker.editor.chips import ChoiceChips, MenuChip
from fieldnotes.ui.worker.editor.field import FieldWidget, tab_before
from fieldnotes.ui.worker.editor.fields_choice import QuietCombo
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option, rows_of

STANDS_FOR = ("ombud", "stodperson")
"""Roles that follow the person they are there for (audience_policy)."""


class ParticipantsField(FieldWidget):
    """Who was there: a line per person with role and presence; others of the case are added from a menu."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._rows: list[_PersonLine] = []
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(6))
        self.body.addLayout(self._lines)
        self._add = quiet_button(_("Add a person"), "user-plus")
        self._add.setAccessibleName(_("Add a person: {label}").format(label=shape.label))
        self._add.clicked.connect(self._open_menu)
        self._menu: QMenu | None = None
        self.body.addLayout(side_by_side(self._add))

    def set_value(self, value: Json) -> None:
        """Show the rows."""
        for line in self._rows:
            self._lines.removeWidget(line)
            line.hide()
            line.deleteLater()
        self._rows = []
        for row in rows_of(value):
            if isinstance(row, Mapping):
                self._append(row)

    def value(self) -> Json:
        """Give the rows in their order."""
        return [line.value() for line in self._rows] or None

    def focus(self) -> None:
        """Put the keyboard on the first proposal, else on the button that adds."""
        self._add.setFocus()

    def add_person(self, person_id: str) -> None:
        """Add a row for a person of the case."""
        person = self.form.person(person_id)
        if person is not None:
            self._append(person_row(person))
            self.changed.emit()

    def _append(self, row: Mapping[str, Json]) -> None:
        line = _PersonLine(row, self.form, self)
        line.role.picked.connect(lambda picked: line.put("role", picked))
        line.presence.picked.connect(lambda picked: line.put("presence", picked))
        line.stands_for.picked.connect(lambda picked: line.put("for_person_id", picked))
        for chip in (line.role, line.presence, line.stands_for):
            chip.picked.connect(lambda _picked: self.changed.emit())
        line.remove.clicked.connect(lambda: self._remove(line))
        self._rows.append(line)
        self._lines.addWidget(line)
        tab_before(line, line.remove, self._add)

    def _remove(self, line: "_PersonLine") -> None:
        self._rows.remove(line)
        self._lines.removeWidget(line)
        line.hide()
        line.deleteLater()
        self._add.setFocus()
        self.changed.emit()

    def _open_menu(self) -> None:
        here = {line.person_id for line in self._rows}
        self._menu = QMenu(self)
        for person in self.form.people:
            if person.id not in here:
                role = self.form.words("role_person", person.role)
                action = self._menu.addAction(f"{person.name} · {role}")
                action.triggered.connect(lambda _on=False, picked=person.id: self.add_person(picked))
        if self._menu.isEmpty():
            self._menu.addAction(_("Everybody in the case is here already")).setEnabled(False)
        self._menu.popup(self._add.mapToGlobal(self._add.rect().bottomLeft()))


class _PersonLine(QWidget):
    """One person: name, role, presence, whom they stand for, remove."""

    def __init__(self, row: Mapping[str, Json], form: Form, parent: QWidget) -> None:
        super().__init__(parent)
        self._row = dict(row)
        person = form.person(self.person_id)
        name = str(self._row.get("name") or (person.name if person else self.person_id))
        self.role = MenuChip(_("Role of {name}").format(name=name), form.lists.get("role_person", ()), self)
        presences = form.lists.get("presence", ())
        self.presence = MenuChip(_("Presence of {name}").format(name=name), presences, self)
        others = [Option(p.id, p.name) for p in form.people if p.role in ("barn", "vardnadshavare")]
        self.stands_for = MenuChip(_("{name} is there for").format(name=name), others, self)
        self.remove: Button = icon_button(_("Remove {name}").format(name=name), "x")
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(px(8))
        grid.addWidget(label(name, "strong"), 0, 0)
        facts = QWidget(self)
        flow = FlowLayout(8, facts)
        for chip in (self.role, self.presence, self.stands_for):
            flow.addWidget(chip)
        grid.addWidget(facts, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self.remove, 0, 2)
        grid.setColumnMinimumWidth(0, px(170))
        grid.setColumnStretch(1, 1)
        self._write()

    @property
    def person_id(self) -> str:
        """Return whose line it is."""
        return str(self._row.get("person_id"))

    def value(self) -> dict[str, Json]:
        """Give the row as it was, but for what a person changed."""
        return dict(self._row)

    def put(self, key: str, value: str) -> None:
        """Change one key."""
        self._row[key] = value
        self._write()

    def _write(self) -> None:
        self.role.choose(str(self._row.get("role")))
        presence = self._row.get("presence")
        self.presence.choose(str(presence) if presence else None)
        stands_for = self._row.get("for_person_id")
        self.stands_for.choose(str(stands_for) if stands_for else None)
        self.stands_for.setVisible(bool(stands_for) or self._row.get("role") in STANDS_FOR)


class NamedPeopleField(FieldWidget):
    """Who of them: the people as chips (said yes, agrees); a row in the record for each chosen one."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._rows: dict[str, dict[str, Json]] = {}
        self._present: dict[str, dict[str, Json]] = {}
        options = [Option(person.id, person.name) for person in form.people if person.role not in UNASKED]
        self._chips_in = ChoiceChips(shape.label, options, many=True, parent=self)
        self._chips_in.changed.connect(self._changed)
        self.body.addWidget(self._chips_in)

    def set_value(self, value: Json) -> None:
        """Show who is named."""
        self._rows = {str(row["person_id"]): dict(row) for row in rows_of(value) if isinstance(row, Mapping)}
        for person, row in self._rows.items():
            self._chips_in.offer(Option(person, str(row.get("name") or person)))
        self._chips_in.choose(list(self._rows))

    def value(self) -> Json:
        """Give a row for each."""
        return list(self._rows.values()) or None

    def focus(self) -> None:
        """Put the keyboard on the first chip."""
        self._chips_in.focus()

    def context_changed(self, fields: dict[str, dict[str, Json]]) -> None:
        """Take over role and presence of those who took part, for rows made from now on."""
        took_part = rows_of((fields.get("deltagare") or {}).get("people"))
        self._present = {str(row["person_id"]): dict(row) for row in took_part if isinstance(row, Mapping)}

    def _changed(self) -> None:
        chosen = self._chips_in.chosen()
        for gone in [person for person in self._rows if person not in chosen]:
            del self._rows[gone]
        for added in [person for person in chosen if person not in self._rows]:
            person = self.form.person(added)
            if person is not None:
                self._rows[added] = self._present.get(added) or person_row(person)
        self.changed.emit()


class PersonField(FieldWidget):
    """One person of the case or a colleague."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self.combo = QuietCombo(self)
        self.combo.setAccessibleName(shape.label)
        self.combo.addItem(_("Choose …"), None)
        for person in form.people:
            self.combo.addItem(f"{person.name} · {form.words('role_person', person.role)}", person.id)
        self.combo.activated.connect(lambda _index: self.changed.emit())
        self.body.addWidget(self.combo)

    def set_value(self, value: Json) -> None:
        """Show the person."""
        self.combo.setCurrentIndex(max(0, self.combo.findData(value)) if value is not None else 0)

    def value(self) -> Json:
        """Give the person's id."""
        data = self.combo.currentData()
        return data if isinstance(data, str) else None

    def focus(self) -> None:
        """Put the keyboard on the list."""
        self.combo.setFocus()


class PersonsField(FieldWidget):
    """Several persons, as chips; their ids in the order they were chosen."""

    def __init__(self, shape: FieldShape, form: Form, parent: QWidget | None = None) -> None:
        super().__init__(shape, form, parent)
        self._order: list[str] = []
        options = [Option(person.id, person.name) for person in form.people]
        self._chips_in = ChoiceChips(shape.label, options, many=True, parent=self)
        self._chips_in.changed.connect(self._changed)
        self.body.addWidget(self._chips_in)

    def set_value(self, value: Json) -> None:
        """Show who is chosen."""
        self._order = [str(person) for person in rows_of(value)]
        self._chips_in.choose(self._order)

    def value(self) -> Json:
        """Give their ids."""
        return list(self._order) or None

    def focus(self) -> None:
        """Put the keyboard on the first chip."""
        self._chips_in.focus()

    def _changed(self) -> None:
        chosen = self._chips_in.chosen()
        self._order = [p for p in self._order if p in chosen] + [p for p in chosen if p not in self._order]
        self.changed.emit()
