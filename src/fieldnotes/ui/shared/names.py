"""How people are named on the screen: short in lists, and not at all when their data is protected. Knows no Qt."""

from fieldnotes.casework.case_views import CaseView, PersonView
from fieldnotes.casework.note_views import DecisionView
from fieldnotes.language.translation import translate as _


def short_name(name: str) -> str:
    """Shorten to a first name and an initial: `Elsa S.`; lists say no more than finding needs (SEC-8)."""
    first, _gap, rest = name.strip().partition(" ")
    return f"{first} {rest.rpartition(' ')[2][:1]}." if rest else first


def listed(person: PersonView) -> str:
    """Name a person in a list across cases; protected people are not named there (SEC-4)."""
    return _("Protected identity") if person.protected else short_name(person.name)


def case_title(case: CaseView) -> str:
    """Name a case in a list: the child and the number."""
    return f"{listed(case.child)} · {case.number}"


def decided_by(decision: DecisionView) -> str:
    """Name who decided, and in whose place."""
    if decision.deputy_for is None:
        return decision.by_name
    words = _("{name}, deputy for {principal}")
    return words.format(name=decision.by_name, principal=decision.deputy_for)
