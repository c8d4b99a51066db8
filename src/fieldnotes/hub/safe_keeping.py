"""Drafts in safe-keeping: opaque blobs that come in, and go out to their own person's devices only.

The hub cannot open a blob and does not ask whose case it is: a draft of a proposed case is kept like any other.
What it does know is age, on its own clock, and it tells that to those who supervise the case (DOC-2).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import ColumnElement, Connection, delete, func, insert, select, update

from fieldnotes.domain.draft_age import AUTHOR_WARNED
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import case_member, device, kept_draft, kept_keys
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.hub_word import Word, say
from fieldnotes.wire.safe_keeping import (
    WAITING_LABEL,
    KeepAnswer,
    KeepResult,
    LyingDraft,
    SealedAnswer,
    ShelfAnswer,
    ShelvesAnswer,
)


@dataclass(frozen=True, slots=True)
class HandedIn:
    """One sealed draft; `begun` by the device's clock, `age` in seconds."""

    case: str
    note: str
    number: int
    begun: str
    age: int
    sealed: bytes = field(repr=False)


def keep(hub: Hub, who: Caller, shelf: str, slots: bytes | None, drafts: Sequence[HandedIn]) -> KeepAnswer:
    """Keep drafts and key slots, together or not at all; what is there already, or is older, changes nothing.

    Raises:
        Unavailable: DATABASE_UNREACHABLE.
    """

    def job(connection: Connection) -> KeepAnswer:
        mine = device.c.device_id == who.device
        connection.execute(update(device).where(mine).values(name=device.c.name))  # one at a time per device
        joined = connection.execute(select(device.c.joined_at).where(mine)).scalar_one()
        there = (kept_keys.c.device == who.device) & (kept_keys.c.shelf == shelf)
        if slots is not None:
            connection.execute(delete(kept_keys).where(there))
            connection.execute(
                insert(kept_keys).values(
                    device=who.device, shelf=shelf, user_id=who.user, received_at=moment(hub.clock), slots=slots
                )
            )
        results = [_keep_one(hub, connection, who, shelf, joined, one) for one in drafts]
        lying = connection.execute(select(kept_keys.c.slots).where(there)).scalar_one_or_none()
        return KeepAnswer(epoch=hub.epoch, slots=hashlib.sha256(lying).hexdigest() if lying else "", results=results)

    return hub.database.write(job)


def remove(hub: Hub, who: Caller, place: tuple[str, str, str], up_to: int) -> int:
    """Take a draft (device, shelf, note) of this person out, no later state than `up_to`; how many were there.

    The keys of another computer's shelf go with its last draft.
    """

    def job(connection: Connection) -> int:
        known = _at(who, place) & (kept_draft.c.number <= up_to)
        gone = connection.execute(delete(kept_draft).where(known)).rowcount
        left = select(kept_draft.c.note).where(kept_draft.c.device == place[0], kept_draft.c.shelf == place[1])
        if gone and place[0] != who.device and connection.execute(left.limit(1)).first() is None:
            there = (kept_keys.c.device == place[0]) & (kept_keys.c.shelf == place[1])
            connection.execute(delete(kept_keys).where(there, kept_keys.c.user_id == who.user))
        return gone

    return hub.database.write(job)


def shelves(hub: Hub, who: Caller) -> ShelvesAnswer:
    """List what lies here of this person, by device and shelf, without any content."""
    wanted = (
        select(
            kept_draft.c.case_id, kept_draft.c.note, kept_draft.c.device, kept_draft.c.shelf, kept_draft.c.number,
            kept_draft.c.begun, kept_draft.c.received_at, func.length(kept_draft.c.sealed).label("size"),
        )
        .where(kept_draft.c.user_id == who.user)
        .order_by(kept_draft.c.device, kept_draft.c.shelf, kept_draft.c.begun, kept_draft.c.note)
    )  # fmt: skip
    found: dict[tuple[str, str], ShelfAnswer] = {}
    with hub.database.reading() as connection:
        mine = select(device).where(device.c.user_id == who.user)
        devices = {row.device_id: row for row in connection.execute(mine)}
        keys = connection.execute(select(kept_keys).where(kept_keys.c.user_id == who.user)).all()
        slots = {(row.device, row.shelf): to_base64(bytes(row.slots)) for row in keys}
        for row in connection.execute(wanted):
            place = (row.device, row.shelf)
            if place not in found:
                found[place] = ShelfAnswer(
                    device=row.device, name=devices[row.device].name, joined_at=devices[row.device].joined_at,
                    shelf=row.shelf, slots=slots.get(place, ""), drafts=[],
                )  # fmt: skip
            found[place]["drafts"].append(
                LyingDraft(
                    case=row.case_id,
                    note=row.note,
                    number=row.number,
                    begun=row.begun,
                    kept_at=row.received_at,
                    size=row.size,
                )
            )
    return ShelvesAnswer(epoch=hub.epoch, shelves=list(found.values()))


def give(hub: Hub, who: Caller, place: tuple[str, str, str]) -> SealedAnswer:
    """Give one blob (device, shelf, note) to its person. Refused: NOT_FOUND, also when it is somebody else's."""
    with hub.database.reading() as connection:
        row = connection.execute(select(kept_draft.c.number, kept_draft.c.sealed).where(_at(who, place))).one_or_none()
    if row is None:
        raise Refused(Code.NOT_FOUND)
    return SealedAnswer(number=row.number, sealed=to_base64(bytes(row.sealed)))


def waiting(hub: Hub, who: Caller) -> Word:
    """Tell who supervises which others have old drafts: case, author and since when, signed; never a note or a word.

    Told from the age at which the author is warned, so that a device that is offline by then still shows it in time.
    """
    since = func.min(kept_draft.c.since)
    wanted = (
        select(kept_draft.c.case_id, kept_draft.c.user_id, kept_draft.c.note, since.label("since"))
        .join(case_member, case_member.c.case_id == kept_draft.c.case_id)
        .where(case_member.c.user_id == who.user, case_member.c.supervises, kept_draft.c.user_id != who.user)
        .group_by(kept_draft.c.case_id, kept_draft.c.user_id, kept_draft.c.note)
        .having(since <= moment(hub.clock, -AUTHOR_WARNED))
        .order_by(since, kept_draft.c.case_id, kept_draft.c.user_id)
    )
    with hub.database.reading() as connection:
        rows = connection.execute(wanted).all()
    told: list[Json] = [{"case": row.case_id, "author": row.user_id, "since": row.since} for row in rows]
    about: dict[str, Json] = {"drafts": told, "epoch": hub.epoch, "time": moment(hub.clock), "user": who.user}
    return say(hub.key, WAITING_LABEL, about)


def _keep_one(hub: Hub, connection: Connection, who: Caller, shelf: str, joined: str, one: HandedIn) -> KeepResult:
    """Keep one draft; its age counts from the first the hub heard of that note from this person."""
    there = _at(who, (who.device, shelf, one.note))
    row = connection.execute(select(kept_draft).where(there)).one_or_none()
    if row is not None and row.number >= one.number:
        same = row.number == one.number and bytes(row.sealed) == one.sealed
        result = "kept" if same else "older"
        return KeepResult(note=one.note, result=result, kept_at=row.received_at, since=row.since)
    heard = connection.execute(
        select(func.min(kept_draft.c.since)).where(kept_draft.c.user_id == who.user, kept_draft.c.note == one.note)
    ).scalar_one()
    now = moment(hub.clock)
    since = heard or max(joined, _ago(hub, one.age))
    connection.execute(delete(kept_draft).where(there))
    connection.execute(
        insert(kept_draft).values(
            case_id=one.case, note=one.note, device=who.device, shelf=shelf, user_id=who.user, number=one.number,
            begun=one.begun, since=since, received_at=now, sealed=one.sealed,
        )
    )  # fmt: skip
    return KeepResult(note=one.note, result="kept", kept_at=now, since=since)


def _ago(hub: Hub, seconds: int) -> str:
    """The moment so many seconds ago; what reaches back before calendars is held at a century."""
    return moment(hub.clock, -min(timedelta(seconds=min(seconds, 10**10)), timedelta(days=36525)))


def _at(who: Caller, place: tuple[str, str, str]) -> ColumnElement[bool]:
    """Where a draft of this person lies: device, shelf, note; whatever the case, which may have changed since."""
    return (
        (kept_draft.c.user_id == who.user)
        & (kept_draft.c.device == place[0])
        & (kept_draft.c.shelf == place[1])
        & (kept_draft.c.note == place[2])
    )
