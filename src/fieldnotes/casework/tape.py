"""The sound of one take as the recogniser reads it: the newest from memory, all that is older from the sealed file.

Sound is put here only after it was given to the take. However far behind the recogniser is, memory holds the last ten
seconds and no more. Knows no words.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fieldnotes.vault import takes
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.take_rows import FRAMES_PER_SECOND
from fieldnotes.vault.takes import SAMPLE_BYTES

SECONDS_IN_MEMORY = 10


@dataclass(slots=True)
class Stretch:
    """Sound to be heard in one way, in samples from the beginning of the take; `end` is None while it is spoken."""

    start: int
    command: bool = False
    end: int | None = None


class Tape:
    """One take's sound: one thread adds, another reads; readers wait for what is still being spoken."""

    def __init__(self, vault: OpenVault, take: str, rate: int, start: int = 0) -> None:
        self.rate = rate
        self._vault, self._take = vault, take
        self._frame = rate // FRAMES_PER_SECOND
        self._news = threading.Condition()
        self._memory = bytearray()
        self._memory_from = start
        self._sealed: Iterator[bytes] = iter(())
        self._next_frame = -1
        self._stretches = [Stretch(start)]
        self._closed = False

    @property
    def length(self) -> int:
        """How many samples there are."""
        return self._memory_from + len(self._memory) // SAMPLE_BYTES

    @property
    def first(self) -> Stretch:
        """What was spoken first."""
        return self._stretches[0]

    def add(self, pcm: bytes) -> None:
        """Add 16-bit samples that the take has got; forget what is older than ten seconds."""
        with self._news:
            self._memory += pcm
            surplus = len(self._memory) // SAMPLE_BYTES - SECONDS_IN_MEMORY * self.rate
            if surplus > self.rate:
                del self._memory[: surplus * SAMPLE_BYTES]
                self._memory_from += surplus
            self._news.notify_all()

    def lies_on_disk(self, length: int) -> None:
        """Say that a take of so many samples is all there is; nothing is in memory."""
        with self._news:
            self._memory_from = length
        self.close()

    def turn(self, *, command: bool) -> None:
        """End the stretch here and begin another."""
        with self._news:
            self._stretches[-1].end = self.length
            self._stretches.append(Stretch(self.length, command))
            self._news.notify_all()

    def close(self) -> None:
        """Say that no more sound comes."""
        with self._news:
            self._closed = True
            self._stretches[-1].end = self.length
            self._news.notify_all()

    def after(self, stretch: Stretch) -> Stretch | None:
        """Give what was spoken after a stretch that has ended; None at the end of the tape."""
        number = self._stretches.index(stretch)
        return self._stretches[number + 1] if number + 1 < len(self._stretches) else None

    def read(self, stretch: Stretch, at: int, stopped: Callable[[], bool]) -> bytes:
        """Read on from sample `at`, at most a quarter of a second; empty once the stretch has ended or on `stopped`.

        Refused: UNKNOWN_RECORDING, RECORDING_DAMAGED. Unavailable: CANNOT_WRITE.
        """
        with self._news:
            while self.length <= at and stretch.end is None and not stopped():
                self._news.wait(1)
            end = self.length if stretch.end is None else stretch.end
            end = min(end, at + self._frame)
            if at >= end or stopped():
                return b""
            if at >= self._memory_from:
                first, last = at - self._memory_from, end - self._memory_from
                return bytes(self._memory[first * SAMPLE_BYTES : last * SAMPLE_BYTES])
        return self._read_sealed(at)[: (end - at) * SAMPLE_BYTES]

    def wait_until_closed(self, stopped: Callable[[], bool]) -> None:
        """Wait until no more sound comes, or until `stopped`."""
        with self._news:
            while not self._closed and not stopped():
                self._news.wait(1)

    def wake(self) -> None:
        """Let whoever waits look again whether it is to stop."""
        with self._news:
            self._news.notify_all()

    def _read_sealed(self, at: int) -> bytes:
        """Give the rest of the sealed frame that holds sample `at`; reading on opens no file again."""
        number, skip = divmod(at, self._frame)
        if number != self._next_frame:
            self._sealed, self._next_frame = takes.frames(self._vault, self._take, number), number
        self._next_frame += 1
        return next(self._sealed, b"")[skip * SAMPLE_BYTES :]
