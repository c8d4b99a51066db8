"""Recorded sound on its way to the disk: sealed a quarter of a second at a time, appended, on the disk within a second.

One file per take under a key of its own; frames are bound to their take and their place. Only an open take may lack
its end: when it is closed its row says exactly how many frames there are. Knows no microphone and no recogniser.
"""

import contextlib
import io
import os
import secrets
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import insert, select, update

from fieldnotes.disk.atomic_file import cannot_write, settle_folder
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.leftovers import SOUND, clear_away
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.sealed_files import nonce, unwrap_key, wrap_key
from fieldnotes.vault.tables import TAKES
from fieldnotes.vault.take_rows import FRAMES_PER_SECOND, TakeRow, row_of
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.sealed_container import KEY_BYTES, PREFIX_BYTES, TAG_BYTES, key_check

SAMPLE_BYTES: Final = 2
_SYNCED_AFTER: Final = FRAMES_PER_SECOND
_MAGIC: Final = b"FNST"
_SHAPE: Final = struct.Struct(">4sBI7s16s32s")
_LENGTH: Final = struct.Struct(">I")
_ENDING: Final = ".take"


class Take:
    """A take that is being recorded; belongs to one thread."""

    def __init__(self, vault: OpenVault, row: TakeRow, key: bytes, clock: Clock) -> None:
        self.id = row.id
        self.frames = 0
        self._vault, self._clock = vault, clock
        self._frame_bytes = row.rate // FRAMES_PER_SECOND * SAMPLE_BYTES
        self._prefix = secrets.token_bytes(PREFIX_BYTES)
        self._header = _header(row, self._prefix, key)
        self._cipher = AESGCM(key)
        self._waiting = bytearray()
        self._good = 0
        self._synced_frames, self._synced_at = 0, clock.monotonic()
        self._file: io.FileIO = _create(_path(vault, row.id))
        self._write(self._header)
        self._sync()

    def add(self, pcm: bytes) -> None:
        """Take 16-bit mono samples; on the disk itself at most a second later.

        Raises:
            Unavailable: DISK_FULL, CANNOT_WRITE; what was on the disk before stays.
        """
        self._waiting += pcm
        while len(self._waiting) >= self._frame_bytes:
            self._seal(bytes(self._waiting[: self._frame_bytes]))
            del self._waiting[: self._frame_bytes]
        due = self.frames - self._synced_frames >= _SYNCED_AFTER or self._clock.monotonic() - self._synced_at >= 1
        if due and self.frames > self._synced_frames:
            self._settle()

    def close(self) -> None:
        """Say that the take is whole: from now on every one of its frames must be there. Safe to call twice."""
        if self._file.closed:
            return
        try:
            if self._waiting:
                self._seal(bytes(self._waiting))
                self._waiting.clear()
            self._sync()
        finally:
            self._file.close()
        self._note(open=False, ended_at=self._clock.now().isoformat())

    def _seal(self, samples: bytes) -> None:
        sealed = self._cipher.encrypt(nonce(self._prefix, self.frames, last=False), samples, self._header)
        self._write(_LENGTH.pack(len(sealed)) + sealed)
        self.frames += 1

    def _settle(self) -> None:
        self._sync()
        self._note()

    def _write(self, data: bytes) -> None:
        """Append all of it, or leave the file as it was: half a frame in the middle would spoil what follows."""
        try:
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
        except OSError as problem:
            with contextlib.suppress(OSError):
                self._file.truncate(self._good)
                self._file.seek(self._good)
            raise cannot_write(problem, SOUND) from None
        self._good += len(data)

    def _sync(self) -> None:
        try:
            os.fsync(self._file.fileno())
        except OSError as problem:
            raise cannot_write(problem, SOUND) from None
        self._synced_frames, self._synced_at = self.frames, self._clock.monotonic()

    def _note(self, **values: object) -> None:
        with self._vault.writing() as connection:
            mine = update(TAKES).where(TAKES.c.id == self.id, TAKES.c.destroyed_at.is_(None))
            connection.execute(mine.values(frames=self.frames, **values))


def begin(vault: OpenVault, note: str, case: str, place: str, rate: int, clock: Clock, *, language: str = "") -> Take:
    """Begin a take in a language (empty: the worker's own); its row is there, open, before the first sound.

    Raises:
        Refused: PROFILE_LOCKED.
        Unavailable: DISK_FULL, CANNOT_WRITE.
    """
    row = TakeRow(new_id(clock), case, note, place, rate, True, 0, clock.now().isoformat(), None, None)  # noqa: FBT003 - the row's own order
    key = secrets.token_bytes(KEY_BYTES)
    try:
        (vault.folder / SOUND).mkdir(mode=0o700, exist_ok=True)
    except OSError as problem:
        raise cannot_write(problem, SOUND) from None
    take = Take(vault, row, key, clock)
    with vault.writing() as connection:
        connection.execute(
            insert(TAKES).values(
                id=row.id, case_id=case, note=note, place=place, rate=rate, open=True, frames=0,
                sealed_key=wrap_key(vault.key, row.id, key), started_at=row.started_at, language=language,
            )
        )  # fmt: skip
    return take


def frames(vault: OpenVault, take: str, first: int = 0) -> Iterator[bytes]:
    """Open a take frame by frame, from frame `first`; of an open one, what a crash tore at its end is left out.

    Raises:
        Refused: UNKNOWN_RECORDING (also when destroyed), RECORDING_DAMAGED: a frame is missing, doubled or moved.
        Unavailable: CANNOT_WRITE when the disk does not give it.
    """
    row, key = _with_key(vault, take)
    count = first
    try:
        with _path(vault, take).open("rb") as file:
            for samples in _open_frames(file, row, key, first):
                count += 1
                yield samples
    except FileNotFoundError:
        raise Refused(Code.RECORDING_DAMAGED, recording=take) from None
    except OSError as problem:
        raise cannot_write(problem, SOUND) from None
    if count < row.frames:
        raise Refused(Code.RECORDING_DAMAGED, recording=take)


def destroy(vault: OpenVault, take: str, clock: Clock) -> bool:
    """Destroy a take: its key first, then its bytes, then every trace of the key; give whether no trace is left."""
    with vault.writing() as connection:
        there = update(TAKES).where(TAKES.c.id == take, TAKES.c.destroyed_at.is_(None))
        connection.execute(there.values(sealed_key=None, open=False, destroyed_at=clock.now().isoformat()))
    vault.log_owed = True
    return clear_away(vault)


def length(vault: OpenVault, row: TakeRow) -> int:
    """Say how many samples a take has at most: as its row says, or as many whole frames as its open file holds."""
    frame = row.rate // FRAMES_PER_SECOND
    if not row.open:
        return row.frames * frame
    try:
        size = _path(vault, row.id).stat().st_size
    except OSError:
        return 0
    return max(0, size - _SHAPE.size) // _sealed_bytes(row) * frame


def _sealed_bytes(row: TakeRow) -> int:
    return _LENGTH.size + row.rate // FRAMES_PER_SECOND * SAMPLE_BYTES + TAG_BYTES


def _open_frames(file: BinaryIO, row: TakeRow, key: bytes, number: int) -> Iterator[bytes]:
    """Give whole frames; where an open take stops opening is its torn end, and whoever asked counts what came."""
    header = file.read(_SHAPE.size)
    damaged = Refused(Code.RECORDING_DAMAGED, recording=row.id)
    prefix = header[9 : 9 + PREFIX_BYTES]
    if header != _header(row, prefix, key):
        raise damaged
    cipher = AESGCM(key)
    file.seek(number * _sealed_bytes(row), os.SEEK_CUR)
    while begun := file.read(_LENGTH.size):
        try:
            if not row.open and number >= row.frames:
                raise damaged
            samples = cipher.decrypt(nonce(prefix, number, last=False), _sealed(file, begun), header)
        except (InvalidTag, ValueError):
            if row.open:
                return
            raise damaged from None
        yield samples
        number += 1


def _sealed(file: BinaryIO, begun: bytes) -> bytes:
    """Read one sealed frame. ValueError when it is cut or cannot be one."""
    if len(begun) < _LENGTH.size:
        raise ValueError
    (length,) = _LENGTH.unpack(begun)
    if not TAG_BYTES <= length <= _LARGEST_FRAME:
        raise ValueError
    found = file.read(length)
    if len(found) < length:
        raise ValueError
    return found


_LARGEST_FRAME: Final = 192_000 // FRAMES_PER_SECOND * SAMPLE_BYTES + TAG_BYTES


def _with_key(vault: OpenVault, take: str) -> tuple[TakeRow, bytes]:
    with vault.reading() as connection:
        row = connection.execute(select(TAKES).where(TAKES.c.id == take)).mappings().one_or_none()
    if row is None or row["sealed_key"] is None:
        raise Refused(Code.UNKNOWN_RECORDING, recording=take)
    try:
        return row_of(row), unwrap_key(vault.key, take, row["sealed_key"])
    except Refused:
        raise Refused(Code.RECORDING_DAMAGED, recording=take) from None


def _header(row: TakeRow, prefix: bytes, key: bytes) -> bytes:
    return _SHAPE.pack(_MAGIC, 1, row.rate, prefix, UUID(row.id).bytes, key_check(key))


def _create(path: Path) -> io.FileIO:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
        settle_folder(path.parent)
    except OSError as problem:
        raise cannot_write(problem, SOUND) from None
    return io.FileIO(descriptor, "wb")


def _path(vault: OpenVault, take: str) -> Path:
    return vault.folder / SOUND / f"{take}{_ENDING}"
