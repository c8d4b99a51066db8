"""How often one device, one account and one address may ask: a minute's worth at once, and then as it comes.

Each process counts for itself and forgets when it ends: this keeps a program gone wild, or a stranger, from taking the
hub from everybody else. Guessing is held back elsewhere, in the database (`accounts`). Knows no request.
"""

import threading
from dataclasses import dataclass
from enum import StrEnum
from math import ceil
from typing import Final

_MINUTE: Final = 60.0
_PART: Final = 10
"""Who has asked too often is told to wait until a tenth of a minute's worth has come again."""
_MOST_KEPT: Final = 20_000


class Asker(StrEnum):
    """Who is counted; an address only while nobody is known behind it."""

    DEVICE = "device"
    ACCOUNT = "account"
    ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Rates:
    """Requests a minute; 0 = as many as one likes. An account has twice what one of its devices has."""

    device: int = 0
    address: int = 0

    def of(self, asker: Asker) -> int:
        """Give the rate of a kind of asker."""
        return {Asker.DEVICE: self.device, Asker.ACCOUNT: 2 * self.device, Asker.ADDRESS: self.address}[asker]


NONE: Final = Rates()
USUAL: Final = Rates(device=1800, address=12_000)
"""What `hub serve` goes by: a device's first exchange fits in, and so does a town behind one address."""


class Limits:
    """Counts who asks; safe on any thread. Without rates it lets everything pass."""

    def __init__(self) -> None:
        self.rates = Rates()
        self._left: dict[tuple[Asker, str], tuple[float, float]] = {}
        self._lock = threading.Lock()

    def take(self, asker: Asker, name: str, now: float) -> int:
        """Count one request; gives the seconds to wait first, 0 when it may go on.

        Args:
            asker: what kind of name it is.
            name: whose request.
            now: seconds that only go forward.
        """
        rate = self.rates.of(asker)
        if not rate or not name:
            return 0
        with self._lock:
            left, at = self._left.get((asker, name), (float(rate), now))
            left = min(float(rate), left + (now - at) * rate / _MINUTE)
            allowed = left >= 1
            self._left[asker, name] = (left - 1 if allowed else left, now)
            if len(self._left) > _MOST_KEPT:
                self._forget(now)
        return 0 if allowed else max(1, ceil((max(1.0, rate / _PART) - left) * _MINUTE / rate))

    def _forget(self, now: float) -> None:
        """Let go of whoever has not asked for a minute: they have all of theirs again."""
        self._left = {name: kept for name, kept in self._left.items() if now - kept[1] < _MINUTE}
