"""Who stands behind a request: the session of its bearer token, and whether that device may read. Reads no body."""

from typing import Annotated

from fastapi import Depends
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub import sessions
from fieldnotes.hub.deputies import settle_deputies
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.limits import Asker
from fieldnotes.hub.sessions import Caller

_BEARER = HTTPBearer(auto_error=False)
Bearer = Annotated[HTTPAuthorizationCredentials | None, Depends(_BEARER)]
"""What a route takes to be told who asks."""


def caller(hub: Hub, bearer: HTTPAuthorizationCredentials | None) -> Caller:
    """Who asks; a revoked device may hand in.

    Raises:
        Refused: SESSION_EXPIRED, TOO_MANY.
    """
    if bearer is None:
        raise Refused(Code.SESSION_EXPIRED)
    found, now = sessions.caller(hub, bearer.credentials), hub.clock.monotonic()
    wait = hub.limits.take(Asker.DEVICE, found.device, now) or hub.limits.take(Asker.ACCOUNT, found.user, now)
    if wait:
        raise Refused(Code.TOO_MANY, seconds=wait)
    return found


def reader(hub: Hub, bearer: HTTPAuthorizationCredentials | None) -> Caller:
    """Who asks, when they may read: a revoked device may not, and a deputy while their time lasts.

    Raises:
        Refused: SESSION_EXPIRED, TOO_MANY, DEVICE_REVOKED.
    """
    who = caller(hub, bearer)
    if who.revoked:
        raise Refused(Code.DEVICE_REVOKED)
    settle_deputies(hub)
    return who
