"""A part of a note as one running text, and the way from marked characters in it to passages. Knows no Qt, no store."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby

from fieldnotes.casework.insight_views import InsightNote, InsightPassage, InsightView, MaskView
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.masking import Mask, settled
from fieldnotes.language.translation import translate_count as _n

Span = tuple[int, int]


@dataclass(frozen=True)
class Piece:
    """One passage in the drawn text: its key, where its label and its value stand."""

    key: str
    label: Span
    value: Span


@dataclass(frozen=True)
class DrawnPart:
    """One heading with its passages as a text; `out`: characters that are left out, and whether that is fixed."""

    heading: str
    text: str = field(repr=False)
    pieces: tuple[Piece, ...]
    out: tuple[tuple[Span, bool], ...]
    summary: str


def drawn_parts(note: InsightNote) -> tuple[DrawnPart, ...]:
    """Lay a note's passages out, heading by heading."""
    return tuple(_drawn(heading, tuple(passages)) for heading, passages in groupby(note.passages, _heading))


def _heading(passage: InsightPassage) -> str:
    return passage.heading


def _drawn(heading: str, passages: Sequence[InsightPassage]) -> DrawnPart:
    text, pieces, out = "", [], []
    for each in passages:
        begin = len(text) + 1 if text else 0
        head = each.label + (" " if each.label.endswith("?") else ": ") if each.label else ""
        text += ("\n" if text else "") + head + each.text
        start = begin + len(head)
        pieces.append(Piece(each.at, (begin, begin + len(head.rstrip())), (start, start + len(each.text))))
        out += [((start + mask.start, start + mask.end), mask.fixed) for mask in each.hidden]
    return DrawnPart(heading, text, tuple(pieces), tuple(out), left_out(len(out)))


def left_out(count: int) -> str:
    """Count what is left out, in words; empty for nothing."""
    return _n("{n} part left out", "{n} parts left out", count).format(n=count) if count else ""


def touched(part: DrawnPart, start: int, end: int) -> list[tuple[str, int, int]]:
    """Name the passages marked characters lie in, with their places there; nothing marked is the whole passage."""
    found = []
    for piece in part.pieces:
        first, last = max(start, piece.value[0]), min(end, piece.value[1])
        if first < last:
            found.append((piece.key, first - piece.value[0], last - piece.value[0]))
        elif start == end and piece.label[0] <= start <= piece.value[1]:
            return [(piece.key, 0, piece.value[1] - piece.value[0])]
    return found


def with_masks(passage: InsightPassage, masks: Iterable[MaskView]) -> InsightPassage:
    """Give a passage with other masks, brought to whole words; a person has decided about it. `never` stays out."""
    given = [Mask(each.start, each.end, each.why, each.fixed) for each in (*masks, *passage.never)]
    found = tuple(MaskView(one.start, one.end, one.why, one.fixed) for one in settled(str(passage.text), given))
    return replace(passage, hidden=found, decided=True)


def shown_again(passage: InsightPassage, start: int, end: int) -> InsightPassage:
    """Give a passage with nothing left out between two characters, but for what nobody may show."""
    kept: list[MaskView] = []
    for mask in passage.hidden:
        if mask.start < min(start, mask.end):
            kept.append(replace(mask, end=min(start, mask.end), fixed=False))
        if max(end, mask.start) < mask.end:
            kept.append(replace(mask, start=max(end, mask.start), fixed=False))
    return with_masks(passage, kept)


def changed_view(view: InsightView, passages: Mapping[str, InsightPassage]) -> InsightView:
    """Give the view with some passages changed, and what is left out counted anew."""
    notes = tuple(
        replace(note, passages=tuple(passages.get(each.at, each) for each in note.passages)) for note in view.notes
    )
    hidden: dict[str, int] = {}
    for note in notes:
        for each in note.passages:
            for mask in each.hidden:
                hidden[mask.why] = hidden.get(mask.why, 0) + 1
    return replace(view, notes=notes, hidden=hidden)


def decisions(view: InsightView) -> dict[str, list[JsonObject]]:
    """Give what a person has decided, as the record of decisions has it."""
    return {
        each.at: [{"start": mask.start, "end": mask.end, "why": mask.why} for mask in each.hidden]
        for note in view.notes
        for each in note.passages
        if each.decided
    }
