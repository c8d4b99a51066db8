"""Who is who at this desk: the person working here, colleagues, people of the cases. Names leave it as Private."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.casework.desk import Desk
from fieldnotes.domain.cases import Case, Person, User
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.vault import reference
from fieldnotes.vault.identity import LOCAL, Identity, identity


@dataclass(frozen=True, slots=True)
class People:
    """The reference data an act needs, read once. `me` is the worker here, `local` before joining."""

    me: User
    users: Mapping[str, User] = field(repr=False)
    cases: Mapping[str, Case] = field(repr=False)
    joined: bool
    _known: dict[str, dict[str, Person]] = field(default_factory=dict, repr=False, compare=False)

    def case(self, case_id: str) -> Case:
        """Find a case by id or number. Refused: UNKNOWN_CASE."""
        found = self.cases.get(case_id)
        if found is None:
            found = next((case for case in self.cases.values() if case.number == case_id), None)
        if found is None:
            raise Refused(Code.UNKNOWN_CASE, case=case_id)
        return found

    def user_name(self, user: str) -> Private:
        """The name of a colleague; the id when the hub has not told it."""
        known = self.users.get(user)
        if known is None and user in (LOCAL, self.me.id):
            return Private(self.me.name)
        return Private(known.name if known else user)

    def person_name(self, case: Case, person: str) -> Private:
        """The name of a person of the case or a colleague; the id when unknown."""
        found = self.around(case).get(person)
        return Private(found.name if found else person)

    def around(self, case: Case) -> Mapping[str, Person]:
        """Everybody a note of the case may name, by id: its people and all colleagues."""
        if case.id not in self._known:
            self._known[case.id] = case.people_with(self.everybody)
        return self._known[case.id]

    @property
    def everybody(self) -> Sequence[User]:
        """All colleagues, the one working here among them."""
        return [*self.users.values()] if self.me.id in self.users else [*self.users.values(), self.me]

    def assigned(self, case: Case) -> bool:
        """Whether this person works with the case; alone on a computer, everybody does."""
        return not self.joined or self.me.id in case.assigned

    def supervises(self, case: Case) -> bool:
        """Whether this person decides about notes of the case: its supervisor, or a supervisor of its unit."""
        return self.me.id == case.supervisor or self.me.is_supervisor_of(case.unit)


def people_at(desk: Desk) -> People:
    """Read who is who."""
    users = {user.id: user for user in reference.users(desk.vault)}
    cases = {case.id: case for case in reference.cases(desk.vault)}
    who = identity(desk.vault)
    me = users.get(who.author or LOCAL) or _stranger(who)
    return People(me, users, cases, who.joined)


def require_assigned(people: People, case: Case) -> None:
    """Refuse those who do not work with the case. Refused: NOT_ASSIGNED."""
    if not people.assigned(case):
        raise Refused(Code.NOT_ASSIGNED, case=case.id)


def require_supervisor(people: People, case: Case) -> None:
    """Refuse those who do not decide about the case. Refused: NOT_A_SUPERVISOR."""
    if not people.supervises(case):
        raise Refused(Code.NOT_A_SUPERVISOR, case=case.id)


def _stranger(who: Identity) -> User:
    return User(who.author or LOCAL, Private(who.name), who.role, who.unit)
