"""zstd around parcels: what comes in is unpacked under a hard cap, so that a small bomb is refused at once."""

import io
from typing import Final

import zstandard

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.parcel import MAX_BYTES, MAX_ENTRIES, unpack

_WINDOW: Final = 8 * 1024 * 1024
_LEVEL: Final = 3


def unpack_push(body: bytes) -> list[Sealed]:
    """Take the entries out of a push.

    Raises:
        Refused: TOO_LARGE for more than `MAX_BYTES` unpacked or `MAX_ENTRIES`; BYTES_WRONG when it is no parcel.
    """
    _, sealed = unpack(_unsqueeze(body))
    if len(sealed) > MAX_ENTRIES:
        raise Refused(Code.TOO_LARGE, most=MAX_ENTRIES)
    return sealed


def squeeze(parcel: bytes) -> bytes:
    """Pack a parcel for the way."""
    return zstandard.ZstdCompressor(level=_LEVEL).compress(parcel)


def _unsqueeze(body: bytes) -> bytes:
    try:
        declared = zstandard.frame_content_size(body)
        if declared > MAX_BYTES:
            raise Refused(Code.TOO_LARGE, most=MAX_BYTES)
        opened = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        data: bytes = opened.stream_reader(io.BytesIO(body)).read(MAX_BYTES + 1)
    except zstandard.ZstdError:
        raise Refused(Code.BYTES_WRONG) from None
    if len(data) > MAX_BYTES:
        raise Refused(Code.TOO_LARGE, most=MAX_BYTES)
    if declared >= 0 and len(data) != declared:
        raise Refused(Code.BYTES_WRONG)
    return data
