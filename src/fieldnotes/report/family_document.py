"""What a paper for one person says, as finished values: a copy of a note, or an agency's extract. Knows no store."""

from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.private import Private
from fieldnotes.report.note_document import PersonLine, Signature


class Look(StrEnum):
    """How the paper is set: as usual, in large print, or laid out to be easy to read."""

    ORDINARY = "ordinary"
    LARGE = "large"
    EASY = "easy"


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody said about a part. `words`: theirs, None where they used none or are not this reader's to know."""

    who: PersonLine | None
    """None: somebody, who is not named here."""
    answer: str
    words: Private | None = field(default=None, repr=False)
    about: str = ""
    """The part it is about, where it does not stand beside it."""
    same_text: bool = True
    showed: str = ""
    """What was shown instead of said, in words: a face, or something drawn or pointed at."""


@dataclass(frozen=True, slots=True)
class Doing:
    """One row of who does what and when."""

    who: Private
    what: Private
    when: Private


@dataclass(frozen=True, slots=True)
class Part:
    """One section: its text, or its rows, and what was said about it. `assessment`: the worker's, and says so."""

    label: str
    text: Private = field(repr=False)
    rows: tuple[Doing, ...] = ()
    said: tuple[Said, ...] = ()
    assessment: bool = False


@dataclass(frozen=True, slots=True)
class FamilyDocument:
    """A paper that leaves the office.

    `title`: the template's name, never a person's; `day`: of the meeting, in words. `extract`: it is an agency's part
    of a plan, not the family's own copy. `said`: what the reader said that stands beside no part.
    """

    title: str
    day: str
    board: str
    case_number: str
    to: PersonLine
    author: Signature
    revision: str
    parts: tuple[Part, ...]
    said: tuple[Said, ...] = ()
    extract: bool = False
