"""Who in the room answers, and who of them may show instead of say. Knows no Qt."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Shown
from fieldnotes.domain.cases import CHILD, age_on
from fieldnotes.ui.family.console_state import Reader, Showing
from fieldnotes.ui.family.room_reading import FAMILY, Opened, role_words
from fieldnotes.ui.family.room_state import NEUTRAL

CHILD_TALK = "barnsamtal"
YOUNG = 12
"""Under this age a child is offered faces whatever the note is about; in a talk with the child at any age."""


def reader_of(opened: Opened, person: str, role: str, detail: str) -> Reader:
    """Make the one who answers."""
    born = next((each.born for each in opened.case.people if each.person_id == person), None)
    age = age_on(born, opened.note.at.isoformat())
    child = role == CHILD
    faces = child and (opened.note.template == CHILD_TALK or age is None or age < YOUNG)
    return Reader(person, opened.name(person), detail, child, faces)


def showing_of(desk: Desk, opened: Opened, shown: Shown) -> Showing:
    """Make the showing out of what was recorded: who may answer, who of the family was not there.

    Headings may stand in the family's language; beside them are the worker's own.
    """
    here = {str(each["person_id"]): str(each["role"]) for each in shown.people}
    answer = {person: role for person, role in here.items() if role not in NEUTRAL}
    readers = tuple(reader_of(opened, person, role, role_words(desk, role)) for person, role in answer.items())
    absent = tuple(
        Reader(each.person_id, str(each.name), each.role_label)
        for each in opened.case.people
        if each.role in FAMILY and each.person_id not in here
    )
    template = opened.note.form
    titles = {each.id: template.section(each.id).label(desk.language) for each in shown.sections}
    return Showing(shown.shown or "", shown.sections, shown.language, readers, absent, opened.case.id, titles)
