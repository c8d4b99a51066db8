"""The last part of an exchange: drafts that changed go to the hub sealed, those signed or discarded leave it.

A supervisor's device also hears of others' old drafts. Knows no draft's content.
"""

import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, cast
from urllib.parse import urlencode

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.deputies import stands_in_for
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync import safe_keeping_answers as answers
from fieldnotes.sync import set_aside
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.safe_keeping_answers import HandedIn, OtherShelf
from fieldnotes.vault import kept_drafts, reference
from fieldnotes.vault.contact import hub_now
from fieldnotes.vault.deputies import deputies
from fieldnotes.vault.identity import Identity, identity
from fieldnotes.vault.kept_drafts import Sending
from fieldnotes.vault.key_file import read_key_file
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.portable_slots import portable_slots
from fieldnotes.vault.waiting_drafts import save_waiting
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.safe_keeping import MOST_ASKED, MOST_SEALED

_AT_ONCE: Final = 100
_ROOM: Final = MOST_ASKED * 3 // 5
"""Bytes of blobs in one request: base64 makes four of three, and there is something beside them."""


def exchange(vault: OpenVault, session: HubSession, clock: Clock) -> None:
    """Hand in what changed, take out what is no draft any more, hear of others' old drafts; errors as an exchange."""
    hand_in(vault, session, clock)
    _take_out(vault, session)
    _hear_of_waiting(vault, session, clock)
    if not kept_drafts.shelf(vault, session.epoch).asked:
        other_shelves(vault, session)


def hand_in(vault: OpenVault, session: HubSession, clock: Clock) -> None:
    """Hand in every draft whose state the hub does not hold; this alone is open to a revoked device.

    A store that is an older copy of the one that filled its shelf begins a shelf of its own and overwrites nothing.
    """
    if not _hand_in(vault, session, clock):
        kept_drafts.begin_new_shelf(vault)
        _hand_in(vault, session, clock)


def _hand_in(vault: OpenVault, session: HubSession, clock: Clock) -> bool:
    """Hand everything in; False when the hub holds a later state of something than this store ever gave out."""
    shelf = kept_drafts.shelf(vault, session.epoch)
    slots = portable_slots(read_key_file(vault.folder))
    digest = hashlib.sha256(slots).hexdigest()
    waiting = [one for one in kept_drafts.to_send(vault) if len(one.sealed) <= MOST_SEALED]
    lying = shelf.slots
    for batch in _batches(waiting) or ([[]] if lying != digest and kept_drafts.all_kept(vault) else []):
        asked: JsonObject = {"shelf": shelf.id, "drafts": [_asked(one, clock) for one in batch]}
        answer = _post(session, asked if lying == digest else {**asked, "slots": to_base64(slots)})
        if answer.slots != digest:
            answer = _post(session, {**asked, "slots": to_base64(slots)})
        if not _marked(vault, batch, answer):
            return False
        if lying != digest:
            kept_drafts.mark_slots(vault, digest)
            lying = digest
    return True


def _post(session: HubSession, asked: JsonObject) -> HandedIn:
    answer = answers.handed_in(session.post("/v1/drafts", asked))
    session.check_epoch(answer.epoch)
    return answer


def _marked(vault: OpenVault, batch: Sequence[Sending], answer: HandedIn) -> bool:
    for one in batch:
        result = answer.results.get(one.note)
        if result is None:
            raise Refused(Code.HUB_ANSWER_WRONG)
        if not result.kept:
            return False
        kept_drafts.mark_kept(vault, one, result.kept_at, result.since)
    return True


def _batches(waiting: Sequence[Sending]) -> list[list[Sending]]:
    found: list[list[Sending]] = []
    room = 0
    for one in waiting:
        if not found or len(found[-1]) == _AT_ONCE or len(one.sealed) > room:
            found.append([])
            room = _ROOM
        found[-1].append(one)
        room -= len(one.sealed)
    return found


def _asked(one: Sending, clock: Clock) -> JsonObject:
    age = clock.now() - datetime.fromisoformat(one.created_at)
    return {
        "case": one.case, "note": one.note, "number": one.number, "since": one.created_at,
        "age": max(0, age // timedelta(seconds=1)), "sealed": to_base64(one.sealed),
    }  # fmt: skip


def _take_out(vault: OpenVault, session: HubSession) -> None:
    """Take out what is no draft any more, and what came here from another computer and lies on this shelf now."""
    me = identity(vault).device
    shelf = kept_drafts.shelf(vault, session.epoch)
    for note in kept_drafts.to_remove(vault):
        session.delete(f"/v1/drafts?{place(me, shelf.id, note)}&up_to={shelf.number}")
        kept_drafts.forget(vault, note)
    for one in kept_drafts.settled(vault):
        session.delete(f"/v1/drafts?{place(one.device, one.shelf, one.note)}&up_to={one.number}")
        kept_drafts.forget_fetched(vault, one)


def _hear_of_waiting(vault: OpenVault, session: HubSession, clock: Clock) -> None:
    """Ask only when this person supervises; what the hub told before is forgotten when it is so no longer."""
    me = identity(vault)
    supervises = _supervises(vault, me, clock)
    set_aside.hear(vault, session, supervises=supervises)
    if not supervises:
        save_waiting(vault, [])
        return
    answer = session.get("/v1/drafts/waiting")
    save_waiting(vault, answers.waiting(answer, cast(bytes, me.hub_key), me.author, session.epoch))


def _supervises(vault: OpenVault, me: Identity, clock: Clock) -> bool:
    own = next((user for user in reference.users(vault) if user.id == me.author), None)
    if stands_in_for(deputies(vault), me.author or "", hub_now(vault, clock)):
        return True
    here, there = reference.here_and_there(vault)
    cases = [*here, *there]
    return any(case.supervisor == me.author or (own and own.is_supervisor_of(case.unit)) for case in cases)


def other_shelves(vault: OpenVault, session: HubSession) -> list[OtherShelf]:
    """List what lies at the hub from other computers, and remember how much that is."""
    mine = kept_drafts.shelf(vault, session.epoch).id
    found = [one for one in answers.shelves(session.get("/v1/drafts")) if one.id != mine and one.drafts]
    latest = max((each.kept_at for one in found for each in one.drafts), default=None)
    count = sum(len(one.drafts) for one in found)
    kept_drafts.note_elsewhere(vault, count, latest.isoformat() if latest else None)
    return found


def place(device: str, shelf: str, note: str) -> str:
    """Write where a draft lies, as a query."""
    return urlencode({"device": device, "shelf": shelf, "note": note})
