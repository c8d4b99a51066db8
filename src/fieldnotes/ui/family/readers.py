"""Who in the room answers, and who of them may show instead of say. Knows no Qt."""

from fieldnotes.domain.cases import CHILD, age_on
from fieldnotes.ui.family.console_state import Reader
from fieldnotes.ui.family.room_reading import Opened

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
