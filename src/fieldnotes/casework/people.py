"""Who is who at this desk: the person working here, colleagues, people of the cases. Names leave it as Private."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.template_book import look_again
from fieldnotes.domain.cases import Case, Person, User, areas_by_unit
from fieldnotes.domain.deputies import Deputy, stands_in_for
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.private import Private
from fieldnotes.domain.proposed_case import bound_to, proposed_case
from fieldnotes.vault import proposals, reference
from fieldnotes.vault.deputies import deputies
from fieldnotes.vault.identity import LOCAL, Identity, identity


@dataclass(frozen=True, slots=True)
class People:
    """The reference data an act needs, read once. `me` is the worker here, `local` before joining.

    `bound`: proposed cases and the case on this computer that each was bound to; their notes lie there. `there`: what
    is told of cases that stay at the hub.
    """

    me: User
    users: Mapping[str, User] = field(repr=False)
    cases: Mapping[str, Case] = field(repr=False)
    joined: bool
    bound: Mapping[str, str] = field(default_factory=dict, repr=False)
    there: Mapping[str, Case] = field(default_factory=dict, repr=False)
    stands_in_for: frozenset[str] = frozenset()
    """Supervisors whose deputy this person is now."""
    deputies: Sequence[Deputy] = field(default=(), repr=False)
    elsewhere: Mapping[str, Case] = field(default_factory=dict, repr=False)
    """Cases of other boards this person serves, which are not in front just now."""
    _known: dict[str, dict[str, Person]] = field(default_factory=dict, repr=False, compare=False)

    def case(self, case_id: str) -> Case:
        """Find a case by id or number. Refused: UNKNOWN_CASE; NOT_FETCHED when it stays at the hub; OTHER_AREA."""
        found = _named(self.cases, self.bound.get(case_id, case_id))
        if found is None:
            if _named(self.elsewhere, self.bound.get(case_id, case_id)) is not None:
                raise Refused(Code.OTHER_AREA)
            code = Code.UNKNOWN_CASE if _named(self.there, case_id) is None else Code.NOT_FETCHED
            raise Refused(code, case=case_id)
        return found

    def case_or_outline(self, case_id: str) -> Case:
        """Find a case as `case` does, or what is told of one that stays at the hub. Refused: UNKNOWN_CASE."""
        return _named(self.there, case_id) or self.case(case_id)

    def knows(self, case_id: str) -> bool:
        """Whether a case, or the one it was bound to, is on this computer."""
        return self.bound.get(case_id, case_id) in self.cases

    def chains(self, case: Case) -> tuple[str, ...]:
        """The ids whose entries are this case's: its own, and those of the cases bound to it."""
        return (case.id, *sorted(proposed for proposed, to in self.bound.items() if to == case.id))

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
        """Whether this person decides about notes of the case: its supervisor, one of its unit, or their deputy now."""
        return _by_role(self.me, case) or bool(self._instead(self.stands_in_for, case))

    def decided_for(self, user: str, at: datetime, case: Case) -> Private | None:
        """The name of the supervisor in whose place somebody decided then; None for those who decide by their role."""
        known = self.users.get(user)
        instead = self._instead(stands_in_for(self.deputies, user, at), case)
        return instead[0].name if instead and not (known and _by_role(known, case)) else None

    def _instead(self, principals: Iterable[str], case: Case) -> list[User]:
        """Those of these supervisors who decide about a case by their own role, by id."""
        known = [self.users[each] for each in sorted(principals) if each in self.users]
        return [each for each in known if _by_role(each, case)]

    @property
    def decides(self) -> bool:
        """Whether notes of others may wait for this person."""
        return self.me.role == "supervisor" or bool(self.stands_in_for)


def people_at(desk: Desk) -> People:
    """Read who is who."""
    users = {user.id: user for user in reference.users(desk.vault)}
    cases, bound, there = cases_at(desk)
    who = identity(desk.vault)
    me = _working_for(users.get(who.author or LOCAL), who)
    look_again(desk, who.epoch, me)
    named = deputies(desk.vault)
    instead = stands_in_for(named, me.id, desk.hub_now()) if named else frozenset()
    cases, there, elsewhere = _in_front(desk, me, cases, there)
    return People(me, users, cases, who.joined, bound, there, instead, named, elsewhere=elsewhere)


def cases_at(desk: Desk) -> tuple[dict[str, Case], dict[str, str], dict[str, Case]]:
    """Read the cases of this computer, proposed ones among them, which of those were bound to which, and outlines.

    A case that was taken away stays while drafts lie in it.
    A bound case is shown as the case it was bound to, where that one is here; a child's matter came in on the day of
    the proposal at the latest (VIS-3).
    """
    here, there = reference.here_and_there(desk.vault)
    known = {case.id: case for case in here}
    left = reference.left_cases(desk.vault)
    known.update({name: case for name, case in left.items() if case is not None})
    stay = {case.id: case for case in there}
    for entry in proposals.proposals(desk.vault):
        if entry.case not in {*known, *left, *stay}:
            known[entry.case] = Case.from_json(proposed_case(entry))
    said = {case.id: target for case in known.values() if (target := bound_to(case)) is not None}
    wanted = {**proposals.bindings(desk.vault), **said}
    bound = {each: to for each, to in wanted.items() if each in known and to in known and to not in wanted}
    for each, to in bound.items():
        before, after = known.pop(each), known[to]
        earlier = (*after.earlier, before.child, *before.people)
        known[to] = replace(after, earlier=earlier, received=after.received or before.received)
    return known, bound, stay


def _by_role(user: User, case: Case) -> bool:
    return user.id == case.supervisor or user.is_supervisor_of(case.unit)


def require_assigned(people: People, case: Case) -> None:
    """Refuse those who do not work with the case. Refused: NOT_ASSIGNED."""
    if not people.assigned(case):
        raise Refused(Code.NOT_ASSIGNED, case=case.id)


def require_supervisor(people: People, case: Case) -> None:
    """Refuse those who do not decide about the case. Refused: NOT_A_SUPERVISOR."""
    if not people.supervises(case):
        raise Refused(Code.NOT_A_SUPERVISOR, case=case.id)


def _named(cases: Mapping[str, Case], name: str) -> Case | None:
    """Find a case by id, else by number."""
    return cases.get(name) or next((case for case in cases.values() if case.number == name), None)


def _working_for(known: User | None, who: Identity) -> User:
    """The person as they work just now: in the unit and role they have chosen among theirs."""
    if known is None:
        return _stranger(who)
    chosen = any((each.unit, each.role) == (who.unit, who.role) for each in known.memberships)
    return replace(known, unit=who.unit, role=who.role) if chosen else known


def _in_front(
    desk: Desk, me: User, cases: dict[str, Case], there: dict[str, Case]
) -> tuple[dict[str, Case], dict[str, Case], dict[str, Case]]:
    """Part the cases of the board one works for, and their outlines, from those of other boards one serves."""
    if len({each.unit for each in me.memberships} | {me.unit}) == 1:
        return cases, there, {}
    areas = areas_by_unit({unit.id: unit.area for unit in reference.units(desk.vault)})
    here = areas.get(me.unit)
    far = {case for case, of in [*cases.items(), *there.items()] if areas.get(of.unit, here) != here}
    return (
        {name: of for name, of in cases.items() if name not in far},
        {name: of for name, of in there.items() if name not in far},
        {name: of for name, of in cases.items() if name in far},
    )


def _stranger(who: Identity) -> User:
    return User(who.author or LOCAL, Private(who.name), who.role, who.unit)
