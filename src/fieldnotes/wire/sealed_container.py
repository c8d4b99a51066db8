"""The outside of a sealed file as it travels: its header and how it is cut into pieces; opens nothing.

A file is a header and then chunks of AES-256-GCM (STREAM): nonce = 7 random bytes of the header, a 4-byte counter
and a last-flag byte; the header is associated data of every chunk. Piece 0 is the header and the first chunk, each
later piece one chunk; the hashes of the pieces are what an AttachmentAdded entry names. The header commits to the
key, so that the same bytes cannot be read in two ways by two keys.
"""

import hashlib
import struct
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire.ids import is_id

CHUNK_BYTES: Final = 1024 * 1024
TAG_BYTES: Final = 16
PREFIX_BYTES: Final = 7
KEY_BYTES: Final = 32
HEADER_BYTES: Final = 64
LARGEST_PIECE: Final = HEADER_BYTES + CHUNK_BYTES + TAG_BYTES
LARGEST_FILE: Final = 200 * 1024 * 1024
"""The most one attachment may hold, in bytes of its plain content."""

MOST_PIECES: Final = LARGEST_FILE // CHUNK_BYTES
_MAGIC: Final = b"FNSF"
_VERSION: Final = 1
_SHAPE: Final = struct.Struct(">4sBI7s16s32s")
_KEY_LABEL: Final = b"fieldnotes/sealed-file/1"


@dataclass(frozen=True, slots=True)
class Header:
    """The first 64 bytes of a sealed file: which file it is, how it is cut, and a commitment to its key."""

    file: str
    prefix: bytes
    key_check: bytes
    chunk_bytes: int = CHUNK_BYTES

    def to_bytes(self) -> bytes:
        """Lay it out."""
        number = UUID(self.file).bytes
        return _SHAPE.pack(_MAGIC, _VERSION, self.chunk_bytes, self.prefix, number, self.key_check)

    @staticmethod
    def read(data: bytes) -> "Header":
        """Read the beginning of a sealed file.

        Raises:
            Refused: BYTES_WRONG.
        """
        if len(data) < HEADER_BYTES:
            raise Refused(Code.BYTES_WRONG)
        magic, version, chunk, prefix, number, check = _SHAPE.unpack(data[:HEADER_BYTES])
        file = str(UUID(bytes=number))
        if (magic, version) != (_MAGIC, _VERSION) or chunk != CHUNK_BYTES or not is_id(file):
            raise Refused(Code.BYTES_WRONG)
        return Header(file, prefix, check, chunk)


def key_check(key: bytes) -> bytes:
    """Commit to a random key of 32 bytes; says nothing about it."""
    return hashlib.sha256(_KEY_LABEL + key).digest()


def piece_hash(piece: bytes) -> str:
    """Name a piece by its bytes: SHA-256, hex."""
    return hashlib.sha256(piece).hexdigest()


def pieces_of(size: int) -> int:
    """Count the pieces of a file with so many plain bytes; an empty file has one."""
    return max(1, -(-size // CHUNK_BYTES))


def piece_bounds(size: int, number: int) -> tuple[int, int]:
    """Tell where a piece lies in the sealed file of `size` plain bytes: its first byte, and how many.

    Raises:
        Refused: BYTES_WRONG when the file has no such piece.
    """
    count = pieces_of(size)
    if not 0 <= number < count:
        raise Refused(Code.BYTES_WRONG)
    plain = CHUNK_BYTES if number < count - 1 else size - number * CHUNK_BYTES
    first = 0 if number == 0 else HEADER_BYTES + number * (CHUNK_BYTES + TAG_BYTES)
    return first, plain + TAG_BYTES + (HEADER_BYTES if number == 0 else 0)
