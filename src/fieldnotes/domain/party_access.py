"""A party's right to see the case (INS-4): who is one, and what is first proposed to be taken out for them, and why.

A proposal follows from who said something and to whom it is secret; the rest is a person's test for secrecy. It knows
no entry and no paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.cases import CHILD, COLLEAGUE, GUARDIAN, REPORTER, Case, Person
from fieldnotes.domain.implied_terms import OFFICIAL, implied_terms, never_named
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.masking import REASONS
from fieldnotes.domain.private import Private
from fieldnotes.domain.rooms import Room, RoomPerson
from fieldnotes.domain.template_parts import Section
from fieldnotes.domain.terms import ProtectedTerm

PARENT: Final = "foralder_ej_vh"
PARTIES: Final = frozenset({CHILD, GUARDIAN, PARENT})
"""Roles of those whose case it is; a representative gets what the one they speak for may see."""
CARERS: Final = frozenset({"familjehemsforalder", "hvb_personal"})
PUBLIC: Final = frozenset({COLLEAGUE, "skola", "halso_sjukvard", "polis", "tolk", "hvb_personal", "ombud"})
"""What somebody says in their work is not their own secret."""
FROM_REPORTER, PROTECTED, CHILDS, OTHERS = REASONS[:4]
_ALWAYS: Final = frozenset({FROM_REPORTER, PROTECTED})
"""Reasons that no worker lifts: who reported, and who or where is protected (SEC-3, SEC-4, SEC-5)."""
_PERSON_KEYS: Final = ("source_person_id", "person_id")
_SAYING: Final = frozenset({"statement", "comment"})
"""Types of fields whose rows say who told it."""
_SHORTEST: Final = 3

Hidden = tuple[str, bool]
"""A reason's id, and whether nobody may lift it."""


def is_party(person: Person) -> bool:
    """Tell whether somebody of a case may ask to see it as a party."""
    return person.role in PARTIES


@dataclass(frozen=True)
class Reader:
    """One party, and what is hidden from them in this case."""

    person: Person
    case: Case
    people: Mapping[str, Person] = field(repr=False)

    def of_row(self, section: Section, kind: str, row: Json) -> Hidden | None:
        """Say why a row of a section is first taken out; None when nothing speaks for it.

        What whoever reported said, the child's own words for anybody else (CHI-6), what one private person said for
        another, and sections that the book keeps from everybody but the child, or from everybody. `kind`: the type of
        its field; who only took part is named, but for reporters and protected people.
        """
        said = kind in _SAYING
        people = [self.people[each] for each in _people_of(row) if each in self.people]
        about = people if said else [each for each in people if each.role not in PARTIES]
        found = [hidden for each in about if (hidden := self.of_person(each)) and (said or hidden[1])]
        if found:
            return min(found, key=lambda one: (not one[1], REASONS.index(one[0])))
        if said and any(each.person_id == self.person.person_id for each in people):
            return None
        return self._of_section(section)

    def _of_section(self, section: Section) -> Hidden | None:
        if REPORTER in section.names_roles:
            return FROM_REPORTER, False
        if section.share_audience == {"child"}:
            return self.of_person(self.case.child)
        closed = not section.share_default and not section.share_audience and section.content_kind != "assessment"
        return (OTHERS, False) if closed else None

    def of_person(self, person: Person) -> Hidden | None:
        """Say why what somebody said, or that it was them, is first taken out; None when nothing speaks for it."""
        me = self.person
        if person.person_id == me.person_id:
            return None
        if person.role == REPORTER:
            return FROM_REPORTER, person.reporter_kind != OFFICIAL
        secret = me.person_id in person.secrecy_against
        if person.role == CHILD:
            return CHILDS, secret
        if person.is_protected and person.role not in PARTIES:
            return PROTECTED, True
        if secret:
            return OTHERS, True
        return None if person.role in PUBLIC else (OTHERS, False)

    def terms(self) -> tuple[tuple[ProtectedTerm, str, bool], ...]:
        """Give the words this reader does not see: each with its reason and whether nobody may lift it.

        Those of the case, of whoever reported, of protected people, other people's numbers, and, where the child's
        place is secret from them, whom the child lives with.
        """
        here = Room((RoomPerson(self.person.person_id, self.person.role),))
        mine = frozenset({self.person.person_id})
        every = [
            *(term for term in self.case.protected_terms if term.is_hidden_from(mine)),
            *never_named(self.case),
            *(term for term in implied_terms(self.case, self.people, here) if not self._is_childs_number(term)),
            *self._of_secret_people(),
        ]
        return tuple((term, why := _reason(term), why in _ALWAYS) for term in every)

    def _is_childs_number(self, term: ProtectedTerm) -> bool:
        number = self.case.child.personnummer
        return term.kind == "personnummer" and number is not None and term.term == number

    def _of_secret_people(self) -> list[ProtectedTerm]:
        """The names of those who are secret from this reader; of carers also where the child's place is (SEC-5)."""
        mine = self.person.person_id
        whereabouts = self.case.source.get("whereabouts_secret") and self.person.role != CHILD
        place_secret = bool(whereabouts) or mine in self.case.secret_from
        secret = {
            each.person_id
            for each in self.people.values()
            if each.role not in PARTIES and (mine in each.secrecy_against or (place_secret and each.role in CARERS))
        }
        known = {
            part for each in self.people.values() if each.person_id not in secret for part in str(each.name).split()
        }
        names = (str(self.people[each].name).split() for each in secret)
        parts = {part for name in names for part in name if len(part) >= _SHORTEST and part[:1].isupper()}
        return [ProtectedTerm(Private(each), match_case=True, why=PROTECTED) for each in sorted(parts - known)]


def _reason(term: ProtectedTerm) -> str:
    if term.why in REASONS:
        return term.why
    return {"protected_person": PROTECTED, REPORTER: FROM_REPORTER}.get(term.kind, OTHERS)


def _people_of(row: Json) -> list[str]:
    """Ids of the people a row is from or about; a lone id is one too."""
    found: list[str] = []
    for each in rows(row):
        if isinstance(each, Mapping):
            found += [str(each[key]) for key in _PERSON_KEYS if isinstance(each.get(key), str)]
        elif isinstance(each, str):
            found.append(each)
    return found
