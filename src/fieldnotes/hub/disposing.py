"""The end of a case by law: what a person has approved is destroyed, and `CaseDisposed` says that it was.

Of the case stay its id, its counts, the running head over what is gone, and who approved it. In one transaction go
its entries, its key, its files' keys, its place in the reference feed; then its files, and what the database kept of
deleted rows. Whatever cuts this short, the next call finishes it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, update

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.blobs import blob_name
from fieldnotes.hub.destroying import DISPOSED, destroy_case
from fieldnotes.hub.disposal_tables import disposal
from fieldnotes.hub.ended import is_disposed
from fieldnotes.hub.feed import append, lock_counter, save_counter
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import Arrived
from fieldnotes.hub.ledger import write_ledger
from fieldnotes.hub.members import SUPERVISOR, roles
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.own_device import next_number, own_device
from fieldnotes.hub.quarantining import REFUSED
from fieldnotes.hub.reference import item
from fieldnotes.hub.retention import Looked, look
from fieldnotes.hub.tables import attachment, attachment_chunk, device_act, quarantine
from fieldnotes.wire.entries import seal
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.reference import ItemType

_ADMINISTRATOR: Final = "administrator"
_HELD: Final = ("case_key", "reference_item")
"""Tables in which something of a case lay that could be read: everything else lay under the key that is gone."""


@dataclass(frozen=True, slots=True)
class Approval:
    """Whose word it is, in which role and unit, and the fingerprint of the list they went through."""

    user: str
    unit: str
    role: str
    list_sha256: str | None


def dispose(hub: Hub, rows: Sequence[Mapping[str, Json]], by: str, list_sha256: str | None = None) -> JsonObject:
    """Dispose of the cases of an approved list; all of them must still be due just as the list says.

    Args:
        hub: the open hub; others may serve meanwhile.
        rows: as `disposal_list` gave them, as many as the person approves.
        by: id of the person who approved it: a supervisor of each case's unit, or an administrator.
        list_sha256: fingerprint of the list, for the operator's log.

    Returns:
        `{"disposed": [{"case", "entries", "attachments", "root", "at"}], "finished": bool}`; `finished` False when
        something keeps files from going, or the database from letting go of deleted rows: the next call goes on.

    Raises:
        Refused: UNKNOWN_USER, NOT_A_SUPERVISOR, NOT_DUE: nothing is disposed of.
        Unavailable: DATABASE_UNREACHABLE; what was disposed of before stays so.
    """
    said = {str(row.get("case")): (row.get("keeping"), row.get("rule"), row.get("due")) for row in rows}
    with hub.database.reading() as connection:
        left = sorted(said.keys() - is_disposed(connection, said.keys()))
        approvals = {case: _approval(connection, case, by, list_sha256) for case in left}
        for case in left:
            _require_due(hub, connection, case, said[case])
    done: list[Json] = []
    for case in left:
        done += hub.database.write(partial(_dispose, hub, case=case, said=said[case], by=approvals[case]))
    return {"disposed": done, "finished": finish(hub)}


def finish(hub: Hub) -> bool:
    """Destroy what disposed cases left beside the tables, and what the database kept of them; True when all is gone."""
    with hub.database.reading() as connection:
        open_ = sorted(connection.execute(select(disposal.c.case_id).where(disposal.c.finished_at.is_(None))).scalars())
        pieces = connection.execute(select(attachment_chunk).where(attachment_chunk.c.case_id.in_(open_))).all()
    if hub.database.write(_let_go_of_refused):
        hub.database.settle_destruction(())
    if not open_:
        return True
    stay = [row for row in pieces if not hub.blobs.destroy(blob_name(row.case_id, row.attachment_id, row.number))]
    write_ledger(hub, hub.home.folder)
    if stay:
        return False  # what is noted of them says what is still to go
    hub.database.write(
        lambda connection: connection.execute(delete(attachment_chunk).where(attachment_chunk.c.case_id.in_(open_)))
    )
    if not hub.database.settle_destruction(_HELD):
        return False
    mine = update(disposal).where(disposal.c.case_id.in_(open_))
    hub.database.write(lambda connection: connection.execute(mine.values(finished_at=moment(hub.clock))))
    return True


def _let_go_of_refused(connection: Connection) -> int:
    """What came after the end and a person has refused is not kept, as it would be elsewhere."""
    ended = select(disposal.c.case_id)
    wanted = delete(quarantine).where(quarantine.c.state == REFUSED, quarantine.c.case_id.in_(ended))
    return connection.execute(wanted).rowcount


def _approval(connection: Connection, case: str, by: str, list_sha256: str | None) -> Approval:
    person = item(connection, ItemType.USER, by)
    if person is None:
        raise Refused(Code.UNKNOWN_USER, user=by)
    unit = (item(connection, ItemType.CASE, case) or {}).get("unit")
    for of_unit, role in sorted(roles(person)):
        if role == _ADMINISTRATOR or (role == SUPERVISOR and of_unit == unit):
            return Approval(by, of_unit, role, list_sha256)
    raise Refused(Code.NOT_A_SUPERVISOR, case=case)


def _require_due(hub: Hub, connection: Connection, case: str, said: tuple[Json, ...]) -> Looked:
    """Look anew: what has come since, or what somebody found out, may have given the case other days."""
    found = next(iter(look(connection, [case])), None)
    if found is None:
        raise Refused(Code.NOT_DUE, case=case)
    kept = found.retention
    now = (kept.keeping.value, kept.rule, kept.due.isoformat() if kept.due else None)
    if found.waits or now != said or not kept.is_due(hub.clock.now().date()):
        raise Refused(Code.NOT_DUE, case=case)
    return found


def _dispose(hub: Hub, connection: Connection, *, case: str, said: tuple[Json, ...], by: Approval) -> list[Json]:
    """Lock every chain that goes with the case, see once more that it is due, and end each."""
    if is_disposed(connection, [case]):
        return []
    chains = _require_due(hub, connection, case, said).chains
    for chain in sorted(chains):
        lock_counter(connection, chain)
    _require_due(hub, connection, case, said)  # nothing more can come now
    return [_end(hub, connection, chain, str(said[1]), by) for chain in sorted(chains)]


def _end(hub: Hub, connection: Connection, case: str, rule: str, by: Approval) -> Json:
    counter = lock_counter(connection, case)
    if counter is None:
        raise Refused(Code.UNKNOWN_CASE, case=case)
    files = select(func.count()).select_from(attachment).where(attachment.c.case_id == case)
    body: JsonObject = {
        "entries": counter.position, "attachments": connection.execute(files).scalar_one(),
        "root": counter.log_head, "rule": rule,
    }  # fmt: skip
    destroy_case(connection, case)
    one = _said(hub, connection, case, body, by)
    now = moment(hub.clock)
    append(counter, one, now)
    save_counter(hub, connection, counter)
    connection.execute(
        insert(disposal).values(
            case_id=case, at=now, approved_by=by.user, rule=rule, list_sha256=by.list_sha256,
            entries=body["entries"], attachments=body["attachments"],
        )
    )  # fmt: skip
    record(connection, hub.clock, DISPOSED, by.user, case, rule)
    return {**body, "case": case, "at": now}


def _said(hub: Hub, connection: Connection, case: str, body: JsonObject, by: Approval) -> Arrived:
    """The act of the person who approved it, made on the hub's own device."""
    device, key = own_device(hub, connection, by.user)
    entry = Entry(
        id=new_id(hub.clock), kind=Kind.CASE_DISPOSED, case=case, note=None, visit=None, parents=(), case_previous=None,
        dseq=next_number(connection, device), author=by.user, role=by.role, unit=by.unit, device=device,
        at=hub.clock.now().isoformat(), since_hub=None, auth=None, body=body,
    )  # fmt: skip
    sealed = seal(entry, key)
    act = {"device": device, "dseq": entry.dseq, "entry_id": entry.id, "hash": sealed.hash}
    connection.execute(insert(device_act).values(act))
    return Arrived(sealed, entry, entry.id)
