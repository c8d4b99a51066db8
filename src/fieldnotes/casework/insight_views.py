"""What is seen of a party's insight: every passage with what is taken out of it, and what was given. Frozen values."""

from dataclasses import dataclass, field
from datetime import date, datetime

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class PartyView(View):
    """Somebody whose case it is. `speaks`: they ask for themselves (a child from 15); else a guardian does."""

    person_id: str
    name: Private
    role: str
    speaks: bool


@dataclass(frozen=True, slots=True)
class ReasonView(View):
    """A reason a part may be left out for, and its law."""

    why: str
    words: str
    law: str


@dataclass(frozen=True, slots=True)
class MaskView(View):
    """Characters `start` up to `end` are left out. `fixed`: nobody may show them to this party."""

    start: int
    end: int
    why: str
    fixed: bool


@dataclass(frozen=True, slots=True)
class InsightPassage(View):
    """One value of a note. `decided`: a person has said what is left out of it; else it is the proposal."""

    at: str
    heading: str
    label: str
    text: Private
    hidden: tuple[MaskView, ...]
    decided: bool
    never: tuple[MaskView, ...] = field(default=(), metadata=HIDDEN)
    """What of it nobody may show to this party."""


@dataclass(frozen=True, slots=True)
class InsightNote(View):
    """One note, or what was done in the case itself (`note` is then empty)."""

    note: str
    title: str
    passages: tuple[InsightPassage, ...]


@dataclass(frozen=True, slots=True)
class InsightView(View):
    """A case as one party may see it. `hidden`: how many parts are left out, by reason."""

    case: str
    case_number: str
    to: str
    to_name: Private
    notes: tuple[InsightNote, ...]
    hidden: dict[str, int]
    reasons: tuple[ReasonView, ...] = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class Given(View):
    """A paper that was given: its file (empty when printed), fingerprint, and the entries that say so."""

    file: str
    sha256: str
    insight: str
    communication: str | None = field(default=None, metadata=OPTIONAL)
    hidden: dict[str, int] = field(default_factory=dict)
    changed: Changed = field(default_factory=Changed, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class CommunicationView(View):
    """One communication before a decision (INS-5). `open`: nobody has recorded an answer."""

    sent: str
    case: str
    case_number: str
    to: str
    to_name: Private
    role: str
    at: datetime
    reply_by: date
    way: str
    open: bool
    answers: tuple["ReplyView", ...] = ()


@dataclass(frozen=True, slots=True)
class ReplyView(View):
    """How a party answered: replied, told, hearing or nothing; their own words where they used any."""

    answer: str
    at: datetime
    by_name: Private
    text: Private | None = field(default=None, metadata=OPTIONAL)
