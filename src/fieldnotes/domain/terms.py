"""Protected terms: words of a case that must not be drawn for a room. They compare text; they know no note."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private

MATCHES: Final = frozenset({"name", "word", "stem", "exact", "digits"})
NOT_TEXT: Final = frozenset({
    "source_person_id", "source_kind", "person_id", "role", "presence", "based_on", "status", "agreed_by",
    "for_person_id", "tags",
})  # fmt: skip
"""Keys of typed rows that hold ids and kinds, which are not text."""

_UNSEEN: Final = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_BLANKS: Final = re.compile(r"[\s\-\u2010-\u2015]+")
_NOT_DIGIT: Final = re.compile(r"\D")
_RUN: Final = re.compile(r"\+?\d[\d \u00a0\u202f\-\u2010-\u2015()/.]*\d|\d")
_WORD_ENDINGS: Final = r"(?:s|n|en|ns|ens|t|et|ts|ets|a|an|ar|arna|er|erna|or|orna|na|r|de)?"
_TAILS: Final = {"name": r"(?::?s)?", "word": _WORD_ENDINGS, "stem": r"\w*", "exact": ""}
_BETWEEN: Final = "\x00"
"""Set between texts that are searched as one: no term and no run of digits reaches across it."""


def fold(text: str) -> str:
    """Bring text to the form terms are compared in: NFC, nothing unseen, runs of blanks and hyphens as one blank."""
    seen = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _BLANKS.sub(" ", unicodedata.normalize("NFC", seen))


@dataclass(frozen=True)
class ProtectedTerm:
    """A term of a case. Without `hidden_from` it is hidden from all; `why` is an id of reason_not_shared."""

    term: Private
    match: str = "name"
    match_case: bool = False
    kind: str = ""
    why: str = ""
    hidden_from: frozenset[str] = field(default=frozenset(), repr=False)

    @classmethod
    def read(cls, value: Json, file: str = "import.json") -> "ProtectedTerm":
        """Read one: a plain text, or an object with `term` and at will the other keys. Refused: WRONG_FILE."""
        if isinstance(value, str):
            return cls(Private(value))
        data = JsonReader.of(value, file)
        match = data.text("match", "name")
        if match not in MATCHES:
            data.refuse("match", "name, word, stem, exact or digits")
        return cls(
            term=Private(data.text("term")),
            match=match,
            match_case=data.flag("match_case", default=False),
            kind=data.text("kind", ""),
            why=data.text("why", ""),
            hidden_from=frozenset(data.texts("hidden_from")),
        )

    def is_hidden_from(self, room: Iterable[str] | None) -> bool:
        """Say whether it counts for a room's person ids; None = no room in question, so it counts."""
        return room is None or not self.hidden_from or not self.hidden_from.isdisjoint(room)

    @cached_property
    def _digits(self) -> str:
        return _NOT_DIGIT.sub("", fold(self.term))

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        word = fold(self.term).strip()
        if not word:
            return None
        body = r"\s?".join(re.escape(part) for part in word.split(" "))
        flags = 0 if self.match_case else re.IGNORECASE
        return re.compile(rf"(?<!\w){body}{_TAILS.get(self.match, '')}(?!\w)", flags)

    def stands_in(self, text: "SearchedText") -> bool:
        """Say whether it stands in the text."""
        if self._pattern is None:
            return False
        if self.match == "digits":
            return any(self._digits in run for run in text.digit_runs)
        return self._pattern.search(text.folded) is not None


@dataclass(frozen=True)
class SearchedText:
    """Texts made ready once and searched for many terms."""

    texts: tuple[str, ...] = field(repr=False)

    @cached_property
    def folded(self) -> str:
        """All texts folded, as one."""
        return fold(_BETWEEN.join(self.texts))

    @cached_property
    def digit_runs(self) -> tuple[str, ...]:
        """Every number that stands in a text, its digits only."""
        whole = unicodedata.normalize("NFC", _BETWEEN.join(self.texts))
        return tuple(_NOT_DIGIT.sub("", run) for run in _RUN.findall(_UNSEEN.sub("", whole)))


Term: TypeAlias = "ProtectedTerm | Json"


def term_hits(text: str, term: Term) -> bool:
    """Say whether one protected term stands in a text; `term` may be in its import-file shape."""
    known = term if isinstance(term, ProtectedTerm) else ProtectedTerm.read(term)
    return known.stands_in(SearchedText((text,)))


def first_hit(texts: Iterable[str], terms: Iterable[ProtectedTerm], room: Iterable[str] | None) -> ProtectedTerm | None:
    """Find the first term that stands in one of the texts and is hidden from this room (SEC-3, SEC-4, SEC-5)."""
    searched, here = SearchedText(tuple(texts)), None if room is None else frozenset(room)
    return next((term for term in terms if term.is_hidden_from(here) and term.stands_in(searched)), None)


def strings(value: Json) -> Iterator[str]:
    """Walk every readable text in a value; ids, kinds and times of typed rows are not text."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in NOT_TEXT:
                yield from strings(inner)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from strings(inner)
