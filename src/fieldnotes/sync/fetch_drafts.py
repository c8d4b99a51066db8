"""The way back from safe-keeping: what lies at the hub from a person's other computers, listed and fetched sealed.

Opens nothing; knows no draft's content.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import httpx2

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync import safe_keeping_answers as answers
from fieldnotes.sync.exchange import alone
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.safe_keeping import other_shelves, place
from fieldnotes.sync.safe_keeping_answers import OtherShelf
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault


@dataclass(frozen=True, slots=True)
class FetchedBlob:
    """One sealed draft as it came from another shelf."""

    shelf: OtherShelf
    note: str
    case: str
    number: int
    sealed: bytes = field(repr=False)


def look(vault: OpenVault, clock: Clock, transport: httpx2.BaseTransport | None = None) -> list[OtherShelf]:
    """List what lies at the hub from this person's other computers, or from an earlier life of this one.

    Raises:
        Refused: NOT_JOINED, DEVICE_REVOKED, HUB_ANSWER_WRONG and what a session refuses.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    with _in_session(vault, clock, transport) as session:
        return other_shelves(vault, session)


def fetch(
    vault: OpenVault, clock: Clock, wanted: Sequence[OtherShelf], transport: httpx2.BaseTransport | None = None
) -> list[FetchedBlob]:
    """Fetch every draft of these shelves, sealed as it lies there; one taken out meanwhile is left out.

    Raises: as `look`.
    """
    found = []
    with _in_session(vault, clock, transport) as session:
        for shelf in wanted:
            for lying in shelf.drafts:
                blob = _fetch_one(session, shelf, lying.note)
                if blob is not None:
                    found.append(FetchedBlob(shelf, lying.note, lying.case, *blob))
    return found


def _fetch_one(session: HubSession, shelf: OtherShelf, note: str) -> tuple[int, bytes] | None:
    try:
        return answers.sealed(session.get(f"/v1/drafts/sealed?{place(shelf.device, shelf.id, note)}"))
    except Refused as problem:
        if problem.code is Code.NOT_FOUND:
            return None
        raise


@contextmanager
def _in_session(vault: OpenVault, clock: Clock, transport: httpx2.BaseTransport | None) -> Iterator[HubSession]:
    me = identity(vault)
    if me.hub_url is None:
        raise Refused(Code.NOT_JOINED)
    with alone(vault), HubClient(me.hub_url, me.hub_ca, transport) as client:
        yield HubSession(vault, clock, client)
