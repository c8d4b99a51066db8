"""Everything this profile can prove about itself, down to its last sealed byte. Changes nothing.

Entries are read in order and in slices, so that a large store needs no more memory than its hashes. What stands
beside them (pages, outbox, the hub's words, drafts, keys) is `verifying_store`'s, sealed files `verifying_files`'.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Row, func, select

from fieldnotes.domain.entry import Entry
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault import verifying_files, verifying_store
from fieldnotes.vault.devices import Certificates
from fieldnotes.vault.faults import Fault
from fieldnotes.vault.identity import Identity, read_identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.purging import gone_numbers
from fieldnotes.vault.tables import ENTRIES, ENTRY_BYTES, QUARANTINE
from fieldnotes.wire.entries import Sealed, entry_hash, read, signed_by
from fieldnotes.wire.keys import SigningKey

_AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """How many entries were looked at, and every fault found."""

    entries: int
    faults: tuple[Fault, ...]

    @property
    def ok(self) -> bool:
        """Tell whether everything holds."""
        return not self.faults


@dataclass(frozen=True, slots=True)
class _Link:
    """What a chain is made of: an entry's number, its hash, and the one it says came before it in its case."""

    dseq: int
    hash: str
    previous: str | None


@dataclass(slots=True)
class _Read:
    """What is remembered of entries that were read: links by device and case, and which hashes stand in them.

    `forks`: a second past of a device, which the hub has set aside and told us of; it stands in no chain.
    """

    forks: frozenset[str] = frozenset()
    count: int = 0
    links: dict[tuple[str, str], list[_Link]] = field(default_factory=dict)
    hashes: set[str] = field(default_factory=set)


def verify(vault: OpenVault, act: LongAct | None = None) -> VerifyReport:
    """Check pages, keys, bytes, hashes, signatures, chains, heads, promises, outbox, log, drafts, sealed files.

    `act`: told in entries, then in pieces of sealed files.

    Raises:
        Unavailable: CANCELLED.
    """
    act = act or LongAct()
    seen = _Read()
    found: list[Fault] = list(verifying_store.keys(vault))
    for look in (_pages, _record, _files):
        try:
            for fault in look(vault, seen, act):
                found.append(fault)  # noqa: PERF402 - what was found before a page that cannot be read counts too
        except Refused as problem:
            if problem.code is not Code.PROFILE_DAMAGED:
                raise
            found.append(Fault("store", "unreadable"))
    return VerifyReport(seen.count, tuple(dict.fromkeys(found)))


def _pages(vault: OpenVault, _seen: _Read, act: LongAct) -> Iterator[Fault]:
    act.more(1)
    with vault.reading() as connection:
        yield from verifying_store.pages(connection)
    act.on()


def _record(vault: OpenVault, seen: _Read, act: LongAct) -> Iterator[Fault]:
    with vault.reading() as connection:
        forked = select(QUARANTINE.c.hash).where(QUARANTINE.c.reason == Code.FORK.value)
        seen.forks = frozenset(connection.execute(forked).scalars())
        me = read_identity(vault, connection)
        act.more(connection.execute(select(func.count()).select_from(ENTRIES)).scalar_one())
        yield from _entries(connection, me, seen, act)
        yield from _chains(seen, me, gone_numbers(connection))
        yield from verifying_store.heads(connection, me)
        yield from verifying_store.promises(connection, me)
        yield from verifying_store.outbox(connection)
        yield from verifying_store.access_log(connection)
        yield from verifying_store.drafts(connection)


def _files(vault: OpenVault, _seen: _Read, act: LongAct) -> Iterator[Fault]:
    yield from verifying_files.damaged_files(vault, act)


_WITH_BYTES: Final = select(ENTRIES, ENTRY_BYTES.c.data, ENTRY_BYTES.c.signature).select_from(
    ENTRIES.outerjoin(ENTRY_BYTES, ENTRY_BYTES.c.filed == ENTRIES.c.filed)
)


def _entries(connection: Connection, me: Identity, seen: _Read, act: LongAct) -> Iterator[Fault]:
    known = Certificates(connection)
    own = SigningKey(me.seed).public
    after = 0
    while True:
        wanted = _WITH_BYTES.where(ENTRIES.c.filed > after).order_by(ENTRIES.c.filed).limit(_AT_ONCE)
        rows = connection.execute(wanted).all()
        for row in rows:
            yield from _entry(known, me, own, row, seen)
            act.on()
        if len(rows) < _AT_ONCE:
            return
        after = rows[-1].filed


def _entry(known: Certificates, me: Identity, own: bytes, row: Row[Any], seen: _Read) -> Iterator[Fault]:
    seen.count += 1
    if row.data is None or entry_hash(row.data) != row.hash:
        yield Fault("hash", row.hash)
        return
    try:
        entry = read(row.data)
    except FieldNotesError:
        yield Fault("bytes", row.hash)
        return
    if row.hash not in seen.forks:
        seen.hashes.add(row.hash)
        seen.links.setdefault((entry.device, entry.case), []).append(_Link(entry.dseq, row.hash, entry.case_previous))
    if _columns(row) != (entry.id, entry.kind.value, entry.case, entry.note, entry.device, entry.dseq):
        yield Fault("columns", row.hash)
    key = own if entry.device == me.device else _key_of(known, entry)
    if key is None or not signed_by(Sealed(row.data, row.hash, row.signature), key):
        yield Fault("signature", row.hash)


def _columns(row: Row[Any]) -> tuple[Any, ...]:
    return (row.id, row.kind, row.case_id, row.note, row.device, row.dseq)


def _key_of(known: Certificates, entry: Entry) -> bytes | None:
    device = known.of(entry.device)
    return device.key if device else None


def _chains(seen: _Read, me: Identity, gone: frozenset[int]) -> Iterator[Fault]:
    """Each device's entries in a case name the one before; this device's counter has no hole of its own making.

    An entry that another device made and the hub set aside is not here, so a link may lead to one we do not hold, but
    never past one we do.
    """
    numbers: set[int] = set()
    for (device, _), links in seen.links.items():
        links.sort(key=lambda link: link.dseq)
        if device == me.device:
            numbers |= {link.dseq for link in links}
        yield from _broken(links, seen.hashes, whole=device == me.device)
    hole = next((n for n, number in enumerate(sorted(numbers | gone), 1) if n != number), None)
    if hole is not None:
        yield Fault("chain", f"{me.device} {hole}")


def _broken(links: Iterable[_Link], held: set[str], *, whole: bool) -> Iterator[Fault]:
    before: _Link | None = None
    for link in links:
        right = link.previous == (before.hash if before else None)
        elsewhere = not whole and link.previous is not None and link.previous not in held
        if (not right and not elsewhere) or (before is not None and before.dseq == link.dseq):
            yield Fault("chain", link.hash)
        before = link
