"""A hub proves at every greeting that it holds the pinned key; repeating the public half is not enough.

The device sends 32 random bytes as 64 hex digits; the proof is Ed25519 over "fieldnotes/hello/1" and those bytes.
"""

import re
import secrets

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.keys import SigningKey, signature_holds

_LABEL = b"fieldnotes/hello/1"
_CHALLENGE = re.compile(r"[0-9a-f]{64}")


def new_challenge() -> str:
    """Make a challenge that was never asked before."""
    return secrets.token_hex(32)


def prove(hub_key: SigningKey, challenge: str) -> str:
    """Answer a challenge as the hub; base64.

    Raises:
        Refused: REQUEST_WRONG when it is no challenge.
    """
    if not _CHALLENGE.fullmatch(challenge):
        raise Refused(Code.REQUEST_WRONG)
    return to_base64(hub_key.sign(_LABEL, bytes.fromhex(challenge)))


def is_proven(pinned: bytes, challenge: str, proof: Json) -> bool:
    """Tell whether the holder of the pinned key answered this very challenge."""
    try:
        return signature_holds(pinned, _LABEL, bytes.fromhex(challenge), from_base64(proof))
    except Refused:
        return False
