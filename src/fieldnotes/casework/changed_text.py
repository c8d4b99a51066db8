"""From two texts of a note to what differs, as people read it: section by section, row by row. Reads no vault."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from fieldnotes.casework.changed_views import RowChangeView, SectionChange
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import blocks_of
from fieldnotes.casework.whole_note import WholeNote, as_family_text, sections_of
from fieldnotes.domain.changed_rows import Became, FieldChange, RowChange, changed_fields
from fieldnotes.domain.differences import FAMILY_TEXT, Place
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.json_reader import has_content, rows
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import Section
from fieldnotes.language.translation import translate as _

_CHILD: Final = "child"


PlainVersions = Mapping[str, Mapping[str, str]]
"""Plain versions by audience and section."""


def text_changes(desk: Desk, whole: WholeNote, before: Filed, after: Filed) -> tuple[SectionChange, ...]:
    """Compare two signed texts in the order of the template, plain versions too; what is the same is left out."""
    old, new = sections_of(before), sections_of(after)
    plain = as_family_text(before.entry.body.get("family_text")), as_family_text(after.entry.body.get("family_text"))
    told = {change.id: change for change in section_changes(desk, whole, old, new)}
    made = []
    for section in whole.template.sections:
        rows_ = tuple(_plain_rows(section.id, *plain))
        change = told.get(section.id)
        if change is not None:
            made.append(replace(change, rows=(*(change.rows or _whole_text(change)), *rows_)) if rows_ else change)
        elif rows_:
            stands = Private(_text(desk, whole, section, new))
            made.append(SectionChange(section.id, section.label(desk.language), stands, stands, rows_))
    return tuple(made)


def plain_label(audience: str) -> str:
    """Name a plain version."""
    return _("Plain version for the child") if audience == _CHILD else _("Plain version for guardians")


def section_changes(desk: Desk, whole: WholeNote, old: Sections, new: Sections) -> tuple[SectionChange, ...]:
    """Compare the sections of two texts in the order of the template; those in which nothing differs are left out."""
    found = {change.place: change for change in changed_fields(old, new)}
    made = []
    for section in whole.template.sections:
        told = tuple(
            row
            for field in section.fields
            if (change := found.get(Place(section.id, field.id))) is not None
            for row in _rows(desk, whole, section, change, (old, new))
        )
        before, after = (_text(desk, whole, section, sections) for sections in (old, new))
        if told or before != after:
            made.append(SectionChange(section.id, section.label(desk.language), Private(before), Private(after), told))
    return tuple(made)


def _plain_rows(section: str, old: PlainVersions, new: PlainVersions) -> Iterator[RowChangeView]:
    """Tell what became of a section's plain versions; the child's first."""
    for audience in sorted(old.keys() | new.keys()):
        before, after = (each.get(audience, {}).get(section, "").strip() for each in (old, new))
        if before == after:
            continue
        became = Became.CHANGED if before and after else Became.ADDED if after else Became.REMOVED
        yield RowChangeView(
            FAMILY_TEXT + audience, plain_label(audience), became.value, Private(before), Private(after)
        )


def _whole_text(change: SectionChange) -> tuple[RowChangeView, ...]:
    """One row for a section of which no row can be told, so that what else is told does not hide it."""
    return (RowChangeView("", change.label, Became.CHANGED.value, change.before, change.after),)


def _text(desk: Desk, whole: WholeNote, section: Section, sections: Sections) -> str:
    return "\n".join(f"{block.label}: {block.text}" for block in blocks_of(desk, whole, section, sections))


def _rows(
    desk: Desk, whole: WholeNote, section: Section, change: FieldChange, texts: tuple[Sections, Sections]
) -> Iterator[RowChangeView]:
    field = next(each for each in section.fields if each.id == change.place.field)
    standing = [_count(text, change.place) for text in texts]
    for row in change.rows:
        yield RowChangeView(
            field=field.id,
            label=field.label(desk.language),
            became=row.became.value,
            before=_row_text(desk, whole, section, field.id, row.before),
            after=_row_text(desk, whole, section, field.id, row.after),
            was=_place(row.was),
            now=_place(row.now),
            among=standing[row.became is not Became.REMOVED],
            came_from=_origin(desk, whole, row),
        )


def _count(sections: Sections, place: Place) -> int:
    value = (sections.get(place.section) or {}).get(place.field)
    return len(rows(value)) if has_content(value) else 0


def _row_text(desk: Desk, whole: WholeNote, section: Section, field: str, row: Json) -> Private:
    """Read one row with the field's own words around it; an empty text when it says nothing on paper."""
    only: Mapping[str, Mapping[str, Json]] = {section.id: {field: [row]}}
    texts = blocks_of(desk, whole, section, only) if has_content(row) else ()
    return Private("".join(str(block.text) for block in texts))


def _place(at: int | None) -> int:
    return 0 if at is None else at + 1


def _origin(desk: Desk, whole: WholeNote, row: RowChange) -> str:
    if row.came_from is None:
        return ""
    section = whole.template.section(row.came_from.section)
    field = next(each for each in section.fields if each.id == row.came_from.field)
    return f"{section.label(desk.language)}: {field.label(desk.language)}"
