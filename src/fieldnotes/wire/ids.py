"""Identifiers made by the device: one per act of a person, so that a retry is recognised (I5)."""

import base64
import re
import secrets
import uuid

from fieldnotes.domain.clock import Clock

_CODE_BYTES = 20
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def new_id(clock: Clock) -> str:
    """Make a UUIDv7 (RFC 9562); its time part is for humans and never trusted."""
    milliseconds = int(clock.now().timestamp() * 1000) & (2**48 - 1)
    bits = (milliseconds << 80) | (0x7 << 76) | (secrets.randbits(12) << 64)
    bits |= (0b10 << 62) | secrets.randbits(62)
    return str(uuid.UUID(int=bits))


def new_code() -> str:
    """Make a one-time code of 160 random bits, in base32 without padding."""
    return base64.b32encode(secrets.token_bytes(_CODE_BYTES)).decode("ascii")


def is_id(text: object) -> bool:
    """Tell whether `text` is a UUIDv7 in its one spelling (lower case, with hyphens)."""
    return isinstance(text, str) and _UUID7.fullmatch(text) is not None
