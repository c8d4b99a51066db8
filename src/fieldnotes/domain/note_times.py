"""What the record says of one note's way: from the visit's end to signed, read, approved. Reads times, no words.

Clocks only inform: what two clocks cannot both mean is left out, never guessed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from fieldnotes.domain.conditions import moment
from fieldnotes.domain.entry import DECISIONS, Filed, Kind
from fieldnotes.domain.fold import Family, NoteState, State, fold
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.two_clocks import doubted_by

_READING: Final = DECISIONS | {Kind.QUESTION_ASKED, Kind.NOTE_COSIGNED}
_BY_ITSELF: Final = timedelta(minutes=1)
"""An end this close to the signing was written by the clock as the note was signed: it says nothing of the visit."""


@dataclass(frozen=True, slots=True)
class NoteFacts:
    """When a note was signed first, and seconds between its steps; None where the record does not say."""

    note: str
    signed_at: str
    day: date
    to_signed: int | None
    to_read: int | None
    to_approved: int | None
    family: Family


def facts_of(note: str, filed: Iterable[Filed], mine: frozenset[str]) -> NoteFacts | None:
    """Read the times of a note that one of `mine` signed first.

    None for others' notes, copies out of another case, notes in the wrong case and visits that did not take place.
    """
    state = fold(note, filed)
    first = next((f for f in state.revisions if f.entry.kind is Kind.NOTE_SIGNED and not f.entry.parents), None)
    if first is None or first.entry.author not in mine or state.state is State.MISFILED:
        return None
    basics = _basics(first.entry.body)
    if "copied" in first.entry.body or basics.get("outcome") == "ej_genomfort":
        return None
    signed = datetime.fromisoformat(first.entry.at)
    trusted = doubted_by(signed, first.received_at) is None
    return NoteFacts(
        note=note,
        signed_at=first.entry.at,
        day=signed.date(),
        to_signed=_since_visit(basics, signed) if trusted else None,
        to_read=_until(signed, _readings(state, mine)) if trusted else None,
        to_approved=_until(signed, _approvals(state)) if trusted else None,
        family=state.flags.family,
    )


def _since_visit(basics: JsonObject, signed: datetime) -> int | None:
    ended = moment(basics.get("end"))
    if not isinstance(ended, datetime) or ended.tzinfo is None or signed - ended < _BY_ITSELF:
        return None
    return int((signed - ended).total_seconds())


def _until(signed: datetime, acts: Sequence[Filed]) -> int | None:
    """Seconds to the first of some acts whose clocks can be right; None when it seems to lie before the signing."""
    moments = [datetime.fromisoformat(f.entry.at) for f in acts]
    trusted = [at for at, f in zip(moments, acts, strict=True) if doubted_by(at, f.received_at) is None]
    if not trusted or min(trusted) < signed:
        return None
    return int((min(trusted) - signed).total_seconds())


def _readings(state: NoteState, mine: frozenset[str]) -> list[Filed]:
    acts = (*state.decisions, *(each.asked for each in state.questions), *state.others)
    return [f for f in acts if f.entry.kind in _READING and f.entry.author not in mine]


def _approvals(state: NoteState) -> list[Filed]:
    if state.state is not State.APPROVED and not state.flags.changed_after_approval:
        return []
    return [f for f in state.decisions if f.entry.kind is Kind.NOTE_APPROVED]


def _basics(body: JsonObject) -> JsonObject:
    sections = body.get("sections")
    basics = sections.get("grunddata") if isinstance(sections, Mapping) else None
    return basics if isinstance(basics, Mapping) else {}
