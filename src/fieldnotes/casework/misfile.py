"""A note in the wrong case: a stub with the reason stays there, a copy goes to the right one (DOC-8).

The supervisor's act says nothing the author did not say: the copy is the same text, and names whose it is.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.life_views import CopiedView, MisfiledView
from fieldnotes.casework.note_reading import moment
from fieldnotes.casework.people import People, require_supervisor
from fieldnotes.casework.sign import require_reason
from fieldnotes.casework.whole_note import WholeNote, act, fetch, in_one_spelling, require_signed
from fieldnotes.domain.cases import Case
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.siblings import names_of
from fieldnotes.domain.terms import first_hit
from fieldnotes.vault import entries
from fieldnotes.wire.ids import new_id

_TOLD_FOR = timedelta(days=14)
REASON = "misfiled"
"""Under this key the copy tells why it is one."""


def misfiled(desk: Desk, note: str, to_case: str, reason: str, *, elsewhere: bool = False) -> Recorded:
    """Say that a note lies in the wrong case; where this person supervises the right one too, the copy is filed there.

    `others` holds the copy's hash when there is one; else the right case's supervisors get a task (`to_copy`). Once
    more for a note that is a stub already makes the copy that could not be made then.

    Args:
        desk: the open desk.
        note: the note.
        to_case: the right case's id or number.
        reason: why, without anybody's name: it is read in both cases.
        elsewhere: the right case is known not to be on this computer.

    Refused: NOT_SIGNED, NOT_A_SUPERVISOR, REASON_MISSING, UNKNOWN_CASE, NOT_FETCHED (nobody else is told who could
    make the copy), NAMES_ANOTHER_CHILD(count), NOTHING_CHANGED.
    """
    whole = fetch(desk, note)
    head = require_signed(whole)
    require_supervisor(whole.people, whole.case)
    right = _right_case(whole, to_case, elsewhere=elsewhere)
    why = require_reason(reason)
    _refuse_names(why, whole.case, right)
    copy = _copy(desk, head, right, why) if right is not None and whole.people.supervises(right) else None
    if whole.closed and copy is None:
        raise Refused(Code.NOTHING_CHANGED, note=note)
    body: JsonObject = {"revision": head.hash, "to_case": right.id if right else to_case, "reason": why}
    with entries.filing(desk.vault, desk.clock) as file_one:
        filed = [file_one(act(desk, whole, Kind.NOTE_MISFILED, body))] if not whole.closed else []
        filed += [file_one(copy)] if copy is not None else []
    ids = (note, whole.case.id, *([right.id] if right else []), *([copy.note] if copy and copy.note else []))
    others = (filed[-1].hash,) if copy is not None else ()
    return Recorded(filed[0].hash, changed("entries outbox", *ids), others)


def misfiled_notes(filed: Iterable[Filed]) -> frozenset[str | None]:
    """The notes among these entries that lie in the wrong case."""
    return frozenset(each.entry.note for each in filed if each.entry.kind is Kind.NOTE_MISFILED)


def misfiled_view(whole: WholeNote) -> MisfiledView | None:
    """What is said of a note in the wrong case; None for any other."""
    act_ = _act(whole)
    if act_ is None:
        return None
    to_case = act_.entry.body.get("to_case")
    known = whole.people.knows(to_case) if isinstance(to_case, str) else False
    return MisfiledView(
        by=act_.entry.author,
        by_name=whole.people.user_name(act_.entry.author),
        at=moment(act_),
        reason=Private(str(act_.entry.body["reason"])),
        to_case=whole.people.case(str(to_case)).number if known else None,
    )


def copied_view(whole: WholeNote, revision: Filed | None) -> CopiedView | None:
    """Whose text a copy is; a correction of a copy is still one."""
    first = next((each for each in whole.state.revisions if "copied" in each.entry.body), None)
    said = first.entry.body["copied"] if first is not None and revision is not None else None
    if not isinstance(said, Mapping):
        return None
    return copied_of(whole.people, said)


def copied_of(people: People, said: JsonObject) -> CopiedView:
    """Read the provenance a copy carries."""
    author = str(said["author"])
    return CopiedView(str(said["revision"]), author, people.user_name(author), datetime.fromisoformat(str(said["at"])))


def lately_misfiled(whole: WholeNote, now: datetime) -> bool:
    """Whether this person wrote a text that was said to lie in the wrong case within the last two weeks."""
    said = _act(whole)
    mine = any(head.entry.author == whole.people.me.id for head in whole.state.heads)
    return said is not None and mine and now - moment(said) <= _TOLD_FOR


def to_copy(people: People, notes: Iterable[WholeNote]) -> tuple[tuple[str, str, Private], ...]:
    """Notes said to belong to a case this person supervises, of which no copy has come: case, number, said by whom."""
    waiting = [
        (case, task)
        for case in people.cases.values()
        if people.supervises(case)
        for task in _tasks(case.source.get("misfiled_here"))
    ]
    if not waiting:
        return ()
    there = {
        str(said["revision"])
        for whole in notes
        for each in whole.state.revisions
        if isinstance(said := each.entry.body.get("copied"), Mapping)
    }
    return tuple(
        (case.id, case.number, people.user_name(str(task.get("by"))))
        for case, task in waiting
        if str(task.get("revision")) not in there
    )


def _right_case(whole: WholeNote, to_case: str, *, elsewhere: bool) -> Case | None:
    try:
        right = whole.people.case(to_case)
    except Refused as problem:
        if elsewhere and to_case.strip() and problem.code is Code.UNKNOWN_CASE:
            return None
        raise
    if right.id == whole.case.id:
        raise Refused(Code.NOTHING_CHANGED, note=whole.note)
    return right


def _copy(desk: Desk, head: Filed, right: Case, why: str) -> Act | None:
    """The same text, in the right case, with whose it is; None when it is there already."""
    body = head.entry.body
    if any(_is_copy_of(each, head.hash) for each in entries.of_case(desk.vault, right.id)):
        return None
    origin = body.get("copied")
    provenance: JsonObject = origin if isinstance(origin, Mapping) else {
        "revision": head.hash, "author": head.entry.author, "role": head.entry.role, "at": head.entry.at,
    }  # fmt: skip
    given = body.get("reasons")
    text: dict[str, Json] = {
        "template": body["template"],
        "sections": body["sections"],
        "shown": [],
        "reasons": {**(given if isinstance(given, Mapping) else {}), REASON: why},
        "dictated": body["dictated"],
        "copied": provenance,
    }
    if "family_text" in body:
        text["family_text"] = body["family_text"]
    spelled = {key: in_one_spelling(value) for key, value in text.items()}
    return Act(new_id(desk.clock), Kind.NOTE_SIGNED, right.id, new_id(desk.clock), spelled, (), head.entry.visit)


def _is_copy_of(filed: Filed, revision: str) -> bool:
    said = filed.entry.body.get("copied")
    return isinstance(said, Mapping) and said.get("revision") == revision


def _refuse_names(why: str, wrong: Case, right: Case | None) -> None:
    """The reason is read in both files, so it names nobody of either."""
    terms = [term for case in (wrong, right) if case is not None for term in names_of(case)]
    if first_hit([why], terms, None) is not None:
        raise Refused(Code.NAMES_ANOTHER_CHILD, count=1)


def _act(whole: WholeNote) -> Filed | None:
    return next((f for f in whole.state.others if f.entry.kind is Kind.NOTE_MISFILED), None)


def _tasks(value: Json) -> Sequence[JsonObject]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
