"""A part of an exchange: what an administrator has settled goes to the hub, and their table comes back.

What the hub refuses is kept aside with its reason and stops nothing. Fetches no entry.
"""

from typing import Final
from urllib.parse import urlencode

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.prepared_case import units_prepared_by
from fieldnotes.sync import answers
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import preparing, reference
from fieldnotes.vault.identity import identity
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.preparing import Act

_LATER: Final = frozenset({Code.NOT_FOUND, Code.NOT_ALLOWED})
"""A hub from before administrators: what is settled waits until it is renewed."""
_NO: Final = frozenset({
    Code.NOT_AN_ADMINISTRATOR, Code.PROTECTED_CASE, Code.NOT_A_WORKER, Code.TOO_MANY_PLANNED, Code.DRAFTS_LEFT,
    Code.NOT_ASSIGNED, Code.UNKNOWN_CASE, Code.UNKNOWN_USER, Code.UNKNOWN_PERSON, Code.UNKNOWN_TEMPLATE,
    Code.REQUEST_WRONG, Code.TOO_LARGE,
})  # fmt: skip
PLAN, CANCEL, PERSON, ASSIGNED, HANDOVER = "visits", "cancel", "people", "assigned", "handovers"
"""What is done; all but `CANCEL` are the route they go to."""


def hand_in(vault: OpenVault, session: HubSession, at: str) -> None:
    """Hand in what waits; errors as an exchange, but for what is only about one act."""
    for one in preparing.waiting(vault):
        try:
            _hand_in(session, one)
        except Refused as problem:
            if problem.code in _LATER:
                return
            if problem.code not in _NO:
                raise
            preparing.settle(vault, one, at, problem.code)
        else:
            preparing.settle(vault, one, at)


def fetch_table(vault: OpenVault, session: HubSession) -> None:
    """Bring the table up to date, where this person is an administrator; whoever is none any more keeps none."""
    if not _prepares(vault):
        preparing.clear(vault)
        return
    try:
        answer = session.get(f"/v1/preparing?after={preparing.version(vault)}")
    except Refused as problem:
        if problem.code is Code.NOT_AN_ADMINISTRATOR:
            preparing.clear(vault)
        elif problem.code not in _LATER:
            raise
        return
    preparing.apply_table(vault, answers.word(answer))


def _prepares(vault: OpenVault) -> bool:
    author = identity(vault).author
    me = next((user for user in reference.users(vault) if user.id == author), None)
    return me is not None and bool(units_prepared_by(me))


def _hand_in(session: HubSession, one: Act) -> None:
    if one.act == CANCEL:
        session.delete(f"/v1/preparing/visits?{urlencode({key: str(value) for key, value in one.values.items()})}")
    else:
        session.post(f"/v1/preparing/{one.act}", one.values)
