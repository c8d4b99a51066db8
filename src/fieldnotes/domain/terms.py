"""Protected terms: words of a case that must not be drawn for a room. They compare text; they know no note."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final, TypeAlias

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private
from fieldnotes.domain.term_forms import digit_runs, digits, fold, fold_wide, inflected, numbers_alike, other_spellings

Folding: TypeAlias = Callable[[str], str]

FOLDINGS: Final[tuple[Folding, ...]] = (fold, fold_wide)
"""Both are tried: what one of them finds stands there."""

MATCHES: Final = frozenset({"name", "word", "stem", "exact", "digits"})
NOT_TEXT: Final = frozenset({
    "source_person_id", "source_kind", "person_id", "role", "presence", "based_on", "status", "agreed_by",
    "for_person_id", "tags",
})  # fmt: skip
"""Keys of typed rows that hold ids and kinds, which are not text."""

_TAILS: Final = {"name": r"(?::?[sS])?", "stem": r"\w*", "exact": "", "digits": ""}
_READ_AS_CAPITALS: Final = 3
"""From this length a word whose case matters is the same word when it is written in capitals."""
_BETWEEN: Final = "\x00"
"""Set between texts that are searched as one: no term and no run of digits reaches across it."""


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
    def _numbers(self) -> tuple[str, ...]:
        return numbers_alike(digits(fold(self.term)))

    @cached_property
    def _patterns(self) -> tuple[tuple[Folding, re.Pattern[str]], ...]:
        made = ((folding, self._pattern(folding(self.term).strip())) for folding in FOLDINGS)
        return tuple((folding, pattern) for folding, pattern in made if pattern is not None)

    def _pattern(self, word: str) -> re.Pattern[str] | None:
        if not word:
            return None
        forms = self._forms(word)
        if self.match_case and len(word) >= _READ_AS_CAPITALS:
            forms = [*forms, *self._forms(word.upper())]
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", 0 if self.match_case else re.IGNORECASE)

    def _forms(self, word: str) -> list[str]:
        *heads, last = word.split(" ")
        head = "".join(re.escape(part) + r"\s?" for part in heads)
        lasts = inflected(last) if self.match == "word" else [re.escape(last) + _TAILS[self.match]]
        return [*(head + each for each in lasts), *other_spellings(word)]

    def stands_in(self, text: "SearchedText") -> bool:
        """Say whether it stands in the text."""
        if not self._patterns:
            return False
        if self.match == "digits":
            return any(number in run for run in text.digit_runs for number in self._numbers)
        return any(pattern.search(text.folded(folding)) for folding, pattern in self._patterns)


@dataclass(frozen=True)
class SearchedText:
    """Texts made ready once and searched for many terms."""

    texts: tuple[str, ...] = field(repr=False)

    def folded(self, folding: Folding) -> str:
        """All texts folded, as one."""
        return self._folded[FOLDINGS.index(folding)]

    @cached_property
    def _folded(self) -> tuple[str, ...]:
        return tuple(_BETWEEN.join(map(folding, self.texts)) for folding in FOLDINGS)

    @cached_property
    def digit_runs(self) -> tuple[str, ...]:
        """Every number that stands in a text, its digits only."""
        return digit_runs(_BETWEEN.join(self.texts))


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
