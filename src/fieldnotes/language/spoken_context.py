"""The words around a word: small patterns that say when "punkt" is a point on a list and no mark. Knows no language."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

MOST_REPEATS = 4
"""How many words `*` and `+` may stand for; a clause looks back no further."""

END = "END"


@dataclass(frozen=True, slots=True)
class Group:
    """A named set of words; one that begins with a hyphen is an ending of four letters or more in front."""

    words: frozenset[str]
    endings: tuple[str, ...] = ()

    @classmethod
    def of(cls, items: Sequence[str]) -> "Group":
        """Read a list of words and endings."""
        return cls(
            frozenset(item for item in items if not item.startswith("-")),
            tuple(item[1:] for item in items if item.startswith("-")),
        )

    def has(self, word: str) -> bool:
        """Say whether a word belongs."""
        if word in self.words:
            return True
        return any(word.endswith(ending) and len(word) >= len(ending) + 2 for ending in self.endings)


Groups = Mapping[str, Group]


@dataclass(frozen=True, slots=True)
class Element:
    """One place of a pattern: any of some words and groups, perhaps repeated, perhaps negated."""

    choices: tuple[str, ...]
    least: int = 1
    most: int = 1
    negated: bool = False

    @classmethod
    def read(cls, text: str) -> "Element":
        """Read `word|@group`, with `!` before for "not", `*` or `+` after for repeats."""
        negated = text.startswith("!")
        body = text[1:] if negated else text
        if body.endswith("*"):
            return cls(tuple(body[:-1].split("|")), 0, MOST_REPEATS, negated)
        if body.endswith("+"):
            return cls(tuple(body[:-1].split("|")), 1, MOST_REPEATS, negated)
        return cls(tuple(body.split("|")), negated=negated)

    def fits(self, word: str | None, groups: Groups) -> bool:
        """Say whether a word, or None for the end, fits here."""
        fits = any(_one_fits(choice, word, groups) for choice in self.choices)
        return fits != self.negated


def _one_fits(choice: str, word: str | None, groups: Groups) -> bool:
    if word is None:
        return choice == END
    if choice.startswith("@"):
        group = groups.get(choice[1:])
        return group is not None and group.has(word)
    return choice == word


@dataclass(frozen=True)
class Pattern:
    """A pattern such as `@article @adjective+ _ för`: `_` is the word in question."""

    text: str

    @cached_property
    def _before(self) -> tuple[Element, ...]:
        parts = self.text.split()
        return tuple(Element.read(part) for part in reversed(parts[: parts.index("_")]))

    @cached_property
    def _after(self) -> tuple[Element, ...]:
        parts = self.text.split()
        return tuple(Element.read(part) for part in parts[parts.index("_") + 1 :])

    def fits(self, before: Sequence[str], after: Sequence[str], groups: Groups) -> bool:
        """Say whether the words before (nearest last) and after (nearest first) fit the pattern."""
        return _match(self._before, before[::-1][: MOST_REPEATS * 3], groups) and _match(
            self._after, after[: MOST_REPEATS * 2], groups
        )


def _match(elements: tuple[Element, ...], words: Sequence[str], groups: Groups) -> bool:
    if not elements:
        return True
    element, rest = elements[0], elements[1:]
    taken = 0
    while True:
        if taken >= element.least and _match(rest, words[taken:], groups):
            return True
        word = words[taken] if taken < len(words) else None
        if taken >= element.most or not element.fits(word, groups):
            return False
        taken += 1
        if word is None:
            return taken >= element.least and not rest
