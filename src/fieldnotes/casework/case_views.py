"""What is seen of cases, people, deadlines and the working day. Frozen values; decides nothing."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from fieldnotes.casework.note_views import NoteRow, QuestionView
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class PersonView(View):
    """A person of a case, or a colleague. `protected` is True under any protection of personal data (SEC-4)."""

    person_id: str
    name: Private
    role: str
    role_label: str
    protected: bool = False
    secrecy_against: tuple[str, ...] = ()
    personnummer: Private | None = field(default=None, metadata=OPTIONAL)
    born: str | None = field(default=None, metadata=OPTIONAL)
    language: str | None = field(default=None, metadata=OPTIONAL)
    reporter: bool = False
    added: bool = field(default=False, metadata=HIDDEN)
    """An administrator added the person, beside what the case system says."""


@dataclass(frozen=True, slots=True)
class DeadlineView(View):
    """A day the law names (VIS-3 … VIS-6, INS-5); `days_left` is negative once it has passed.

    `about`: the communication whose answer it is the last day for.
    """

    rule: str
    due: date
    days_left: int
    label: str
    about: str = field(default="", metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class CaseView(View):
    """One case on this computer. `people` begins with the child."""

    id: str
    number: str
    phase: str
    phase_label: str
    people: tuple[PersonView, ...]
    deadlines: tuple[DeadlineView, ...]
    child: PersonView = field(metadata=HIDDEN)
    protected: bool
    assigned: tuple[str, ...]
    supervisor: str | None
    notes: int
    drafts: int
    proposed: bool = False
    may_bind: bool = field(default=False, metadata=HIDDEN)
    taken_over_from: Private | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class ProposedView(View):
    """A case that was proposed and is not bound to a real one yet. `may_bind`: this person supervises it."""

    case: str
    number: str
    child: Private
    unit: str
    by: str
    by_name: Private
    at: datetime
    notes: int
    drafts: int
    may_bind: bool = field(metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class TemplateView(View):
    """A template to choose: its name and when it is used."""

    id: str
    label: str
    when: str
    version: str


@dataclass(frozen=True, slots=True)
class FollowedView(View):
    """Who said what became of an agreement, when, and in their own words."""

    by_name: Private
    at: datetime
    note: Private | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class AgreementView(View):
    """An agreement or a next step carried from a signed note; `kind` is `agreement` or `next_step`.

    `outcome` is `open`, `done` or `not_done`; `revision`, `section` and `row` are where it stands, to follow it up.
    `leads_to`: the template a planned meeting most likely needs. `promise`: a short mark of what is promised by whom.
    """

    kind: str
    case: str
    note: str
    case_number: str
    what: Private
    who: Private
    due: date | None = field(default=None, metadata=OPTIONAL)
    revision: str = ""
    section: str = ""
    row: int = 0
    outcome: str = "open"
    followed: FollowedView | None = field(default=None, metadata=OPTIONAL)
    leads_to: str | None = field(default=None, metadata=HIDDEN)
    promise: str = field(default="", metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class StatusView(View):
    """Where the record is (screen 3): what waits here, what the hub put aside, when the hub last answered.

    `drafts_kept`: drafts that lie in safe-keeping as they are now; `drafts_kept_at`: since when all of
    them do. `drafts_elsewhere`: drafts of another computer that can be brought here.

    `waiting` counts entries; `waiting_notes` the notes they belong to, which is what people count.
    `conflicts`: notes with several texts that are this person's to bring together. `clock_ahead`: how far this clock
    was ahead of the hub's (behind: negative), when that is worth saying. `leaving`: cases that are no longer this
    person's and wait for the hub's backup before they leave this computer. `files_waiting`: attachments whose bytes
    have to go or come; `bytes_wait`: not on this network.
    """

    joined: bool
    waiting: int
    quarantined: int
    last_contact: datetime | None
    drafts: int
    waiting_notes: int = 0
    drafts_kept: int = 0
    drafts_kept_at: datetime | None = field(default=None, metadata=OPTIONAL)
    drafts_elsewhere: int = 0
    drafts_elsewhere_at: datetime | None = field(default=None, metadata=OPTIONAL)
    conflicts: int = 0
    clock_ahead: timedelta | None = field(default=None, metadata=HIDDEN)
    leaving: int = 0
    files_waiting: int = 0
    pictures_only: bool = field(default=False, metadata=HIDDEN)
    bytes_wait: bool = field(default=False, metadata=HIDDEN)
    unheard: int = field(default=0, metadata=HIDDEN)
    """What an administrator has settled and the hub has not heard of."""


@dataclass(frozen=True, slots=True)
class TodayView(View):
    """What to do now: next steps due, drafts, notes returned or to cosign, open questions, what the hub has not got.

    `unsent`: the newest signed notes of which something has not reached the hub. `unread`: signed texts are left that
    nobody has looked through for what they promise. `visits`: planned ahead, and nothing is written of them yet.
    """

    today: date
    planned: tuple[AgreementView, ...]
    drafts: tuple[NoteRow, ...]
    returned: tuple[NoteRow, ...]
    conflicts: tuple[NoteRow, ...]
    to_cosign: tuple[NoteRow, ...]
    questions: tuple[QuestionView, ...]
    deadlines: tuple[tuple[str, DeadlineView], ...] = field(metadata=HIDDEN)
    waiting: int
    status: StatusView
    misfiled: tuple[NoteRow, ...] = ()
    proposed: tuple[ProposedView, ...] = ()
    to_copy: tuple[tuple[str, str, Private], ...] = field(default=(), metadata=HIDDEN)
    unread: bool = field(default=False, metadata=HIDDEN)
    unsent: tuple[NoteRow, ...] = field(default=(), metadata=HIDDEN)
    visits: tuple[VisitView, ...] = ()
