"""How much a decision about a note hurries, from the case it lies in. Knows no note; says a word, never why."""

from enum import StrEnum
from typing import Final

from fieldnotes.domain.cases import Case
from fieldnotes.domain.deadlines import Deadline

URGENT_DAYS: Final = 3
SOON_DAYS: Final = 14
AT_ONCE: Final = frozenset({"skyddsbedomning"})
"""Phases in which a child's need of protection is weighed the same day (SoL 20:1)."""


class Urgency(StrEnum):
    """How much it hurries."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"
    NONE = "none"


def urgency(case: Case, nearest: Deadline | None) -> Urgency:
    """Weigh the case's phase and its nearest deadline; a day that has passed goes before all (VIS-3, VIS-4, VIS-6)."""
    days = None if nearest is None else nearest.days_left
    if days is not None and days < 0:
        return Urgency.LATE
    if case.phase in AT_ONCE or (days is not None and days <= URGENT_DAYS):
        return Urgency.URGENT
    return Urgency.SOON if days is not None and days <= SOON_DAYS else Urgency.NONE
