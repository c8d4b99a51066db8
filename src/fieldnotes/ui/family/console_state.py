"""What the worker's console shows while the family reads, as plain values between presenter and view. No Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.casework.views import CopySection

CASE, CLOSED, ROOM = "case", "closed", "room"
"""Why the family sees nothing: the case is another now; what was shown may not be shown any more; others are here."""
OVER = frozenset({CLOSED, ROOM})
"""What nothing leads back from: the room is asked anew."""
AGREES, DISAGREES, ADDS, AWAY = "agrees", "disagrees", "adds", "did_not_take_part"
WITH_WORDS = frozenset({DISAGREES, ADDS, AWAY})
"""Answers that take words: the person's own, or why they did not take part."""
NEEDS_WORDS = frozenset({ADDS, AWAY})
CHANGES = frozenset({DISAGREES, ADDS})
"""Answers after which the text may be changed as they ask."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who can answer."""

    id: str
    name: str = field(repr=False)
    detail: str = field(repr=False)
    child: bool = False
    """Whether it is the child, who may show instead of say."""
    faces: bool = False


@dataclass(frozen=True, slots=True)
class Showing:
    """One recorded showing: the entry's hash, exactly what is drawn, and who may answer."""

    shown: str
    sections: tuple[CopySection, ...]
    language: str
    readers: tuple[Reader, ...]
    absent: tuple[Reader, ...] = ()
    case: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """Section -> its heading as the worker knows it; the drawn one may be in the family's language."""

    def title(self, section: CopySection) -> str:
        """Give a section's heading for the worker."""
        return self.titles.get(section.id, section.label)


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about a section, as it was recorded."""

    answer: str
    text: str = field(repr=False)
    at: str
    face: str = ""
    shown: str = field(default="", repr=False)
    """What was shown instead of said, in words."""
    entry: str = ""


@dataclass(frozen=True, slots=True)
class ConsoleState:
    """The console now. `blank` is empty, or why nothing is shown (see `blank_words`)."""

    place: int
    count: int
    label: str = field(repr=False)
    text: str = field(repr=False)
    section: str
    blank: str
    said: Mapping[str, Said] = field(repr=False)
    contrast: bool = False
    smallest: bool = False
    largest: bool = False
    title: str = field(default="", repr=False)
    """The heading as the worker knows it."""

    @property
    def closed(self) -> bool:
        """Whether it is over: what was shown may not be shown any more, or others are in the room."""
        return self.blank in OVER


@dataclass(frozen=True, slots=True)
class PersonSaid:
    """Everything one person said, at the end."""

    reader: Reader
    lines: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Followed:
    """The one question to everybody who was shown something, in their language, what they said, and the count."""

    question: str
    words: Mapping[str, str]
    """yes, partly, no -> how the family's language says it; empty for Swedish."""
    readers: tuple[Reader, ...]
    said: Mapping[str, str]
    counted: str
    thanks: str = ""
    """Thanks in the family's language, when everybody has answered."""


@dataclass(frozen=True, slots=True)
class EndPage:
    """Who took part and what they said; `absent`: family who were not in the room and have no reason yet."""

    summary: str = field(repr=False)
    people: tuple[PersonSaid, ...]
    absent: tuple[Reader, ...]
    silent: tuple[Reader, ...] = ()
    """The child, who has said nothing in words of its own yet."""
    followed: Followed | None = None
