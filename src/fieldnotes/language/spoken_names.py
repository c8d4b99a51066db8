"""Capitals that a word owns: the names of the case, places, short forms. It knows no sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.language.spoken_context import Group
from fieldnotes.language.spoken_rules import Phrase, SpokenRules


@dataclass(frozen=True)
class Names:
    """The spelling of names; `phrases` are written whole, whatever the rules would say of their words."""

    rules: SpokenRules
    words: Mapping[str, str] = field(repr=False)
    phrases: Mapping[Phrase, str] = field(repr=False)

    @classmethod
    def of(cls, rules: SpokenRules, names: Iterable[str], locked: Iterable[str]) -> "Names":
        """Take whole names ("Elsa Sandin") and locked words, which are written as given."""
        words: dict[str, str] = {}
        phrases = {tuple(text.lower().split()): text for text in locked if text.strip()}
        for part in (part for name in names for part in name.split()):
            if "-" in part.strip("-"):
                phrases[tuple(part.lower().split("-"))] = part
            for piece in (part, *part.split("-")):
                if not _is_small_word(piece.lower(), rules):
                    words[piece.lower()] = piece
        return cls(rules, words, phrases)

    @property
    def group(self) -> Group:
        """The names as a group for the patterns of the rules."""
        return Group(frozenset(self.words))

    def phrase(self, words: Sequence[str]) -> tuple[str, int] | None:
        """Give the locked spelling at the start of some words, and how many they are; the longest wins."""
        fits = [said for said in self.phrases if tuple(words[: len(said)]) == said]
        if not fits:
            return None
        longest = max(fits, key=len)
        return self.phrases[longest], len(longest)

    def spelled(self, word: str, before: str, after: str) -> str:
        """Give a word its own capital, also in the genitive; an ordinary word that is also a name by its neighbours."""
        stem = word[:-1] if word.endswith("s") and word not in self.words else word
        if stem in self.words:
            ordinary = stem in self.rules.names.also_words and before in self.rules.names.word_after
            beside_a_name = before in self.words or after in self.words
            return word if ordinary and not beside_a_name else self.words[stem] + word[len(stem) :]
        always = self.rules.names.always
        if word in always:
            return always[word]
        return always[stem] + word[len(stem) :] if stem in always else word


def _is_small_word(word: str, rules: SpokenRules) -> bool:
    """Say whether a part of a name ("de", "von") is too common a word to own a capital."""
    common = any(word in group.words for group in rules.groups.values())
    return len(word) < 2 or common or rules.numerals.cardinal(word) is not None  # noqa: PLR2004 - one letter
