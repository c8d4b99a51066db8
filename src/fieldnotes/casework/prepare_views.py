"""What an administrator sees: cases, visits and people to prepare, and what waits for the hub. No word of a note."""

from dataclasses import dataclass, field
from datetime import date, datetime

from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.private import Private

TAKEN, WAITING, REFUSED, GOING = "taken", "waiting", "refused", "going"
"""Where something settled is: in the case system, on its way, turned down, or on its way out."""


@dataclass(frozen=True, slots=True)
class WorkerView(View):
    """A colleague who may go: id and name."""

    user: str
    name: Private


@dataclass(frozen=True, slots=True)
class PreparedPersonView(View):
    """Somebody of a case whom one may meet."""

    person_id: str
    name: Private
    role: str
    role_label: str
    language: str | None = field(default=None, metadata=OPTIONAL)
    title: Private | None = field(default=None, metadata=OPTIONAL)
    added: bool = False
    state: str = TAKEN


@dataclass(frozen=True, slots=True)
class PreparedVisitView(View):
    """A planned visit: when, which template, who goes, whom they meet."""

    visit: str
    case: str
    case_number: str
    start: datetime
    template: str
    template_label: str
    workers: tuple[WorkerView, ...]
    people: tuple[PreparedPersonView, ...]
    state: str = TAKEN


@dataclass(frozen=True, slots=True)
class PreparedActView(View):
    """Something settled here that the hub has not taken in; `code`: why it was turned down."""

    about: str
    act: str
    case: str | None
    case_number: str
    state: str
    code: str | None = field(default=None, metadata=OPTIONAL)
    who: Private | None = field(default=None, metadata=OPTIONAL)
    to: Private | None = field(default=None, metadata=OPTIONAL)
    start: datetime | None = field(default=None, metadata=OPTIONAL)
    there: bool = field(default=True, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class PreparedCaseView(View):
    """A case to prepare: number, days, who has it, whom one meets there. `kept_back`: nobody is named (SEC-4)."""

    case: str
    number: str
    phase_label: str
    assigned: tuple[WorkerView, ...]
    supervisor: Private | None
    days: tuple[tuple[str, date], ...]
    people: tuple[PreparedPersonView, ...]
    visits: tuple[PreparedVisitView, ...]
    kept_back: bool
    pending: tuple[PreparedActView, ...] = ()
    may_have: tuple[WorkerView, ...] = field(default=(), metadata=HIDDEN)
    """Colleagues who could be given it."""


@dataclass(frozen=True, slots=True)
class PreparingView(View):
    """The start page: the visits to come, the cases, what waits, and whether any table has come yet."""

    today: date
    visits: tuple[PreparedVisitView, ...]
    cases: tuple[PreparedCaseView, ...]
    pending: tuple[PreparedActView, ...]
    came: bool
