"""What a case's folder says on paper, as finished values: its page, its notes in order, and where something is gone.

Knows no store and no PDF. What was taken out for a reader is not in these values: they hold what is left.
"""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.domain.masking import Run
from fieldnotes.domain.private import Private
from fieldnotes.report.note_document import PersonLine, Signature


@dataclass(frozen=True, slots=True)
class Item:
    """One value of a note: the label it stands after (may be empty), and what is left of its text."""

    label: str
    runs: tuple[Run, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class FolderPart:
    """A section of a note, or what happened with it afterwards. `kind`: its content's kind, empty for the latter."""

    heading: str
    items: tuple[Item, ...]
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One note of the case, or what was done in it; `under`: who signed, in which state, which text it is."""

    heading: str
    under: tuple[str, ...] = field(repr=False)
    parts: tuple[FolderPart, ...] = ()


@dataclass(frozen=True, slots=True)
class GoneFor:
    """A reason parts were taken out for: the letter it has in the text, its words, its law, and how many parts."""

    letter: str
    words: str
    law: str
    count: int


@dataclass(frozen=True, slots=True)
class CaseFolder:
    """A case on paper.

    `title` says what paper it is and never names a person. `page`: the page of the case, label and text. `to`: the
    party it is made for; None for the journal. `gone`: what was taken out. `reply_by`: the day a party has to say what
    they think before a decision, in words; None when it is no communication.
    """

    title: str
    board: str
    case_number: str
    made: Signature
    made_at: datetime
    page: tuple[tuple[str, Private], ...] = field(repr=False)
    chapters: tuple[Chapter, ...] = ()
    to: PersonLine | None = None
    gone: tuple[GoneFor, ...] = ()
    reply_by: str | None = None
