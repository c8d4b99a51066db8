"""Who does what and when: the rows of a plan, and which of them nobody could follow up. Knows no entry and no screen.

A plan is ready when every row says who does it and when (VIS-7, L11); whether the note may be signed is the book's.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from typing import Final

from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.template_parts import Template

ROWS: Final = frozenset({"agreement", "next_step"})
"""Field types whose rows say who does what."""
_PERSON: Final = ("who", "kontaktperson")
_WHAT: Final = ("what", "insats")
_WHEN: Final = ("when", "due_date", "klart", "start")
_PAIRS: Final = (("who", "when"), ("who", "due_date"), ("ansvarig_huvudman", "start"))
"""An owner and a day that belong together, as the book's rule has it (sip_row_without_owner)."""


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One row: where it stands (`row` counts within its field), and who does what when, as written."""

    section: str
    field: str
    row: int
    what: str = kept(repr=False)
    who: str = kept(repr=False)
    when: str = kept(repr=False)
    days: tuple[str, ...] = kept(repr=False)
    """What is told to a reader: from when to when, where the row has both."""
    lacking: tuple[str, ...] = ()
    """`who` and `when`, where the row does not say it."""


def what_of(row: JsonObject) -> str:
    """Say what is to be done: the row's own words, else the support it names."""
    return _first(row, _WHAT)


def who_of(row: JsonObject) -> str:
    """Say who does it: the person named, else whom to call, and the authority that answers for it."""
    person = _first(row, _PERSON)
    return ", ".join(dict.fromkeys(filter(None, (person, _first(row, ("ansvarig_huvudman",))))))


def when_of(row: JsonObject) -> str:
    """Say when it is to be done by, as written: its day, else when it ends, else when it begins."""
    return _first(row, _WHEN)


def lacks(row: JsonObject) -> tuple[str, ...]:
    """Name what a row must say and does not: `who`, `when`; nothing for a row nobody has begun."""
    if not any(has_content(value) for value in row.values()):
        return ()
    if any(has_content(row.get(who)) and has_content(row.get(when)) for who, when in _PAIRS):
        return ()
    owner = any(has_content(row.get(who)) for who, _when in _PAIRS)
    day = any(has_content(row.get(when)) for _who, when in _PAIRS)
    return tuple(name for name, there in (("who", owner), ("when", day)) if not there) or ("when",)


def unfinished(kind: str, value: Json) -> bool:
    """Tell whether a field of this type holds a row that nobody could follow up."""
    return kind in ROWS and any(isinstance(row, Mapping) and lacks(row) for row in rows(value))


def plan_rows(template: Template, sections: Sections) -> tuple[PlanRow, ...]:
    """List who does what and when over the whole note, in the order of the template."""
    return tuple(_rows(template, sections))


def _rows(template: Template, sections: Sections) -> Iterator[PlanRow]:
    for section in template.sections:
        for each in section.fields:
            if each.type not in ROWS:
                continue
            for number, row in enumerate(rows((sections.get(section.id) or {}).get(each.id))):
                if isinstance(row, Mapping) and any(has_content(value) for value in row.values()):
                    said = what_of(row), who_of(row), when_of(row)
                    yield PlanRow(section.id, each.id, number, *said, _days(row), lacks(row))


def _days(row: JsonObject) -> tuple[str, ...]:
    both = tuple(filter(None, (_first(row, ("start",)), _first(row, ("klart",)))))
    return both or tuple(filter(None, (when_of(row),)))


def _first(row: JsonObject, keys: Sequence[str]) -> str:
    texts = (row.get(key) for key in keys)
    return next((text.strip() for text in texts if isinstance(text, str) and text.strip()), "")
