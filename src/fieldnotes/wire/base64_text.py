"""Bytes inside JSON: standard base64 with padding (RFC 4648 §4), and nothing looser."""

import base64
import binascii

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json


def to_base64(data: bytes) -> str:
    """Write bytes as text."""
    return base64.b64encode(data).decode("ascii")


def from_base64(text: Json) -> bytes:
    """Read bytes from text.

    Raises:
        Refused: BYTES_WRONG when it is not base64 text.
    """
    if not isinstance(text, str):
        raise Refused(Code.BYTES_WRONG)
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise Refused(Code.BYTES_WRONG) from None
