"""The thread between a microphone and its take: each sample goes to the take first, then to the tape. Knows no words.

It waits for nobody: a recogniser that is slow, dead or still loading holds up no sealing (decision 019).
"""

import queue
import threading
from collections.abc import Callable
from enum import Enum
from typing import Final

from fieldnotes.casework.tape import Tape
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.vault.takes import Take

AFTER_RELEASE: Final = 0.3
"""Seconds that still belong to a command once its key is let go: what was said then is on its way."""
LONGEST_COMMAND: Final = 10.0
"""Seconds after which a key that was never seen to go up counts as let go."""
LOOKS_EVERY: Final = 1.0


class _Mark(Enum):
    COMMAND = "command"
    SPEECH = "speech"
    END = "end"


class Sealing:
    """Seals what is fed until the end; `look` is called every second until `rest`, to watch the recogniser."""

    def __init__(self, take: Take, tape: Tape, waiting: "queue.SimpleQueue[bytes | _Mark]") -> None:
        self._take, self._tape, self._waiting = take, tape, waiting
        self._ends_at: int | None = None
        self._problem: FieldNotesError | None = None
        self._whole = False
        self._rests = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, look: Callable[[], None]) -> None:
        """Begin, with what waits already."""
        self._thread = threading.Thread(target=self._run, args=(look,), name="sealing", daemon=True)
        self._thread.start()

    def rest(self) -> None:
        """Wait until all is sealed and the take is closed. Unavailable: DISK_FULL, CANNOT_WRITE."""
        self._waiting.put(_Mark.END)
        self._rests.set()
        if self._thread is not None:
            self._thread.join()
        if self._problem is not None:
            raise self._problem
        if not self._whole:
            raise Unavailable(Code.RECOGNISER_STOPPED)

    def _run(self, look: Callable[[], None]) -> None:
        try:
            self._seal(look)
            self._take.close()
            self._whole = True
        except FieldNotesError as problem:
            self._problem = problem
        finally:
            self._tape.close()
        while not self._rests.wait(LOOKS_EVERY):
            look()

    def _seal(self, look: Callable[[], None]) -> None:
        while True:
            try:
                item = self._waiting.get(timeout=LOOKS_EVERY)
            except queue.Empty:
                look()
                continue
            if item is _Mark.END:
                return
            self._take_in(item)

    def _take_in(self, item: "bytes | _Mark") -> None:
        if isinstance(item, bytes):
            self._take.add(item)
            self._tape.add(item)
        elif item is _Mark.COMMAND:
            self._ends_at = self._tape.length + int(LONGEST_COMMAND * self._tape.rate)
            self._tape.turn(command=True)
        elif self._ends_at is not None:
            self._ends_at = self._tape.length + int(AFTER_RELEASE * self._tape.rate)
        if self._ends_at is not None and self._tape.length >= self._ends_at:
            self._ends_at = None
            self._tape.turn(command=False)


class Intake:
    """What a microphone and a key give, in their order; never blocks whoever gives it."""

    def __init__(self) -> None:
        self.waiting: queue.SimpleQueue[bytes | _Mark] = queue.SimpleQueue()

    def feed(self, pcm: bytes) -> None:
        """Take 16-bit mono samples."""
        self.waiting.put(pcm)

    def command(self, *, held: bool) -> None:
        """Say that the command key went down or up just now."""
        self.waiting.put(_Mark.COMMAND if held else _Mark.SPEECH)

    def end(self) -> None:
        """Say that no more comes."""
        self.waiting.put(_Mark.END)
