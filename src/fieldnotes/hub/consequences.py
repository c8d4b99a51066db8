"""What the hub itself does because an entry now stands in the record. Reads no note's text and judges nothing."""

from collections.abc import Sequence

from sqlalchemy import Connection

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.misfiling import settle_misfiled
from fieldnotes.hub.proposing import settle_binding


def follow(hub: Hub, connection: Connection, stored: Sequence[Entry]) -> None:
    """Follow stored entries, in the transaction that stored them; the same again changes nothing."""
    for entry in stored:
        if entry.kind is Kind.CASE_BOUND:
            settle_binding(hub, connection, entry)
        elif entry.kind is Kind.NOTE_MISFILED:
            settle_misfiled(hub, connection, entry)
