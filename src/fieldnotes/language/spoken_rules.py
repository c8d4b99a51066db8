"""The spoken-to-written rules of one language, read from their file. Knows the file's shape, writes nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json
from fieldnotes.language.spoken_context import Group, Pattern
from fieldnotes.language.spoken_numbers import Numerals

Phrase = tuple[str, ...]
"""Words that stand one after another."""


class MarkKind(StrEnum):
    """How a mark stands among words."""

    END = "end"
    INNER = "inner"
    COLON = "colon"
    HYPHEN = "hyphen"
    DASH = "dash"
    SLASH = "slash"
    QUOTE = "quote"
    QUOTE_OPEN = "quote_open"
    QUOTE_CLOSE = "quote_close"
    BRACKET = "bracket"
    BRACKET_OPEN = "bracket_open"
    BRACKET_CLOSE = "bracket_close"


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark and how it is said."""

    say: Phrase
    write: str
    kind: MarkKind
    stays: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class AmountWords:
    """The words that make digits of a number: months, units, the clock and what stands around them."""

    sets: Mapping[str, frozenset[str]]
    kept: tuple[Phrase, ...]
    holidays: tuple[Phrase, ...]
    month_phrases: tuple[Phrase, ...]
    words_after_below: int
    digits_from: int
    clock_from: int
    """From which hour on two numbers after "at" are a time without the word for the clock."""
    clock_mark: str
    decimal_mark: str
    thousands_mark: str

    def __getitem__(self, name: str) -> frozenset[str]:
        """Give a set of words; an unknown one is empty."""
        return self.sets.get(name, frozenset())


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words with a capital of their own, and names that are also ordinary words."""

    always: Mapping[str, str]
    also_words: frozenset[str]
    word_after: frozenset[str]


@dataclass(frozen=True)
class SpokenRules:
    """All rules of one language. Made by `SpokenRules.read`."""

    language: str
    undo: frozenset[str]
    go_to: str
    breaks: Mapping[Phrase, str]
    marks: Mapping[str, tuple[Mark, ...]] = field(repr=False)
    groups: Mapping[str, Group] = field(repr=False)
    between: tuple[str, ...]
    numerals: Numerals = field(repr=False)
    amounts: AmountWords = field(repr=False)
    names: NameWords = field(repr=False)

    @classmethod
    def read(cls, data: Json, file: str = "spoken.json") -> "SpokenRules":
        """Read a rule file (`resources/words/spoken_*.json`). Refused: WRONG_FILE."""
        reader = JsonReader.of(data, file)
        groups = {name: Group.of(reader.inner("groups").texts(name)) for name in reader.inner("groups").data}
        marks = _marks(reader)
        groups["markword"] = Group(frozenset(marks))
        return cls(
            language=reader.text("language"),
            undo=frozenset(reader.texts("undo")),
            go_to=reader.text("go_to"),
            breaks={tuple(said.split()): reader.inner("breaks").text(said) for said in reader.inner("breaks").data},
            marks=marks,
            groups=groups,
            between=reader.texts("between"),
            numerals=Numerals.read(reader.inner("numbers")),
            amounts=_amounts(reader.inner("amounts")),
            names=_names(reader.inner("names")),
        )

    @classmethod
    def bare(cls, language: str) -> "SpokenRules":
        """Give rules for a language that has none: capitals at the beginning and of names, no marks, no commands."""
        return cls.read({"language": language, "go_to": "\n"})

    def is_command(self, phrase: str) -> bool:
        """Say whether a phrase alone does something instead of being written: a mark, a break, a move, an undo."""
        words = tuple(phrase.split())
        marks = {mark.say for several in self.marks.values() for mark in several}
        return phrase in self.undo or words in self.breaks or words in marks or phrase.startswith(self.go_to)


def _marks(reader: JsonReader) -> dict[str, tuple[Mark, ...]]:
    """Marks by their first word, the longest way to say one first."""
    found: dict[str, list[Mark]] = {}
    for row in reader.each("marks"):
        for said in row.texts("say"):
            if row.text("kind") not in set(MarkKind):
                row.refuse("kind", "a kind of mark")
            phrase = tuple(said.split())
            stays = tuple(Pattern(text) for text in reader.inner("stays").texts(said))
            mark = Mark(phrase, row.text("write"), MarkKind(row.text("kind")), stays)
            found.setdefault(phrase[0], []).append(mark)
    return {word: tuple(sorted(marks, key=lambda m: -len(m.say))) for word, marks in found.items()}


def _amounts(reader: JsonReader) -> AmountWords:
    phrases = {"kept", "holidays", "month_phrase"}
    names = [name for name, value in reader.data.items() if not isinstance(value, str | int)]
    return AmountWords(
        sets={name: frozenset(reader.texts(name)) for name in names if name not in phrases},
        kept=_phrases(reader.texts("kept")),
        holidays=_phrases(reader.texts("holidays")),
        month_phrases=_phrases(reader.texts("month_phrase")),
        words_after_below=reader.number("words_after_below", 0),
        digits_from=reader.number("digits_from", 13),
        clock_from=reader.number("clock_from", 13),
        clock_mark=reader.text("clock_mark", "."),
        decimal_mark=reader.text("decimal_mark", ","),
        thousands_mark=reader.text("thousands_mark", " "),
    )


def _names(reader: JsonReader) -> NameWords:
    always = reader.inner("always")
    return NameWords(
        always={word: always.text(word) for word in always.data},
        also_words=frozenset(reader.texts("also_words")),
        word_after=frozenset(reader.texts("word_after")),
    )


def _phrases(texts: Iterable[str]) -> tuple[Phrase, ...]:
    return tuple(tuple(text.split()) for text in texts)
