"""From entries to what a note is now. Follows `parents` and what acts name, never positions or clocks.

The same entries give the same state in any order, before and after sync, on device and hub (I7, I11).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from fieldnotes.domain.digest import section_digest
from fieldnotes.domain.entry import DECISIONS, REVISIONS, Filed, Kind, Where
from fieldnotes.domain.json_value import Json, JsonObject


class State(StrEnum):
    """What a note is (wire.md)."""

    DRAFT = "draft"
    SIGNED = "signed"
    RETURNED = "returned"
    APPROVED = "approved"
    MISFILED = "misfiled"


class Family(StrEnum):
    """Whether the family took part."""

    TOOK_PART = "took_part"
    DID_NOT = "did_not"
    NOT_SHOWN = "not_shown"


@dataclass(frozen=True, slots=True)
class Flags:
    """What deserves attention; `decisions_opposed`: one head was both approved and returned, nobody wins."""

    read: bool
    changed_after_approval: bool
    conflict: bool
    changed_since_shown: bool
    decisions_opposed: bool
    family: Family


@dataclass(frozen=True, slots=True)
class Response:
    """One answer of the family and whether the text it was about still stands as it was shown (L3)."""

    filed: Filed
    shown: Filed | None
    same_text: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A pinned question, suggestion or praise, and the answers to it."""

    asked: Filed
    answers: tuple[Filed, ...]

    @property
    def open(self) -> bool:
        """Praise needs no answer; the rest is open until somebody answers."""
        return not self.answers and self.asked.entry.body["kind"] != "praise"


@dataclass(frozen=True, slots=True)
class NoteState:
    """A note folded from its entries; tuples are ordered by id, so equal sets of entries give equal states."""

    note: str
    state: State
    where: Where
    flags: Flags
    heads: tuple[Filed, ...]
    revisions: tuple[Filed, ...]
    showings: tuple[Filed, ...] = field(default=())
    responses: tuple[Response, ...] = field(default=())
    questions: tuple[Question, ...] = field(default=())
    decisions: tuple[Filed, ...] = field(default=())
    others: tuple[Filed, ...] = field(default=())

    @property
    def head(self) -> Filed | None:
        """The one head, or None for a draft and while two heads stand."""
        return self.heads[0] if len(self.heads) == 1 else None


def fold(note: str, filed: Iterable[Filed]) -> NoteState:
    """Fold the entries of one note.

    An own entry that the hub has set aside keeps its words on its author's computer and says where it is; a
    decision that was set aside decides nothing.

    Args:
        note: the note's id.
        filed: its entries in any order, doubled or not.
    """
    whole = sorted({f.hash: f for f in filed}.values(), key=lambda f: (f.entry.id, f.hash))
    entries = [f for f in whole if f.where is not Where.QUARANTINED or f.entry.kind not in DECISIONS]
    revisions = tuple(f for f in entries if f.entry.kind in REVISIONS)
    heads = _heads(revisions)
    decisions = tuple(f for f in entries if f.entry.kind in DECISIONS)
    standing = _standing(decisions)
    showings = tuple(f for f in entries if f.entry.kind is Kind.NOTE_SHOWN)
    responses = _responses(entries, showings, heads)
    words = _decided(heads, standing)
    return NoteState(
        note=note,
        state=_state(entries, heads, words),
        where=_where(whole),
        flags=Flags(
            read=_read(entries, heads),
            changed_after_approval=_changed_after_approval(heads, revisions, standing),
            conflict=len(heads) > 1,
            changed_since_shown=any(not r.same_text for r in responses) or _shown_differs(showings, heads),
            decisions_opposed=len(words) > 1,
            family=_family(showings, responses),
        ),
        heads=heads,
        revisions=revisions,
        showings=showings,
        responses=responses,
        questions=_questions(entries),
        decisions=decisions,
        others=tuple(f for f in entries if f.entry.kind in _OTHERS),
    )


_OTHERS = frozenset(
    {
        Kind.NOTE_COSIGNED,
        Kind.NOTE_MISFILED,
        Kind.COPY_HANDED_OVER,
        Kind.ATTACHMENT_ADDED,
        Kind.CONSENT_GIVEN,
        Kind.CONSENT_WITHDRAWN,
        Kind.RECORDING_DESTROYED,
        Kind.AGREEMENT_FOLLOWED_UP,
    }
)


def _heads(revisions: Sequence[Filed]) -> tuple[Filed, ...]:
    replaced = {parent for f in revisions for parent in f.entry.parents}
    return tuple(f for f in revisions if f.hash not in replaced)


def _standing(decisions: Sequence[Filed]) -> tuple[Filed, ...]:
    """Decisions that no later decision has seen: order comes from what was seen, never from a clock."""
    seen = {digest for f in decisions for digest in _texts(f.entry.body.get("seen"))}
    return tuple(f for f in decisions if f.hash not in seen)


def _decided(heads: Sequence[Filed], standing: Sequence[Filed]) -> frozenset[Kind]:
    hashes = {f.hash for f in heads}
    return frozenset(
        f.entry.kind
        for f in standing
        if f.entry.body["revision"] in hashes and f.entry.kind is not Kind.APPROVAL_WITHDRAWN
    )


def _state(entries: Sequence[Filed], heads: Sequence[Filed], words: frozenset[Kind]) -> State:
    if any(f.entry.kind is Kind.NOTE_MISFILED for f in entries):
        return State.MISFILED
    if not heads:
        return State.DRAFT
    if len(heads) > 1 or len(words) != 1:
        return State.SIGNED
    return State.APPROVED if Kind.NOTE_APPROVED in words else State.RETURNED


def _where(entries: Sequence[Filed]) -> Where:
    """What needs a person first, then the least far: one act not yet at the hub keeps the note from being received."""
    found = {f.where for f in entries}
    for place in (Where.QUARANTINED, Where.ONLY_HERE, Where.SENDING, Where.UNKNOWN):
        if place in found:
            return place
    return Where.RECEIVED if found else Where.ONLY_HERE


def _read(entries: Sequence[Filed], heads: Sequence[Filed]) -> bool:
    """Somebody else has decided or asked about the head, so has had it open."""
    readers = DECISIONS | {Kind.QUESTION_ASKED, Kind.NOTE_COSIGNED}
    authors = {f.hash: f.entry.author for f in heads}
    return any(
        f.entry.kind in readers
        and (about := str(f.entry.body["revision"])) in authors
        and authors[about] != f.entry.author
        for f in entries
    )


def _changed_after_approval(heads: Sequence[Filed], revisions: Sequence[Filed], standing: Sequence[Filed]) -> bool:
    approved = {str(f.entry.body["revision"]) for f in standing if f.entry.kind is Kind.NOTE_APPROVED}
    current = {f.hash for f in heads}
    earlier = {f.hash for f in revisions} - current
    return bool(approved & earlier) and not current <= approved


def _responses(entries: Sequence[Filed], showings: Sequence[Filed], heads: Sequence[Filed]) -> tuple[Response, ...]:
    shown = {f.hash: f for f in showings}
    found = []
    for f in entries:
        if f.entry.kind is Kind.FAMILY_RESPONDED:
            showing = shown.get(str(f.entry.body["shown"]))
            section = f.entry.body.get("section")
            same = showing is None or _same_text(showing, section if isinstance(section, str) else None, heads)
            found.append(Response(f, showing, same))
    return tuple(found)


def _shown_differs(showings: Sequence[Filed], heads: Sequence[Filed]) -> bool:
    rests_on = {digest for f in heads for digest in _texts(f.entry.body.get("shown"))}
    return any(f.hash in rests_on and not _same_text(f, None, heads) for f in showings)


def _same_text(showing: Filed, section: str | None, heads: Sequence[Filed]) -> bool:
    """Tell whether what was shown (one section, or all of them) still stands word for word in every head."""
    copy = showing.entry.body["copy"]
    rows = copy.get("sections") if isinstance(copy, Mapping) else None
    about = [
        row
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, Mapping) and section in (None, row["id"])
    ]
    return all(section_digest(_section(f.entry.body, str(row["id"]))) == row["source"] for row in about for f in heads)


def _section(body: JsonObject, section: str) -> Json:
    sections = body["sections"]
    return sections.get(section) if isinstance(sections, Mapping) else None


def _questions(entries: Sequence[Filed]) -> tuple[Question, ...]:
    answers: dict[str, list[Filed]] = {}
    for f in entries:
        if f.entry.kind is Kind.QUESTION_ANSWERED:
            answers.setdefault(str(f.entry.body["question"]), []).append(f)
    return tuple(Question(f, tuple(answers.get(f.hash, ()))) for f in entries if f.entry.kind is Kind.QUESTION_ASKED)


def _family(showings: Sequence[Filed], responses: Sequence[Response]) -> Family:
    if not showings:
        return Family.NOT_SHOWN
    took_part = {"agrees", "disagrees", "adds"}
    bodies = [each.filed.entry.body for each in responses]
    here = any(body["answer"] in took_part or "understood" in body for body in bodies)
    return Family.TOOK_PART if here else Family.DID_NOT


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(str(v) for v in value) if isinstance(value, list | tuple) else ()
