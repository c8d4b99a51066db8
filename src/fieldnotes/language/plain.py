"""The plain-language check of a text: reading index and marked spots with suggestions. Hints only; it stops nothing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from fieldnotes.language import plain_lists as lists
from fieldnotes.language.plain_grammar import grammar_spots
from fieldnotes.language.plain_judged import judged_spots
from fieldnotes.language.plain_swaps import in_place
from fieldnotes.language.plain_text import Sentence, Token, index, is_long, lix, sentences
from fieldnotes.language.plain_words import PlainWords

__all__ = ["Mark", "PlainReport", "PlainWords", "lix", "plain"]

LONG_SENTENCE, VERY_LONG_SENTENCE = 20, 30
"""Words in a sentence: more than the first is a hint, more than the second a strong one (rules.md, section 4)."""

DOTTED = re.compile(r"(?<![\w.])(?:(?:[^\W\d_]{1,4}\.){2,}|(?:t|bl|p|m|f|s|d|o)\. [^\W\d_]{1,3}\.)")
SHORTENED = re.compile(r"(?<![\w.])([^\W\d_]{1,5})\.(?!\w)")
SPACED = r"t ex|bl a|p g a|d v s|o s v|f n|s k|m m|m fl|fr o m|t o m|i o m|o d"
DOTLESS = re.compile(rf"(?<![\w.§-])(?:{SPACED}|{'|'.join(sorted(lists.DOTLESS))})(?![\w.-])", re.IGNORECASE)
QUOTED = re.compile(r"”[^”“\n]*”|“[^”“\n]*[”“]|\"[^\"\n]*\"|»[^»«\n]*[»«]")
"""What somebody said, word for word: only its length is anybody's business."""
STATUTE = re.compile(r"(?:\d+\s*kap\.?\s*)?\d+(?:\s*[-–]\s*\d+)?\s*§§?(?:\s*[A-ZÅÄÖ]\w{1,4}\b)?|\d+\s*kap\.?")


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked spot; offsets count characters. `plain` is what to say instead, `note` why, where the list knows.

    `instead` can stand in the very place of the marked words; it is empty where something else would have to change.
    """

    start: int
    end: int
    rule: str
    strong: bool = False
    plain: str = ""
    note: str = ""
    instead: str = ""


@dataclass(frozen=True, slots=True)
class PlainReport:
    """The figures of a text and its marks in order; `longest` is the most words in a sentence."""

    lix: float
    words: int
    sentences: int
    longest: int
    long_words: int
    marks: tuple[Mark, ...] = field(default=())


def plain(text: str, words: PlainWords) -> PlainReport:
    """Check a text: LIX as rules.md says, and marks for what a reader may stumble over. Never raises."""
    found = sentences(text)
    tokens = [token for sentence in found for token in sentence.words]
    long_words = sum(map(is_long, tokens))
    quoted = [found.span() for found in QUOTED.finditer(text)]
    marks = [*_abbreviations(text), *(mark for sentence in found for mark in _marks(text, sentence, words))]
    return PlainReport(
        lix=index(len(tokens), len(found), long_words),
        words=len(tokens),
        sentences=len(found),
        longest=max((len(sentence.words) for sentence in found), default=0),
        long_words=long_words,
        marks=_tidied([mark for mark in marks if not any(a < mark.start and mark.end < b for a, b in quoted)]),
    )


def _marks(text: str, sentence: Sentence, words: PlainWords) -> Iterator[Mark]:
    count = len(sentence.words)
    if count > LONG_SENTENCE:
        yield Mark(sentence.start, sentence.end, "long_sentence", strong=count > VERY_LONG_SENTENCE)
    for start, end, rule in grammar_spots(text, sentence):
        yield Mark(start, end, rule)
    yield from _listed(sentence.words, words)
    for start, end, rule in judged_spots(text, sentence):
        yield Mark(start, end, rule)


def _listed(tokens: Sequence[Token], words: PlainWords) -> Iterator[Mark]:
    low = [token.low for token in tokens]
    at = 0
    while at < len(tokens):
        hit = words.at(low[at : at + words.longest], tokens[at].text)
        if hit is None:
            at += 1
            continue
        entry, used = hit
        found = " ".join(low[at : at + used])
        after = low[at + used] if at + used < len(low) else ""
        swap = in_place(entry.term, entry.plain, entry.note, found, after)
        instead = swap[:1].upper() + swap[1:] if tokens[at].text[0].isupper() else swap
        end = tokens[at + used - 1].end
        yield Mark(tokens[at].start, end, entry.rule, plain=entry.plain, note=entry.note, instead=instead)
        at += used


def _abbreviations(text: str) -> Iterator[Mark]:
    for found in STATUTE.finditer(text):
        yield Mark(found.start(), found.end(), "abbreviation")
    for found in DOTTED.finditer(text):
        yield Mark(found.start(), found.end(), "abbreviation")
    for found in DOTLESS.finditer(text):
        yield Mark(found.start(), found.end(), "abbreviation")
    for found in SHORTENED.finditer(text):
        if found.group(1).lower() in lists.ABBREVIATIONS:
            yield Mark(found.start(), found.end(), "abbreviation")


def _tidied(marks: Sequence[Mark]) -> tuple[Mark, ...]:
    """Put marks in order; where two of one rule overlap, the longer stays."""
    kept: list[Mark] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        same = [other for other in kept if other.rule == mark.rule and mark.start < other.end]
        if not same:
            kept.append(mark)
    return tuple(kept)
