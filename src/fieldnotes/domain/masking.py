"""Text with parts taken out of it: which stretches go, why, and what is left. Knows no note and no reader.

What is taken out is not in what is left, in no form: not its letters, not its length, not how many words it was.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.terms import ProtectedTerm, SearchedText

REASONS: Final = ("anmalare", "skyddad", "barn_mot_vh", "sekretess_annan", "forsvarar")
"""Ids of `reason_not_shared` a part of a signed text may be taken out for; where two meet, the first one counts."""
_WORD: Final = re.compile(r"\w")
_TOKEN: Final = re.compile(r"\S+")
_NOTHING_SAID: Final = re.compile(r"[^\w]*")
_WIDER: Final = 3
"""Words more than the term has, in which a broken or spaced spelling of it may stand."""
_NUMBER_WORDS: Final = 12
"""Groups of digits one number may be written in."""


@dataclass(frozen=True, slots=True, order=True)
class Mask:
    """Characters `start` up to `end` are taken out. `fixed`: nobody may open it again."""

    start: int
    end: int
    why: str
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of what is left (`text`), or the place where something was taken out (`why`, a reason's id)."""

    text: Private = field(default=Private(""), repr=False)
    why: str = ""


def whole(text: str, why: str, *, fixed: bool = False) -> tuple[Mask, ...]:
    """Take all of a text out."""
    return (Mask(0, len(text), why, fixed),) if text else ()


def read_mask(value: JsonObject, length: int) -> Mask:
    """Read `{"start", "end", "why"}` for a text of a length; without places it is all of it. Refused: WRONG_TYPE."""
    start, end, why = value.get("start", 0), value.get("end", length), value.get("why")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start < end <= length:
        raise Refused(Code.WRONG_TYPE, section="insight", field="start", expected="0 <= start < end")
    if why not in REASONS:
        raise Refused(Code.WRONG_TYPE, section="insight", field="why", expected=" | ".join(REASONS))
    return Mask(start, end, str(why))


def settled(text: str, masks: Iterable[Mask]) -> tuple[Mask, ...]:
    """Bring masks to whole words, in order, none over another; those with nothing said between them are one.

    One that lies inside another goes for the other's reason; where two overlap, the stronger reason stands for both
    (`REASONS`). A fixed one stays fixed.
    """
    found: list[Mask] = []
    for mask in sorted(_to_words(text, each) for each in masks if each.start < each.end):
        last = found[-1] if found else None
        if last is None or not _touch(text, last, mask):
            found.append(mask)
            continue
        found[-1] = Mask(last.start, max(last.end, mask.end), _why(last, mask), last.fixed or mask.fixed)
    return tuple(found)


def laid_over(text: str, masks: Iterable[Mask]) -> tuple[Run, ...]:
    """Give what is left of a text, and where something is gone."""
    runs: list[Run] = []
    at = 0
    for mask in settled(text, masks):
        if text[at : mask.start]:
            runs.append(Run(Private(text[at : mask.start])))
        runs.append(Run(why=mask.why))
        at = mask.end
    if text[at:]:
        runs.append(Run(Private(text[at:])))
    return tuple(runs)


def left_of(text: str, masks: Iterable[Mask]) -> str:
    """Give what is left as one text, with a mark that no word reaches across where something is gone."""
    return "".join("\x00" if run.why else run.text for run in laid_over(text, masks))


def term_masks(text: str, terms: Iterable[tuple[ProtectedTerm, str, bool]]) -> tuple[Mask, ...]:
    """Find protected words in a text; each term with the reason it goes for and whether that is fixed.

    A term that stands in the text, but in no few words of it, takes all of the text: better too much than a name.
    """
    searched = SearchedText((text,))
    found: list[Mask] = []
    for term, why, fixed in terms:
        if term.stands_in(searched):
            found += _spots(text, term, why, fixed=fixed)
    return tuple(found)


def _spots(text: str, term: ProtectedTerm, why: str, *, fixed: bool) -> Sequence[Mask]:
    spots = [Mask(start, end, why, fixed) for start, end in _windows(text, term)]
    if not spots or term.stands_in(SearchedText((left_of(text, spots),))):
        return whole(text, why, fixed=fixed)
    return spots


def _windows(text: str, term: ProtectedTerm) -> Iterator[tuple[int, int]]:
    """The fewest words in a row that hold the term, everywhere they do, first in single words, then in more."""
    words = [(each.start(), each.end()) for each in _TOKEN.finditer(text)]
    most = _NUMBER_WORDS if term.match == "digits" else len(str(term.term).split()) + _WIDER
    taken = [False] * len(words)
    for width in range(1, most + 1):
        for first in range(len(words) - width + 1):
            here = slice(first, first + width)
            if any(taken[here]):
                continue
            start, end = words[first][0], words[first + width - 1][1]
            if term.stands_in(SearchedText((text[start:end],))):
                taken[here] = [True] * width
                yield _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave the marks around words where they are."""
    said = text[start:end]
    left, right = len(_NOTHING_SAID.match(said)[0]), len(_NOTHING_SAID.match(said[::-1])[0])  # type: ignore[index] # it matches nothing too
    return (start + left, end - right) if left + right < len(said) else (start, end)


def _to_words(text: str, mask: Mask) -> Mask:
    """Widen to whole words: an ending left alone would tell what went before it."""
    start, end = max(0, mask.start), min(len(text), mask.end)
    while start > 0 and _WORD.match(text[start - 1]) and start < end and _WORD.match(text[start]):
        start -= 1
    while end < len(text) and _WORD.match(text[end]) and _WORD.match(text[end - 1]):
        end += 1
    return Mask(start, end, mask.why, mask.fixed)


def _touch(text: str, before: Mask, after: Mask) -> bool:
    """Whether two masks lie over each other, or nothing is said between them and they go for the same reason."""
    if after.start < before.end:
        return True
    return before.why == after.why and _NOTHING_SAID.fullmatch(text[before.end : after.start]) is not None


def _why(first: Mask, second: Mask) -> str:
    """The reason for two that become one; `first` begins no later."""
    if first.start < second.start and second.end <= first.end:
        return first.why
    if first.start == second.start and first.end != second.end:
        return max(first, second, key=lambda each: each.end).why
    return min(first.why, second.why, key=_strength)


def _strength(why: str) -> int:
    return REASONS.index(why) if why in REASONS else len(REASONS)


def counted(runs: Iterable[Run]) -> dict[str, int]:
    """Count by reason how often something is gone."""
    found: dict[str, int] = {}
    for run in runs:
        if run.why:
            found[run.why] = found.get(run.why, 0) + 1
    return found
