"""Cases with protected identities stay here until a supervisor asks for one; asking is written down (SEC-4, SEC-6).

Whoever is assigned to such a case has it as any other. Others who supervise it are told its number, its days and how
many notes wait, no person and no word.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, select, update

from fieldnotes.domain.cases import PROTECTIONS
from fieldnotes.domain.entry import DECISIONS, REVISIONS, Kind
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.tables import access_row, case_member, entry, reference_item, reference_version
from fieldnotes.wire import canonical
from fieldnotes.wire.reference import ASKED_FOR, KEPT_BACK, ItemType

_TOLD: Final = (
    "id", "number", "phase", "unit", "supervisor", "received", "opened", "placed", "next_review", "decision_deadline",
    "closed",
)  # fmt: skip
_TEXTS: Final = frozenset(kind.value for kind in REVISIONS)
_ON: Final = _TEXTS | frozenset(kind.value for kind in (Kind.QUESTION_ANSWERED, Kind.APPROVAL_WITHDRAWN))
_DONE: Final = frozenset(kind.value for kind in DECISIONS) - {Kind.APPROVAL_WITHDRAWN.value}


@dataclass(slots=True)
class _Note:
    """What is known of one note while its entries are read in their order; `since`: when it came to wait."""

    since: str | None = None
    closed: bool = False
    own: bool = False


def is_protected(case: JsonObject) -> bool:
    """Tell whether anybody of a case has a protected identity (SEC-4)."""
    people = case.get("people")
    everybody = [case.get("child"), *(people if isinstance(people, list) else [])]
    return any(
        isinstance(each, Mapping) and (each.get("protected") is True or each.get("protection") in PROTECTIONS)
        for each in everybody
    )


def outline(case: JsonObject) -> JsonObject:
    """Give what may be known of a case that stays here: number and days, nobody of the family."""
    told: dict[str, Json] = {key: case[key] for key in _TOLD if key in case}
    return {**told, "child": {"person_id": KEPT_BACK, "role": "barn"}, "people": [], KEPT_BACK: True}


def asked_for(connection: Connection, user: str) -> frozenset[str]:
    """Name the cases a person has asked for."""
    wanted = select(access_row.c.case_id).where(access_row.c.user_id == user, access_row.c.what == ASKED_FOR)
    return frozenset(connection.execute(wanted.distinct()).scalars())


def kept_back(connection: Connection, user: str, among: Collection[str] | None = None) -> frozenset[str]:
    """Name the cases a person supervises that stay here until asked for; `among`: only of these."""
    member, thing = case_member.c, reference_item.c
    wanted = (
        select(thing.id, thing.value)
        .join(case_member, thing.id == member.case_id)
        .where(member.user_id == user, member.supervises, ~member.assigned, thing.type == ItemType.CASE.value)
    )
    rows = connection.execute(wanted if among is None else wanted.where(thing.id.in_(sorted(among)))).all()
    held = frozenset(row.id for row in rows if is_protected(_value(row.value)))
    return held - asked_for(connection, user) if held else held


def let_out(connection: Connection, user: str, cases: Iterable[str]) -> None:
    """Let a person who has asked have these cases with the next reference data."""
    connection.execute(update(reference_version).values(version=reference_version.c.version + 1))
    now = connection.execute(select(reference_version.c.version)).scalar_one()
    mine = (case_member.c.user_id == user) & case_member.c.case_id.in_(sorted(set(cases)))
    connection.execute(update(case_member).where(mine, case_member.c.supervises).values(changed=now))


def waiting_there(connection: Connection, user: str) -> list[Json]:
    """Say of each case kept back in which notes wait: which, how many, and since when the first."""
    cases = kept_back(connection, user)
    if not cases:
        return []
    wanted = select(entry.c.case_id, entry.c.note, entry.c.kind, entry.c.author, entry.c.received_at).where(
        entry.c.case_id.in_(sorted(cases)), entry.c.note.is_not(None)
    )
    notes: dict[tuple[str, str], _Note] = {}
    for row in connection.execute(wanted.order_by(entry.c.case_id, entry.c.position)):
        _follow(notes.setdefault((row.case_id, row.note), _Note()), row.kind, row.received_at, own=row.author == user)
    since: dict[str, list[str]] = {}
    for (case, _id), note in notes.items():
        if note.since is not None and not note.closed and not note.own:
            since.setdefault(case, []).append(note.since)
    return [{"case": case, "notes": len(found), "since": min(found)} for case, found in sorted(since.items())]


def _follow(note: _Note, kind: str, at: str, *, own: bool) -> None:
    if kind in _ON:
        note.since = note.since or at
    elif kind in _DONE:
        note.since = None
    note.closed |= kind == Kind.NOTE_MISFILED.value
    note.own |= own and kind in _TEXTS


def _value(data: bytes) -> JsonObject:
    value = canonical.decode(bytes(data))
    return value if isinstance(value, Mapping) else {}
