"""What stands beside the entries and must fit them: pages, key files, the hub's words, outbox, log, drafts."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from fieldnotes.domain.entry import Where
from fieldnotes.vault import access
from fieldnotes.vault.entries import PARCEL_OVERHEAD
from fieldnotes.vault.faults import Fault
from fieldnotes.vault.identity import Identity
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, readable
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ACCESS, DRAFTS, ENTRIES, ENTRY_BYTES, OUTBOX, PROMISES, QUARANTINE, RECEIPTS, WHOLE
from fieldnotes.wire.running_head import START, Receipt, head_after


def keys(vault: OpenVault) -> Iterator[Fault]:
    """Both key files can be read, are this profile's, and say the same."""
    first, second = (readable(vault.folder / name) for name in (KEY_FILE, KEPT_KEY_FILE))
    for file, name in ((first, KEY_FILE), (second, KEPT_KEY_FILE)):
        if file is None or file.profile != vault.profile:
            yield Fault("keys", name)
    if first is not None and second is not None and first != second:
        yield Fault("keys", f"{KEY_FILE} {KEPT_KEY_FILE}")


def pages(connection: Connection) -> Iterator[Fault]:
    """Every page is ciphertext under this key, bears its own seal, and fits the others."""
    if connection.exec_driver_sql("PRAGMA cipher_integrity_check").all():
        yield Fault("store", "cipher_integrity_check")
    if connection.exec_driver_sql("PRAGMA integrity_check").scalars().all() != ["ok"]:
        yield Fault("store", "integrity_check")


def heads(connection: Connection, me: Identity) -> Iterator[Fault]:
    """Each case's entries lead to the running head the hub signed last."""
    for kept in connection.execute(select(RECEIPTS).order_by(RECEIPTS.c.case_id)):
        numbered: dict[int, str] = {}
        for table in (ENTRIES, QUARANTINE):
            here = select(table.c.position, table.c.hash).where(
                table.c.case_id == kept.case_id, table.c.position.is_not(None), table.c.position <= kept.position
            )
            numbered.update({row.position: row.hash for row in connection.execute(here)})
        whole = list(numbered) and sorted(numbered) == list(range(1, kept.position + 1))
        head = head_after(START, [numbered[n] for n in sorted(numbered)])
        if not (_signed(kept, me) and head == kept.log_head and (whole or kept.position == 0)):
            yield Fault("head", kept.case_id)


def promises(connection: Connection, me: Identity) -> Iterator[Fault]:
    """The furthest word of the hub about each case is the hub's, of this history, and not behind the cursor."""
    for kept in connection.execute(select(PROMISES).order_by(PROMISES.c.case_id)):
        cursor = connection.execute(select(RECEIPTS).where(RECEIPTS.c.case_id == kept.case_id)).one_or_none()
        fits = cursor is None or kept.position > cursor.position
        same = cursor is not None and (kept.position, kept.log_head) == (cursor.position, cursor.log_head)
        if not _signed(kept, me) or not (fits or same):
            yield Fault("promise", kept.case_id)


def outbox(connection: Connection) -> Iterator[Fault]:
    """What the hub has not confirmed waits to be offered, or is set aside; what it has confirmed has its number."""
    sizes = select(OUTBOX.c.hash, OUTBOX.c.size, func.length(ENTRY_BYTES.c.data).label("bytes")).select_from(
        OUTBOX.outerjoin(WHOLE, ENTRIES.c.hash == OUTBOX.c.hash)
    )
    waiting = set()
    for row in connection.execute(sizes.order_by(OUTBOX.c.place)):
        waiting.add(row.hash)
        if row.bytes is None or row.size != row.bytes + PARCEL_OVERHEAD:
            yield Fault("outbox", row.hash)
    aside = set(connection.execute(select(QUARANTINE.c.hash)).scalars())
    places = select(ENTRIES.c.hash, ENTRIES.c.where_it_is, ENTRIES.c.position, ENTRIES.c.received_at)
    for entry in connection.execute(places.order_by(ENTRIES.c.filed)):
        if not _stands(entry, waiting, aside):
            yield Fault("outbox", entry.hash)


def access_log(connection: Connection) -> Iterator[Fault]:
    """Each row of the access log is linked to the one before."""
    before = access.START
    for row in connection.execute(select(ACCESS).order_by(ACCESS.c.number)):
        linked = {"what": row.what, "case": row.case_id, "note": row.note, "revision": row.revision, "at": row.at}
        before = access.link(before, linked)
        if row.chain != before:
            yield Fault("access", str(row.number))
            before = row.chain


def drafts(connection: Connection) -> Iterator[Fault]:
    """Each draft can be read."""
    for row in connection.execute(select(DRAFTS).order_by(DRAFTS.c.note)):
        try:
            parts = [json.loads(text) for text in (row.template, row.sections)]
            parts += [json.loads(text) for text in (row.family_text, row.cursor) if text is not None]
        except ValueError:
            yield Fault("draft", row.note)
            continue
        if not all(isinstance(part, Mapping) for part in parts):
            yield Fault("draft", row.note)


def _signed(kept: Row[Any], me: Identity) -> bool:
    receipt = Receipt(kept.epoch, kept.case_id, kept.position, kept.log_head, kept.signature)
    return me.hub_key is not None and kept.epoch == me.epoch and receipt.holds(me.hub_key)


def _stands(row: Row[Any, Any, Any, Any], waiting: set[str], aside: set[str]) -> bool:
    match Where(row.where_it_is):
        case Where.RECEIVED:
            return row.hash not in waiting and row.position is not None and row.received_at is not None
        case Where.ONLY_HERE | Where.SENDING:
            return row.hash in waiting
        case Where.UNKNOWN | Where.QUARANTINED:
            return row.hash in waiting or row.hash in aside
