"""A part of an exchange: months for the team's medians go up, or are taken back; what the hub refuses stops nothing."""

from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import times
from fieldnotes.vault.open_vault import OpenVault

_PATH: Final = "/v1/times"
_LATER: Final = frozenset({Code.NOT_FOUND, Code.NOT_ALLOWED})
"""A hub from before this: it waits until the hub is renewed."""
_NO: Final = frozenset({Code.NO_TEAM, Code.REQUEST_WRONG, Code.UNKNOWN_UNIT})


def hand_in(vault: OpenVault, session: HubSession) -> None:
    """Take back first what is to be forgotten, then hand in what was made ready; errors as an exchange."""
    try:
        if times.choices(vault).withdraw:
            session.delete(_PATH)
            times.withdrawn(vault)
        for share in times.shares(vault):
            if not share.sent:
                _tell(session, share)
                times.sent(vault, [share.period])
    except Refused as problem:
        if problem.code not in _LATER:
            raise


def _tell(session: HubSession, share: times.Share) -> None:
    try:
        session.post(_PATH, {"period": share.period, "unit": share.unit, "value": dict(share.value)})
    except Refused as problem:
        if problem.code not in _NO:
            raise
