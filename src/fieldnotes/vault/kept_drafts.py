"""Which drafts lie in safe-keeping at the hub, in which state, and which have to go there or leave it.

A number is given out, and on the disk, before the blob that carries it is sent; so what was sent later always
carries the greater one. Knows no hub session; the blobs are `sealed_draft`'s affair.
"""

import hashlib
import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from sqlalchemy import Connection, delete, exists, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from fieldnotes.vault import drafts
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.keys import DataKey, used_once
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.safe_keeping_tables import FETCHED_DRAFTS, KEPT_DRAFTS, SAFE_KEEPING
from fieldnotes.vault.sealed_draft import plain, seal_draft
from fieldnotes.vault.tables import DRAFTS, ENTRIES, OUTBOX

_SHELF_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Shelf:
    """This store's place at the hub: its id, the last number given out, the slots that lie there (their digest).

    `asked`: whether it was asked what lies there from other computers.
    """

    id: str
    number: int
    slots: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """What the hub holds of one draft, on the hub's clock: since when this state, and since when any."""

    number: int
    digest: str
    kept_at: str
    since: str


@dataclass(frozen=True, slots=True)
class Sending:
    """One draft sealed to be handed in; `digest` names its state."""

    note: str
    case: str
    number: int
    created_at: str
    digest: str
    sealed: bytes = field(repr=False)


def state_of(key: DataKey, draft: Draft) -> str:
    """Name the state of a draft: 64 hex digits, of no use without the data key, others after a re-key."""
    with used_once(key.draft_key()) as draft_key:
        return hmac.new(draft_key, plain(draft), hashlib.sha256).hexdigest()


def shelf(vault: OpenVault, epoch: str) -> Shelf:
    """Give this store's shelf; in another history of the hub nothing counts as lying there any more."""
    with vault.writing() as connection:
        row = connection.execute(select(SAFE_KEEPING)).one_or_none()
        if row is None:
            new = {"one": 1, "shelf": secrets.token_hex(_SHELF_BYTES), "number": 0, "epoch": epoch, "slots": ""}
            connection.execute(insert(SAFE_KEEPING).values(new))
        elif row.epoch != epoch:
            _nothing_is_kept(connection)
            connection.execute(update(SAFE_KEEPING).values(epoch=epoch))
        row = connection.execute(select(SAFE_KEEPING)).one()
        return Shelf(row.shelf, row.number, row.slots, row.elsewhere is not None)


def begin_new_shelf(vault: OpenVault) -> None:
    """Leave the shelf as it is and begin another: this store is an older copy of the one that filled it."""
    with vault.writing() as connection:
        _nothing_is_kept(connection)
        connection.execute(update(SAFE_KEEPING).values(shelf=secrets.token_hex(_SHELF_BYTES), elsewhere=None))


def to_send(vault: OpenVault) -> list[Sending]:
    """Seal every draft whose state the hub does not hold, the one begun first first; numbers are taken for them."""
    kept = all_kept(vault)
    changed = [
        (draft, digest)
        for draft in drafts.all_drafts(vault)
        if (digest := state_of(vault.key, draft)) != (kept[draft.note].digest if draft.note in kept else "")
    ]
    if not changed:
        return []
    with vault.writing() as connection:
        last = connection.execute(select(SAFE_KEEPING.c.number)).scalar_one()
        connection.execute(update(SAFE_KEEPING).values(number=last + len(changed)))
    numbers = {draft.note: last + place for place, (draft, _) in enumerate(changed, start=1)}
    stood = {note: one.number for note, one in kept.items()} | numbers
    return [
        Sending(
            draft.note, draft.case, numbers[draft.note], draft.created_at, digest,
            seal_draft(vault.key, vault.profile, draft, numbers[draft.note], stood),
        )
        for draft, digest in changed
    ]  # fmt: skip


def mark_kept(vault: OpenVault, sent: Sending, kept_at: str, since: str) -> None:
    """Remember that the hub holds this state; times are the hub's."""
    row = {
        "note": sent.note, "case_id": sent.case, "number": sent.number, "digest": sent.digest,
        "kept_at": kept_at, "since": since,
    }  # fmt: skip
    with vault.writing() as connection:
        connection.execute(upsert(KEPT_DRAFTS).values(row).on_conflict_do_update(index_elements=["note"], set_=row))


def mark_slots(vault: OpenVault, digest: str) -> None:
    """Remember which key slots lie beside the drafts."""
    with vault.writing() as connection:
        connection.execute(update(SAFE_KEEPING).values(slots=digest))


def note_elsewhere(vault: OpenVault, drafts_there: int, kept_at: str | None) -> None:
    """Remember how many drafts of other computers lie at the hub, the latest from when (the hub's clock)."""
    with vault.writing() as connection:
        connection.execute(update(SAFE_KEEPING).values(elsewhere=drafts_there, elsewhere_at=kept_at))


def elsewhere(vault: OpenVault) -> tuple[int, str | None]:
    """Tell how many drafts of other computers lay there when it was last asked, and the latest from when."""
    with vault.reading() as connection:
        row = connection.execute(select(SAFE_KEEPING.c.elsewhere, SAFE_KEEPING.c.elsewhere_at)).one_or_none()
    return (0, None) if row is None or not row.elsewhere else (row.elsewhere, row.elsewhere_at)


def all_kept(vault: OpenVault) -> Mapping[str, Kept]:
    """Read what the hub holds, by note."""
    with vault.reading() as connection:
        rows = connection.execute(select(KEPT_DRAFTS)).all()
    return {row.note: Kept(row.number, row.digest, row.kept_at, row.since) for row in rows}


def kept_of(vault: OpenVault, note: str) -> Kept | None:
    """Read what the hub holds of one draft."""
    with vault.reading() as connection:
        row = connection.execute(select(KEPT_DRAFTS).where(KEPT_DRAFTS.c.note == note)).one_or_none()
    return None if row is None else Kept(row.number, row.digest, row.kept_at, row.since)


def to_remove(vault: OpenVault) -> list[str]:
    """List the notes that lie there and are no drafts any more; never while their signed text still waits here."""
    waits = exists().where(ENTRIES.c.note == KEPT_DRAFTS.c.note, OUTBOX.c.hash == ENTRIES.c.hash)
    written = exists().where(DRAFTS.c.note == KEPT_DRAFTS.c.note)
    with vault.reading() as connection:
        wanted = select(KEPT_DRAFTS.c.note).where(~written, ~waits).order_by(KEPT_DRAFTS.c.note)
        return list(connection.execute(wanted).scalars())


def forget(vault: OpenVault, note: str) -> None:
    """Remember that nothing of a draft lies there any more."""
    with vault.writing() as connection:
        connection.execute(delete(KEPT_DRAFTS).where(KEPT_DRAFTS.c.note == note))


def _nothing_is_kept(connection: Connection) -> None:
    connection.execute(delete(KEPT_DRAFTS))
    connection.execute(update(SAFE_KEEPING).values(slots=""))


@dataclass(frozen=True, slots=True)
class Fetched:
    """A draft of another shelf that was put back here under the note id `here`."""

    device: str
    shelf: str
    note: str
    case: str
    number: int
    here: str


def put_back(vault: OpenVault, fetched: Fetched, draft: Draft | None) -> None:
    """Save a draft that came back, and remember where from; without a draft only the latter. One transaction."""
    row = {
        "device": fetched.device, "shelf": fetched.shelf, "note": fetched.note, "case_id": fetched.case,
        "number": fetched.number, "here": fetched.here,
    }  # fmt: skip
    with vault.writing() as connection:
        if draft is not None:
            drafts.write(connection, replace(draft, note=fetched.here))
        connection.execute(upsert(FETCHED_DRAFTS).values(row).on_conflict_do_update(
            index_elements=["device", "shelf", "note"], set_=row
        ))  # fmt: skip


def fetched(vault: OpenVault) -> list[Fetched]:
    """List what was put back here and may still lie on its old shelf."""
    with vault.reading() as connection:
        rows = connection.execute(select(FETCHED_DRAFTS)).all()
    return [Fetched(row.device, row.shelf, row.note, row.case_id, row.number, row.here) for row in rows]


def settled(vault: OpenVault) -> list[Fetched]:
    """List what may leave its old shelf: the hub holds what became of it here, or it is no draft any more."""
    kept, begun = all_kept(vault), {draft.note for draft in drafts.all_drafts(vault)}
    waits = {note for note in begun if note not in kept}
    return [one for one in fetched(vault) if one.here not in waits and not _entry_waits(vault, one.here)]


def forget_fetched(vault: OpenVault, one: Fetched) -> None:
    """Remember that it has left its old shelf."""
    there = (FETCHED_DRAFTS.c.device == one.device) & (FETCHED_DRAFTS.c.shelf == one.shelf)
    with vault.writing() as connection:
        connection.execute(delete(FETCHED_DRAFTS).where(there, FETCHED_DRAFTS.c.note == one.note))


def _entry_waits(vault: OpenVault, note: str) -> bool:
    held = select(OUTBOX.c.hash).join(ENTRIES, ENTRIES.c.hash == OUTBOX.c.hash).where(ENTRIES.c.note == note)
    with vault.reading() as connection:
        return connection.execute(held.limit(1)).first() is not None
