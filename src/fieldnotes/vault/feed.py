"""Entries as they come back from the hub: checked against its signed word, then written with the cursor at once.

Whatever does not prove its device is kept and shown, never folded. Knows no network.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.entry import Entry, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault.devices import Certificates
from fieldnotes.vault.entries import lay_down, row_of
from fieldnotes.vault.entry_effects import follow_other
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.outbox import SetAside
from fieldnotes.vault.promises import keep_promise, receipt_in, write_receipt
from fieldnotes.vault.tables import ENTRIES, IDENTITY, OUTBOX, PROMISES, QUARANTINE, RECEIPTS, REFERENCE
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.proofs import all_signed
from fieldnotes.wire.reference import ItemType
from fieldnotes.wire.running_head import START, Receipt, next_head

UNKNOWN_DEVICE = Code.UNKNOWN_DEVICE.value
ID_TWICE = "id_twice"
WRONG_CASE = "wrong_case"
WRONG_AUTHOR = "wrong_author"
_LACKED_SOMETHING = (UNKNOWN_DEVICE, Code.VERSION_UNSUPPORTED.value)


@dataclass(frozen=True, slots=True)
class PageTaken:
    """What a page brought: hashes that are new here, notes they belong to, and what had to be set aside."""

    new: tuple[str, ...] = ()
    notes: frozenset[str] = frozenset()
    aside: tuple[SetAside, ...] = ()


@dataclass(frozen=True, slots=True)
class Following:
    """What follows in a case after a position, and the hub's receipt at its last entry."""

    case: str
    after: int
    entries: Sequence[Sealed]
    receipt: Receipt


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
    return apply_pages(vault, [Following(case, after, entries, receipt)], at)


def apply_pages(vault: OpenVault, pages: Sequence[Following], at: str) -> PageTaken:
    """Take in what follows in several cases as `apply_page` does: all of it in one transaction, or nothing."""
    with vault.writing() as connection:
        taken = [_apply(vault, connection, page, at) for page in pages]
    return PageTaken(
        tuple(digest for one in taken for digest in one.new),
        frozenset(note for one in taken for note in one.notes),
        tuple(aside for one in taken for aside in one.aside),
    )


def _apply(vault: OpenVault, connection: Connection, page: Following, at: str) -> PageTaken:
    cursor = receipt_in(connection, RECEIPTS, page.case)
    if page.receipt.case != page.case or page.after != (cursor.position if cursor else 0):
        raise Refused(Code.HUB_ANSWER_WRONG)
    _follow(connection, cursor, page.entries, page.receipt)
    keep_promise(connection, page.receipt)
    taken = _Taking(vault, connection, page.case, at).take(page.after, page.entries)
    write_receipt(connection, RECEIPTS, page.receipt)
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
    """Try those once more that were set aside because their device or their version was not known."""
    with vault.writing() as connection:
        rows = connection.execute(
            select(QUARANTINE).where(
                QUARANTINE.c.reason.in_(_LACKED_SOMETHING), ~QUARANTINE.c.ours, QUARANTINE.c.position.is_not(None)
            )
        ).all()
        new: list[str] = []
        notes: set[str] = set()
        for row in rows:
            taking = _Taking(vault, connection, row.case_id, at)
            for digest, entry in taking.proven([(row.position, Sealed(row.data, row.hash, row.signature))]):
                connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash == digest))
                taking.write()
                new.append(digest)
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
        self._rows: list[tuple[Sealed, dict[str, Any]]] = []
        self._aside: list[SetAside] = []

    def take(self, after: int, entries: Sequence[Sealed]) -> PageTaken:
        """Take in what follows a position: ours coming back, what is new, and what proves nothing."""
        here = select(ENTRIES.c.hash).where(ENTRIES.c.hash.in_([one.hash for one in entries]))
        back = set(self._connection.execute(here).scalars())
        placed = list(enumerate(entries, after + 1))
        self._came_back([(position, one.hash) for position, one in placed if one.hash in back])
        found = self.proven([(position, one) for position, one in placed if one.hash not in back])
        self.write()
        self._notice_another_past([entry for _, entry in found])
        notes = {entry.note for _, entry in found if entry.note}
        return PageTaken(tuple(digest for digest, _ in found), frozenset(notes), tuple(self._aside))

    def _notice_another_past(self, found: Sequence[Entry]) -> None:
        """An own act under a number not yet given here: the disk is an older copy, and must join as a new device."""
        me = self._connection.execute(select(IDENTITY.c.device, IDENTITY.c.dseq)).one()
        if any(entry.device == me.device and entry.dseq > me.dseq for entry in found):
            self._connection.execute(update(IDENTITY).values(exchange_token=None))

    def proven(self, arrived: Sequence[tuple[int | None, Sealed]]) -> list[tuple[str, Entry]]:
        """Judge entries together; a proven one waits to be written, any other is set aside."""
        proven: list[tuple[str, Entry]] = []
        judged = self._judge([one for _, one in arrived])
        for (position, one), (entry, reason) in zip(arrived, judged, strict=True):
            if entry is not None and reason is None:
                self._rows.append((one, row_of(entry, one, Where.RECEIVED, position, self._at)))
                follow_other(self._connection, entry, one.hash)
                proven.append((one.hash, entry))
            else:
                self._put_aside(one, entry.id if entry else "", reason or "", position)
        return proven

    def _put_aside(self, one: Sealed, entry_id: str, reason: str, position: int | None) -> None:
        row = {
            "hash": one.hash, "id": entry_id, "case_id": self._case, "reason": reason, "ours": False,
            "position": position, "data": one.data, "signature": one.signature,
        }  # fmt: skip
        upsert = insert(QUARANTINE).values(row).on_conflict_do_update(index_elements=["hash"], set_=row)
        self._connection.execute(upsert)
        self._aside.append(SetAside(one.hash, entry_id, self._case, reason, ours=False))

    def write(self) -> None:
        """Write everything that was proven."""
        if self._rows:
            lay_down(self._connection, self._rows)
            self._rows = []

    def _came_back(self, placed: Sequence[tuple[int, str]]) -> None:
        if not placed:
            return
        back = update(ENTRIES).where(ENTRIES.c.hash == bindparam("digest"))
        numbered = back.values(where_it_is=Where.RECEIVED, position=bindparam("number"), received_at=self._at)
        self._connection.execute(numbered, [{"digest": digest, "number": number} for number, digest in placed])
        hashes = [digest for _, digest in placed]
        self._connection.execute(delete(OUTBOX).where(OUTBOX.c.hash.in_(hashes)))
        self._connection.execute(delete(QUARANTINE).where(QUARANTINE.c.hash.in_(hashes)))

    def _judge(self, arrived: Sequence[Sealed]) -> list[tuple[Entry | None, str | None]]:
        """Read entries and say why one cannot be trusted, if so; all signatures are checked at once."""
        read = [self._read(one) for one in arrived]
        devices = [None if entry is None else self._known.of(entry.device) for entry, _ in read]
        claims = [(one, device.key) for one, device in zip(arrived, devices, strict=True) if device is not None]
        signed = {one.hash for (one, _), holds in zip(claims, all_signed(claims), strict=True) if holds}
        taken = self._taken([entry.id for entry, _ in read if entry is not None])
        judged: list[tuple[Entry | None, str | None]] = []
        for one, (entry, unread), device in zip(arrived, read, devices, strict=True):
            if entry is None or device is None:
                judged.append((entry, unread or UNKNOWN_DEVICE))
                continue
            reason = self._reason(entry, device, signed=one.hash in signed) or (ID_TWICE if entry.id in taken else None)
            if reason is None:
                taken.add(entry.id)
            judged.append((entry, reason))
        return judged

    def _read(self, one: Sealed) -> tuple[Entry | None, str | None]:
        try:
            return self._vault.decoded(one.hash, one.data), None
        except FieldNotesError as problem:
            return None, problem.code.value

    def _reason(self, entry: Entry, device: DeviceCertificate, *, signed: bool) -> str | None:
        if not signed:
            return Code.SIGNATURE_WRONG.value
        if entry.case != self._case:
            return WRONG_CASE
        return WRONG_AUTHOR if entry.author != device.user else None

    def _taken(self, ids: Sequence[str]) -> set[str]:
        """Which of these ids stand here already, under other bytes."""
        return set(self._connection.execute(select(ENTRIES.c.id).where(ENTRIES.c.id.in_(ids))).scalars())
