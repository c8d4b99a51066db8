"""The shape of each field type: which keys a row has and what stands in them. Refuses by section and field."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field
from typing import Final, NoReturn

from fieldnotes.domain.choice_lists import ChoiceList
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import is_list, rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook

TIMES: Final = {
    "date": (re.compile(r"\d{4}-\d\d-\d\d", re.ASCII), "a date (YYYY-MM-DD)"),
    "time": (re.compile(r"\d\d:\d\d", re.ASCII), "a time (HH:MM)"),
    "datetime": (
        re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)", re.ASCII),
        "a time with offset (YYYY-MM-DDTHH:MM+HH:MM)",
    ),
}
_PARSERS: Final[Mapping[str, Callable[[str], object]]] = {
    "date": dt.date.fromisoformat,
    "time": dt.time.fromisoformat,
    "datetime": dt.datetime.fromisoformat,
}

ROWS: Final[Mapping[str, tuple[frozenset[str], Mapping[str, str]]]] = {
    "statement": (
        frozenset({"text"}),
        {
            "text": "text", "source_person_id": "person", "source_kind": "list:source_kind", "verbatim": "yesno",
            "question": "text", "tags": "texts", "source_ref": "text",
        },
    ),
    "observation": (frozenset({"text", "observed_by"}), {"text": "text", "observed_by": "text", "time": "text"}),
    "assessment": (frozenset({"text", "by"}), {"text": "text", "by": "text", "based_on": "sections"}),
    "participants": (
        frozenset({"person_id", "role"}),
        {
            "person_id": "person", "name": "text", "role": "list:role_person", "presence": "list:presence",
            "share_contact": "yesno", "for_person_id": "person",
        },
    ),
    "agreement": (frozenset(), {"what": "text", "who": "text", "when": "text", "agreed_by": "people"}),
    "next_step": (frozenset({"what"}), {"what": "text", "who": "text", "due_date": "text"}),
    "goal": (
        frozenset({"goal_text"}),
        {"goal_text": "text", "whose_goal": "text", "status": "list:goal_status", "evidence_text": "text"},
    ),
    "comment": (
        frozenset({"text"}),
        {
            "text": "text", "person_id": "person", "date": "text", "about_section_id": "text",
            "claims_incorrect": "yesno",
        },
    ),
}  # fmt: skip
"""Row types: the keys that must be there, and what stands in each key that may."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """Reads values for one template; `people` are the ids a value may name."""

    book: TemplateBook
    template: Template
    people: Container[str] = field(repr=False)

    def read(self, section: Section, each: Field, value: Json) -> Json:
        """Read one field's value. Refused: WRONG_TYPE, UNKNOWN_PERSON, UNKNOWN_SECTION."""
        place = Place(section, each)
        if is_list(value) and not each.holds_rows:
            place.refuse("one value, not a list")
        if each.holds_rows:
            return [self._row(place, row) for row in rows(value)]
        return self._row(place, value)

    def _row(self, place: "Place", row: Json) -> Json:
        kind = place.field.type
        if kind in ROWS:
            return self._typed_row(place, row)
        if kind in {"choice", "multichoice"}:
            return self._choice(place, row, self.book.choices(place.field))
        return self._plain(place, row, kind)

    def _typed_row(self, place: "Place", row: Json) -> Json:
        must, may = ROWS[place.field.type]
        if not isinstance(row, Mapping):
            place.refuse(f"a row of {place.field.type}")
        allowed = {**may, **dict.fromkeys(place.field.columns, "text")}
        if not must <= row.keys():
            place.refuse(f"a row of {place.field.type} with {', '.join(sorted(must - row.keys()))}")
        if unknown := row.keys() - allowed.keys():
            place.refuse(f"a row of {place.field.type}; it has no {_named(min(unknown))}")
        return {
            key: self._cell(place, value, allowed[key], needed=key in must)
            for key, value in row.items()
            if value is not None or key in must
        }

    def _cell(self, place: "Place", value: Json, kind: str, *, needed: bool) -> Json:
        if value == "" and not needed:
            return ""
        if kind.startswith("list:"):
            return self._choice(place, value, self.book.choice_list(kind.removeprefix("list:")))
        if kind in {"texts", "people", "sections"}:
            if not is_list(value):
                place.refuse("a list")
            return [self._plain(place, item, _SINGULAR[kind]) for item in rows(value)]
        return self._plain(place, value, kind)

    def _plain(self, place: "Place", value: Json, kind: str) -> Json:
        if kind == "yesno":
            return value if isinstance(value, bool) else place.refuse("yes or no (true or false)")
        if not isinstance(value, str) or not _is_writable(value):
            place.refuse("text")
        if kind == "person" and value not in self.people:
            raise Refused(Code.UNKNOWN_PERSON, person=value[:64])
        if kind == "section":
            self.template.section(value)
        if kind in TIMES:
            return _time(place, value, kind)
        return unicodedata.normalize("NFC", value)

    def _choice(self, place: "Place", value: Json, options: ChoiceList) -> Json:
        if not isinstance(value, str) or value not in options.swedish:
            place.refuse(f"a choice of {options.id}")
        return value


_SINGULAR: Final = {"texts": "text", "people": "person", "sections": "section"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands, so that a refusal can name it."""

    section: Section
    field: Field

    def refuse(self, expected: str) -> NoReturn:
        """Refuse what stands here."""
        raise Refused(Code.WRONG_TYPE, section=self.section.id, field=self.field.id, expected=expected)


def _named(key: str) -> str:
    """Say a key's name when it looks like one, and nothing of what else it may be."""
    return key if re.fullmatch(r"[\w.-]{1,40}", key) else "such key"


def _time(place: Place, value: str, kind: str) -> str:
    pattern, expected = TIMES[kind]
    if not pattern.fullmatch(value):
        place.refuse(expected)
    try:
        _PARSERS[kind](value)
    except ValueError:
        place.refuse(expected)
    return value


def _is_writable(text: str) -> bool:
    """Tell whether text can be written as UTF-8: half a surrogate pair cannot."""
    return not any("\ud800" <= sign <= "\udfff" for sign in text)
