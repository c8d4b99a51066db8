"""Keep what a person has begun to write and done nothing with yet, so that a lock or a power cut takes nothing.

What the text means is its screen's affair; here it is only kept, found again, and thrown away.
"""

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.private import Private
from fieldnotes.vault import unfinished


def keep(desk: Desk, kind: str, about: str, text: str) -> None:
    """Keep a text as it stands now; an empty one is thrown away. Refused: PROFILE_LOCKED."""
    if text:
        unfinished.save(desk.vault, kind, about, text, desk.clock.now().isoformat())
    else:
        unfinished.forget(desk.vault, kind, about)


def find(desk: Desk, kind: str, about: str) -> Private:
    """Give what was kept; empty when nothing is begun."""
    return Private(unfinished.get(desk.vault, kind, about) or "")
