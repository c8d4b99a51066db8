"""Who a text names, and which words stand for whom: "mamma" for Karin, "skolan" for Björkskolan. Knows no record."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.language.plain_text import Token, sentences
from fieldnotes.language.promises import ENDS

GUARDIAN, CHILD, WORKER = "vardnadshavare", "barn", "worker"
SECOND: Final = ("du", "dig", "din", "ditt", "dina", "ni", "er", "ert", "era")
FIRST: Final = ("vi", "oss", "jag", "mig", "vår", "vårt", "våra", "socialsekreteraren", "socialsekreterare")
NAME: Final = re.compile(r"[A-ZÅÄÖÉ][^\W\d_]+(?:-[A-ZÅÄÖÉ][^\W\d_]+)?")
STATUTES: Final = frozenset({"SoL", "SoF", "LVU", "OSL", "LSS", "FL", "BBIC", "FB", "GDPR", "SOSFS"})
"""What a law is called for short: left out of a plain version with good reason."""
BEGINS: Final = frozenset(':;”"–-•')
"""Marks after which a word has a large letter without being a name."""
LEAST_TAIL: Final = 4
"""Letters of a plain word that may stand for a longer name: skolan for Björkskolan."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the case: their name and the words that stand for them in a text, `mamma`, `barnet`."""

    id: str
    name: str = field(repr=False)
    role: str
    words: tuple[str, ...] = ()


Named = Mapping[str, tuple[int, Somebody | None]]
"""A name -> where it first stands, and whose it is as far as the case knows."""


@dataclass(frozen=True)
class People:
    """The people of one case, spoken of to one audience: `guardian` or `child`."""

    people: Sequence[Somebody] = field(repr=False)
    audience: str

    def named(self, text: str, other: str) -> dict[str, tuple[int, Somebody | None]]:
        """Give the names in a text; `other` is the text beside it, which tells Ali from Alis."""
        parts = Counter(part for each in self.people for part in each.name.split())
        known = {part: each for each in self.people for part in each.name.split() if parts[part] == 1}
        found: dict[str, tuple[int, Somebody | None]] = {}
        text = ENDS.sub(lambda hour: f"{hour[1]}!", text)
        for sentence in sentences(text):
            for at, word in enumerate(sentence.words):
                bare = word.text.removesuffix("s")
                name = next((each for each in (word.text, bare) if each in parts), word.text)
                if parts[name] > 1 or (name not in known and not _is_name(text, word, first=at == 0)):
                    continue
                if name not in known and name != bare and re.search(rf"\b{re.escape(bare)}\b", f"{text} {other}"):
                    name = bare
                found.setdefault(name, (word.start, known.get(name)))
        return found

    def stood_for(self, name: str, known: Somebody | None, words: set[str], named: Named) -> bool:
        """Tell whether another name of the same person, or a word for them, stands in its place."""
        if known is None:
            return name.lower() in words or _tail(name, words)
        if any(who is not None and who.id == known.id for _at, who in named.values()):
            return True
        spoken_to, worker = FIRST_TO[self.audience] == known.role, known.role == WORKER
        stands = (*known.words, *(SECOND if spoken_to else ()), *(FIRST if worker else ()))
        return not words.isdisjoint({*stands, *(f"{each}s" for each in stands)})

    def called(self, us: str, *, spoken_to: bool) -> dict[str, str]:
        """Give which word names whom, workers being `us`; a word that fits two people names nobody."""
        found: dict[str, set[str]] = {}
        for each in self.people:
            second = SECOND if spoken_to and each.role == FIRST_TO[self.audience] else ()
            for word in (*each.name.lower().split(), *each.words, *second):
                found.setdefault(word, set()).add(us if each.role == WORKER else each.id)
        return {word: next(iter(who)) for word, who in found.items() if len(who) == 1}


FIRST_TO: Final = {"child": CHILD, "guardian": GUARDIAN}
"""The role that a version for an audience speaks to as `du`."""


def once(named: Named) -> Iterator[tuple[str, tuple[int, Somebody | None]]]:
    """Give each person once, however many of their names stand there."""
    told: set[str] = set()
    for name, (at, known) in named.items():
        if known is None or known.id not in told:
            yield name, (at, known)
        told |= {known.id} if known else set()


def _is_name(text: str, word: Token, *, first: bool) -> bool:
    """Tell whether a word nobody of the case is called may be a name: a large letter where none has to be."""
    begins = first or text[max(0, word.start - 2) : word.start].strip() in BEGINS - {""}
    return not begins and NAME.fullmatch(word.text) is not None and word.text not in STATUTES


def _tail(name: str, words: set[str]) -> bool:
    """Tell whether an ordinary word stands for a name: skolan for Björkskolan."""
    low = name.lower()
    return any(len(word) >= LEAST_TAIL and word != low and low.endswith(word) for word in words)
