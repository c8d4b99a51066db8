"""Running text as sentences in which the people of a case are marked, and what in them fits a cue. Proposes nothing.

A cue that is said only in doubt ("om Karin säger ja"), or with a no beside it, does not fit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Final

from fieldnotes.language.said_rules import MARK, Answers, Cues, SaidRules

SENTENCE: Final = re.compile(r"(?<=[.!?”])\s+|\n+")
TOKEN: Final = re.compile(r"\w+(?:[-.:/]\w+)*")
KEPT: Final = 1000
"""Sentences whose words are remembered: a long note is looked through again at every key, one sentence of it new."""


@dataclass(frozen=True, slots=True)
class Known:
    """Somebody of the case, as far as words go."""

    id: str
    name: str = field(repr=False)
    role: str

    @property
    def first_name(self) -> str:
        """By what they are called in the room."""
        return self.name.split(" ", 1)[0]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its words in small letters, a person's mark where one is named."""

    text: str = field(repr=False)
    start: int
    words: tuple[str, ...] = field(repr=False)
    ends: tuple[int, ...] = ()
    """Where in the text of the sentence each word ends."""

    @property
    def marked(self) -> str:
        """The words as cues look at them."""
        return " ".join(self.words)

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self.text.rstrip("” ").endswith("?")


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue that fits: which words of the sentence."""

    sentence: Sentence
    first: int
    last: int

    @property
    def words(self) -> tuple[str, ...]:
        """The words that fit."""
        return self.sentence.words[self.first : self.last]


@dataclass(frozen=True)
class Ear:
    """The rules of a language among the people of one case; the child comes first."""

    rules: SaidRules
    people: tuple[Known, ...] = field(repr=False)
    _cut: dict[str, Sentence] = field(default_factory=dict, init=False, repr=False, compare=False)
    _looked: dict[tuple[str, tuple[str, ...]], tuple[int, int] | None] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def sentences(self, text: str) -> Iterator[Sentence]:
        """Cut a text into sentences with the people marked."""
        at = 0
        for cut in (*SENTENCE.finditer(text), None):
            end = cut.start() if cut else len(text)
            if text[at:end].strip():
                yield self._sentence(text[at:end], at)
            at = cut.end() if cut else end

    def find(self, sentence: Sentence, cues: Cues) -> Hit | None:
        """Find a cue in a sentence, unless it is doubted or denied there."""
        if not cues.lines:
            return None
        told = sentence.text, cues.lines
        if told not in self._looked:
            if len(self._looked) >= KEPT * len(self.rules.lists):
                self._looked.clear()
            self._looked[told] = self._look(sentence, cues)
        found = self._looked[told]
        return None if found is None else Hit(sentence, *found)

    def _look(self, sentence: Sentence, cues: Cues) -> tuple[int, int] | None:
        """Which words of a sentence fit; from the first to before the last."""
        if sentence.asks:
            return None
        marked = sentence.marked
        for found in cues.pattern.finditer(marked):
            first = marked[: found.start()].count(" ")
            hit = Hit(sentence, first, first + found[0].count(" ") + 1)
            if not self._doubted(marked[: found.end()], found.start()) and not self._denied(hit):
                return hit.first, hit.last
        return None

    def answers(self, sentences: Iterable[Sentence], answers: Answers) -> dict[str, Hit]:
        """Give the answers that are said; where two fit the same words of a sentence, the one listed first."""
        found: dict[str, Hit] = {}
        for sentence in sentences:
            here: dict[str, Hit] = {}
            for answer, cues in answers.items():
                hit = self.find(sentence, cues)
                if hit is not None and not any(_overlap(hit, other) for other in here.values()):
                    here[answer] = hit
            for answer, hit in here.items():
                found.setdefault(answer, hit)
        return found

    def people_in(self, words: Sequence[str]) -> list[Known]:
        """Give the people that are meant, each once, in their order."""
        found: list[Known] = []
        for word in words:
            person = self.person(word)
            if person is not None and person not in found:
                found.append(person)
        return found

    def person(self, word: str) -> Known | None:
        """Give whom a word means: a mark, the child, or the only one of the case who is that (mamma, läraren)."""
        if word.startswith(MARK):
            return self.people[int(word[1:])]
        if word in self.rules.child:
            return self.people[0]
        role = self.rules.roles.get(word)
        fitting = [person for person in self.people if role is not None and person.role == role]
        return fitting[0] if len(fitting) == 1 else None

    def speaker(self, sentence: Sentence) -> Known | None:
        """Say who tells: the sentence begins with them and a word for saying, or a colon."""
        if not sentence.words:
            return None
        person = self.person(sentence.words[0])
        says = len(sentence.words) > 1 and sentence.words[1] in self.rules.says
        return person if says or sentence.text[sentence.ends[0] :].lstrip().startswith(":") else None

    def _sentence(self, text: str, start: int) -> Sentence:
        known = self._cut.get(text)
        if known is None:
            if len(self._cut) >= KEPT:
                self._cut.clear()
            known = self._cut[text] = self._words(text)
        return replace(known, start=start)

    def _words(self, text: str) -> Sentence:
        words: list[str] = []
        ends: list[int] = []
        found = list(TOKEN.finditer(text))
        at = 0
        while at < len(found):
            taken, mark = self._named([each[0] for each in found[at : at + 3]])
            words.append(mark)
            at += taken
            ends.append(found[at - 1].end())
        return Sentence(text, 0, tuple(words), tuple(ends))

    def _named(self, tokens: Sequence[str]) -> tuple[int, str]:
        """Mark a name at the start of some words; a first name that two bear means neither."""
        for count in range(len(tokens), 1, -1):
            number = self._whole_names.get(" ".join(tokens[:count]).lower())
            if number is not None:
                return count, f"{MARK}{number}"
        first = tokens[0].lower()
        fitting = self._first_names.get(first, ())
        return 1, f"{MARK}{fitting[0]}" if len(fitting) == 1 else first

    @cached_property
    def _whole_names(self) -> dict[str, int]:
        """Whose whole name it is, by number; of two who share it the first."""
        return {person.name.lower(): number for number, person in reversed([*enumerate(self.people)])}

    @cached_property
    def _first_names(self) -> dict[str, list[int]]:
        """Who is called so, by number."""
        found: dict[str, list[int]] = {}
        for number, person in enumerate(self.people):
            found.setdefault(person.first_name.lower(), []).append(number)
        return found

    def _doubted(self, until: str, start: int) -> bool:
        return any(each.start() < start for each in self.rules.doubt.pattern.finditer(until))

    def _denied(self, hit: Hit) -> bool:
        """Tell a no just before or just after words that hold none themselves."""
        no = self.rules.no
        if any(word in no for word in hit.words):
            return False
        around = (*hit.sentence.words[max(0, hit.first - 2) : hit.first], *hit.sentence.words[hit.last : hit.last + 1])
        return any(word in no for word in around)


def _overlap(one: Hit, other: Hit) -> bool:
    return one.first < other.last and other.first < one.last
