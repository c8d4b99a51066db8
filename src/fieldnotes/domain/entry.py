"""An entry: one act of one person, immutable. Its bytes, hash and signature are the wire's affair."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.json_value import Json


class Kind(StrEnum):
    """All kinds of version 1 (wire.md): what happened, in the past tense."""

    NOTE_SIGNED = "NoteSigned"
    NOTE_CORRECTED = "NoteCorrected"
    NOTE_MERGED = "NoteMerged"
    NOTE_COSIGNED = "NoteCosigned"
    NOTE_MISFILED = "NoteMisfiled"
    NOTE_SHOWN = "NoteShown"
    FAMILY_RESPONDED = "FamilyResponded"
    COPY_HANDED_OVER = "CopyHandedOver"
    QUESTION_ASKED = "QuestionAsked"
    QUESTION_ANSWERED = "QuestionAnswered"
    NOTE_APPROVED = "NoteApproved"
    NOTE_RETURNED = "NoteReturned"
    APPROVAL_WITHDRAWN = "ApprovalWithdrawn"
    ATTACHMENT_ADDED = "AttachmentAdded"
    CONSENT_GIVEN = "ConsentGiven"
    CONSENT_WITHDRAWN = "ConsentWithdrawn"
    RECORDING_DESTROYED = "RecordingDestroyed"
    CASE_PROPOSED = "CaseProposed"
    CASE_BOUND = "CaseBound"
    AGREEMENT_FOLLOWED_UP = "AgreementFollowedUp"
    INSIGHT_GIVEN = "InsightGiven"
    COMMUNICATION_SENT = "CommunicationSent"
    COMMUNICATION_ANSWERED = "CommunicationAnswered"
    CASE_DISPOSED = "CaseDisposed"


REVISIONS = frozenset({Kind.NOTE_SIGNED, Kind.NOTE_CORRECTED, Kind.NOTE_MERGED})
"""Kinds whose body is the note's text; they alone become heads."""

DECISIONS = frozenset({Kind.NOTE_APPROVED, Kind.NOTE_RETURNED, Kind.APPROVAL_WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Act:
    """What a person wants recorded; the device adds its counters when it files it."""

    id: str
    kind: Kind
    case: str
    note: str | None
    body: Mapping[str, Json] = field(repr=False)
    parents: tuple[str, ...] = ()
    visit: str | None = None
    auth: Mapping[str, Json] | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry, decoded. Hashes are lower-case hex; `at` is RFC 3339 with offset; `since_hub` whole seconds."""

    id: str
    kind: Kind
    case: str
    note: str | None
    visit: str | None
    parents: tuple[str, ...]
    case_previous: str | None
    dseq: int
    author: str
    role: str
    unit: str
    device: str
    at: str
    since_hub: int | None
    auth: Mapping[str, Json] | None
    body: Mapping[str, Json] = field(repr=False)
    v: int = 1


class Where(StrEnum):
    """How far an entry has come (L13)."""

    ONLY_HERE = "only_here"
    SENDING = "sending"
    UNKNOWN = "unknown"
    RECEIVED = "received"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Filed:
    """An entry as it lies in a store: its hash, how far it has come, and the hub's number for it."""

    entry: Entry
    hash: str
    where: Where = Where.ONLY_HERE
    position: int | None = None
    received_at: str | None = None
