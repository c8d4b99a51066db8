"""What is seen of handing over: whom a paper can go to, and what each may have of a plan. Frozen values."""

from dataclasses import dataclass, field

from fieldnotes.casework.view import HIDDEN, View
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import TakenHome


@dataclass(frozen=True, slots=True)
class Recipient(View):
    """Somebody a paper can be given to. `family`: they get a copy of their own, anybody else an extract."""

    person_id: str
    name: Private
    role: str
    family: bool
    protected: bool
    last: TakenHome = field(metadata=HIDDEN)
    """How they took the last one home; no way when there was none."""


@dataclass(frozen=True, slots=True)
class LineView(View):
    """One line of the note as it would be read, and whether this person may have it."""

    line: str
    text: Private
    permitted: bool


@dataclass(frozen=True, slots=True)
class ExtractSection(View):
    """A section that can be part of an extract. `permitted`: all of it was said yes to, as it may become."""

    section: str
    label: str
    permitted: bool
    lines: tuple[LineView, ...]


@dataclass(frozen=True, slots=True)
class ExtractView(View):
    """What one agency's person may have."""

    person_id: str
    name: Private
    role: str
    sections: tuple[ExtractSection, ...]


@dataclass(frozen=True, slots=True)
class PlanRowView(View):
    """Who does what and when; `lacking`: who, when."""

    section: str
    label: str
    what: Private
    who: Private
    when: str
    lacking: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlanView(View):
    """The plan of a note. `ready`: every row says who and when; `deciding`: whose yes an extract needs."""

    note: str
    ready: bool
    rows: tuple[PlanRowView, ...]
    deciding: tuple[Recipient, ...]
    extracts: tuple[ExtractView, ...]
