"""The supervisor's queue: what waits, since when, how much it hurries. Looking at it opens no note and decides nothing.

What a note's entries say is worked out once and kept at the desk while they stand, in ids, times and flags; a note is
read again only when something of it came, was confirmed or left.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_reading import at_the_latest, moment
from fieldnotes.casework.note_rows import flags_of
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.views import QueueRow
from fieldnotes.casework.whole_note import WholeNote, fetch_these, sections_of
from fieldnotes.domain.cases import CHILD, Case
from fieldnotes.domain.child_heard import child_heard
from fieldnotes.domain.deadlines import Deadline, deadlines
from fieldnotes.domain.urgency import Urgency, urgency
from fieldnotes.domain.waits import Waits, gave_the_turn, waits_for_decision
from fieldnotes.vault import access, entries, marks

_HOUR: Final = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class _Hurry:
    case: Case
    nearest: Deadline | None
    urgency: Urgency


def queue(desk: Desk) -> tuple[QueueRow, ...]:
    """Notes that wait for this supervisor, the longest waiting first.

    Those are signed and not decided, in conflict, or returned and every question about the text answered.
    """
    now, people = desk.hub_now(), people_at(desk)
    mine = {chain: case for case in people.cases.values() if people.supervises(case) for chain in people.chains(case)}
    if not mine:
        return ()
    waiting = {note: mine[chain] for note, chain in marks.undecided(desk.vault).items() if chain in mine}
    known = _looked_up(desk, people, waiting)
    opened = access.opened(desk.vault)
    hurry = {case.id: _hurry(case, now) for case in waiting.values()}
    rows = [
        _row(desk, people, note, waits, hurry[waiting[note].id], now, (note, waits.head) in opened)
        for note, waits in known.items()
        if people.me.id not in waits.authors
    ]
    return tuple(sorted(rows, key=lambda row: (row.since, row.note)))


def _looked_up(desk: Desk, people: People, notes: Mapping[str, Case]) -> dict[str, Waits]:
    """Say what is known of those that wait, reading only those of which something is new."""
    stamps: dict[str, tuple[object, ...]] = {
        note: (*stamp, notes[note].id, notes[note].child.person_id)
        for note, stamp in entries.stamps(desk.vault, sorted(notes)).items()
    }
    kept = desk.waiting
    fresh = {note for note, stamp in stamps.items() if note not in kept or kept[note][0] != stamp}
    read = {whole.note: _waits(whole) for whole in fetch_these(desk, people, fresh)}
    desk.waiting = {note: (stamp, read.get(note) if note in fresh else kept[note][1]) for note, stamp in stamps.items()}
    return {note: waits for note, (_stamp, waits) in desk.waiting.items() if waits is not None}


def _waits(whole: WholeNote) -> Waits | None:
    if not waits_for_decision(whole.state):
        return None
    head, questions = whole.state.heads[-1], whole.state.questions
    return Waits(
        template=whole.template.id,
        author=head.entry.author,
        authors=frozenset(filed.entry.author for filed in whole.state.revisions),
        head=head.hash,
        at=moment(head),
        since=max(at_the_latest(each) for each in gave_the_turn(whole.state)),
        state=whole.state.state.value,
        flags=whole.state.flags,
        open_questions=sum(question.open for question in questions),
        answered_questions=sum(bool(question.answers) for question in questions),
        heard=child_heard(whole.template, children(whole.case), sections_of(head)),
    )


def children(case: Case) -> frozenset[str]:
    """Give the ids under which a case's child may be named: its own, and those of a case that was bound to it."""
    return frozenset({case.child.person_id, *(each.person_id for each in case.earlier if each.role == CHILD)})


def _hurry(case: Case, now: datetime) -> _Hurry:
    nearest = min(deadlines(case, now), key=lambda each: each.due, default=None)
    return _Hurry(case, nearest, urgency(case, nearest))


def _row(
    desk: Desk,
    people: People,
    note: str,
    waits: Waits,
    hurry: _Hurry,
    now: datetime,
    opened: bool,  # noqa: FBT001 - a fact about the row
) -> QueueRow:
    return QueueRow(
        note=note,
        case=hurry.case.id,
        template=waits.template,
        case_number=hurry.case.number,
        label=desk.book.label(waits.template, desk.language),
        author=waits.author,
        author_name=people.user_name(waits.author),
        head=waits.head,
        at=waits.at,
        since=waits.since,
        waiting_hours=max(0, (now - waits.since) // _HOUR),
        state=waits.state,
        flags=flags_of(waits.flags),
        opened=opened,
        open_questions=waits.open_questions,
        answered_questions=waits.answered_questions,
        days_left=hurry.nearest.days_left if hurry.nearest else None,
        urgency=hurry.urgency.value,
        child_heard=waits.heard,
    )
