"""Reasons at hand for signing past a warning, where what is left out can be told in a few words. Knows no Qt.

A warning that asks for an explanation of what was done (a visit despite a no, somebody else's data, a word that
judges) has none: that reason is always the person's own words.
"""

from collections.abc import Sequence
from typing import Final

from fieldnotes.language.translation import translate as _

LATER: Final = (
    "best_interest_missing",
    "child_not_informed",
    "assessment_without_basis",
    "steps_not_structured",
    "agreement_without_who_when",
    "interpreter_incomplete",
)
"""Something is left out that may come with the next contact."""


def reasons_for(rule: str) -> tuple[str, ...]:
    """Give the reasons at hand for one rule; none when it must be written."""
    if rule in LATER:
        return (
            _("It is taken up at the next contact."),
            _("There was no time for it this time."),
            _("It stands in another document of the case."),
            _("It does not apply here."),
        )
    if rule == "written_late":
        return (
            _("Urgent work came first."),
            _("There was no computer or network at hand."),
            _("I was away from work."),
        )
    if rule == "changed_since_shown":
        return (
            _("Only spelling and wording have changed."),
            _("It is shown again at the next contact."),
        )
    return ()


def by_reasons(rules: Sequence[str]) -> list[tuple[tuple[str, ...], list[str]]]:
    """Put rules that share their reasons together, in their order; each rule without any stands alone."""
    found: list[tuple[tuple[str, ...], list[str]]] = []
    for rule in rules:
        reasons = reasons_for(rule)
        group = next((group for known, group in found if known and known == reasons), None)
        if group is None:
            found.append((reasons, [rule]))
        else:
            group.append(rule)
    return found
