"""What a supervisor settles beside decisions: entries the hub has set aside, and notes that lie in the wrong case."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from fieldnotes.casework.desk import Changed, Desk, Recorded, changed
from fieldnotes.casework.misfile import misfiled, misfiled_view, to_copy
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.view import View
from fieldnotes.casework.whole_note import WholeNote, fetch, fetch_all
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private
from fieldnotes.sync import settle_aside
from fieldnotes.vault import set_aside_there

WAITING, RELEASED, REFUSED = "waiting", "released", "refused"


@dataclass(frozen=True, slots=True)
class AsideView(View):
    """An entry that lies aside at the hub: who did what and when, why it lies there, what became of it.

    `state` is `waiting`, `released` or `refused`; `settles_itself`: what it lacks may still come.
    """

    hash: str
    kind: str
    case: str
    case_number: str
    note: str | None
    author_name: Private
    at: datetime | None
    received_at: datetime
    reason: str
    state: str
    decided_at: datetime | None
    decided_by: Private | None
    may_release: bool
    settles_itself: bool


@dataclass(frozen=True, slots=True)
class WrongCaseView(View):
    """A note in the wrong case that asks something of this supervisor.

    With a `note`, its copy can be made now in the case `to_number`; without, another unit says that a note of theirs
    belongs to the case `to_number`, and their people have to be asked for it.
    """

    note: str | None
    from_number: str | None
    to_case: str
    to_number: str
    by_name: Private


def set_aside(desk: Desk) -> tuple[AsideView, ...]:
    """List what lies aside in the cases this person supervises, as the hub last told; what waits comes first."""
    people = people_at(desk)
    rows = [_view(people, row) for row in set_aside_there.read(desk.vault)]
    return tuple(sorted(rows, key=lambda row: (row.state != WAITING, row.received_at, row.hash)))


def waiting(desk: Desk) -> int:
    """Count what waits for somebody to decide; what may settle itself is not counted."""
    rows = set_aside_there.read(desk.vault)
    return sum(row["state"] == WAITING and not row["settles_itself"] for row in rows)


def settle(desk: Desk, digest: str, *, release: bool) -> Changed:
    """Let an entry into the record, or keep it out for good; the hub writes down who did.

    Refused: UNKNOWN_ENTRY, OWN_WORK, CANNOT_RELEASE, NOT_ALLOWED. Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    settle_aside.settle(desk.vault, desk.clock, digest, release=release)
    return changed("cases")


def in_wrong_cases(desk: Desk) -> tuple[WrongCaseView, ...]:
    """List the notes in the wrong case that ask something of this person."""
    people = people_at(desk)
    whole = fetch_all(desk, people)
    asked = [WrongCaseView(None, None, case, number, by) for case, number, by in to_copy(people, whole)]
    return (*_copies_to_make(people, whole), *asked)


def make_copy(desk: Desk, note: str) -> Recorded:
    """Make the copy that could not be made when the note was said to lie in the wrong case.

    Refused: as `misfile.misfiled`; NOTHING_CHANGED when there is nothing to copy.
    """
    whole = fetch(desk, note)
    view, to_case = misfiled_view(whole), _to_case(whole)
    if view is None or to_case is None:
        raise Refused(Code.NOTHING_CHANGED, note=note)
    return misfiled(desk, note, to_case, str(view.reason))


def _copies_to_make(people: People, notes: Iterable[WholeNote]) -> Iterable[WrongCaseView]:
    every = list(notes)
    there = {_copied_from(each) for each in every}
    for whole in every:
        view, to_case = misfiled_view(whole), _to_case(whole)
        right = _known(people, to_case)
        heads = {head.hash for head in whole.state.heads}
        if view is None or right is None or not heads.isdisjoint(there):
            continue
        if people.supervises(whole.case) and people.supervises(right):
            yield WrongCaseView(whole.note, whole.case.number, right.id, right.number, view.by_name)


def _copied_from(whole: WholeNote) -> str:
    for filed in whole.state.revisions:
        said = filed.entry.body.get("copied")
        if isinstance(said, dict):
            return str(said.get("revision"))
    return ""


def _to_case(whole: WholeNote) -> str | None:
    said = (f.entry.body.get("to_case") for f in whole.filed if f.entry.kind is Kind.NOTE_MISFILED)
    return next((each for each in said if isinstance(each, str)), None)


def _known(people: People, case: str | None) -> Case | None:
    try:
        return people.case(case) if case else None
    except Refused:
        return None


def _view(people: People, row: object) -> AsideView:
    told: dict[str, Json] = row if isinstance(row, dict) else {}
    case, by, at, decided = (told.get(key) for key in ("case", "author", "at", "decided_at"))
    who = told.get("decided_by")
    return AsideView(
        hash=str(told["hash"]),
        kind=str(told["kind"] or ""),
        case=str(case),
        case_number=_number(people, str(case)),
        note=str(told["note"]) if told["note"] else None,
        author_name=people.user_name(str(by)) if by else Private(""),
        at=datetime.fromisoformat(at) if isinstance(at, str) else None,
        received_at=datetime.fromisoformat(str(told["received_at"])),
        reason=str(told["reason"]),
        state=str(told["state"]),
        decided_at=datetime.fromisoformat(decided) if isinstance(decided, str) else None,
        decided_by=people.user_name(str(who)) if who else None,
        may_release=told["may_release"] is True,
        settles_itself=told["settles_itself"] is True,
    )


def _number(people: People, case: str) -> str:
    """The case's number, also of one that stays at the hub; its id where nothing is told."""
    try:
        return people.case_or_outline(case).number
    except Refused:
        return case
