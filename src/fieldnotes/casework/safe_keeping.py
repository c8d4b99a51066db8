"""Bring drafts back from safe-keeping to a new computer: seen first, opened by the old computer's passphrase or key.

Nothing is ever written over: a draft that differs from what is here comes back as a draft of its own beside it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import Final

from fieldnotes.casework.desk import Desk, changed
from fieldnotes.casework.draft_ages import COPY_OF
from fieldnotes.casework.draft_views import FetchedView, KeptElsewhere
from fieldnotes.casework.whole_note import sections_of
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.fold import fold
from fieldnotes.domain.private import Private
from fieldnotes.sync import exchange as exchanging
from fieldnotes.sync import fetch_drafts
from fieldnotes.sync.fetch_drafts import FetchedBlob
from fieldnotes.sync.safe_keeping_answers import OtherShelf
from fieldnotes.vault import drafts, entries, kept_drafts
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.kept_drafts import Fetched
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.portable_slots import read_portable
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.sealed_draft import OpenedDraft, open_draft
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery
from fieldnotes.vault.wrong_tries import WrongTries
from fieldnotes.wire.ids import new_id

_TRIES_FILE: Final = "safe-keeping-tries.json"
_PUT_BACK, _COPY, _HERE_ALREADY = "put_back", "copy", "here_already"


@dataclass(frozen=True, slots=True)
class OldSecret:
    """What opened the profile on the other computer: its passphrase, or its recovery key as it was written down."""

    passphrase: str | None = field(default=None, repr=False)
    recovery_key: str | None = field(default=None, repr=False)


@dataclass(slots=True)
class _Found:
    notes: dict[str, list[str]] = field(default_factory=lambda: {_PUT_BACK: [], _COPY: [], _HERE_ALREADY: []})
    older: list[str] = field(default_factory=list)
    cases: set[str] = field(default_factory=set)
    unopened: int = 0


def look(desk: Desk) -> tuple[KeptElsewhere, ...]:
    """List what lies at the hub from this person's other computers, the latest first.

    Refused: NOT_JOINED, DEVICE_REVOKED. Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    found = [
        KeptElsewhere(
            device=shelf.device,
            name=Private(shelf.name),
            joined_at=shelf.joined_at,
            drafts=len(shelf.drafts),
            kept_at=max(each.kept_at for each in shelf.drafts),
        )
        for shelf in fetch_drafts.look(desk.vault, desk.clock)
    ]
    return tuple(sorted(found, key=lambda each: each.kept_at, reverse=True))


def fetch(
    desk: Desk,
    secret: OldSecret,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> FetchedView:
    """Exchange, open every shelf the secret opens, and put its drafts back as drafts of this computer.

    They leave their old shelf once the hub has them from here. Done twice it changes nothing.
    Refused: NOT_JOINED, DEVICE_REVOKED, WRONG_PASSPHRASE, WRONG_RECOVERY_KEY(group).
    Unavailable: WAIT_BEFORE_RETRY(seconds), HUB_UNREACHABLE, EXCHANGE_RUNNING, CANCELLED.
    """
    tries = WrongTries(desk.vault.folder, desk.clock, _TRIES_FILE)
    tries.check()
    exchanging.exchange(desk.vault, desk.clock, cancelled)
    shelves = fetch_drafts.look(desk.vault, desk.clock)
    opened = _open_shelves(desk, shelves, secret, tries) if shelves else {}
    found = _Found(unopened=sum(len(one.drafts) for one in shelves if (one.device, one.id) not in opened))
    try:
        wanted = [one for one in shelves if (one.device, one.id) in opened]
        _put_back_all(desk, fetch_drafts.fetch(desk.vault, desk.clock, wanted), opened, found, progress, cancelled)
    finally:
        for _profile, key in opened.values():
            key.erase()
    with suppress(Unavailable):  # they are back; the next exchange hands them in from here
        exchanging.exchange(desk.vault, desk.clock, cancelled)
        fetch_drafts.look(desk.vault, desk.clock)
    ids = (*found.notes[_PUT_BACK], *found.notes[_COPY])
    return FetchedView(
        put_back=tuple(found.notes[_PUT_BACK]),
        copies=tuple(found.notes[_COPY]),
        here_already=len(found.notes[_HERE_ALREADY]),
        older=tuple(found.older),
        unopened=found.unopened,
        changed=changed("drafts entries outbox cases", *ids, *found.cases),
    )


_Opened = dict[tuple[str, str], tuple[str, DataKey]]


def _open_shelves(desk: Desk, shelves: Sequence[OtherShelf], secret: OldSecret, tries: WrongTries) -> _Opened:
    """Try the secret on every shelf's slots; give profile and key of those that open."""
    begun = desk.clock.monotonic()
    recovery = from_paper(secret.recovery_key) if secret.recovery_key is not None else None
    opened: _Opened = {}
    for shelf in shelves:
        if not shelf.slots:
            continue
        file = read_portable(shelf.slots)
        if recovery is not None:
            key = open_with_recovery(file, recovery)
        else:
            key = open_with_passphrase(file, secret.passphrase or "")
        if key is not None:
            opened[shelf.device, shelf.id] = (file.profile, key)
    if not opened:
        tries.add(begun)
        raise Refused(Code.WRONG_PASSPHRASE) if recovery is None else Refused(Code.WRONG_RECOVERY_KEY, group=0)
    tries.forget()
    return opened


def _put_back_all(
    desk: Desk,
    blobs: Sequence[FetchedBlob],
    opened: _Opened,
    found: _Found,
    progress: Callable[[int, int], None] | None,
    cancelled: Callable[[], bool] | None,
) -> None:
    stood: dict[tuple[str, str], OpenedDraft] = {}
    read: list[tuple[FetchedBlob, OpenedDraft]] = []
    for blob in blobs:
        place = (blob.shelf.device, blob.shelf.id)
        try:
            one = open_draft(opened[place][1], opened[place][0], blob.note, blob.sealed)
        except Refused:
            found.unopened += 1
            continue
        read.append((blob, one))
        if place not in stood or one.number > stood[place].number:
            stood[place] = one
    for done, (blob, one) in enumerate(read, start=1):
        if cancelled is not None and cancelled():
            raise Unavailable(Code.CANCELLED)
        last = stood[blob.shelf.device, blob.shelf.id]
        if one.number < last.stood.get(blob.note, 0):
            found.older.append(blob.note)
        _put_back(desk, blob, one, found)
        if progress is not None:
            progress(done, len(read))


def _put_back(desk: Desk, blob: FetchedBlob, one: OpenedDraft, found: _Found) -> None:
    came = Fetched(blob.shelf.device, blob.shelf.id, blob.note, blob.case, one.number, blob.note)
    with desk.writing:
        before = {(each.device, each.shelf, each.note): each for each in kept_drafts.fetched(desk.vault)}
        earlier = before.get((came.device, came.shelf, came.note))
        if earlier is not None and earlier.number >= one.number:
            found.notes[_HERE_ALREADY].append(earlier.here)
            return
        what = _what_to_do(desk, one.draft)
        if what == _COPY:
            came = replace(came, here=new_id(desk.clock))
            about = {**(one.draft.cursor or {}), COPY_OF: blob.note}
            kept_drafts.put_back(desk.vault, came, replace(one.draft, corrects=None, cursor=about))
        else:
            kept_drafts.put_back(desk.vault, came, one.draft if what == _PUT_BACK else None)
    found.notes[what].append(came.here)
    found.cases.add(one.draft.case)


def _what_to_do(desk: Desk, came: Draft) -> str:
    """Say whether a draft takes its old place, lies beside what is there, or is there already."""
    here = drafts.get(desk.vault, came.note)
    if here is not None:
        return _HERE_ALREADY if _content(here) == _content(came) else _COPY
    filed = entries.of_note(desk.vault, came.note)
    revisions = fold(came.note, filed).revisions if filed else ()
    if not revisions or came.corrects in {each.hash for each in revisions}:
        return _PUT_BACK
    return _HERE_ALREADY if any(sections_of(each) == came.sections for each in revisions) else _COPY


def _content(draft: Draft) -> tuple[object, ...]:
    return (draft.case, draft.template, draft.sections, draft.family_text or None, draft.corrects)
