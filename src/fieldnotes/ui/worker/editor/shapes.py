"""What the form of one note looks like, as plain values between the template book and the widgets. Knows no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.json_value import Json


@dataclass(frozen=True, slots=True)
class Option:
    """One thing that can be chosen: its id in the record and its words on the screen."""

    id: str
    label: str


@dataclass(frozen=True, slots=True)
class PersonOption:
    """One person who can be named in a field."""

    id: str
    name: str = field(repr=False)
    role: str

    @property
    def first_name(self) -> str:
        """Return the name by which the person is spoken of in the room."""
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field as the form draws it; the keys mean what they mean in templates.json."""

    section: str
    id: str
    type: str
    label: str
    required: bool = False
    repeat: bool = False
    dictation: bool = False
    options: tuple[Option, ...] = ()
    tags: tuple[Option, ...] = ()
    columns: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    show_if: str | None = None
    satisfied_by: str | None = None
    prefill: str | None = None
    confirm: bool = False
    source_person: str | None = None
    source_roles: tuple[str, ...] = ()
    max_chars: int | None = None
    with_question: bool = False
    verbatim_hint: bool = False
    picks_roles: bool = False
    speaks: bool = False
    yes_by: str = ""
    """The field of its section that names who said yes, where this one says that somebody did."""

    @property
    def place(self) -> str:
        """Return the field's address inside the note, `section.field`."""
        return f"{self.section}.{self.id}"

    def applies(self, fields: Mapping[str, Json]) -> bool:
        """Say whether `show_if` lets the field count among these values of its section."""
        if not self.show_if:
            return True
        left, right = self.show_if.split("=", 1)
        return str(fields.get(left)).lower() == right.lower()


@dataclass(frozen=True, slots=True)
class SectionShape:
    """One section as a card."""

    id: str
    label: str
    prompt: str
    kind: str
    required: bool
    speaks_to: str
    shared: bool
    share_note: str
    fields: tuple[FieldShape, ...]

    def field(self, name: str) -> FieldShape:
        """Return one field by its id."""
        return next(shape for shape in self.fields if shape.id == name)


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form of one note, and the people and lists its fields choose from."""

    template: str
    title: str
    language: str
    author: PersonOption
    child: PersonOption
    people: tuple[PersonOption, ...]
    sections: tuple[SectionShape, ...]
    lists: Mapping[str, tuple[Option, ...]]

    def section(self, name: str) -> SectionShape:
        """Return one section by its id."""
        return next(shape for shape in self.sections if shape.id == name)

    def person(self, person_id: str) -> PersonOption | None:
        """Return a person by id, or nothing."""
        return next((person for person in self.people if person.id == person_id), None)

    def words(self, list_id: str, value: str) -> str:
        """Return the words for one value of a choice list; the value itself when the list lacks it."""
        return next((option.label for option in self.lists.get(list_id, ()) if option.id == value), value)


def filled(value: Json) -> bool:
    """Say whether something stands there; false and 0 count, only blanks do not (fieldnotes-conditions/1)."""
    if isinstance(value, str):
        return bool(value.strip())
    return value is not None and value not in ([], {}, ())


def rows_of(value: Json) -> list[Json]:
    """Return a value as rows: a list as it is, anything else filled as one row."""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return list(value)
    return [value] if filled(value) else []


def next_steps(form: Form) -> tuple[str, str] | None:
    """Give section and field of a note's next steps; None when its template has none."""
    fields = (shape for section in form.sections for shape in section.fields)
    return next(((shape.section, shape.id) for shape in fields if shape.type == "next_step"), None)
