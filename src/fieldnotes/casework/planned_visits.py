"""Visits an administrator has planned, for the worker who goes: in Today until something is written of them.

The visit's id becomes that of its notes, so nothing has to be ticked: the note itself says that it took place or not.
"""

from datetime import date, timedelta
from typing import Final

from fieldnotes.casework.desk import Begun, Desk
from fieldnotes.casework.not_carried_out import CALL
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.casework.write_note import add
from fieldnotes.domain.cases import Case
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.planned_visits import PlannedVisit, planned_in, planned_visits
from fieldnotes.domain.private import Private
from fieldnotes.vault.written_visits import written

BEHIND: Final = timedelta(days=14)
AHEAD: Final = timedelta(days=14)


def near_visits(desk: Desk, people: People, day: date) -> tuple[VisitView, ...]:
    """Visits of this person from two weeks back to two weeks ahead of which nothing is written, by time."""
    zone = desk.clock.now().tzinfo
    near = [
        (case, visit)
        for case in people.cases.values()
        for visit in planned_visits(case.source)
        if day - BEHIND <= visit.start.astimezone(zone).date() <= day + AHEAD and _goes(people, case, visit)
    ]
    done = written(desk.vault, [(chain, visit.id) for case, visit in near for chain in people.chains(case)])
    views = [_view(desk, case, visit) for case, visit in near if visit.id not in done]
    return tuple(sorted(views, key=lambda view: (view.start, view.case_number)))


def begin_visit(desk: Desk, case: str, visit: str) -> Begun:
    """Begin the note of a planned visit: its template, its time, its people to be confirmed.

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, as `add`; NOTHING_PLANNED when it is planned no longer.
    """
    of = people_at(desk).case(case)
    planned = planned_in(of.source, visit)
    if planned is None:
        raise Refused(Code.NOTHING_PLANNED)
    return add(desk, of.id, planned.template, visit=planned.id)


def _goes(people: People, case: Case, visit: PlannedVisit) -> bool:
    """Whether this person goes; where nobody who was to go has the case any more, everybody who has it does."""
    going = set(visit.workers) & set(case.assigned)
    return people.assigned(case) and (people.me.id in going or not going)


def _view(desk: Desk, case: Case, visit: PlannedVisit) -> VisitView:
    form = desk.book.templates.get(visit.template)
    met = [case.by_id[person] for person in visit.people if person in case.by_id]
    return VisitView(
        visit=visit.id,
        case=case.id,
        case_number=case.number,
        start=visit.start,
        template=visit.template,
        template_label=form.label(desk.language) if form else visit.template,
        people=tuple(Private(person.name) for person in met),
        protected=any(person.is_protected for person in (case.child, *case.people)),
        call=visit.template == CALL,
    )
