"""Spellings that words own: the names of the case, places, the worker's own words. It knows no sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from fieldnotes.language.spoken_context import Group
from fieldnotes.language.spoken_rules import Phrase, SpokenRules


@dataclass(frozen=True, slots=True)
class Whole:
    """Words that are written whole, whatever the rules would say of each; `exact`: with no capital added either."""

    said: Phrase = field(repr=False)
    text: str = field(repr=False)
    exact: bool


@dataclass(frozen=True)
class Names:
    """The spelling of names; `wholes` are found by their first word, the longest first."""

    rules: SpokenRules
    words: Mapping[str, str] = field(repr=False)
    wholes: Mapping[str, tuple[Whole, ...]] = field(repr=False)

    @classmethod
    def of(
        cls,
        rules: SpokenRules,
        names: Iterable[str],
        locked: Iterable[str],
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> "Names":
        """Take whole names ("Elsa Sandin"), locked words, which stand as given, and the worker's own spellings.

        A small first letter of a spelling grows at the beginning of a sentence, unless another letter is large (iPad).
        """
        words: dict[str, str] = {}
        phrases = {tuple(said.lower().split()): text for said, text in spellings.items() if said.strip()}
        for part in (part for name in names for part in name.split()):
            if "-" in part.strip("-"):
                phrases[tuple(part.lower().split("-"))] = part
            for piece in (part, *part.split("-")):
                if not _is_small_word(piece.lower(), rules):
                    words[piece.lower()] = piece
        exact = {tuple(text.lower().split()): text for text in locked if text.strip()}
        wholes = [Whole(said, text, _has_capitals(text)) for said, text in phrases.items() if said not in exact]
        wholes += [Whole(said, text, exact=True) for said, text in exact.items()]
        return cls(rules, words, _by_first_word(wholes))

    @property
    def group(self) -> Group:
        """The names as a group for the patterns of the rules."""
        return Group(frozenset(self.words))

    def whole(self, words: Sequence[str]) -> Whole | None:
        """Give what the words begin with that is written whole; the longest wins."""
        heads = [words[0][:at] for at, letter in enumerate(words[0]) if letter == "-"]
        near = (whole for head in (words[0], *heads[::-1]) for whole in self.wholes.get(head, ()))
        return next((found for found in (_begun_with(whole, words) for whole in near) if found is not None), None)

    def next_whole(self, words: Sequence[str]) -> int:
        """Say how many words stand before the next one that is written whole: no number or mark reaches into it."""
        if not self.wholes:
            return len(words)
        return next((at for at in range(1, len(words)) if self.whole(words[at:]) is not None), len(words))

    def spelled(self, word: str, before: str, after: str) -> str:
        """Give a word its own capital, also in the genitive; an ordinary word that is also a name by its neighbours."""
        stem = word if word in self.words else _stem(word)
        if stem in self.words:
            ordinary = stem in self.rules.names.also_words and before in self.rules.names.word_after
            beside_a_name = before in self.words or after in self.words
            return word if ordinary and not beside_a_name else self.words[stem] + word[len(stem) :]
        always = self.rules.names.always
        if word in always:
            return always[word]
        return always[stem] + word[len(stem) :] if stem in always else word


def _begun_with(whole: Whole, words: Sequence[str]) -> Whole | None:
    """Give what is written whole where the words begin with it, also joined by a hyphen: "e-post-adress"."""
    begun = tuple(words[: len(whole.said)])
    if begun == whole.said:
        return whole
    last = whole.said[-1]
    if not whole.exact or begun[:-1] != whole.said[:-1] or not begun[-1].startswith(f"{last}-"):
        return None
    return replace(whole, said=begun, text=whole.text + begun[-1][len(last) :])


def _stem(word: str) -> str:
    """Take the genitive off: "elsas", "elsa's"; one letter has none."""
    bare = word.removesuffix("s").removesuffix("'")
    return bare if len(bare) > 1 else word


def _has_capitals(text: str) -> bool:
    return any(letter.isupper() for letter in text)


def _by_first_word(wholes: Iterable[Whole]) -> dict[str, tuple[Whole, ...]]:
    found: dict[str, list[Whole]] = {}
    for whole in sorted(wholes, key=lambda whole: -len(whole.said)):
        found.setdefault(whole.said[0], []).append(whole)
    return {word: tuple(several) for word, several in found.items()}


def _is_small_word(word: str, rules: SpokenRules) -> bool:
    """Say whether a part of a name ("de", "von") is too common a word to own a capital."""
    common = any(word in group.words for group in rules.groups.values())
    return len(word) < 2 or common or rules.numerals.cardinal(word) is not None  # noqa: PLR2004 - one letter
