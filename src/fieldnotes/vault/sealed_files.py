"""Sealed files beside the store: sealed while they stream in, opened while they stream out, never plain on the disk.

The shape is `wire/sealed_container.py`. A piece that is missing, doubled, moved, cut, added, or of another file
does not open. Knows no table and no note.
"""

import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fieldnotes.disk.atomic_file import cannot_write, replacing
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault.keys import DataKey
from fieldnotes.wire.sealed_container import (
    CHUNK_BYTES,
    HEADER_BYTES,
    KEY_BYTES,
    LARGEST_FILE,
    PREFIX_BYTES,
    TAG_BYTES,
    Header,
    key_check,
    piece_hash,
)

_WRAP_LABEL: Final = b"fieldnotes/sealed-key/1"
_NONCE_BYTES: Final = 12
_COUNTER_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Sealed:
    """A file that was sealed: its key, how many plain bytes went in, the hash of each piece in order."""

    key: bytes = field(repr=False)
    size: int
    pieces: tuple[str, ...]


def seal(source: Iterable[bytes], path: Path, file: str) -> Sealed:
    """Seal what `source` gives into a new file under a key of its own, in the memory of two chunks.

    Args:
        source: the content in portions of any size; what it raises leaves nothing behind.
        path: where the sealed file shall stand; its folder exists.
        file: the file's id (UUIDv7), bound into every chunk.

    Raises:
        Refused: TOO_LARGE over 200 MiB.
        Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    key = secrets.token_bytes(KEY_BYTES)
    header = Header(file, secrets.token_bytes(PREFIX_BYTES), key_check(key))
    cipher, bound = AESGCM(key), header.to_bytes()
    hashes: list[str] = []
    size = 0
    with replacing(path) as out:
        for number, (chunk, last) in enumerate(_chunks(source)):
            size += len(chunk)
            if size > LARGEST_FILE:
                raise Refused(Code.TOO_LARGE, most=f"{LARGEST_FILE // CHUNK_BYTES} MiB")
            sealed = cipher.encrypt(nonce(header.prefix, number, last=last), chunk, bound)
            piece = bound + sealed if number == 0 else sealed
            out.write(piece)
            hashes.append(piece_hash(piece))
    return Sealed(key, size, tuple(hashes))


def opened(path: Path, file: str, key: bytes) -> Iterator[bytes]:
    """Open a sealed file chunk by chunk; only when the last one was given is the whole known to be true.

    Raises:
        Refused: ATTACHMENT_DAMAGED, FILE_MISSING.
        Unavailable: CANNOT_WRITE when the disk does not give it.
    """
    try:
        with path.open("rb") as stream:
            yield from _open_chunks(stream, file, key)
    except FileNotFoundError:
        raise Refused(Code.FILE_MISSING, file=path.name) from None
    except OSError as problem:
        raise cannot_write(problem, path.name) from None


def wrap_key(data_key: DataKey, file: str, key: bytes) -> bytes:
    """Seal a file's key for the store, bound to the file's id; what it gives is all that must be destroyed."""
    fresh = secrets.token_bytes(_NONCE_BYTES)
    return fresh + AESGCM(data_key.blob_key()).encrypt(fresh, key, _WRAP_LABEL + file.encode())


def unwrap_key(data_key: DataKey, file: str, sealed: bytes) -> bytes:
    """Open a file's key.

    Raises:
        Refused: ATTACHMENT_DAMAGED when it is not this file's, or not this profile's.
    """
    fresh, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    try:
        return AESGCM(data_key.blob_key()).decrypt(fresh, rest, _WRAP_LABEL + file.encode())
    except (InvalidTag, ValueError):
        raise Refused(Code.ATTACHMENT_DAMAGED, attachment=file) from None


def nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    """The nonce of one chunk: 7 random bytes of its file, its number, whether it is the last."""
    return prefix + number.to_bytes(_COUNTER_BYTES, "big") + (b"\x01" if last else b"\x00")


def _chunks(source: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    """Cut portions of any size into whole chunks, knowing of each whether it is the last; no content is one chunk."""
    waiting = bytearray()
    for portion in source:
        waiting += portion
        while len(waiting) > CHUNK_BYTES:
            yield bytes(waiting[:CHUNK_BYTES]), False
            del waiting[:CHUNK_BYTES]
    yield bytes(waiting), True


def _open_chunks(stream: BinaryIO, file: str, key: bytes) -> Iterator[bytes]:
    damaged = Refused(Code.ATTACHMENT_DAMAGED, attachment=file)
    bound = stream.read(HEADER_BYTES)
    try:
        header = Header.read(bound)
    except FieldNotesError:
        raise damaged from None
    if header.file != file or header.key_check != key_check(key):
        raise damaged
    cipher = AESGCM(key)
    piece = stream.read(CHUNK_BYTES + TAG_BYTES)
    number = 0
    while True:
        following = stream.read(CHUNK_BYTES + TAG_BYTES)
        try:
            yield cipher.decrypt(nonce(header.prefix, number, last=not following), piece, bound)
        except InvalidTag:
            raise damaged from None
        if not following:
            return
        piece, number = following, number + 1
