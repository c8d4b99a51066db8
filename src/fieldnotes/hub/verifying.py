"""Checks everything the hub keeps, from its bytes: nothing is taken on trust from a column. Changes nothing."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection, Row, select

from fieldnotes.domain.errors import FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.devices import Device, all_devices
from fieldnotes.hub.disposal_tables import disposal
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import case_head, quarantine, reference_item
from fieldnotes.hub.tables import entry as entry_table
from fieldnotes.hub.verifying_access import access_faults
from fieldnotes.hub.verifying_blobs import counts, wrong_blobs
from fieldnotes.wire import canonical
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import Sealed, entry_hash, read, signed_by
from fieldnotes.wire.running_head import START, Receipt, next_head

_BATCH = 200


@dataclass(slots=True)
class _Findings:
    entries: int = 0
    faults: list[Json] = field(default_factory=list)

    def say(self, what: str, case: str | None = None, position: int | None = None) -> None:
        self.faults.append({"case": case, "position": position, "what": what})


def verify_hub(hub: Hub) -> JsonObject:
    """Check every byte rule, hash, signature, running head, receipt and certificate.

    Returns:
        `{"entries", "attachments", "pending", "ok", "faults": [{"case", "position", "what"}]}`; `what` is one of
        seal, bytes, hash, columns, signature, device, gap, log_head, position, receipt, certificate, reference,
        quarantine, orphan, blob; `pending` counts files the record names whose bytes have not come yet.
    """
    found = _Findings()
    with hub.database.reading() as connection:
        known = {one.id: one for one in all_devices(connection)}
        _check_devices(hub, known, found)
        heads = connection.execute(select(case_head).order_by(case_head.c.case_id)).all()
        for head in heads:
            _check_case(hub, connection, head, known, found)
        _check_orphans(connection, {head.case_id for head in heads}, found)
        _check_reference(connection, found)
        _check_quarantine(connection, found)
        for fault in access_faults(connection):
            found.say(fault)
        for case, attachment in wrong_blobs(hub, connection):
            found.say(f"blob {attachment}", case)
        whole, pending = counts(connection)
    return {
        "entries": found.entries,
        "attachments": whole,
        "pending": pending,
        "ok": not found.faults,
        "faults": found.faults,
    }


def _check_devices(hub: Hub, known: Mapping[str, Device], found: _Findings) -> None:
    for one in known.values():
        try:
            certificate = DeviceCertificate.read(one.certificate, hub.key.public)
        except Refused:
            found.say(f"certificate {one.id}")
            continue
        if (certificate.device, certificate.user, certificate.key) != (one.id, one.user, one.public_key):
            found.say(f"certificate {one.id}")


def _check_case(
    hub: Hub,
    connection: Connection,
    head: Row[tuple[object, ...]],
    known: Mapping[str, Device],
    found: _Findings,
) -> None:
    keys = CaseKeys(connection)
    position, log_head = _begin(connection, keys, head.case_id)
    for row in _entries(connection, head.case_id):
        found.entries += 1
        position += 1
        if row.position != position:
            found.say("gap", head.case_id, row.position)
            position = row.position
        data = _opened(keys, row.case_id, row.hash, row.data)
        log_head = next_head(log_head, row.hash if data is None else entry_hash(data))
        for fault in ("seal",) if data is None else _faults(row, data, known):
            found.say(fault, head.case_id, row.position)
        if row.log_head != log_head:
            found.say("log_head", head.case_id, row.position)
    if (head.position, head.log_head) != (position, log_head):
        found.say("position", head.case_id, head.position)
    if not Receipt(hub.epoch, head.case_id, head.position, head.log_head, bytes(head.receipt)).holds(hub.key.public):
        found.say("receipt", head.case_id, head.position)


def _begin(connection: Connection, keys: CaseKeys, case: str) -> tuple[int, str]:
    """Where what is left of a case begins: at nought, or at the root its end names for what was disposed of."""
    ended = select(entry_table).join(disposal, disposal.c.case_id == entry_table.c.case_id)
    first = ended.where(entry_table.c.case_id == case).order_by(entry_table.c.position).limit(1)
    rows = connection.execute(first).all()
    data = _opened(keys, case, rows[0].hash, rows[0].data) if rows else None
    if data is None:
        return 0, START
    try:
        body = read(data).body
    except FieldNotesError:
        return 0, START
    match body:
        case {"entries": int(entries), "root": str(root)}:
            return entries, root
        case _:
            return 0, START


def _opened(keys: CaseKeys, case: str, digest: str, sealed: bytes) -> bytes | None:
    try:
        return keys.open(case, digest, bytes(sealed))
    except FieldNotesError:
        return None


def _faults(row: Row[tuple[object, ...]], data: bytes, known: Mapping[str, Device]) -> Iterator[str]:
    digest = entry_hash(data)
    if digest != row.hash:
        yield "hash"
    try:
        act = read(data)
    except FieldNotesError:
        yield "bytes"
        return
    stands = (row.case_id, row.entry_id, row.kind, row.note, row.author, row.device)
    if stands != (act.case, act.id, act.kind.value, act.note, act.author, act.device):
        yield "columns"
    device = known.get(act.device)
    if device is None:
        yield "device"
    elif not signed_by(Sealed(data, digest, bytes(row.signature)), device.public_key):
        yield "signature"


def _entries(connection: Connection, case: str) -> Iterator[Row[tuple[object, ...]]]:
    """Walk a case in order, a batch at a time, so that a large case needs no more memory than a small one."""
    after = 0
    while True:
        rows = connection.execute(
            select(entry_table)
            .where(entry_table.c.case_id == case, entry_table.c.position > after)
            .order_by(entry_table.c.position)
            .limit(_BATCH)
        ).all()
        yield from rows
        if len(rows) < _BATCH:
            return
        after = rows[-1].position


def _check_orphans(connection: Connection, cases: set[str], found: _Findings) -> None:
    for case in connection.execute(select(entry_table.c.case_id).distinct()).scalars():
        if case not in cases:
            found.say("orphan", case)


def _check_reference(connection: Connection, found: _Findings) -> None:
    for row in connection.execute(select(reference_item)):
        try:
            canonical.decode(bytes(row.value))
        except Refused:
            found.say(f"reference {row.type}")


def _check_quarantine(connection: Connection, found: _Findings) -> None:
    keys = CaseKeys(connection)
    for row in connection.execute(select(quarantine.c.case_id, quarantine.c.hash, quarantine.c.data)).all():
        data = _opened(keys, row.case_id, row.hash, row.data)
        if data is None or entry_hash(data) != row.hash:
            found.say("quarantine", row.case_id)
