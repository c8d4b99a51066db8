"""Everything this profile can prove about itself: bytes, hashes, signatures, chains and heads. Changes nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Connection, Row, select

from fieldnotes.domain.entry import Entry
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.vault import access
from fieldnotes.vault.devices import Certificates
from fieldnotes.vault.identity import Identity, read_identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.purging import gone_numbers
from fieldnotes.vault.tables import ACCESS, ENTRIES, QUARANTINE, RECEIPTS
from fieldnotes.wire.entries import Sealed, entry_hash, read, signed_by
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.running_head import START, Receipt, head_after

_STORE: Final = "store"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that does not hold: what kind (`bytes hash columns signature chain head access store`), and which."""

    what: str
    which: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many entries were looked at, and every fault found."""

    entries: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return not self.faults


def verify(vault: OpenVault) -> VerifyReport:
    """Check every page, byte rule, hash, signature, own chain, running head and access row of the profile."""
    with vault.reading() as connection:
        rows = connection.execute(select(ENTRIES).order_by(ENTRIES.c.filed)).all()
        me = read_identity(vault, connection)
        known = Certificates(connection)
        faults = [
            *_pages(connection),
            *(fault for row in rows for fault in _entry(known, me, row)),
            *_own_chain([row for row in rows if row.device == me.device], gone_numbers(connection)),
            *_heads(connection, me),
            *_access(connection),
        ]
    return VerifyReport(len(rows), tuple(faults))


def _pages(connection: Connection) -> Iterator[Fault]:
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        yield Fault(_STORE, "integrity_check")
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").all():
        yield Fault(_STORE, "cipher_integrity_check")


def _entry(known: Certificates, me: Identity, row: Row[Any]) -> Iterator[Fault]:
    if entry_hash(row.data) != row.hash:
        yield Fault("hash", row.hash)
        return
    try:
        entry = read(row.data)
    except FieldNotesError:
        yield Fault("bytes", row.hash)
        return
    if _columns(row) != (entry.id, entry.kind.value, entry.case, entry.note, entry.device, entry.dseq):
        yield Fault("columns", row.hash)
    if not _signature_holds(known, me, entry, Sealed(row.data, row.hash, row.signature)):
        yield Fault("signature", row.hash)


def _columns(row: Row[Any]) -> tuple[Any, ...]:
    return (row.id, row.kind, row.case_id, row.note, row.device, row.dseq)


def _signature_holds(known: Certificates, me: Identity, entry: Entry, found: Sealed) -> bool:
    if entry.device == me.device:
        return signed_by(found, SigningKey(me.seed).public)
    device = known.of(entry.device)
    return device is not None and signed_by(found, device.key)


def _own_chain(rows: Sequence[Row[Any]], gone: frozenset[int]) -> Iterator[Fault]:
    """This device's counter has no hole but what left with its case; each entry names the one before it in its case."""
    last: dict[str, str] = {}
    numbers = sorted({row.dseq for row in rows} | gone)
    holes = next((expected for expected, number in enumerate(numbers, 1) if number != expected), None)
    for row in sorted(rows, key=lambda r: r.dseq):
        try:
            previous = read(row.data).case_previous
        except FieldNotesError:
            continue
        if (holes is not None and row.dseq > holes) or previous != last.get(row.case_id):
            yield Fault("chain", row.hash)
        last[row.case_id] = row.hash


def _heads(connection: Connection, me: Identity) -> Iterator[Fault]:
    for kept in connection.execute(select(RECEIPTS).order_by(RECEIPTS.c.case_id)):
        receipt = Receipt(kept.epoch, kept.case_id, kept.position, kept.log_head, kept.signature)
        numbered: dict[int, str] = {}
        for table in (ENTRIES, QUARANTINE):
            here = select(table.c.position, table.c.hash).where(
                table.c.case_id == kept.case_id, table.c.position.is_not(None), table.c.position <= kept.position
            )
            numbered.update({row.position: row.hash for row in connection.execute(here)})
        whole = list(numbered) and sorted(numbered) == list(range(1, kept.position + 1))
        head = head_after(START, [numbered[n] for n in sorted(numbered)])
        signed = me.hub_key is not None and receipt.holds(me.hub_key)
        if not (signed and head == kept.log_head and (whole or kept.position == 0)):
            yield Fault("head", kept.case_id)


def _access(connection: Connection) -> Iterator[Fault]:
    before = access.START
    for row in connection.execute(select(ACCESS).order_by(ACCESS.c.number)):
        linked = {"what": row.what, "case": row.case_id, "note": row.note, "revision": row.revision, "at": row.at}
        before = access.link(before, linked)
        if row.chain != before:
            yield Fault("access", str(row.number))
            before = row.chain
