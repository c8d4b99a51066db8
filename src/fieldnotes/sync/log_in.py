"""Logging in at the hub: by the password of one's account, or at the identity provider through the browser.

What the hub says is kept in the vault; the password and the code are not. Knows no note.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final

import httpx2

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync.exchange import alone
from fieldnotes.sync.hub_client import HubClient
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.sync.loopback import Loopback
from fieldnotes.vault.identity import identity
from fieldnotes.vault.login import keep_login
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import Login, challenge_of, new_verifier

_PATIENCE: Final = 30
_BETWEEN: Final = 0.5
"""An exchange that is under way is waited for: so many times, so many seconds."""


@dataclass(frozen=True, slots=True)
class Ways:
    """How this person may log in at their hub; `decision_acr`: which levels a decision wants, none = no log-in."""

    password: bool
    must_change: bool
    provider: str | None
    decision_acr: tuple[str, ...]


def ask_ways(vault: OpenVault, clock: Clock, transport: httpx2.BaseTransport | None = None) -> Ways:
    """Ask the hub how one may log in.

    Raises:
        Refused: NOT_JOINED, HUB_ANSWER_WRONG and what a session refuses.
        Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    with _in_session(vault, clock, transport) as session:
        match session.get("/v1/login"):
            case {
                "password": bool(password), "must_change": bool(change), "provider": None | str() as provider,
                "decision_acr": list(levels),
            }:  # fmt: skip
                return Ways(password, change, provider, tuple(str(level) for level in levels))
    raise Refused(Code.HUB_ANSWER_WRONG)


def by_password(
    vault: OpenVault,
    clock: Clock,
    password: str,
    new_password: str | None = None,
    transport: httpx2.BaseTransport | None = None,
) -> Login:
    """Log in by the account's password, changing it when a new one comes along.

    Raises:
        Refused: WRONG_PASSWORD, NO_ACCOUNT, PASSWORD_TO_CHANGE, WEAK_PASSWORD and as `ask_ways`.
        Unavailable: WAIT_BEFORE_RETRY(seconds) and as `ask_ways`.
    """
    said: JsonObject = {"password": password}
    if new_password is not None:
        said = {**said, "new_password": new_password}
    with _in_session(vault, clock, transport) as session:
        return _kept(vault, session.post("/v1/login/password", said))


def by_browser(
    vault: OpenVault,
    clock: Clock,
    open_url: Callable[[str], bool],
    page: str,
    cancelled: Callable[[], bool],
    transport: httpx2.BaseTransport | None = None,
) -> Login:
    """Log in at the identity provider; waits until the person has come back from the browser.

    Args:
        vault: the open profile.
        clock: informs.
        open_url: opens an address in the person's browser; False when there is none.
        page: what the browser shows when they are back, plain text.
        cancelled: asked twice a second.
        transport: another way to the hub than the network (tests).

    Raises:
        Refused: NO_PROVIDER, LOGIN_FAILED (also when they said no there), LOGIN_TOO_WEAK, OTHER_PERSON, and as
            `ask_ways`.
        Unavailable: PROVIDER_UNREACHABLE, BROWSER_MISSING, CANCELLED, and as `ask_ways`.
    """
    verifier = new_verifier()
    with Loopback(page) as here:
        with _in_session(vault, clock, transport) as session:
            asked: JsonObject = {"redirect": here.redirect, "challenge": challenge_of(verifier)}
            match session.post("/v1/login/begin", asked):
                case {"url": str(url), "state": str(state)}:
                    pass
                case _:
                    raise Refused(Code.HUB_ANSWER_WRONG)
        if not open_url(url):
            raise Unavailable(Code.BROWSER_MISSING)
        code = here.wait(state, cancelled)
    with _in_session(vault, clock, transport) as session:
        said: JsonObject = {"state": state, "code": code, "verifier": verifier}
        return _kept(vault, session.post("/v1/login/finish", said))


def _kept(vault: OpenVault, answer: JsonObject) -> Login:
    match answer:
        case {"login": None, "wait": int(seconds)}:
            raise Unavailable(Code.WAIT_BEFORE_RETRY, seconds=seconds)
        case {"login": dict() as word}:
            return keep_login(vault, Word.from_json(word))
        case _:
            raise Refused(Code.HUB_ANSWER_WRONG)


@contextmanager
def _in_session(vault: OpenVault, clock: Clock, transport: httpx2.BaseTransport | None) -> Iterator[HubSession]:
    me = identity(vault)
    if me.hub_url is None:
        raise Refused(Code.NOT_JOINED)
    with _alone_soon(vault), HubClient(me.hub_url, me.hub_ca, transport) as client:
        yield HubSession(vault, clock, client)


@contextmanager
def _alone_soon(vault: OpenVault) -> Iterator[None]:
    """Wait for an exchange that is under way: who has typed their password is not sent away for that."""
    ticking = threading.Event()
    with ExitStack() as lock:
        for left in range(_PATIENCE, -1, -1):
            try:
                lock.enter_context(alone(vault))
                break
            except Unavailable as problem:
                if problem.code is not Code.EXCHANGE_RUNNING or not left:
                    raise
                ticking.wait(_BETWEEN)
        yield
