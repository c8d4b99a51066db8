"""Who may say yes to being recorded: by age, as the rules have it (CHI-5). Knows no note and stores nothing."""

from enum import StrEnum
from typing import Final

from fieldnotes.domain.cases import CHILD, Person, age_on

RECORDING: Final = "inspelning"
"""What a consent entry is about when somebody is to be heard in a recording."""
GUARDIAN_SPEAKS_UNTIL: Final = 12
SPEAKS_FOR_ITSELF_FROM: Final = 15


class Asks(StrEnum):
    """Whom to ask before somebody is recorded."""

    SELF = "self"
    GUARDIAN = "guardian"
    BOTH = "both"


class How(StrEnum):
    """How somebody said yes."""

    SPOKEN = "muntligt"
    WRITTEN = "skriftligt"
    GUARDIAN_SPOKEN = "vardnadshavare_muntligt"
    GUARDIAN_WRITTEN = "vardnadshavare_skriftligt"


def whom_to_ask(person: Person, day: str) -> Asks:
    """Tell whom to ask on a day (`YYYY-MM-DD…`): under 12 the guardian, 12 to 14 the child and its guardian (CHI-5).

    A child whose age nobody knows is taken for a young one.
    """
    age = age_on(person.born, day)
    if age is None:
        return Asks.GUARDIAN if person.role == CHILD else Asks.SELF
    if age < GUARDIAN_SPEAKS_UNTIL:
        return Asks.GUARDIAN
    return Asks.BOTH if age < SPEAKS_FOR_ITSELF_FROM else Asks.SELF


def ways_of(asks: Asks) -> tuple[How, ...]:
    """Give the ways in which a yes counts."""
    if asks is Asks.GUARDIAN:
        return (How.GUARDIAN_SPOKEN, How.GUARDIAN_WRITTEN)
    if asks is Asks.BOTH:
        return (How.SPOKEN, How.WRITTEN, How.GUARDIAN_SPOKEN, How.GUARDIAN_WRITTEN)
    return (How.SPOKEN, How.WRITTEN)
