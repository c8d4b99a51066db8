"""Where the words a question is pinned to stand in a later text: at their place, elsewhere, or nowhere. Pure.

Words that stand several times are told apart by what surrounded them when the pin was set; nothing is ever guessed
from a number of characters alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Final

from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.terms import strings

AROUND: Final = 160
"""Characters on each side by which equal words are told apart."""
TELLING: Final = 3
"""From this many words a passage is looked for in other fields too: fewer say nothing about where they came from."""
MOST: Final = 40
"""Places compared by their surroundings; a pin on words that stand more often takes the nearest of these."""


class Stands(StrEnum):
    """What became of the words a pin was set on."""

    THERE = "there"
    MOVED = "moved"
    """They stand in another field or section now."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Passage:
    """Words in a field (or a whole section) and what stood around them; offsets count in `pinned_text`."""

    section: str
    field: str | None
    quoted: str = kept(repr=False)
    start: int | None = None
    before: str = kept(default="", repr=False)
    after: str = kept(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the words stand now."""

    stands: Stands
    section: str
    field: str | None = None
    start: int = 0
    end: int = 0


def pinned_rows(fields: Mapping[str, Json], field: str | None) -> tuple[str, ...]:
    """Give the rows that `pinned_text` is made of; a row may hold several lines."""
    values = fields.values() if field is None else [fields.get(field)]
    return tuple(line for value in values for line in _texts(value))


def pinned_text(fields: Mapping[str, Json], field: str | None) -> str:
    """Give the text of a field, or of a whole section, in which a pin's range is counted: its rows, one a line."""
    return "\n".join(pinned_rows(fields, field))


def around(text: str, start: int, end: int) -> tuple[str, str]:
    """Give what stands before and after a passage, as far as it helps to find it again."""
    return text[max(0, start - AROUND) : start], text[end : end + AROUND]


def find_spot(passage: Passage, sections: Sections) -> Spot:
    """Find a passage in a later text: in its field, else in its section, else in the note."""
    first = find_words(passage, pinned_text(sections.get(passage.section) or {}, passage.field))
    if first is not None:
        return Spot(Stands.THERE, passage.section, passage.field, *first)
    if len(passage.quoted.split()) >= TELLING:
        for section, field in _elsewhere(passage, sections):
            found = find_words(passage, pinned_text(sections[section], field))
            if found is not None:
                return Spot(Stands.MOVED, section, field, *found)
    return Spot(Stands.GONE, passage.section)


def find_words(passage: Passage, text: str) -> tuple[int, int] | None:
    """Find the words of a passage in one text, as whole words; None when they are gone."""
    places = list(_places(text, passage))
    if not places:
        return None
    if len(places) > 1:
        nearest = sorted(places, key=lambda at: abs(at - (passage.start or 0)))[:MOST]
        places = [max(nearest, key=lambda at: _likeness(passage, text, at))]
    return places[0], places[0] + len(passage.quoted)


def _elsewhere(passage: Passage, sections: Sections) -> Iterator[tuple[str, str]]:
    order = sorted(sections, key=lambda section: section != passage.section)
    for section in order:
        for field in sections[section]:
            if (section, field) != (passage.section, passage.field):
                yield section, field


def _places(text: str, passage: Passage) -> Iterator[int]:
    """Give where the words begin; a pin on whole words is not found in the middle of others."""
    words = passage.quoted
    at = text.find(words) if words else -1
    while at >= 0:
        end = at + len(words)
        if not (_joined(text, at, passage.before[-1:]) or _joined(text, end, passage.after[:1])):
            yield at
        at = text.find(words, at + 1)


def _joined(text: str, at: int, was: str) -> bool:
    """Whether letters meet here that did not meet where the pin was set."""
    if not 0 < at < len(text) or was.isalnum():
        return False
    return text[at - 1].isalnum() and text[at].isalnum()


def _likeness(passage: Passage, text: str, at: int) -> int:
    before, after = around(text, at, at + len(passage.quoted))
    return _alike(passage.before[::-1], before[::-1]) + _alike(passage.after, after)


def _alike(one: str, other: str) -> int:
    """Count characters in common; those right beside the words count double."""
    direct = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return direct + sum(block.size for block in blocks if block.size > 1)


def _texts(value: Json) -> Iterator[str]:
    for row in rows(value):
        if isinstance(row, Mapping) and isinstance(row.get("text"), str):
            yield str(row["text"])
        elif row is not None:
            yield from strings(row)
