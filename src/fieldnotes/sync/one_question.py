"""A session for one thing that is asked of the hub while a person waits, and what of it comes back with the feed.

One exchange at a time per profile holds here too. Knows no entry.
"""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync.exchange import alone
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.pulling import fetch_reference
from fieldnotes.sync.tally import Tally
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault


@contextmanager
def in_session(vault: OpenVault, clock: Clock, transport: httpx2.BaseTransport | None = None) -> Iterator[HubSession]:
    """Open a session with the profile's hub.

    Raises:
        Refused: NOT_JOINED, DEVICE_REVOKED, HUB_ANSWER_WRONG and what a session refuses.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    me = identity(vault)
    if me.hub_url is None:
        raise Refused(Code.NOT_JOINED)
    with alone(vault), HubClient(me.hub_url, me.hub_ca, transport) as client:
        yield HubSession(vault, clock, client)


def post(vault: OpenVault, clock: Clock, path: str, body: JsonObject) -> JsonObject:
    """Hand in one thing and take in what of the feed is another now. Raises: as `in_session`, and what it refuses."""
    with in_session(vault, clock) as session:
        answer = session.post(path, body)
        fetch_reference(vault, session, Tally())
    return answer


def delete(vault: OpenVault, clock: Clock, path: str) -> JsonObject:
    """Take one thing away, else as `post`."""
    with in_session(vault, clock) as session:
        answer = session.delete(path)
        fetch_reference(vault, session, Tally())
    return answer
