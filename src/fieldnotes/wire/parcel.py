"""One binary shape for entries under way: a push request and a pull answer are both a parcel.

    u32 length of head, head (canonical JSON), then per entry: u32 length, entry bytes, 64 bytes signature

All numbers big-endian. Compression (zstd) and its limits belong to the station that sends or receives.
"""

import struct
from collections.abc import Sequence

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.wire import canonical
from fieldnotes.wire.entries import Sealed, entry_hash
from fieldnotes.wire.keys import SIGNATURE_BYTES

MAX_ENTRIES = 500
MAX_BYTES = 4 * 1024 * 1024
"""Limits of one push, unpacked."""

_LENGTH = struct.Struct(">I")


def pack(head: JsonObject, entries: Sequence[Sealed]) -> bytes:
    """Lay a head and sealed entries in one parcel."""
    written = canonical.encode(head)
    parts = [_LENGTH.pack(len(written)), written]
    for sealed in entries:
        parts += [_LENGTH.pack(len(sealed.data)), sealed.data, sealed.signature]
    return b"".join(parts)


def unpack(data: bytes) -> tuple[JsonObject, list[Sealed]]:
    """Take a parcel apart; hashes are worked out here, signatures are not yet verified.

    Raises:
        Refused: BYTES_WRONG when lengths do not add up or the head is not canonical.
    """
    written, at = _take(data, 0)
    head = canonical.decode(written)
    if not isinstance(head, dict):
        raise Refused(Code.BYTES_WRONG)
    entries = []
    while at < len(data):
        inner, at = _take(data, at)
        signature = data[at : at + SIGNATURE_BYTES]
        at += SIGNATURE_BYTES
        if len(signature) != SIGNATURE_BYTES:
            raise Refused(Code.BYTES_WRONG)
        entries.append(Sealed(inner, entry_hash(inner), signature))
    return head, entries


def _take(data: bytes, at: int) -> tuple[bytes, int]:
    if at + _LENGTH.size > len(data):
        raise Refused(Code.BYTES_WRONG)
    (length,) = _LENGTH.unpack_from(data, at)
    end = at + _LENGTH.size + length
    if end > len(data):
        raise Refused(Code.BYTES_WRONG)
    return data[at + _LENGTH.size : end], end
