"""The save itself, run on the WRITE lane: sections whole, or field by field while speech writes too. Knows no Qt."""

from collections.abc import Collection, Sequence
from typing import TypeAlias

from fieldnotes.casework import write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.ui.worker.editor.merging import merge

Place: TypeAlias = tuple[str, str]
"""Section and field."""


def save_sections(desk: Desk, note: str, given: Sections, cursor: JsonObject | None) -> Sections | None:
    """Save sections as they stand.

    Refused: as `write_note.save`. Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    write_note.save(desk, note, given, cursor)
    return None  # nobody else wrote: the store holds what was given


def save_beside_speech(
    desk: Desk, note: str, base: Sections, given: Sections, dirty: Sequence[Place], cursor: JsonObject | None
) -> Sections:
    """Save single fields while dictation writes into the same draft: both hands' words are kept.

    `base` is what the form last knew the store to hold. Gives the whole draft as it is afterwards.
    """
    with desk.writing:
        stored = fetch(desk, note).sections
        data: dict[str, dict[str, Json]] = {}
        for place in dirty:
            joined = merge(value_at(base, place), value_at(given, place), value_at(stored, place))
            data.setdefault(place[0], {})[place[1]] = joined
        write_note.edit(desk, note, data)
        write_note.save(desk, note, {}, cursor)
        return fetch(desk, note).sections


def snapshot(values: Sections, sections: Collection[str]) -> dict[str, dict[str, Json]]:
    """Copy some sections, so that typing on does not change what is being saved."""
    return {section: dict(values.get(section, {})) for section in sections}


def places_of(sections: Sections) -> set[Place]:
    """Return every place that holds something."""
    return {(section, field) for section, fields in sections.items() for field in fields}


def value_at(sections: Sections, place: Place) -> Json:
    """Return what stands at a place, or nothing."""
    return (sections.get(place[0]) or {}).get(place[1])
