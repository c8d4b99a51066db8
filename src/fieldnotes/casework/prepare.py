"""Read what there is to prepare: the hub's table, with what is settled here and still on its way laid over it.

An administrator's own acts; reads no entry and no draft, for none of these cases is theirs to read (SEC-6).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.find_words import Wanted, folded
from fieldnotes.casework.prepare_views import (
    GOING,
    REFUSED,
    TAKEN,
    WAITING,
    PreparedActView,
    PreparedCaseView,
    PreparedPersonView,
    PreparedVisitView,
    PreparingView,
    WorkerView,
)
from fieldnotes.casework.template_book import look_again
from fieldnotes.domain.cases import User
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.planned_visits import PlannedVisit, read_start
from fieldnotes.domain.prepared_case import PreparedCase, PreparedPerson, may_hold, units_prepared_by
from fieldnotes.domain.private import Private
from fieldnotes.sync.preparing import ASSIGNED, CANCEL, HANDOVER, PERSON, PLAN
from fieldnotes.vault import preparing, reference
from fieldnotes.vault.identity import identity
from fieldnotes.vault.preparing import Act

BEHIND: Final = timedelta(days=14)
"""So long after its day a visit stays in the list."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """What is known at this desk, read once."""

    me: str
    users: Mapping[str, User] = field(repr=False)
    cases: Mapping[str, PreparedCase] = field(repr=False)
    waiting: tuple[Act, ...] = field(repr=False)
    refused: tuple[Act, ...] = field(repr=False)

    def case(self, case: str) -> PreparedCase:
        """Find a case by id or number. Refused: NOT_AN_ADMINISTRATOR."""
        found = self.cases.get(case) or next((each for each in self.cases.values() if each.number == case), None)
        if found is None:
            raise Refused(Code.NOT_AN_ADMINISTRATOR)
        return found

    def worker(self, user: str) -> WorkerView:
        """Name a colleague; by id where the hub has told no name."""
        known = self.users.get(user)
        return WorkerView(user, Private(known.name) if known else Private(user))

    def may_have(self, case: PreparedCase) -> tuple[WorkerView, ...]:
        """Name who may be given a case of its unit, oneself never."""
        fits = [user for user in self.users.values() if user.id != self.me and may_hold(user, case.unit)]
        return tuple(WorkerView(user.id, Private(user.name)) for user in sorted(fits, key=lambda user: str(user.name)))


def prepares(desk: Desk) -> bool:
    """Tell whether whoever works here is an administrator."""
    author = identity(desk.vault).author
    return any(user.id == author and units_prepared_by(user) for user in reference.users(desk.vault))


def read_prepared(desk: Desk) -> Prepared:
    """Read the table and what waits. Refused: NOT_AN_ADMINISTRATOR."""
    who = identity(desk.vault)
    me = who.author or ""
    users = {user.id: user for user in reference.users(desk.vault)}
    if me not in users or not units_prepared_by(users[me]):
        raise Refused(Code.NOT_AN_ADMINISTRATOR)
    look_again(desk, who.epoch, users[me])
    cases = {case.id: case for case in preparing.cases(desk.vault)}
    return Prepared(me, users, cases, tuple(preparing.waiting(desk.vault)), tuple(preparing.refused(desk.vault)))


def overview(desk: Desk) -> PreparingView:
    """The administrator's start page: visits by time, cases by number. Refused: NOT_AN_ADMINISTRATOR."""
    known, today = read_prepared(desk), desk.hub_now().date()
    views = tuple(
        _case_view(desk, known, case) for case in sorted(known.cases.values(), key=lambda c: (c.number, c.id))
    )
    since = today - BEHIND
    visits = [visit for view in views for visit in view.visits if visit.start.astimezone().date() >= since]
    return PreparingView(
        today=today,
        visits=tuple(sorted(visits, key=lambda each: (each.start, each.case_number))),
        cases=views,
        pending=_pending(known, None),
        came=preparing.version(desk.vault) > 0,
    )


def prepared_case(desk: Desk, case: str) -> PreparedCaseView:
    """One case to prepare, by id or number. Refused: NOT_AN_ADMINISTRATOR."""
    known = read_prepared(desk)
    of = known.case(case)
    free = tuple(each for each in known.may_have(of) if each.user not in of.assigned)
    return replace(_case_view(desk, known, of), may_have=free)


def find_prepared(cases: Iterable[PreparedCaseView], text: str) -> tuple[PreparedCaseView, ...]:
    """Find cases by number or by a name of their people, and nothing else (SEC-7); without a word, all of them."""
    typed = folded(text).strip()
    if not typed:
        return tuple(cases)
    try:
        wanted = Wanted.read(text)
    except Refused:
        return ()

    def is_meant(case: PreparedCaseView) -> bool:
        by_number = folded(case.number).startswith(typed) or (typed.isdigit() and typed in case.number.split("-"))
        return by_number or any(wanted.begin_words_of(person.name) for person in case.people)

    return tuple(case for case in cases if is_meant(case))


def _case_view(desk: Desk, known: Prepared, case: PreparedCase) -> PreparedCaseView:
    people = _people(desk, known, case)
    by_id = {each.person_id: each for each in people}
    visits = [_visit_view(desk, known, case, by_id, *each) for each in _visits(known, case)]
    return PreparedCaseView(
        case=case.id,
        number=case.number,
        phase_label=desk.book.choice_list("phase").label_of(case.phase, desk.language),
        assigned=tuple(known.worker(user) for user in case.assigned),
        supervisor=known.worker(case.supervisor).name if case.supervisor else None,
        days=tuple((key, day) for key, text in case.days.items() if (day := _day(text)) is not None),
        people=people,
        visits=tuple(sorted(visits, key=lambda each: (each.start, each.visit))),
        kept_back=case.kept_back,
        pending=_pending(known, case.id),
    )


def _people(desk: Desk, known: Prepared, case: PreparedCase) -> tuple[PreparedPersonView, ...]:
    found = {each.person_id: _person_view(desk, each, TAKEN) for each in case.people}
    for act, state in (*((one, REFUSED) for one in known.refused), *((one, WAITING) for one in known.waiting)):
        if act.act == PERSON and act.values.get("case") == case.id:
            said = {key: str(value) for key, value in act.values.items() if isinstance(value, str)}
            person = PreparedPerson(
                act.about, Private(said["name"]), said["role"], said.get("language"), said.get("title"), added=True
            )
            found[act.about] = _person_view(desk, person, state)
    return tuple(found.values())


def _visits(known: Prepared, case: PreparedCase) -> Iterable[tuple[PlannedVisit, str]]:
    found = {each.id: (each, TAKEN) for each in case.visits}
    for act, state in (*((one, REFUSED) for one in known.refused), *((one, WAITING) for one in known.waiting)):
        if act.values.get("case") != case.id:
            continue
        if act.act == CANCEL and act.about in found and state == WAITING:
            found[act.about] = (found[act.about][0], GOING)
        start = read_start(str(act.values.get("start")))
        if act.act == PLAN and start is not None and not (state == REFUSED and act.about in found):
            workers, people = _texts(act.values.get("workers")), _texts(act.values.get("people"))
            visit = PlannedVisit(act.about, start, str(act.values.get("template")), workers, people, known.me)
            found[act.about] = (visit, state)
    return found.values()


def _visit_view(
    desk: Desk,
    known: Prepared,
    case: PreparedCase,
    people: Mapping[str, PreparedPersonView],
    visit: PlannedVisit,
    state: str,
) -> PreparedVisitView:
    form = desk.book.templates.get(visit.template)
    return PreparedVisitView(
        visit=visit.id,
        case=case.id,
        case_number=case.number,
        start=visit.start,
        template=visit.template,
        template_label=form.label(desk.language) if form else visit.template,
        workers=tuple(known.worker(user) for user in visit.workers),
        people=tuple(people[person] for person in visit.people if person in people),
        state=state,
    )


def _person_view(desk: Desk, person: PreparedPerson, state: str) -> PreparedPersonView:
    return PreparedPersonView(
        person_id=person.person_id,
        name=person.name,
        role=person.role,
        role_label=desk.book.choice_list("role_person").label_of(person.role, desk.language),
        language=person.language,
        title=Private(person.title) if person.title else None,
        added=person.added,
        state=state,
    )


def _pending(known: Prepared, case: str | None) -> tuple[PreparedActView, ...]:
    """What the hub has not taken in, the refused first; of one case, or of all."""
    rows = (*((one, REFUSED) for one in known.refused), *((one, WAITING) for one in known.waiting))
    return tuple(_act_view(known, one, state) for one, state in rows if case in (None, one.values.get("case")))


def _act_view(known: Prepared, one: Act, state: str) -> PreparedActView:
    said = {key: str(value) for key, value in one.values.items() if isinstance(value, str)}
    case = said.get("case")
    who = said.get("user") or said.get("leaving")
    name = Private(said["name"]) if one.act == PERSON else None
    return PreparedActView(
        about=one.about,
        act=one.act,
        case=case,
        case_number=known.cases[case].number if case is not None and case in known.cases else "",
        state=state,
        code=one.code or None,
        who=known.worker(who).name if who and one.act in (ASSIGNED, HANDOVER) else name,
        to=known.worker(said["taking"]).name if one.act == HANDOVER else None,
        start=read_start(said["start"]) if one.act == PLAN else None,
        there=one.values.get("there") is not False,
    )


def _day(text: str) -> date | None:
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _texts(value: Json) -> tuple[str, ...]:
    return tuple(each for each in value if isinstance(each, str)) if isinstance(value, list | tuple) else ()
