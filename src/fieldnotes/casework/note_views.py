"""What is seen of a note: its row, its whole, its sections, its checks and its history. Decides nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from dataclasses import field as optional
from datetime import datetime

from fieldnotes.casework.change_views import ChangeView
from fieldnotes.casework.cosign_views import CosignView
from fieldnotes.casework.delivered_views import DeliveredView, ToCopyView
from fieldnotes.casework.draft_views import HERE, DraftView
from fieldnotes.casework.life_views import CopiedView, MisfiledView
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.pinned_passage import Spot
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import Template


@dataclass(frozen=True, slots=True)
class FlagsView(View):
    """`family` is `took_part`, `did_not` or `not_shown`."""

    read: bool
    changed_after_approval: bool
    conflict: bool
    changed_since_shown: bool
    family: str
    decisions_opposed: bool = False


@dataclass(frozen=True, slots=True)
class NoteRow(View):
    """One line of a list. `at` is when the draft was saved or the head was signed."""

    note: str
    case: str
    template: str
    state: str
    where: str
    case_number: str
    child: Private = field(metadata=HIDDEN)
    label: str
    at: datetime
    author: str
    author_name: Private
    head: str | None
    flags: FlagsView
    has_draft: bool
    draft: DraftView | None = optional(default=None, metadata=OPTIONAL)
    delivered: DeliveredView | None = optional(default=None, metadata=OPTIONAL)
    to_copy: tuple[ToCopyView, ...] = optional(default=(), metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class TextBlock(View):
    """One labelled piece of a section as people read it; `field` is the one it was read from, if any."""

    label: str
    text: Private
    field: str = optional(default="", metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class SectionState(View):
    """How far a section has come: `state` is `empty`, `missing` (begun, something required is left) or `done`."""

    id: str
    label: str
    kind: str
    required: bool
    state: str
    missing: tuple[str, ...]
    blocks: tuple[TextBlock, ...]
    text: Private


@dataclass(frozen=True, slots=True)
class AnswerView(View):
    """What one person said about what was shown. `same_text`: False once the text changed since (INS-2).

    `face`: the one that was chosen; `way`: `showed` when it was not said in words. `entry`: the entry's hash.
    """

    person_id: str
    name: Private
    role: str
    section: str | None
    answer: str
    text: Private | None
    reason: Private | None
    at: datetime
    same_text: bool
    face: str | None = optional(default=None, metadata=OPTIONAL)
    way: str | None = optional(default=None, metadata=OPTIONAL)
    entry: str = ""


@dataclass(frozen=True, slots=True)
class CopySection(View):
    """One section of the family's copy, exactly as it was drawn."""

    id: str
    label: str
    text: Private


@dataclass(frozen=True, slots=True)
class FamilyRow(View):
    """One showing: who saw what, and what they said."""

    shown: str
    at: datetime
    by: Private
    language: str
    people: tuple[Mapping[str, Json], ...] = field(repr=False)
    sections: tuple[CopySection, ...] = ()
    opened: tuple[str, ...] = ()
    answers: tuple[AnswerView, ...] = ()
    understood: Mapping[str, str] = field(default_factory=dict)
    """A person -> `yes`, `partly` or `no`, the last they said; it is no answer about the text."""


@dataclass(frozen=True, slots=True)
class PinView(View):
    """Where a question is fastened: section, field, range of characters and the words there.

    `stands` says what became of the words in the text that stands now: `there`, `moved` (`spot` says where) or `gone`.
    """

    section: str
    field: str | None = None
    start: int | None = optional(default=None, metadata=OPTIONAL)
    end: int | None = optional(default=None, metadata=OPTIONAL)
    quoted: Private | None = optional(default=None, metadata=OPTIONAL)
    stands: str | None = optional(default=None, metadata=OPTIONAL)
    spot: Spot | None = optional(default=None, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class QuestionView(View):
    """A question, suggestion or praise; `id` is the entry's hash. `mine`: this person is the one to answer."""

    id: str
    note: str
    pin: PinView
    text: Private
    open: bool
    kind: str
    revision: str
    asked_by: Private
    at: datetime
    answers: tuple[TextBlock, ...] = ()
    mine: bool = False
    case_number: str = ""


@dataclass(frozen=True, slots=True)
class DecisionView(View):
    """A decision about one revision: `decision` is `approved`, `returned` or `withdrawn`; `id` is its hash."""

    id: str
    decision: str
    revision: str
    by: str
    by_name: Private
    at: datetime
    reason: Private | None = field(default=None, metadata=OPTIONAL)
    stands: bool = True
    deputy_for: Private | None = field(default=None, metadata=OPTIONAL)
    """In whose place it was decided, by name."""


@dataclass(frozen=True, slots=True)
class RevisionView(View):
    """One signed text of the note; `head` says whether it is a current one."""

    hash: str
    kind: str
    author: str
    author_name: Private
    at: datetime
    head: bool
    where: str
    reason: Private | None = field(default=None, metadata=OPTIONAL)
    received_at: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class NoteView(View):
    """A whole note: the draft while there is one, else the head or the revision asked for (`at_revision`)."""

    note: str
    case: str
    template: str
    form: Template = field(repr=False, metadata=HIDDEN)
    """The version of the template it was begun with."""
    state: str
    where: str
    flags: FlagsView
    head: str | None
    heads: tuple[str, ...]
    sections: Sections = field(repr=False)
    family: tuple[FamilyRow, ...]
    questions: tuple[QuestionView, ...]
    decisions: tuple[DecisionView, ...]
    case_number: str
    child: Private
    label: str
    author: str
    author_name: Private
    at: datetime
    revisions: tuple[RevisionView, ...]
    reasons: Mapping[str, str] = field(repr=False)
    family_text: Mapping[str, Mapping[str, str]] = field(repr=False)
    at_revision: str | None = None
    is_draft: bool = False
    corrects: str | None = field(default=None, metadata=OPTIONAL)
    visit: str | None = field(default=None, metadata=OPTIONAL)
    misfiled: MisfiledView | None = field(default=None, metadata=OPTIONAL)
    copied: CopiedView | None = field(default=None, metadata=OPTIONAL)
    proposed_as: str | None = field(default=None, metadata=OPTIONAL)
    proposals: Sections = field(default_factory=dict, repr=False)
    section_states: tuple[SectionState, ...] = field(default=(), metadata=HIDDEN)
    cursor: JsonObject | None = field(default=None, repr=False, metadata=HIDDEN)
    kept: str = field(default=HERE, metadata=HIDDEN)
    may_misfile: bool = field(default=False, metadata=HIDDEN)
    may_approve: bool = field(default=False, metadata=HIDDEN)
    may_edit: bool = field(default=False, metadata=HIDDEN)
    cosigned: tuple[CosignView, ...] = ()
    changes: tuple[ChangeView, ...] = ()
    delivered: tuple[DeliveredView, ...] = ()
    to_copy: tuple[ToCopyView, ...] = ()
    may_cosign: bool = field(default=False, metadata=HIDDEN)
    asked_to_cosign: bool = field(default=False, metadata=HIDDEN)
    may_merge: bool = field(default=False, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class FindingView(View):
    """Something a rule of the template says; `severity` is `block` or `warn`."""

    rule: str
    severity: str
    section: str | None
    field: str | None
    text: str
    rule_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Check(View):
    """What stands in the way of an act, and what only needs a reason."""

    blocks: tuple[FindingView, ...]
    warnings: tuple[FindingView, ...]

    @property
    def clear(self) -> bool:
        """True when nothing stops the act."""
        return not self.blocks


@dataclass(frozen=True, slots=True)
class HistoryRow(View):
    """One entry as a line of history; `earlier`: a cosigning of a text that another has replaced.

    `hub_time`: when the hub received it, where that and `at` cannot both be right.
    """

    id: str
    hash: str
    kind: str
    author: str
    author_name: Private
    at: datetime
    note: str | None
    where: str
    position: int | None
    received_at: str | None
    reason: Private | None = field(default=None, metadata=OPTIONAL)
    earlier: bool = False
    hub_time: datetime | None = field(default=None, metadata=OPTIONAL)
    to: Private | None = field(default=None, metadata=OPTIONAL)
    """Who took a paper home; `way`: how."""
    way: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class Hit(View):
    """A place inside one case where the searched words stand; offsets count characters of `text`."""

    note: str
    label: str
    section: str
    section_label: str
    at: datetime
    text: Private
    start: int
    end: int
