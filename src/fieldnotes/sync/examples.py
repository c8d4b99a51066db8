"""A part of an exchange: examples that were kept here go to the hub; one it refuses is kept aside and stops nothing."""

from typing import Final
from urllib.parse import urlencode

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import examples
from fieldnotes.vault.examples import KeptExample
from fieldnotes.vault.open_vault import OpenVault

_LATER: Final = frozenset({Code.NOT_FOUND, Code.NOT_ALLOWED})
"""A hub from before examples: they wait until it is renewed."""
_NO: Final = frozenset({Code.NOT_A_SUPERVISOR, Code.REQUEST_WRONG, Code.TOO_LARGE})


def hand_in(vault: OpenVault, session: HubSession, at: str) -> None:
    """Hand in what waits; errors as an exchange, but for what is only about one example."""
    for one in examples.waiting(vault):
        try:
            _hand_in(session, one)
        except Refused as problem:
            if problem.code in _LATER:
                return
            if problem.code not in _NO:
                raise
            examples.settle(vault, one, at, reason=problem.code.value)
        else:
            examples.settle(vault, one, at)


def _hand_in(session: HubSession, one: KeptExample) -> None:
    if one.value.get("gone"):
        session.delete(f"/v1/examples?{urlencode({'unit': one.unit, 'example': one.id})}")
        return
    session.post("/v1/examples", {"id": one.id, "unit": one.unit, **one.value})
