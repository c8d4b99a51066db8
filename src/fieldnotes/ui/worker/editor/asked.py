"""What the list before signing asks of one note, and what an answer there writes into it. Knows no Qt and no rule."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_parts import YES
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.worker.editor.said_rows import Question
from fieldnotes.ui.worker.editor.shapes import FieldShape, Form, Option, PersonOption, rows_of

CHOSEN = frozenset({"choice", "yesno", "multichoice", "person", "participants"})
"""Types of questions that a chip answers."""
WRITTEN = "text"
MANY = frozenset({"multichoice", "participants"})
UNASKED = ("anmalare", "kollega")
"""Roles that nobody asks for a yes, unless the note already names one."""


def may_be_asked(shape: FieldShape) -> bool:
    """Tell whether the list can ask for this field; who took part, rows and what has a source are for the form."""
    if shape.type == WRITTEN:
        return not shape.repeat
    return shape.type in CHOSEN and not shape.picks_roles and not (shape.type == "person" and shape.repeat)


@dataclass(frozen=True)
class Asking:
    """Makes the questions of one note as it stands; `proposed` is what may be so and nobody has said yet."""

    form: Form
    values: Sections = field(repr=False)
    proposed: Sections = field(repr=False)
    put: Callable[[str, str, Json], None] = field(repr=False)

    def question(self, shape: FieldShape) -> Question:
        """Make the question for one field."""
        now = self.values.get(shape.section, {}).get(shape.id)
        return Question(shape, self._options(shape), lambda picked: self._answer(shape, picked), _chosen(now))

    def _options(self, shape: FieldShape) -> tuple[Option, ...]:
        if shape.type == "yesno":
            return (Option("true", _("Yes")), Option("false", _("No")))
        if shape.type == "person":
            return tuple(Option(person.id, person.name) for person in self.form.people)
        if shape.type == "participants":
            return tuple(Option(each.id, each.name) for each in self.form.people if each.role not in UNASKED)
        names = ", ".join(_first_name(self.form, row) for row in self._may_have_said_yes(shape))
        if not names:
            return shape.options
        return tuple(
            replace(each, label=_with(each.label, names)) if each.id in YES else each for each in shape.options
        )

    def _may_have_said_yes(self, shape: FieldShape) -> list[JsonObject]:
        """Who a yes would be from, named on the answer itself: nothing once somebody is written down."""
        if not shape.yes_by or self.values.get(shape.section, {}).get(shape.yes_by):
            return []
        return [row for row in rows_of(self.proposed.get(shape.section, {}).get(shape.yes_by)) if isinstance(row, dict)]

    def _answer(self, shape: FieldShape, picked: list[str]) -> None:
        if picked and picked[0] in YES and shape.yes_by:
            named = self._may_have_said_yes(shape)
            if named:
                rows = [self._row(str(row["person_id"])) or row for row in named]
                self.put(shape.section, shape.yes_by, rows)
        self.put(shape.section, shape.id, self._value(shape, picked))

    def _value(self, shape: FieldShape, picked: list[str]) -> Json:
        if not picked:
            return None
        if shape.type == "yesno":
            return picked[0] == "true"
        if shape.type == "participants":
            return [row for each in picked if (row := self._row(each)) is not None]
        return [*picked] if shape.type in MANY else picked[0]

    def _row(self, person: str) -> JsonObject | None:
        return people_row(self.form, self.values, person)


def people_row(form: Form, values: Sections, person: str) -> JsonObject | None:
    """Make the row of somebody who is named: role and presence as among those who took part, if they did."""
    there = rows_of(values.get("deltagare", {}).get("people"))
    for row in there:
        if isinstance(row, Mapping) and row.get("person_id") == person:
            return dict(row)
    known = form.person(person)
    return person_row(known) if known is not None else None


def person_row(person: PersonOption, presence: str = "hela") -> dict[str, Json]:
    """Make a participant's row from a person."""
    return {
        "person_id": person.id,
        "name": person.name,
        "role": person.role,
        "presence": presence,
        "share_contact": False,
    }


def _chosen(now: Json) -> tuple[str, ...]:
    return tuple(_id_of(each) for each in rows_of(now))


def _id_of(value: Json) -> str:
    if isinstance(value, Mapping):
        return str(value.get("person_id"))
    return str(value).lower() if isinstance(value, bool) else str(value)


def _first_name(form: Form, row: JsonObject) -> str:
    person = form.person(str(row.get("person_id")))
    return person.first_name if person is not None else str(row.get("name", ""))


def _with(answer: str, names: str) -> str:
    return _("{answer}: {names}").format(answer=answer, names=names)
