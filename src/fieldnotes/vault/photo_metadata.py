"""Pictures without what their camera wrote into them: where, when, by whom, with what (SEC-4). Streams; draws nothing.

JPEG and PNG are taken apart into their parts and only parts that make the picture are kept, the turning of it among
them (a new, empty Exif with that one number). What a file hides after the picture's end is left behind.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.file_types import JPEG, PNG

_SOI, _EOI, _SOS = 0xD8, 0xD9, 0xDA
_ALONE: Final = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers without a length."""
_APP0, _APP1, _APP2, _APP14, _COM = 0xE0, 0xE1, 0xE2, 0xEE, 0xFE
_JFIF, _ICC, _EXIF = b"JFIF\x00", b"ICC_PROFILE\x00", b"Exif\x00\x00"
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT: Final = frozenset({
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"bKGD",
    b"pHYs", b"acTL", b"fcTL", b"fdAT",
})  # fmt: skip
_LARGEST_PART: Final = 64 * 1024 * 1024
_ORIENTATION: Final = 0x0112


def cleaned(source: Iterable[bytes], media_type: str, file: str) -> Iterator[bytes]:
    """Give a picture without its metadata.

    Args:
        source: the picture in portions of any size.
        media_type: what its first bytes say it is.
        file: its name, for the refusal.

    Raises:
        Refused: PICTURE_NOT_CLEANABLE when it is no JPEG or PNG, or not a whole one.
    """
    try:
        if media_type == JPEG:
            yield from _jpeg(_Reader(source))
        elif media_type == PNG:
            yield from _png(_Reader(source))
        else:
            raise ValueError
    except (ValueError, struct.error):
        raise Refused(Code.PICTURE_NOT_CLEANABLE, file=file) from None


class _Reader:
    """Takes exact counts of bytes out of portions. ValueError when they end too early."""

    def __init__(self, source: Iterable[bytes]) -> None:
        self._source = iter(source)
        self._waiting = bytearray()

    def take(self, count: int) -> bytes:
        while len(self._waiting) < count:
            self._more()
        found = bytes(self._waiting[:count])
        del self._waiting[:count]
        return found

    def until_marker(self) -> Iterator[bytes]:
        """Give entropy-coded data up to the next real marker, which stays to be taken."""
        at = 0
        while True:
            at = self._waiting.find(b"\xff", at)
            if at < 0 or at + 1 >= len(self._waiting):
                safe = len(self._waiting) if at < 0 else at
                yield bytes(self._waiting[:safe])
                del self._waiting[:safe]
                self._more()
                at = 0
            elif self._waiting[at + 1] == 0 or self._waiting[at + 1] in _ALONE:
                at += 2
            elif self._waiting[at + 1] == 0xFF:  # noqa: PLR2004 - a fill byte
                at += 1
            else:
                yield bytes(self._waiting[:at])
                del self._waiting[:at]
                return

    def _more(self) -> None:
        portion = next(self._source, None)
        if portion is None:
            raise ValueError
        self._waiting += portion


def _jpeg(reader: _Reader) -> Iterator[bytes]:
    if reader.take(2) != bytes((0xFF, _SOI)):
        raise ValueError
    yield bytes((0xFF, _SOI))
    turned = False
    while (marker := _marker(reader)) != _EOI:
        (length,) = struct.unpack(">H", reader.take(2))
        content = reader.take(length - 2)
        if marker == _APP1 and not turned and (turning := _turning(content)):
            turned = True
            yield _segment(_APP1, _EXIF + _exif(turning))
        elif _is_of_the_picture(marker, content):
            yield _segment(marker, _without_thumbnail(content) if marker == _APP0 else content)
        if marker == _SOS:
            yield from reader.until_marker()
    yield bytes((0xFF, _EOI))


def _marker(reader: _Reader) -> int:
    if reader.take(1) != b"\xff":
        raise ValueError
    while (found := reader.take(1)[0]) == 0xFF:  # noqa: PLR2004 - a fill byte
        continue
    if found in (0, _SOI) or found in _ALONE:
        raise ValueError
    return found


def _is_of_the_picture(marker: int, content: bytes) -> bool:
    if marker == _APP0:
        return content.startswith(_JFIF)
    if marker == _APP2:
        return content.startswith(_ICC)
    if marker == _APP14:
        return content.startswith(b"Adobe")
    return not (_APP0 <= marker <= 0xEF or marker == _COM)  # noqa: PLR2004 - the last application segment


def _without_thumbnail(content: bytes) -> bytes:
    """JFIF's own small picture may show what the large one no longer does."""
    return content[:12] + b"\x00\x00"


def _segment(marker: int, content: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content


def _turning(content: bytes) -> int:
    """Read how the camera was held, 2 to 8; 0 when it says nothing that needs turning."""
    if not content.startswith(_EXIF):
        return 0
    return _orientation(content[len(_EXIF) :])


def _orientation(tiff: bytes) -> int:
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 0
    try:
        (first,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, first)
        for at in range(first + 2, first + 2 + 12 * count, 12):
            tag, kind, _, value = struct.unpack_from(f"{order}HHIH", tiff, at)
            if (tag, kind) == (_ORIENTATION, 3):
                return int(value) if 2 <= value <= 8 else 0  # noqa: PLR2004 - 1 is upright
    except struct.error:
        return 0
    return 0


def _exif(turning: int) -> bytes:
    """An Exif that says how the picture is turned, and nothing else."""
    return b"II*\x00" + struct.pack("<IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, turning, 0, 0)


def _png(reader: _Reader) -> Iterator[bytes]:
    if reader.take(8) != _PNG_START:
        raise ValueError
    yield _PNG_START
    kind = b""
    while kind != b"IEND":
        (length,) = struct.unpack(">I", reader.take(4))
        kind = reader.take(4)
        if length > _LARGEST_PART:
            raise ValueError
        content, sum_ = reader.take(length), reader.take(4)
        if kind in _PNG_KEPT:
            yield _chunk(kind, content, sum_)
        elif kind == b"eXIf" and (turning := _orientation(content)):
            small = _exif(turning)
            yield _chunk(kind, small, struct.pack(">I", zlib.crc32(kind + small)))


def _chunk(kind: bytes, content: bytes, sum_: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + sum_
