"""What words in running text give reason to propose, of one language, read from its file. Proposes nothing itself.

A cue is words after one another: `sade|sa … ja`. `a|b` is either word, `…` up to eight words of which none says no,
`@who` somebody of the case (by name or by what they are), `@child` the child, `@told` any word of a group.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json
from fieldnotes.language.said_days import DayWords

MARK: Final = "§"
"""Stands before the number of a person where the person was named; no language has it inside words."""
CHILD_MARK: Final = f"{MARK}0"
GAP: Final = 8


@dataclass(frozen=True)
class Cues:
    """The ways of saying one thing, as one pattern over marked words."""

    lines: tuple[str, ...]
    words: "CueWords" = field(repr=False)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Compile when first needed: a note uses few of the lists."""
        return re.compile("|".join(f"(?:{self.words.line(each)})" for each in self.lines) or r"(?!)")


@dataclass(frozen=True)
class CueWords:
    """What `…` and `@groups` stand for."""

    groups: Mapping[str, tuple[str, ...]]
    no: frozenset[str]

    def line(self, cue: str) -> str:
        """Write one cue as a regular expression over blank-separated words."""
        pattern, glue = r"(?<!\S)", ""
        for element in cue.split():
            if element == "…":
                pattern += rf"(?: (?!(?:{_any(sorted(self.no))})(?!\S))\S+){{0,{GAP}}}?"
                glue = " "
            else:
                pattern += f"{glue}(?:{'|'.join(self._one(each) for each in element.split('|'))})"
                glue = " "
        return pattern + r"(?!\S)"

    def _one(self, choice: str) -> str:
        if not choice.startswith("@"):
            return re.escape(choice)
        return _any(self.groups.get(choice[1:], ()))


Answers = Mapping[str, Cues]
"""Answer -> how it is said; the earlier wins where both fit the same words."""


@dataclass(frozen=True, slots=True)
class WordsAfter:
    """A text field that takes one word of a list where it is said after a cue."""

    after: Cues
    words: frozenset[str]


@dataclass(frozen=True)
class SaidRules:
    """All rules of one language. Made by `SaidRules.read`."""

    language: str
    no: frozenset[str]
    doubt: Cues
    says: frozenset[str]
    saw: Cues
    me: frozenset[str]
    ands: frozenset[str]
    no_deed: frozenset[str]
    roles: Mapping[str, str]
    child: frozenset[str]
    days: DayWords
    moments: Mapping[str, Cues] = field(repr=False)
    present: Answers = field(repr=False)
    single: Mapping[str, Cues] = field(repr=False)
    """`yes_by`, `disagrees`, `incorrect`, `interprets_for`, `goal`."""
    lists: Mapping[str, Answers] = field(repr=False)
    yesno: Mapping[str, Answers] = field(repr=False)
    texts: Mapping[str, WordsAfter] = field(repr=False)
    sounds: tuple[tuple[str, str], ...] = field(repr=False)
    ordinary: frozenset[str] = field(repr=False)

    @classmethod
    def read(cls, data: Json, file: str = "said.json") -> "SaidRules":
        """Read a rule file (`resources/words/said_*.json`). Refused: WRONG_FILE."""
        reader = JsonReader.of(data, file)
        words = _words(reader)

        def cues(lines: Iterable[str]) -> Cues:
            return Cues(tuple(lines), words)

        def answers(of: JsonReader) -> Answers:
            return {name: cues(of.texts(name)) for name in of.data}

        return cls(
            language=reader.text("language"),
            no=words.no,
            doubt=cues(reader.texts("doubt")),
            says=frozenset(reader.texts("says")),
            saw=cues(f"@who {verb}" for verb in reader.texts("saw")),
            me=frozenset(reader.texts("me")),
            ands=frozenset(reader.texts("and")),
            no_deed=frozenset(reader.texts("no_deed")),
            roles=_texts(reader.inner("roles")),
            child=frozenset(reader.texts("child")),
            days=DayWords.read(reader.inner("days")),
            moments=answers(reader.inner("moments")),
            present=answers(reader.inner("present")),
            single={name: cues(reader.texts(name)) for name in SINGLE},
            lists={name: answers(reader.inner("lists").inner(name)) for name in reader.inner("lists").data},
            yesno={name: answers(reader.inner("yesno").inner(name)) for name in reader.inner("yesno").data},
            texts={name: _after(reader.inner("texts").inner(name), words) for name in reader.inner("texts").data},
            sounds=tuple((pair[0], pair[1]) for pair in reader.lists("sounds")),
            ordinary=frozenset(reader.texts("ordinary")),
        )


def _any(words: Sequence[str]) -> str:
    """Any of some words; a mark is a pattern already."""
    return "(?:" + "|".join(each if each.startswith(MARK) else re.escape(each) for each in words) + ")"


SINGLE: Final = ("yes_by", "disagrees", "incorrect", "interprets_for", "goal")


def _words(reader: JsonReader) -> CueWords:
    groups = reader.inner("groups")
    mentions = (rf"{MARK}\d+", *reader.inner("roles").data)
    child = (CHILD_MARK, *reader.texts("child"))
    return CueWords(
        {"who": mentions, "child": child, **{name: groups.texts(name) for name in groups.data}},
        frozenset(reader.texts("not")),
    )


def _after(reader: JsonReader, words: CueWords) -> WordsAfter:
    return WordsAfter(Cues(reader.texts("after"), words), frozenset(reader.texts("words")))


def _texts(reader: JsonReader) -> dict[str, str]:
    return {word: reader.text(word) for word in reader.data}
