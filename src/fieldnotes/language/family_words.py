"""What the family's own screen says, in the family's language: one file a language. Knows no note and no window."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json
from fieldnotes.language.plain_text import tokens
from fieldnotes.language.plain_words import PlainWords

SCHEMA: Final = "fieldnotes-family/1"
WORDS: Final = (
    "read_by_interpreter", "text_is_swedish", "is_it_right", "agrees", "disagrees", "adds", "could_you_follow", "yes",
    "partly", "no", "thanks", "word_means", "reading_aloud",
)  # fmt: skip
"""What a language has to have words for; a file without one of them is refused."""
TEXT: Final = "sv"
"""The language the notes are written in."""


@dataclass(frozen=True, slots=True)
class FamilyWords:
    """One language. `name` is its own name for itself, `name_sv` the Swedish one.

    `read_by_speaker`: whether somebody who speaks it has read the words; the worker is told when nobody has.
    """

    language: str
    name: str
    name_sv: str
    right_to_left: bool
    read_by_speaker: bool
    words: Mapping[str, str] = field(repr=False)
    headings: Mapping[str, str] = field(repr=False)
    """Section id, or `template.section` -> its heading; what is not there keeps the template's."""
    terms: Mapping[str, str] = field(repr=False)
    """A word of law in Swedish, kept in the text -> what it means."""
    faces: Mapping[str, str] = field(default_factory=dict, repr=False)
    """A face a child can point at -> its word; a language without them leaves them out."""
    paper: Mapping[str, str] = field(default_factory=dict, repr=False)
    """What stands on a copy to take home, by its English words; what is lacking is said in Swedish."""

    @classmethod
    def read(cls, data: Json, file: str) -> "FamilyWords":
        """Read a language file. Refused: WRONG_FILE(file, key)."""
        reader = JsonReader.of(data, file)
        if reader.text("schema", "") != SCHEMA:
            reader.refuse("schema", SCHEMA)
        direction = reader.text("direction")
        if direction not in {"ltr", "rtl"}:
            reader.refuse("direction", "ltr or rtl")
        words = reader.inner("words")
        return cls(
            language=reader.text("language"),
            name=reader.text("name"),
            name_sv=reader.text("name_sv"),
            right_to_left=direction == "rtl",
            read_by_speaker=reader.flag("read_by_speaker", default=False),
            words={key: words.text(key) for key in WORDS},
            headings=_texts(reader, "headings"),
            terms=_texts(reader, "terms"),
            faces=_texts(reader, "faces"),
            paper=_texts(reader, "paper"),
        )

    def say(self, key: str) -> str:
        """Give one of `WORDS`."""
        return self.words[key]

    @property
    def is_the_texts(self) -> bool:
        """Whether it is the language the note is written in."""
        return self.language == TEXT


def _texts(reader: JsonReader, key: str) -> dict[str, str]:
    if key not in reader.data:
        return {}
    inner = reader.inner(key)
    return {each: inner.text(each) for each in inner.data}


@dataclass(frozen=True, slots=True)
class KeptWord:
    """A word of law in a text, kept with its meaning; offsets count characters."""

    word: str = field(repr=False)
    means: str = field(repr=False)
    start: int
    end: int


KEPT_NOTES: Final = ("Fackord", "Lagord")
"""What the word list says of a word that is kept and explained."""


@dataclass(frozen=True)
class KeptWords:
    """The words of law that are explained, in one language; Swedish endings are seen through."""

    found: PlainWords = field(repr=False)

    @classmethod
    def of(cls, language: FamilyWords, lines: Iterable[Mapping[str, str]] = ()) -> "KeptWords":
        """Take a language's own words; for Swedish also what the word list keeps, which stands first."""
        listed = [line for line in lines if line.get("note", "").startswith(KEPT_NOTES)]
        own = [{"term": term, "plain": means, "note": KEPT_NOTES[0]} for term, means in language.terms.items()]
        return cls(PlainWords.read([*(listed if language.is_the_texts else ()), *own]))

    def read(self, text: str) -> Iterator[KeptWord]:
        """Find the words in a text, in order, each the first time it stands there."""
        words = tokens(text)
        low = [word.low for word in words]
        told: set[str] = set()
        at = 0
        while at < len(words):
            hit = self.found.at(low[at : at + self.found.longest], words[at].text)
            if hit is None:
                at += 1
                continue
            entry, used = hit
            if entry.term not in told:
                start, end = words[at].start, words[at + used - 1].end
                yield KeptWord(text[start:end], entry.plain, start, end)
            told.add(entry.term)
            at += used
