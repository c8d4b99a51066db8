"""One draft as an opaque blob for safe-keeping: its whole content, its number, what else lay beside it.

AES-256-GCM under the draft key; profile, note and number are associated data, so a blob cannot pass for another
draft's or for a later state of its own. Content is filled up to whole KiB, which hides its length a little. Knows
no hub and no table.
"""

import json
import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.drafts import Draft
from fieldnotes.vault.keys import NONCE_BYTES, DataKey, used_once
from fieldnotes.wire import canonical

_FORMAT: Final = 1
_NUMBER_BYTES: Final = 8
_LENGTH_BYTES: Final = 4
_STEP: Final = 1024
_TAG_BYTES: Final = 16
_LEAST: Final = _NUMBER_BYTES + NONCE_BYTES + _LENGTH_BYTES + _TAG_BYTES


@dataclass(frozen=True, slots=True)
class OpenedDraft:
    """A draft out of safe-keeping; `stood`: note -> number of everything that lay there when it was handed in."""

    draft: Draft = field(repr=False)
    number: int
    stood: Mapping[str, int]


def plain(draft: Draft) -> bytes:
    """Write a draft's whole content."""
    return json.dumps(asdict(draft), ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")


def seal_draft(key: DataKey, profile: str, draft: Draft, number: int, stood: Mapping[str, int]) -> bytes:
    """Seal a draft: number ‖ nonce ‖ AES-256-GCM(length ‖ content ‖ filling)."""
    about = json.dumps(dict(stood), separators=(",", ":"), sort_keys=True).encode("ascii")
    content = len(about).to_bytes(_LENGTH_BYTES, "big") + about + plain(draft)
    whole = len(content).to_bytes(_LENGTH_BYTES, "big") + content
    filled = whole + bytes(-len(whole) % _STEP)
    nonce = secrets.token_bytes(NONCE_BYTES)
    with used_once(key.draft_key()) as draft_key:
        sealed = AESGCM(draft_key).encrypt(nonce, filled, _bound(profile, draft.note, number))
    return number.to_bytes(_NUMBER_BYTES, "big") + nonce + sealed


def open_draft(key: DataKey, profile: str, note: str, sealed: bytes) -> OpenedDraft:
    """Open a blob that must be this note's.

    Raises:
        Refused: PROFILE_DAMAGED when it is another's, another state's, under another key, or was changed.
    """
    number = int.from_bytes(sealed[:_NUMBER_BYTES], "big")
    nonce, rest = sealed[_NUMBER_BYTES : _NUMBER_BYTES + NONCE_BYTES], sealed[_NUMBER_BYTES + NONCE_BYTES :]
    try:
        if len(sealed) < _LEAST:
            raise InvalidTag
        with used_once(key.draft_key()) as draft_key:
            filled = AESGCM(draft_key).decrypt(nonce, rest, _bound(profile, note, number))
        content = filled[_LENGTH_BYTES : _LENGTH_BYTES + int.from_bytes(filled[:_LENGTH_BYTES], "big")]
        middle = _LENGTH_BYTES + int.from_bytes(content[:_LENGTH_BYTES], "big")
        stood = json.loads(content[_LENGTH_BYTES:middle])
        return OpenedDraft(Draft(**json.loads(content[middle:])), number, stood)
    except (InvalidTag, ValueError, TypeError, OverflowError, Refused):
        raise Refused(Code.PROFILE_DAMAGED, file=note) from None


def _bound(profile: str, note: str, number: int) -> bytes:
    return canonical.encode({"format": _FORMAT, "note": note, "number": number, "profile": profile})
