"""Entries as they come back from the hub: checked against its signed word, then written with the cursor at once.

Whatever does not prove its device is kept and shown, never folded. Knows no network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.entry import Entry, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault.devices import Certificates
from fieldnotes.vault.entries import row_of
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.outbox import SetAside
from fieldnotes.vault.promises import keep_promise, receipt_in, write_receipt
from fieldnotes.vault.tables import ENTRIES, OUTBOX, PROMISES, QUARANTINE, RECEIPTS, REFERENCE
from fieldnotes.wire.entries import Sealed, signed_by
from fieldnotes.wire.reference import ItemType
from fieldnotes.wire.running_head import START, Receipt, next_head

UNKNOWN_DEVICE = Code.UNKNOWN_DEVICE.value
ID_TWICE = "id_twice"
WRONG_CASE = "wrong_case"
WRONG_AUTHOR = "wrong_author"


@dataclass(frozen=True, slots=True)
class PageTaken:
    """What a page brought: hashes that are new here, notes they belong to, and what had to be set aside."""

    new: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Behind:
    """A case the hub has more of than we have: we stand at `after`, it at `to`."""

    case: str
    after: int
    to: int


def last_receipt(vault: OpenVault, case: str) -> Receipt | None:
    """Give the last receipt of a case whose head was recomputed here; its position is the cursor."""
    with vault.reading() as connection:
        return receipt_in(connection, RECEIPTS, case)


def compare_heads(vault: OpenVault, heads: Sequence[Receipt]) -> list[Behind]:
    """Hold the hub's heads against what it has signed before; tell where it has more.

    Raises:
        Refused: FEED_ROLLED_BACK when a case is shorter than confirmed or differs.
    """
    behind = []
    with vault.writing() as connection:
        for receipt in heads:
            before = receipt_in(connection, PROMISES, receipt.case)
            if before is not None and receipt.position < before.position:
                raise Refused(Code.FEED_ROLLED_BACK, case=receipt.case)
            keep_promise(connection, receipt)
            cursor = receipt_in(connection, RECEIPTS, receipt.case)
            after = cursor.position if cursor else 0
            if receipt.position > after:
                behind.append(Behind(receipt.case, after, receipt.position))
    return behind


def hidden_cases(vault: OpenVault, heads: Sequence[Receipt]) -> list[str]:
    """Name the cases the hub has confirmed to us and that we may read, but that it does not list."""
    readable = select(PROMISES.c.case_id).join(
        REFERENCE, (REFERENCE.c.id == PROMISES.c.case_id) & (REFERENCE.c.type == ItemType.CASE)
    )
    with vault.reading() as connection:
        return sorted(set(connection.execute(readable).scalars()) - {receipt.case for receipt in heads})


def apply_page(
    vault: OpenVault, case: str, after: int, entries: Sequence[Sealed], receipt: Receipt, at: str
) -> PageTaken:
    """Take in the entries of a case that follow the cursor, and move the cursor: all in one transaction.

    Raises:
        Refused: FEED_ROLLED_BACK when the entries do not lead to the receipt, or not through what was promised;
            HUB_KEY_CHANGED; HUB_ANSWER_WRONG when the page does not begin at the cursor. Nothing is written.
    """
    with vault.writing() as connection:
        cursor = receipt_in(connection, RECEIPTS, case)
        if receipt.case != case or after != (cursor.position if cursor else 0):
            raise Refused(Code.HUB_ANSWER_WRONG)
        _follow(connection, cursor, entries, receipt)
        keep_promise(connection, receipt)
        taken = _Taking(vault, connection, case, at).take(after, entries)
        write_receipt(connection, RECEIPTS, receipt)
    return taken


def unknown_devices(vault: OpenVault, entries: Sequence[Sealed]) -> bool:
    """Tell whether any of these comes from a device we have no certificate of, so that the feed is asked first."""
    with vault.reading() as connection:
        known = Certificates(connection)
        for one in entries:
            try:
                device = vault.decoded(one.hash, one.data).device
            except FieldNotesError:
                continue
            if known.of(device) is None:
                return True
    return False


def examine_again(vault: OpenVault, at: str) -> PageTaken:
    """Try those once more that were set aside only because their device was not known."""
    with vault.writing() as connection:
        rows = connection.execute(
            select(QUARANTINE).where(QUARANTINE.c.reason == UNKNOWN_DEVICE, ~QUARANTINE.c.ours)
        ).all()
        new: list[str] = []
        notes: set[str] = set()
        for row in rows:
            taking = _Taking(vault, connection, row.case_id, at)
            entry = taking.proven(Sealed(row.data, row.hash, row.signature), row.position)
            if entry is not None:
                connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash == row.hash))
                taking.write()
                new.append(row.hash)
                notes |= {entry.note} if entry.note else set()
    return PageTaken(tuple(new), frozenset(notes))


def _follow(connection: Connection, cursor: Receipt | None, entries: Sequence[Sealed], receipt: Receipt) -> None:
    """Recompute the running head entry by entry; it must pass through every word the hub has given."""
    promise = receipt_in(connection, PROMISES, receipt.case)
    position, head = (cursor.position, cursor.log_head) if cursor else (0, START)
    for one in entries:
        position, head = position + 1, next_head(head, one.hash)
        if promise is not None and promise.position == position and promise.log_head != head:
            raise Refused(Code.FEED_ROLLED_BACK, case=receipt.case)
    if (position, head) != (receipt.position, receipt.log_head):
        raise Refused(Code.FEED_ROLLED_BACK, case=receipt.case)


class _Taking:
    """Entries of one case on their way in, inside one transaction: looked up together, written together."""

    def __init__(self, vault: OpenVault, connection: Connection, case: str, at: str) -> None:
        self._vault = vault
        self._connection = connection
        self._case = case
        self._at = at
        self._known = Certificates(connection)
        self._rows: list[dict[str, Any]] = []
        self._aside: list[SetAside] = []

    def take(self, after: int, entries: Sequence[Sealed]) -> PageTaken:
        """Take in what follows a position: ours coming back, what is new, and what proves nothing."""
        here = select(ENTRIES.c.hash).where(ENTRIES.c.hash.in_([one.hash for one in entries]))
        back = set(self._connection.execute(here).scalars())
        notes: set[str] = set()
        new: list[str] = []
        for position, one in enumerate(entries, after + 1):
            if one.hash in back:
                self._came_back(one.hash, position)
                continue
            entry = self.proven(one, position)
            if entry is not None:
                new.append(one.hash)
                notes |= {entry.note} if entry.note else set()
        self.write()
        return PageTaken(tuple(new), frozenset(notes), tuple(self._aside))

    def proven(self, one: Sealed, position: int) -> Entry | None:
        """Judge an entry; a proven one waits to be written, any other is set aside."""
        entry, reason = self._judge(one)
        if entry is not None and reason is None:
            self._rows.append(row_of(entry, one, Where.RECEIVED, position, self._at))
            return entry
        aside = SetAside(one.hash, entry.id if entry else "", self._case, reason or "", ours=False)
        row = {
            "hash": one.hash, "id": aside.id, "case_id": self._case, "reason": aside.reason, "ours": False,
            "position": position, "data": one.data, "signature": one.signature,
        }  # fmt: skip
        upsert = insert(QUARANTINE).values(row).on_conflict_do_update(index_elements=["hash"], set_=row)
        self._connection.execute(upsert)
        self._aside.append(aside)
        return None

    def write(self) -> None:
        """Write everything that was proven."""
        if self._rows:
            self._connection.execute(insert(ENTRIES), self._rows)
            self._rows = []

    def _came_back(self, digest: str, position: int) -> None:
        back = update(ENTRIES).where(ENTRIES.c.hash == digest)
        self._connection.execute(back.values(where_it_is=Where.RECEIVED, position=position, received_at=self._at))
        self._connection.execute(delete(OUTBOX).where(OUTBOX.c.hash == digest))
        self._connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash == digest))

    def _judge(self, one: Sealed) -> tuple[Entry | None, str | None]:
        """Read an entry and say why it cannot be trusted, if so."""
        try:
            entry = self._vault.decoded(one.hash, one.data)
        except FieldNotesError as problem:
            return None, problem.code.value
        device = self._known.of(entry.device)
        if device is None:
            return entry, UNKNOWN_DEVICE
        if not signed_by(one, device.key):
            return entry, Code.SIGNATURE_WRONG.value
        if entry.case != self._case:
            return entry, WRONG_CASE
        if entry.author != device.user:
            return entry, WRONG_AUTHOR
        return entry, ID_TWICE if self._is_there(entry.id) else None

    def _is_there(self, entry_id: str) -> bool:
        stored = self._connection.execute(select(ENTRIES.c.hash).where(ENTRIES.c.id == entry_id)).scalar()
        return stored is not None or any(row["id"] == entry_id for row in self._rows)
