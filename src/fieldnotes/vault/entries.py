"""The entries held here: filing one's own, reading all. Decides nothing about what an act may do.

Filing is one transaction: counter, link to the device's previous entry in the case, signature, outbox row and the
end of the draft stand or fall together.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeAlias

from sqlalchemy import (
    Connection,
    LargeBinary,
    Row,
    Select,
    bindparam,
    delete,
    func,
    insert,
    null,
    select,
    union_all,
    update,
)

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.entry import REVISIONS, Act, Entry, Filed, Kind, Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.entry_effects import follow_own
from fieldnotes.vault.identity import LOCAL, Identity, read_identity, since_contact
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, ENTRIES, ENTRY_BYTES, IDENTITY, OUTBOX, QUARANTINE, UNFINISHED, WHOLE
from fieldnotes.wire.entries import Sealed, seal
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.parcel import MAX_BYTES

FileOne: TypeAlias = Callable[[Act], Filed]
PARCEL_OVERHEAD: Final = 68
LARGEST_ENTRY: Final = MAX_BYTES - 4096
"""What still fits a parcel alone: nothing may be signed that could never be sent."""
_PAGE: Final = 500
"""Notes asked for in one statement."""

_FILED: Final = select(
    ENTRIES.c.hash, ENTRY_BYTES.c.data, ENTRIES.c.where_it_is, ENTRIES.c.position, ENTRIES.c.received_at
).select_from(WHOLE)
_LAY_DOWN: Final = insert(ENTRY_BYTES).from_select(
    ["filed", "data", "signature"],
    select(ENTRIES.c.filed, bindparam("bytes", type_=LargeBinary), bindparam("signed", type_=LargeBinary)).where(
        ENTRIES.c.hash == bindparam("digest")
    ),
)


def file_act(
    vault: OpenVault, act: Act, clock: Clock, drop_draft: str | None = None, drop_begun: tuple[str, str] | None = None
) -> Filed:
    """Record one act: sealed, on the disk and waiting to be sent when this returns; its draft is gone.

    An act whose id is already filed is given back as it was filed.

    Raises:
        Refused: BYTES_WRONG when the body does not follow its kind, TOO_LARGE; nothing is written.
        Unavailable: DISK_FULL, CANNOT_WRITE; nothing is written.
    """
    with filing(vault, clock, drop_draft, drop_begun) as file:
        return file(act)


def file_inside(vault: OpenVault, connection: Connection, act: Act, clock: Clock) -> Filed:
    """Record one act inside a transaction under way, together with the rows it is about."""
    me = read_identity(vault, connection)
    return _file(vault, connection, me, SigningKey(me.seed), act, clock)


@contextmanager
def filing(
    vault: OpenVault, clock: Clock, drop_draft: str | None = None, drop_begun: tuple[str, str] | None = None
) -> Iterator[FileOne]:
    """Record several acts that belong together: all of them are filed, or none.

    `drop_begun`: kind and subject of what was begun towards it (`unfinished`), which ends with it.
    """
    with vault.writing() as connection:
        me = read_identity(vault, connection)
        key = SigningKey(me.seed)
        yield lambda act: _file(vault, connection, me, key, act, clock)
        if drop_draft is not None:
            connection.execute(delete(DRAFTS).where(DRAFTS.c.note == drop_draft))
        if drop_begun is not None:
            kind, about = drop_begun
            connection.execute(delete(UNFINISHED).where(UNFINISHED.c.kind == kind, UNFINISHED.c.about == about))


def of_note(vault: OpenVault, note: str) -> list[Filed]:
    """Read all entries of one note, in the order they came here."""
    return _read(vault, _FILED.where(ENTRIES.c.note == note).order_by(ENTRIES.c.filed))


def of_case(vault: OpenVault, case: str) -> list[Filed]:
    """Read all entries of one case, in the order they came here."""
    return _read(vault, _FILED.where(ENTRIES.c.case_id == case).order_by(ENTRIES.c.filed))


def of_notes(vault: OpenVault) -> list[Filed]:
    """Read all entries about notes, whatever the case, in the order they came here: one query for a whole list."""
    return _read(vault, _FILED.where(ENTRIES.c.note.is_not(None)).order_by(ENTRIES.c.filed))


def of_kind(vault: OpenVault, kind: Kind) -> list[Filed]:
    """Read all entries of one kind, whatever the case, in the order they came here."""
    return _read(vault, _FILED.where(ENTRIES.c.kind == kind.value).order_by(ENTRIES.c.filed))


def of_kinds(vault: OpenVault, case: str, kinds: Sequence[Kind]) -> list[Filed]:
    """Read the entries of some kinds in one case, in the order they came here."""
    wanted = ENTRIES.c.kind.in_([kind.value for kind in kinds])
    return _read(vault, _FILED.where(ENTRIES.c.case_id == case, wanted).order_by(ENTRIES.c.filed))


def stamp(vault: OpenVault, cases: Sequence[str]) -> tuple[int, ...]:
    """Give numbers that are others once an entry of these cases came or left."""
    wanted = select(func.count(), func.coalesce(func.max(ENTRIES.c.filed), 0)).where(ENTRIES.c.case_id.in_(cases))
    with vault.reading() as connection:
        row = connection.execute(wanted).one()
    return (int(row[0]), int(row[1]))


def of_these(vault: OpenVault, notes: Sequence[str]) -> list[Filed]:
    """Read all entries of some notes, whatever the case; those of one note in the order they came here."""
    found: list[Filed] = []
    for at in range(0, len(notes), _PAGE):
        page = ENTRIES.c.note.in_(notes[at : at + _PAGE])
        found += _read(vault, _FILED.where(page).order_by(ENTRIES.c.filed))
    return found


def stamps(vault: OpenVault, notes: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Give for each of some notes a few numbers that are others once an entry of it came, was confirmed or left."""
    entry, found = ENTRIES.c, {}
    aside = entry.where_it_is == Where.QUARANTINED.value
    wanted = select(
        entry.note, func.max(entry.filed), func.count(), func.count(entry.received_at), func.sum(aside)
    ).group_by(entry.note)
    with vault.reading() as connection:
        for at in range(0, len(notes), _PAGE):
            rows = connection.execute(wanted.where(entry.note.in_(notes[at : at + _PAGE])))
            found.update({row[0]: tuple(int(number) for number in row[1:]) for row in rows})
    return found


def parted(vault: OpenVault) -> frozenset[str]:
    """Name the notes of which several signed texts stand: none of them is replaced by another."""
    texts = ENTRIES.c.kind.in_(sorted(kind.value for kind in REVISIONS))
    several = select(ENTRIES.c.note).where(texts).group_by(ENTRIES.c.note).having(func.count() > 1)
    found = _read(vault, _FILED.where(texts, ENTRIES.c.note.in_(several)))
    replaced = {parent for filed in found for parent in filed.entry.parents}
    standing = Counter(filed.entry.note for filed in found if filed.hash not in replaced)
    return frozenset(note for note, count in standing.items() if note is not None and count > 1)


def newest_first(vault: OpenVault, cases: Sequence[str]) -> list[str]:
    """Name the notes that have entries in these cases, the one something came for last first."""
    latest = func.max(ENTRIES.c.filed)
    wanted = select(ENTRIES.c.note).where(ENTRIES.c.case_id.in_(cases), ENTRIES.c.note.is_not(None))
    with vault.reading() as connection:
        return list(connection.execute(wanted.group_by(ENTRIES.c.note).order_by(latest.desc())).scalars())


def by_hash(vault: OpenVault, digest: str) -> Filed | None:
    """Read one entry."""
    found = _read(vault, _FILED.where(ENTRIES.c.hash == digest))
    return found[0] if found else None


def sealed(vault: OpenVault, case: str) -> list[tuple[int | None, Sealed]]:
    """Give the exact bytes of a case in the hub's order, those set aside for their signature included.

    Entries the hub has not numbered come last, with position None.
    """
    held = (
        select(
            ENTRIES.c.position,
            ENTRY_BYTES.c.data,
            ENTRIES.c.hash,
            ENTRY_BYTES.c.signature,
            ENTRIES.c.filed.label("filed"),
        )
        .select_from(WHOLE)
        .where(ENTRIES.c.case_id == case)
    )
    aside = select(
        QUARANTINE.c.position, QUARANTINE.c.data, QUARANTINE.c.hash, QUARANTINE.c.signature, null().label("filed")
    ).where(QUARANTINE.c.case_id == case, QUARANTINE.c.data.is_not(None), QUARANTINE.c.position.is_not(None))
    both = union_all(held, aside).subquery()
    wanted = select(both).order_by(both.c.position.nulls_last(), both.c.filed)
    with vault.reading() as connection:
        return [(r.position, Sealed(r.data, r.hash, r.signature)) for r in connection.execute(wanted)]


def notes_of(vault: OpenVault, hashes: Sequence[str]) -> frozenset[str]:
    """Name the notes these entries belong to."""
    wanted = select(ENTRIES.c.note).where(ENTRIES.c.hash.in_(hashes), ENTRIES.c.note.is_not(None))
    with vault.reading() as connection:
        return frozenset(connection.execute(wanted).scalars())


def lay_down(connection: Connection, rows: Sequence[tuple[Sealed, Mapping[str, Any]]]) -> None:
    """Write entries with their bytes, each with its row (`row_of`), inside a transaction under way."""
    connection.execute(insert(ENTRIES), [dict(row) for _, row in rows])
    connection.execute(
        _LAY_DOWN, [{"digest": made.hash, "bytes": made.data, "signed": made.signature} for made, _ in rows]
    )


def row_of(entry: Entry, made: Sealed, where: Where, position: int | None, at: str | None) -> dict[str, Any]:
    """Lay out what is known of an entry as a row of its table."""
    return {
        "hash": made.hash, "id": entry.id, "kind": entry.kind.value, "case_id": entry.case,
        "note": entry.note, "device": entry.device, "dseq": entry.dseq,
        "where_it_is": where.value, "position": position, "received_at": at,
    }  # fmt: skip


def _filed(vault: OpenVault, rows: Iterable[Row[Any, Any, Any, Any, Any]]) -> list[Filed]:
    return [
        Filed(vault.kept(row.hash, row.data), row.hash, Where(row.where_it_is), row.position, row.received_at)
        for row in rows
    ]


def _read(vault: OpenVault, wanted: Select[Any, Any, Any, Any, Any]) -> list[Filed]:
    with vault.reading() as connection:
        return _filed(vault, connection.execute(wanted))


def _file(vault: OpenVault, connection: Connection, me: Identity, key: SigningKey, act: Act, clock: Clock) -> Filed:
    before = connection.execute(_FILED.where(ENTRIES.c.id == act.id)).all()
    if before:
        return _filed(vault, before)[0]
    entry = _entry(connection, me, act, clock)
    made = seal(entry, key)
    if len(made.data) > LARGEST_ENTRY:
        raise Refused(Code.TOO_LARGE, most=f"{LARGEST_ENTRY // 1024} KiB")
    lay_down(connection, [(made, row_of(entry, made, Where.ONLY_HERE, None, None))])
    connection.execute(insert(OUTBOX).values(hash=made.hash, size=len(made.data) + PARCEL_OVERHEAD))
    follow_own(connection, entry, made.hash)
    vault.log_owed |= act.kind is Kind.RECORDING_DESTROYED
    return Filed(entry, made.hash)


def _entry(connection: Connection, me: Identity, act: Act, clock: Clock) -> Entry:
    counted = update(IDENTITY).values(dseq=IDENTITY.c.dseq + 1).returning(IDENTITY.c.dseq)
    mine_here = (
        select(ENTRIES.c.hash)
        .where(ENTRIES.c.device == me.device, ENTRIES.c.case_id == act.case)
        .order_by(ENTRIES.c.dseq.desc())
        .limit(1)
    )
    return Entry(
        id=act.id, kind=act.kind, case=act.case, note=act.note, visit=act.visit,
        parents=tuple(sorted(set(act.parents))), case_previous=connection.execute(mine_here).scalar(),
        dseq=connection.execute(counted).scalar_one(), author=me.author or LOCAL, role=me.role, unit=me.unit,
        device=me.device, at=clock.now().isoformat(timespec="milliseconds"),
        since_hub=since_contact(connection, clock), auth=act.auth, body=act.body,
    )  # fmt: skip
