"""A section as one running text, and the way from marked words in it to a pin and back. Knows no Qt and no store.

A pin counts characters of `pinned_text` (what was said), a reader marks what is drawn (with labels and sources).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from dataclasses import field as kept
from itertools import pairwise

from fieldnotes.casework.note_views import SectionState
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.pinned_passage import Passage, around, find_words, pinned_rows, pinned_text

SHORT = 76
"""A label and its value of together this many characters stand on one line."""
Span = tuple[int, int]
Fields = Mapping[str, Json]


@dataclass(frozen=True)
class Piece:
    """One field in the drawn text: where its label and its value stand, in characters."""

    field: str
    label: Span
    value: Span


@dataclass(frozen=True)
class Drawn:
    """A section's text as it is drawn."""

    text: str = kept(default="", repr=False)
    pieces: tuple[Piece, ...] = ()

    def value(self, piece: Piece) -> str:
        """Give the value's text."""
        return self.text[piece.value[0] : piece.value[1]]


@dataclass(frozen=True)
class Target:
    """What a question is about: a section, a field, or words in a field; offsets count in `pinned_text`."""

    section: str
    field: str | None = None
    start: int | None = None
    end: int | None = None
    quoted: str = kept(default="", repr=False)
    before: str = kept(default="", repr=False, compare=False)
    after: str = kept(default="", repr=False, compare=False)
    """What stood around the words when they were marked, by which they are found again."""


def draw(section: SectionState) -> Drawn:
    """Write a section as one text: short values after their label, long ones below it."""
    text, pieces = "", []
    for block in section.blocks:
        value = str(block.text)
        begin = len(text) + 1 if text else 0
        inline = "\n" not in value and len(block.label) + len(value) <= SHORT
        between = (" " if block.label.endswith("?") else ": ") if inline else "\n"
        head = f"{block.label}{between}" if block.label else ""
        text += ("\n" if text else "") + head + value
        start = begin + len(head)
        pieces.append(Piece(block.field, (begin, begin + len(head.rstrip())), (start, start + len(value))))
    return Drawn(text, tuple(pieces))


def target_of(section: str, drawn: Drawn, fields: Fields, start: int, end: int) -> Target:
    """Say what the marked characters of the drawn text are about; nothing marked, or several fields: the section."""
    touched = [piece for piece in drawn.pieces if max(start, piece.value[0]) < min(end, piece.value[1])]
    if len(touched) != 1 or not touched[0].field:
        return Target(section)
    piece = touched[0]
    rows = pinned_rows(fields, piece.field)
    marked = (max(start, piece.value[0]) - piece.value[0], min(end, piece.value[1]) - piece.value[0])
    said = _said(drawn.value(piece), rows, marked)
    if said is None:
        return Target(section, piece.field)
    words = "\n".join(rows)[said[0] : said[1]]
    first = said[0] + len(words) - len(words.lstrip())
    last = first + len(words.strip())
    return Target(section, piece.field, first, last, words.strip(), *around("\n".join(rows), first, last))


def place_of(target: Target, fields: Fields) -> Span | None:
    """Find where the quoted words stand now, in characters of `pinned_text`; None when they are gone."""
    if not target.quoted:
        return None
    return find_words(_passage(target), pinned_text(fields, target.field))


def anchored(target: Target, fields: Fields | None) -> Target:
    """Fasten a target to another version of the text: to its words while they stand there, else to the section."""
    if not target.quoted:
        return target
    place = place_of(target, fields or {})
    if place is None:
        return Target(target.section)
    return replace(target, start=place[0], end=place[1])


def _passage(target: Target) -> Passage:
    return Passage(target.section, target.field, target.quoted, target.start, target.before, target.after)


def marks_of(target: Target, drawn: Drawn, fields: Fields) -> tuple[Span, ...]:
    """Give where the quoted words stand in the drawn text, one stretch for each row they go over."""
    place = place_of(target, fields)
    if place is None:
        return ()
    pieces = [piece for piece in drawn.pieces if target.field in (None, piece.field)]
    return tuple(span for piece in pieces for span in _drawn_spans(drawn, piece, fields, target, place))


def _drawn_spans(drawn: Drawn, piece: Piece, fields: Fields, target: Target, place: Span) -> Iterator[Span]:
    if target.field is None:
        at = drawn.value(piece).find(target.quoted)
        if at >= 0:
            yield piece.value[0] + at, piece.value[0] + at + len(target.quoted)
        return
    for raw, drawn_at, length in _rows(drawn.value(piece), pinned_rows(fields, piece.field)):
        first, last = max(place[0], raw), min(place[1], raw + length)
        if first < last:
            begin = piece.value[0] + drawn_at
            yield begin + first - raw, begin + last - raw


def _said(value: str, rows: Sequence[str], marked: Span) -> Span | None:
    """Find the words that were said among those marked; of rows that do not follow each other, the most marked one."""
    found = []
    for raw, drawn_at, length in _rows(value, rows):
        first, last = max(marked[0], drawn_at), min(marked[1], drawn_at + length)
        if first < last:
            found.append((raw + first - drawn_at, raw + last - drawn_at))
    if not found:
        return None
    follow = all(a[1] + 2 >= b[0] > a[0] for a, b in pairwise(found))
    return (found[0][0], found[-1][1]) if follow else max(found, key=lambda span: span[1] - span[0])


def _rows(value: str, rows: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Pair what was said with what is drawn: start in the pinned text, start in the drawn value, length."""
    raw = after = 0
    for row in rows:
        words = row.strip()
        at = value.find(words, after)
        at = value.find(words) if at < 0 else at
        if words and at >= 0:
            yield raw + len(row) - len(row.lstrip()), at, len(words)
            after = at + len(words)
        raw += len(row) + 1
