"""How old a draft may grow before somebody is told (DOC-2); our limits, the law says "as soon as possible"."""

from datetime import timedelta
from typing import Final

AUTHOR_WARNED: Final = timedelta(hours=24)
"""From this age the author's own day warns of it."""
SUPERVISOR_TOLD: Final = timedelta(hours=72)
"""From this age those who supervise the case see that it is there, and never what it says."""


def is_late(age: timedelta) -> bool:
    """Tell whether the author is warned."""
    return age >= AUTHOR_WARNED
