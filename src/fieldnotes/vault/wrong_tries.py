"""How long to wait after wrong passphrases, PINs or recovery keys: 1, 2, 4 … 900 seconds.

It slows a person, not a thief of the disk.

The count lies in a side file, the waiting is measured on the monotonic clock, and a clock that started again
(reboot) makes the person wait anew. Never wipes anything: a child at the keyboard must not destroy a record.
"""

import json
import math
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Unavailable

TRIES_FILE: Final = "tries.json"
RECOVERY_TRIES_FILE: Final = "recovery-tries.json"
"""Counted apart: who has forgotten the passphrase has tried it often, and shall not wait for that."""

_LONGEST_WAIT: Final = 900
_DOUBLINGS: Final = 10


class WrongTries:
    """The count of wrong passphrases since the last right one."""

    def __init__(self, folder: Path, clock: Clock, file: str = TRIES_FILE) -> None:
        self._path = folder / file
        self._clock = clock

    def check(self) -> None:
        """Let a try through, or say how long to wait.

        Raises:
            Unavailable: WAIT_BEFORE_RETRY with whole `seconds`.
        """
        count, since = self._read()
        if not count:
            return
        now = self._clock.monotonic()
        if now < since:
            self._write(count, now)
            since = now
        left = min(_LONGEST_WAIT, 2 ** min(count - 1, _DOUBLINGS)) - (now - since)
        if left > 0:
            raise Unavailable(Code.WAIT_BEFORE_RETRY, seconds=math.ceil(left))

    def add(self, since: float) -> None:
        """Count one more wrong try, begun at `since` on the monotonic clock (the slow key counts as waiting)."""
        count, _ = self._read()
        self._write(count + 1, since)

    def forget(self) -> None:
        """Start from nought after a right passphrase."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> tuple[int, float]:
        try:
            data = json.loads(self._path.read_bytes())
            return int(data["count"]), int(data["since_ms"]) / 1000
        except (OSError, ValueError, TypeError, KeyError):
            return 0, 0.0  # gone or torn: whoever can do that can also copy the disk

    def _write(self, count: int, since: float) -> None:
        write_atomically(self._path, json.dumps({"count": count, "since_ms": int(since * 1000)}).encode())
