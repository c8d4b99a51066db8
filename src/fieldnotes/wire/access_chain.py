"""How the rows of a device's access log hang together (SEC-6): each is linked to the one before it. Keeps no row."""

import hashlib
from typing import Final

from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire import canonical

START: Final = "0" * 64
_LABEL: Final = b"fieldnotes/access/1"


def link(before: str, row: JsonObject) -> str:
    """Chain a row to the one before: SHA-256 over a label, the former link and the row's canonical bytes.

    Args:
        before: 64 hex digits; START for the first row.
        row: `{"at", "case", "note", "revision", "what"}`.
    """
    return hashlib.sha256(_LABEL + bytes.fromhex(before) + canonical.encode(row)).hexdigest()
