"""Keeping on exchanging: how long to wait between, and what ends it. Sleeps only through the wait it is given."""

from collections.abc import Callable
from typing import Final, TypeVar

from fieldnotes.domain.errors import Unavailable

Done = TypeVar("Done")

SHORTEST_WAIT: Final = 2.0
LONGEST_WAIT: Final = 900.0
CALM_WAIT: Final = 60.0


class BackOff:
    """Full jitter: a random wait under a limit that doubles from 2 s to 15 min; a person's press of sync resets it.

    `chance` gives a number in [0, 1).
    """

    def __init__(self, chance: Callable[[], float]) -> None:
        self._chance = chance
        self._limit = SHORTEST_WAIT

    def wait(self, asked: float = 0.0) -> float:
        """Give the seconds to wait after one more failure; never fewer than the hub has `asked` for."""
        self._limit = min(LONGEST_WAIT, self._limit * 2)
        return max(SHORTEST_WAIT, asked) + self._chance() * (self._limit - SHORTEST_WAIT)

    def reset(self) -> None:
        """Begin anew after something went well, or somebody asked."""
        self._limit = SHORTEST_WAIT


def keep_exchanging(
    once: Callable[[], Done],
    report: Callable[[Done | Unavailable], None],
    wait: Callable[[float], bool],
    chance: Callable[[], float],
) -> None:
    """Exchange again and again until `wait` says stop.

    Args:
        once: runs one exchange; what it refuses ends the watch.
        report: is told each result and each passing trouble.
        wait: waits so many seconds, and tells whether to go on.
        chance: gives a number in [0, 1).
    """
    back_off = BackOff(chance)
    going = True
    while going:
        try:
            done = once()
        except Unavailable as trouble:
            report(trouble)
            going = wait(back_off.wait(float(trouble.values.get("seconds", 0))))
        else:
            report(done)
            back_off.reset()
            going = wait(CALM_WAIT)
