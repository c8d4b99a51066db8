"""What an act hands back to be seen: dictation, showing, queue, exchange, files, verification."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from fieldnotes.casework.desk import Changed
from fieldnotes.casework.note_views import CopySection, FlagsView
from fieldnotes.casework.view import HIDDEN, OPTIONAL, View
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private

NOTHING = Changed()


@dataclass(frozen=True, slots=True)
class WordView(View):
    """A recognised word: start and end in seconds from the beginning, confidence from 0 to 1."""

    word: Private
    start: float
    end: float
    confidence: float


@dataclass(frozen=True, slots=True)
class PassageView(View):
    """Text that settled at one place, `section` or `section.field`."""

    place: str
    text: Private


@dataclass(frozen=True, slots=True)
class Dictation(View):
    """What was heard and what was written of it."""

    text: Private
    raw: Private
    words: tuple[WordView, ...]
    seconds_audio: float
    seconds_spent: float
    passages: tuple[PassageView, ...] = ()
    note: str | None = field(default=None, metadata=OPTIONAL)
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)


class LiveState(StrEnum):
    """How the recogniser of a running dictation is; the sound is kept whichever it is."""

    STARTING = "starting"
    HEARING = "hearing"
    BEHIND = "behind"
    RESTARTED = "restarted"
    GIVEN_UP = "given_up"
    COMMAND = "command"
    UNKNOWN_COMMAND = "unknown_command"


@dataclass(frozen=True, slots=True)
class SettledUtterance:
    """What was said between two pauses and has settled; words' times are seconds from the beginning of the take.

    `place` is where it was written, `text` how it stands there; `id` is the same however often it is read.
    """

    id: str
    take: str
    place: str
    text: Private
    words: tuple[WordView, ...]
    confidence: float


@dataclass(frozen=True, slots=True)
class LiveWords:
    """What a running dictation has so far: grey words, all text that has settled, and where it stands.

    `changed` names what was saved since the last look; `behind` is the seconds of sound not yet recognised.
    """

    partial: Private
    settled: tuple[PassageView, ...]
    place: str
    changed: Changed
    running: bool
    utterances: tuple[SettledUtterance, ...] = ()
    behind: float = 0.0
    state: LiveState = LiveState.HEARING


@dataclass(frozen=True, slots=True)
class ClosedView(View):
    """A section that stays closed, and the rule that closes it."""

    id: str
    why: str


@dataclass(frozen=True, slots=True)
class BlockedView(View):
    """A section that may not open because a protected term stands in it."""

    id: str
    term: Private


@dataclass(frozen=True, slots=True)
class Shown(View):
    """What these people may see. `shown` is the entry's hash, None for a preview.

    `left_out`: how many statements of an open section these people do not see.
    """

    shown: str | None
    sections: tuple[CopySection, ...]
    closed: tuple[ClosedView, ...]
    blocked: tuple[BlockedView, ...]
    language: str
    date: str
    people: tuple[Mapping[str, Json], ...] = field(repr=False)
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)
    left_out: Mapping[str, int] = field(default_factory=dict, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class QueueRow(View):
    """A note that waits for this supervisor. `at`: signed; `since`: waits from then on; `waiting_hours`: whole hours.

    `days_left`: until the nearest deadline of the case, negative once it has passed; `urgency`: `late`, `urgent`,
    `soon` or `none`; `child_heard`: `heard`, `not_heard`, or `not_asked` by this template (CHI-1).
    """

    note: str
    case: str
    template: str
    case_number: str
    label: str
    author: str
    author_name: Private
    head: str
    at: datetime
    waiting_hours: int
    state: str
    flags: FlagsView
    opened: bool
    open_questions: int
    since: datetime = field(metadata=HIDDEN)
    answered_questions: int = field(default=0, metadata=HIDDEN)
    days_left: int | None = None
    urgency: str = "none"
    child_heard: str = "not_asked"


@dataclass(frozen=True, slots=True)
class KeptBackView(View):
    """A case that stays at the hub until asked for, in which notes wait; days and urgency as in `QueueRow`."""

    case: str
    case_number: str
    notes: int
    since: datetime
    waiting_hours: int
    days_left: int | None
    urgency: str


@dataclass(frozen=True, slots=True)
class ThereView(View):
    """A case that stays at the hub and can be fetched; the child is nobody when an identity in it is protected."""

    case: str
    case_number: str
    child: Private
    phase_label: str
    days_left: int | None


@dataclass(frozen=True, slots=True)
class QuarantinedView(View):
    """An entry that was put aside: the code of the reason, and who at the hub has refused it, if anybody."""

    id: str
    kind: str
    note: str | None
    reason: str
    hash: str
    case: str
    ours: bool
    refused_at: str | None = field(default=None, metadata=OPTIONAL)
    refused_by: str | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, slots=True)
class Exchanged(View):
    """One exchange with the hub, in counts; `purged`: cases that have left this computer; `disposed`: by law, for good.

    `own_time` and `hub_time`: what both clocks say, where they cannot both be right.
    """

    sent: int
    received: int
    waiting: int
    quarantined: tuple[QuarantinedView, ...]
    changed_notes: tuple[str, ...] = ()
    purged: tuple[str, ...] = ()
    disposed: tuple[str, ...] = ()
    files_sent: int = 0
    files_received: int = 0
    files_waiting: int = 0
    own_time: datetime | None = field(default=None, metadata=OPTIONAL)
    hub_time: datetime | None = field(default=None, metadata=OPTIONAL)
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class HandedOver(View):
    """A copy handed over: the file, its hash and the entry that says so (a record at once)."""

    file: str
    sha256: str
    entry: str
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class Verified(View):
    """What verification found: entries read, and every fault by name."""

    entries: int
    ok: bool
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Joined(View):
    """This profile at a hub."""

    device: str
    user: str
    hub: str
    user_name: Private
    changed: Changed = field(default=NOTHING, metadata=HIDDEN)


@dataclass(frozen=True, slots=True)
class WhoView(View):
    """Who works here. Before joining, `user` is `local`."""

    user: str
    name: Private
    role: str
    unit: str
    device: str
    hub: str | None
    joined: bool
    prepares: bool = field(default=False, metadata=HIDDEN)
    """An administrator of some unit."""
    only_prepares: bool = field(default=False, metadata=HIDDEN)
    """And nothing else: no case is theirs to write in or to decide about."""
    decides: bool = field(default=False, metadata=HIDDEN)
    """A supervisor, or somebody's deputy now."""


@dataclass(frozen=True, slots=True)
class SpellingView(View):
    """Words the worker spells in a way of their own: what is said, and how it is written."""

    said: Private
    written: Private


@dataclass(frozen=True, slots=True)
class ModelView(View):
    """A speech model on this computer; `test` marks the shipped model that does not understand people.

    `engine`: `vosk` writes while somebody speaks, `whisper` hears an utterance again (decision 056).
    """

    name: str
    path: str
    language: str
    test: bool
    engine: str = "vosk"
