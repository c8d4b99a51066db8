"""Words that are protected because of who they belong to, listed in the case or not. They know no note.

Terms in a case are written by somebody and may be forgotten; who reported and who has a protected identity is known.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from fieldnotes.domain.cases import CHILD, COLLEAGUE, GUARDIAN, REPORTER, Case, Person
from fieldnotes.domain.private import Private
from fieldnotes.domain.rooms import Room
from fieldnotes.domain.terms import ProtectedTerm

OFFICIAL: Final = "official"
NEW_IDENTITY: Final = "fingerade"
_FAMILY: Final = frozenset({CHILD, GUARDIAN})
_SHORTEST: Final = 3
"""Shorter parts of a name (Ek, My, Bo) are too often another word to stop a text by themselves."""


def never_named(case: Case) -> list[ProtectedTerm]:
    """Give the full names of those who reported: never named, also where the case lists no term (SEC-3)."""
    names = (each.name for each in case.with_role(REPORTER))
    return [ProtectedTerm(name, kind=REPORTER, why=REPORTER) for name in names if len(_parts(name)) > 1]


def implied_terms(case: Case, people: Mapping[str, Person], room: Room) -> list[ProtectedTerm]:
    """Give what this room does not see without a reason of its own: names and numbers of people not in it.

    Each part of the name of a private person who reported, unless somebody else of the case bears it too (SEC-3; who
    reports in their work is not covered); the full name of whoever has a protected identity and is not here (SEC-4);
    the personal number of anybody not here. Child and guardians know each other, but not each other's new names.
    """
    absent = [each for each in people.values() if each.person_id not in room.here]
    found = [*_of_reporters(case, people)]
    for each in absent:
        if _is_hidden(each, room) and len(_parts(each.name)) > 1:
            found.append(ProtectedTerm(each.name, kind="protected_person"))
        if each.personnummer is not None and each != case.child:
            found.append(ProtectedTerm(each.personnummer, match="digits", kind="personnummer"))
    return found


def _is_hidden(person: Person, room: Room) -> bool:
    if person.role in _FAMILY:
        return person.protection == NEW_IDENTITY and any(each.role == GUARDIAN for each in room.people)
    return person.is_protected


def _of_reporters(case: Case, people: Mapping[str, Person]) -> Iterator[ProtectedTerm]:
    others = [each for each in people.values() if each.role not in {REPORTER, COLLEAGUE}]
    shared = {part for each in others for part in _parts(each.name)}
    for reporter in case.with_role(REPORTER):
        parts = _parts(reporter.name)
        if len(parts) > 1 and reporter.reporter_kind != OFFICIAL:
            for part in parts:
                if len(part) >= _SHORTEST and part not in shared:
                    yield ProtectedTerm(Private(part), match_case=True, kind=REPORTER, why=REPORTER)


def _parts(name: str) -> list[str]:
    """Give the parts of a name; none when it is a description, such as a neighbour who wants to be anonymous."""
    parts = str(name).split()
    return parts if all(part[:1].isupper() for part in parts) else []
