"""What the printed note says, as finished values in one language. Knows no template, no store, no PDF."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.domain.private import Private
from fieldnotes.domain.section_part import SectionPart


@dataclass(frozen=True, slots=True)
class PersonLine:
    """A person as the note names them: the name and the role in words ("vårdnadshavare")."""

    name: Private = field(repr=False)
    role: str


@dataclass(frozen=True, slots=True)
class Signature:
    """Who did something with the record, in which role and unit (words), and when."""

    name: Private = field(repr=False)
    role: str
    unit: str
    at: datetime


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """What one person said about what was shown, in their own words.

    `answer`: agrees, disagrees, adds, not_asked or did_not_take_part; `section` is a label,
    None = the whole note; `same_text`: the text that stands in the note is still the text that was shown.
    """

    person: PersonLine
    section: str | None
    answer: str
    text: Private | None = field(repr=False)
    reason: Private | None = field(repr=False)
    same_text: bool = True
    shown: str = field(default="", repr=False)
    """What was shown instead of said, in words: a face that was chosen, a drawing."""


@dataclass(frozen=True, slots=True)
class ShowingPart:
    """One showing: when, by whom, to whom, which sections (labels), and the answers that name it."""

    at: datetime
    by: Private = field(repr=False)
    people: tuple[PersonLine, ...]
    sections: tuple[str, ...]
    answers: tuple[AnswerPart, ...]
    changed_since: bool = False


@dataclass(frozen=True, slots=True)
class QuestionPart:
    """A supervisor's question, suggestion or praise (`kind`), the section it is about, the author's answer."""

    kind: str
    asked: Signature
    about: str | None
    quoted: Private | None = field(repr=False)
    text: Private = field(repr=False)
    answer: Private | None = field(default=None, repr=False)
    answered: Signature | None = None


@dataclass(frozen=True, slots=True)
class DecisionPart:
    """`what`: approved, returned or withdrawn; `revision`: the hash that was read; `current`: it is the head."""

    what: str
    by: Signature
    revision: str
    current: bool
    reason: Private | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ChangePart:
    """A change of the text: who asked for it and when, what it is about (a label), the sentences before and after."""

    person: PersonLine
    at: datetime
    about: str
    before: Private = field(repr=False)
    after: Private = field(repr=False)


@dataclass(frozen=True, slots=True)
class CorrectionPart:
    """A later revision of the text (`what`: corrected or merged): who, when and why (INS-1)."""

    what: str
    by: Signature
    reason: Private = field(repr=False)
    revision: str


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file of the note: its name, bytes, who added it, and the hash of the entry that names every piece of it."""

    name: Private = field(repr=False)
    size: int
    by: Signature
    entry: str


@dataclass(frozen=True, slots=True)
class MisfiledPart:
    """Who said that the note lies in the wrong case, and why; the right case's number where the reader may know it."""

    by: Signature
    reason: Private = field(repr=False)
    to_case: str | None = None


@dataclass(frozen=True, slots=True)
class CopiedPart:
    """Whose signed text a copy is: the author, when it was signed, and its hash."""

    author: Private = field(repr=False)
    at: datetime
    revision: str


@dataclass(frozen=True, slots=True)
class NoteDocument:
    """Everything that stands on paper.

    `title` is the template's name and never holds a person's; it becomes the document's title property.
    `state`: the fold's word (draft, signed, returned, approved, misfiled); `flags`: the fold's that are true
    (changed_after_approval, conflict, changed_since_shown). `revision` is the head's hash, None for a draft.
    `board` names the authority; `people` are those who took part. `copy_for`: the one person this copy is for; it
    then tells nothing of what others saw or said. `proposed_as`: the number the case went by before it was found.
    """

    title: str
    case_number: str
    note: str
    revision: str | None
    state: str
    started: datetime | None
    ended: datetime | None
    people: tuple[PersonLine, ...]
    author: Signature
    sections: tuple[SectionPart, ...]
    cosigned: tuple[Signature, ...] = ()
    cosigned_earlier: tuple[Signature, ...] = ()
    """Who cosigned another text of the note than this one."""
    showings: tuple[ShowingPart, ...] = ()
    questions: tuple[QuestionPart, ...] = ()
    decisions: tuple[DecisionPart, ...] = ()
    corrections: tuple[CorrectionPart, ...] = ()
    changes: tuple[ChangePart, ...] = ()
    files: tuple[FilePart, ...] = ()
    flags: tuple[str, ...] = ()
    board: str = ""
    copy_for: PersonLine | None = None
    printed_at: datetime | None = None
    printed_by: Private | None = field(default=None, repr=False)
    proposed_as: str | None = None
    copied: CopiedPart | None = None
    misfiled: MisfiledPart | None = None
