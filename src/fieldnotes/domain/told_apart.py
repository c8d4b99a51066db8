"""What in a passage may tell who it is about: marked for a person to rewrite, never rewritten here.

A name of the case must go; anything that could be a name, a number or an address is worth a look. What is marked is
not all there is: that nobody can be recognised is for the person to say who has read it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fieldnotes.domain.private import Private

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBER: Final = re.compile(r"\d[\d\s:./,-]*\d|\d")
_ADDRESS: Final = re.compile(r"\S+@\S+|\b\w+(?:gatan|vägen|gränd|stigen|skolan|torget)\b", re.IGNORECASE)
_ENDS: Final = ".!?:\n\r•”–-"
_SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Telling:
    """A stretch of the text, in characters; `known`: a name or number of the case itself."""

    start: int
    end: int
    known: bool


def telling(text: str, known: Iterable[str]) -> tuple[Telling, ...]:
    """Mark what may tell who a text is about, in order and without overlap.

    Args:
        text: the passage.
        known: names, case numbers and protected words of the case; a name of several words counts word by word too.
    """
    found = sorted({*_known(text, known), *_maybe(text)}, key=lambda each: (each.start, not each.known, -each.end))
    kept: list[Telling] = []
    for each in found:
        if kept and each.start < kept[-1].end:
            last = kept[-1]
            kept[-1] = Telling(last.start, max(last.end, each.end), last.known or each.known)
        else:
            kept.append(each)
    return tuple(kept)


def parts(names: Iterable[Private | str]) -> tuple[str, ...]:
    """Give names whole and word by word."""
    words = {part for name in names for part in (str(name), *_WORD.findall(str(name)))}
    return tuple(sorted(word for word in words if len(word) >= _SHORTEST))


def _known(text: str, known: Iterable[str]) -> Iterator[Telling]:
    for word in parts(known):
        for found in re.finditer(rf"(?<!\w){re.escape(word)}(?:[:’']?s)?(?!\w)", text, re.IGNORECASE):
            yield Telling(found.start(), found.end(), known=True)


def _maybe(text: str) -> Iterator[Telling]:
    for pattern in (_NUMBER, _ADDRESS):
        for found in pattern.finditer(text):
            yield Telling(found.start(), found.end(), known=False)
    for found in _WORD.finditer(text):
        before = text[: found.start()].rstrip(" \t")
        if found[0][0].isupper() and before and before[-1] not in _ENDS:
            yield Telling(found.start(), found.end(), known=False)
