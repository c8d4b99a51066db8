"""What a device may read: the heads of its cases, and their entries in pages. Changes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import cast

from sqlalchemy import Connection, bindparam, func, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import kept_back, waiting_there
from fieldnotes.hub.members import OUTSIDE, places
from fieldnotes.hub.own_access import FETCHED, note_fetched
from fieldnotes.hub.sealing import SEALED_MORE, CaseKeys
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import case_head, case_member
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.messages import HeadsAnswer, PullHead, PullPage, PullWish
from fieldnotes.wire.parcel import MAX_BYTES, MAX_ENTRIES, pack
from fieldnotes.wire.running_head import Receipt, sign_receipt

_ENTRY_FRAME = 68
"""What a parcel adds to each entry: its length and its signature."""
_HEAD_ROOM = 1024
"""What one page may take in the parcel's head."""
_FOLLOWS = (entry_table.c.case_id == bindparam("case")) & (entry_table.c.position > bindparam("after"))
_PAGE = select(entry_table).where(_FOLLOWS, entry_table.c.position <= bindparam("end")).order_by(entry_table.c.position)
_SIZES = (
    select(entry_table.c.position, func.length(entry_table.c.data).label("size"))
    .where(_FOLLOWS)
    .order_by(entry_table.c.position)
    .limit(bindparam("most"))
)
_HEADS = (
    select(case_head)
    .join(case_member, case_member.c.case_id == case_head.c.case_id)
    .where(case_member.c.user_id == bindparam("user"), case_member.c.assigned | case_member.c.supervises)
    .order_by(case_head.c.case_id)
)


@dataclass(slots=True)
class _Room:
    """How much still goes into one answer."""

    entries: int = MAX_ENTRIES
    bytes: int = MAX_BYTES
    more: bool = False
    pages: list[PullPage] = field(default_factory=list)
    sealed: list[Sealed] = field(default_factory=list)


def heads(hub: Hub, user: str) -> HeadsAnswer:
    """Give the latest receipt of every case a person may know."""
    with hub.database.reading() as connection:
        rows = connection.execute(_HEADS, {"user": user}).all()
        waiting = waiting_there(hub, connection, user)
    receipts = [Receipt(hub.epoch, r.case_id, r.position, r.log_head, bytes(r.receipt)).to_json() for r in rows]
    return HeadsAnswer(epoch=hub.epoch, cases=[*receipts], waiting=waiting)


def pull(hub: Hub, who: Caller, wishes: Sequence[PullWish]) -> bytes:
    """Pack the entries that follow in each case: at most `MAX_ENTRIES` and `MAX_BYTES`, then `more`.

    A page says which case, after which position, how many entries, and carries the receipt at its last one; a case
    with nothing new has no page. That it is given stands in the access log before it is.

    Raises:
        Refused: NOT_ASSIGNED for a case the person may not know, that stays here, or that is none.
    """
    room, user = _Room(), who.user
    with hub.database.reading() as connection:
        standing = places(connection, [(wish["case"], user) for wish in wishes])
        stays = kept_back(connection, user, {wish["case"] for wish in wishes})
        keys = CaseKeys(connection, [wish["case"] for wish in wishes])
        for wish in wishes:
            if wish["case"] in stays or not standing.get((wish["case"], user), OUTSIDE).inside:
                raise Refused(Code.NOT_ASSIGNED, case=wish["case"])
        for wish in wishes:
            _add_page(hub, keys, connection, wish, room)
    note_fetched(hub, who, FETCHED, [page["case"] for page in room.pages])
    head = PullHead(epoch=hub.epoch, more=room.more, pages=room.pages)
    return pack(cast("JsonObject", head), room.sealed)


def _add_page(hub: Hub, keys: CaseKeys, connection: Connection, wish: PullWish, room: _Room) -> None:
    if room.entries <= 0 or room.bytes <= 0:
        room.more = True
        return
    end = _last_that_fits(connection, wish, room)
    rows = connection.execute(_PAGE, {**wish, "end": end}).all()
    if rows:
        last = rows[-1]
        receipt = sign_receipt(hub.key, hub.epoch, wish["case"], last.position, last.log_head)
        room.bytes -= _HEAD_ROOM
        room.sealed += [
            Sealed(keys.open(row.case_id, row.hash, bytes(row.data)), row.hash, bytes(row.signature)) for row in rows
        ]
        page = PullPage(case=wish["case"], after=wish["after"], count=len(rows), receipt=receipt.to_json())
        room.pages.append(page)


def _last_that_fits(connection: Connection, wish: PullWish, room: _Room) -> int:
    """Work out from sizes alone up to which position there is room, so that no more than that is read."""
    sizes = connection.execute(_SIZES, {**wish, "most": room.entries + 1}).all()
    last = wish["after"]
    for row in sizes:
        needed = row.size - SEALED_MORE + _ENTRY_FRAME
        first_of_all = not room.sealed and last == wish["after"]
        if room.entries == 0 or (needed > room.bytes and not first_of_all):
            room.more = True
            break
        room.entries -= 1
        room.bytes -= needed
        last = row.position
    return last
