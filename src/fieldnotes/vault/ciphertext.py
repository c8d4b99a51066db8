"""The look from outside before a profile is opened: does what lies on the disk really look like noise?

Signal Desktop once shipped an update that wrote its database in clear. Nobody notices that from inside. Pages of the
store and of its write-ahead log are sampled; a page with few different bytes is text, not ciphertext. Knows no key.
"""

import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.store import STORE_FILE, check_ciphertext
from fieldnotes.wire.ids import is_id

_FIRST: Final = 16
_MAGICS: Final = (b"FNSF", b"FNST")
"""How a sealed file and a recording begin."""

_PAGE: Final = 4096
_SAMPLED: Final = 32
_LOG_HEADER: Final = struct.Struct(">8I")
_FRAME_HEADER: Final = struct.Struct(">6I")
_NOISE: Final = 150
"""Different byte values a page of ciphertext always has (256 are usual, 220 in an eighth of a page); text has fewer."""


def check_sealed(folder: Path) -> None:
    """Refuse a profile whose store or log lies readable on the disk. To be called while this process has it closed.

    A page of noughts is no text: a computer that lost power leaves those behind.

    Raises:
        Refused: NOT_ENCRYPTED with the file's name.
    """
    store = folder / STORE_FILE
    check_ciphertext(store)
    for path, pages in ((store, _store_pages(store)), (folder / f"{STORE_FILE}-wal", _log_pages(store))):
        if any(_readable(page) for page in pages):
            raise Refused(Code.NOT_ENCRYPTED, file=path.name)
    for path in _ours(folder):
        if not _begins_sealed(path):
            raise Refused(Code.NOT_ENCRYPTED, file=path.name)


def _ours(folder: Path) -> Iterator[Path]:
    """Sealed files and recordings, by the names this program gives them; what else lies there is not ours to judge."""
    for place in (FILES, SOUND):
        with suppress(OSError):
            yield from (path for path in (folder / place).iterdir() if is_id(path.name.partition(".")[0]))


def _begins_sealed(path: Path) -> bool:
    """Tell whether a file begins as sealed ones do, or never got as far: too short, or noughts."""
    try:
        with path.open("rb") as file:
            first = file.read(_FIRST)
    except OSError:
        return True  # whoever opens it will say so
    return len(first) < _FIRST or not any(first) or first.startswith(_MAGICS)


def _readable(page: bytes) -> bool:
    return 1 < len(set(page)) < _NOISE and len(page) == _PAGE


def _store_pages(store: Path) -> Iterator[bytes]:
    """The first pages of the store."""
    try:
        with store.open("rb") as file:
            for _ in range(_SAMPLED):
                yield file.read(_PAGE)
    except OSError:
        return


def _log_pages(store: Path) -> Iterator[bytes]:
    """The pages of the log's first frames, as far as they belong to this log."""
    try:
        with store.with_name(f"{store.name}-wal").open("rb") as file:
            header = file.read(_LOG_HEADER.size)
            if len(header) < _LOG_HEADER.size:
                return
            salt = _LOG_HEADER.unpack(header)[4:6]
            for _ in range(_SAMPLED):
                frame = file.read(_FRAME_HEADER.size)
                if len(frame) < _FRAME_HEADER.size or _FRAME_HEADER.unpack(frame)[2:4] != salt:
                    return
                yield file.read(_PAGE)
    except OSError:
        return
