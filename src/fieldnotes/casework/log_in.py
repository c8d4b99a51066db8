"""Prove to the hub who one is, and what a decision names of it. The password and the browser's code are not kept."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.language.translation import translate as _
from fieldnotes.sync import log_in as at_hub
from fieldnotes.vault.login import last_login
from fieldnotes.vault.reference import policy
from fieldnotes.wire.login import Login, accepted_acr
from fieldnotes.wire.reference import HUB_POLICY

GOOD_FOR: Final = timedelta(hours=12)
"""How long a log-in at the hub lets its person decide, with or without a network (IDM-1)."""


@dataclass(frozen=True, slots=True)
class LogInWays:
    """How this person may log in: their account's password, a provider by name; `needed`: to decide at all."""

    password: bool
    must_change: bool
    provider: str | None
    needed: bool

    def to_json(self) -> JsonObject:
        """Write it for `login --ways`."""
        return {
            "password": self.password, "must_change": self.must_change, "provider": self.provider,
            "needed": self.needed,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class LoggedIn:
    """A log-in: when by the hub's clock, how strongly and by what; `enough`: one may decide on it now."""

    at: datetime
    acr: str
    amr: tuple[str, ...]
    enough: bool

    def to_json(self) -> JsonObject:
        """Write it for `login`."""
        return {"at": self.at.isoformat(), "acr": self.acr, "amr": [*self.amr], "enough": self.enough}


def ways(desk: Desk) -> LogInWays:
    """Ask the hub how one may log in. Refused: NOT_JOINED. Unavailable: HUB_UNREACHABLE, EXCHANGE_RUNNING."""
    found = at_hub.ask_ways(desk.vault, desk.clock)
    return LogInWays(found.password, found.must_change, found.provider, bool(found.decision_acr))


def by_password(desk: Desk, password: str, new_password: str | None = None) -> LoggedIn:
    """Log in by the password of one's account; a new one comes along when it is to be changed.

    Refused: NOT_JOINED, WRONG_PASSWORD, NO_ACCOUNT, PASSWORD_TO_CHANGE, WEAK_PASSWORD.
    Unavailable: WAIT_BEFORE_RETRY(seconds), HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    return _shown(desk, at_hub.by_password(desk.vault, desk.clock, password, new_password))


def by_browser(desk: Desk, open_url: Callable[[str], bool], cancelled: Callable[[], bool]) -> LoggedIn:
    """Log in at the identity provider; `open_url` opens the person's browser, and we wait until they are back.

    Refused: NOT_JOINED, NO_PROVIDER, LOGIN_FAILED, LOGIN_TOO_WEAK, OTHER_PERSON.
    Unavailable: BROWSER_MISSING, PROVIDER_UNREACHABLE, CANCELLED, HUB_UNREACHABLE, EXCHANGE_RUNNING.
    """
    page = _("You are back. FieldNotes goes on by itself; you can close this page.")
    return _shown(desk, at_hub.by_browser(desk.vault, desk.clock, open_url, page, cancelled))


def last(desk: Desk) -> LoggedIn | None:
    """The last log-in on this computer; None when there is none."""
    found = last_login(desk.vault)
    return None if found is None else _shown(desk, found)


def is_needed(desk: Desk) -> bool:
    """Whether a decision wants a log-in that is not there, or no longer good: asked before anything is typed."""
    found = last(desk)
    return bool(_wanted(desk)) and (found is None or not found.enough)


def log_in_named(desk: Desk) -> JsonObject | None:
    """What a decision names as its log-in, `{"acr", "at"}`; None where the hub asks for none.

    Refused: LOGIN_NEEDED when there is none of the wanted level within twelve hours, by the hub's clock.
    """
    if not _wanted(desk):
        return None
    found = last(desk)
    if found is None or not found.enough:
        raise Refused(Code.LOGIN_NEEDED)
    return {"acr": found.acr, "at": found.at.isoformat()}


def _shown(desk: Desk, found: Login) -> LoggedIn:
    at = datetime.fromisoformat(found.at)
    wanted = _wanted(desk)
    fresh = abs(desk.hub_now() - at) <= GOOD_FOR
    return LoggedIn(at, found.acr, found.amr, enough=fresh and (not wanted or found.acr in wanted))


def _wanted(desk: Desk) -> tuple[str, ...]:
    return accepted_acr(policy(desk.vault).get(HUB_POLICY, {}))
