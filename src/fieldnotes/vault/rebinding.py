"""The moment a profile that began alone gets its person: what was filed as `local` is sealed anew in their name.

Allowed only because none of it has ever left this device; ids, times, counters and words stay, hashes change, and
everything that names an old hash names the new one. Knows no hub.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import cast

from sqlalchemy import Connection, select, update

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.vault import access
from fieldnotes.vault.identity import LOCAL, Identity, read_identity, write_identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ACCESS, ATTACHMENTS, DRAFTS, ENTRIES, ENTRY_BYTES, IDENTITY, OUTBOX, PURGED, WHOLE
from fieldnotes.wire.entries import read, seal
from fieldnotes.wire.keys import SigningKey


def become(vault: OpenVault, person: Identity) -> None:
    """Take on an identity that has joined; entries filed before carry it from now on. One transaction.

    A profile that had joined as another device keeps those entries as that device's, and counts anew.

    Raises:
        Refused: BYTES_WRONG, PROFILE_LOCKED; nothing is written.
        Unavailable: CANNOT_WRITE, DISK_FULL; nothing is written.
    """
    with vault.writing() as connection:
        before = read_identity(vault, connection)
        if before.author is None:
            own_anew(connection, person)
        elif before.device != person.device:
            count_anew(connection)
        write_identity(vault, connection, person)


def count_anew(connection: Connection) -> None:
    """Let a new device's counter begin at nought; the numbers that are gone were the old device's."""
    connection.execute(update(IDENTITY).values(dseq=0))
    connection.execute(update(PURGED).values(own="[]"))


def own_anew(connection: Connection, person: Identity) -> None:
    """Seal everything filed as `local` anew as this person's on this device, inside a transaction under way."""
    renamed = _seal_anew(connection, person)
    _follow_drafts(connection, renamed)
    _follow_access(connection, renamed)
    _follow_attachments(connection, renamed)


def _seal_anew(connection: Connection, person: Identity) -> dict[str, str]:
    key = SigningKey(person.seed)
    renamed: dict[str, str] = {}
    whole = select(ENTRIES.c.filed, ENTRIES.c.hash, ENTRY_BYTES.c.data).select_from(WHOLE)
    for row in connection.execute(whole.order_by(ENTRIES.c.dseq)).all():
        before = read(row.data)
        previous = before.case_previous
        after = replace(
            before,
            author=person.author if before.author == LOCAL and person.author else before.author,
            role=person.role,
            unit=person.unit,
            device=person.device,
            parents=tuple(sorted(renamed.get(p, p) for p in before.parents)),
            case_previous=None if previous is None else renamed.get(previous, previous),
            body=_body_of(before, person, renamed),
        )
        made = seal(after, key)
        renamed[row.hash] = made.hash
        here = update(ENTRIES).where(ENTRIES.c.filed == row.filed)
        connection.execute(here.values(hash=made.hash, device=after.device))
        bytes_here = update(ENTRY_BYTES).where(ENTRY_BYTES.c.filed == row.filed)
        connection.execute(bytes_here.values(data=made.data, signature=made.signature))
        size = OUTBOX.c.size + len(made.data) - len(row.data)
        connection.execute(update(OUTBOX).where(OUTBOX.c.hash == row.hash).values(hash=made.hash, size=size))
    return renamed


def _body_of(before: Entry, person: Identity, renamed: Mapping[str, str]) -> JsonObject:
    """A case proposed alone on a computer belongs to the unit of the person this turns out to be."""
    body = cast("JsonObject", _follow(before.body, renamed))
    return {**body, "unit": person.unit} if before.kind is Kind.CASE_PROPOSED and body["unit"] == LOCAL else body


def _follow(value: Json, renamed: Mapping[str, str]) -> Json:
    if isinstance(value, str):
        return renamed.get(value, value)
    if isinstance(value, Mapping):
        return {name: _follow(inner, renamed) for name, inner in value.items()}
    if isinstance(value, list):
        return [_follow(inner, renamed) for inner in value]
    return value


def _follow_drafts(connection: Connection, renamed: Mapping[str, str]) -> None:
    for old, new in renamed.items():
        connection.execute(update(DRAFTS).where(DRAFTS.c.corrects == old).values(corrects=new))


def _follow_attachments(connection: Connection, renamed: Mapping[str, str]) -> None:
    for row in connection.execute(select(ATTACHMENTS.c.id, ATTACHMENTS.c.entry)).all():
        new = renamed.get(row.entry, row.entry)
        connection.execute(update(ATTACHMENTS).where(ATTACHMENTS.c.id == row.id).values(entry=new))


def _follow_access(connection: Connection, renamed: Mapping[str, str]) -> None:
    before = access.START
    for row in connection.execute(select(ACCESS).order_by(ACCESS.c.number)).all():
        revision = renamed.get(row.revision, row.revision)
        linked = {"what": row.what, "case": row.case_id, "note": row.note, "revision": revision, "at": row.at}
        before = access.link(before, linked)
        connection.execute(update(ACCESS).where(ACCESS.c.number == row.number).values(revision=revision, chain=before))
