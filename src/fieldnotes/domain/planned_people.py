"""Whom a planned visit is with, as what is proposed for its note: to be confirmed, never taken as having been there."""

from collections.abc import Sequence

from fieldnotes.domain.cases import Case, User
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.planned_visits import PlannedVisit
from fieldnotes.domain.prefill import NEVER_PROPOSED, participant
from fieldnotes.domain.template_parts import Template

_PARTICIPANTS = "participants"


def with_planned_people(
    offered: Sections, template: Template, case: Case, visit: PlannedVisit | None, colleagues: Sequence[User]
) -> Sections:
    """Give what is proposed for a note with the people the visit names in the place of those usually there.

    A visit that names nobody of the family changes nothing, nor is anybody proposed who reported (SEC-3).
    """
    if visit is None or not visit.people:
        return offered
    family = [case.by_id[each] for each in visit.people if each in case.by_id]
    going = [user.as_person() for user in colleagues if user.id in visit.workers]
    rows: Json = [participant(each) for each in (*family, *going) if each.role not in NEVER_PROPOSED - {"syskon"}]
    wanted = {(section.id, field.id) for section, field in template.fields_of_type(_PARTICIPANTS) if field.confirm}
    return {
        section: {field: rows if (section, field) in wanted else value for field, value in fields.items()}
        for section, fields in offered.items()
    }
