"""A part of an exchange: what lies aside at the hub in the cases of those who supervise. Knows no content."""

from collections.abc import Mapping
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.sync.hub_session import HubSession
from fieldnotes.vault import set_aside_there
from fieldnotes.vault.open_vault import OpenVault

_KEYS: Final = {
    "hash", "id", "case", "kind", "note", "author", "at", "received_at", "reason", "state", "decided_at", "decided_by",
    "may_release", "settles_itself",
}  # fmt: skip


def hear(vault: OpenVault, session: HubSession, *, supervises: bool) -> None:
    """Ask when this person supervises; what the hub told before is forgotten when it is so no longer."""
    if not supervises:
        set_aside_there.keep(vault, [])
        return
    try:
        answer = session.get("/v1/quarantine")
    except Refused as problem:
        if problem.code not in (Code.NOT_FOUND, Code.NOT_ALLOWED):
            raise
        return  # a hub from before this
    set_aside_there.keep(vault, rows_of(answer))


def rows_of(answer: JsonObject) -> list[JsonObject]:
    """Read the list strictly. Refused: HUB_ANSWER_WRONG."""
    rows = answer.get("aside")
    if not isinstance(rows, list):
        raise Refused(Code.HUB_ANSWER_WRONG)
    found = [row for row in rows if isinstance(row, Mapping) and set(row) >= _KEYS and isinstance(row["hash"], str)]
    if len(found) != len(rows):
        raise Refused(Code.HUB_ANSWER_WRONG)
    return found
