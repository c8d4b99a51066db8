"""A walk through the family's view: an answer pressed twice is recorded once, a new one again.

rules: INS-2
"""

import pytest

from editor_window import begin, sections_of
from fieldnotes.casework import read_note, show_to_family
from fieldnotes.ui.family.console_presenter import ConsolePresenter
from fieldnotes.ui.family.console_state import Reader, Showing


class Deaf:
    """A stage and a console that draw nothing."""

    def __getattr__(self, _name):
        return lambda *_args, **_more: True

    def resize(self, _by):
        return False, False

    def page(self, _by):
        return False


@pytest.fixture
def console(frame):
    note = begin(frame.desk, sections=sections_of("prov-01.json"))
    room = {"people": [{"person_id": "prov-01-p2", "role": "vardnadshavare"}]}
    shown = show_to_family.show(frame.desk, note, room)
    readers = (Reader("prov-01-p2", "Karin", "vårdnadshavare"),)
    showing = Showing(shown.shown or "", shown.sections, shown.language, readers)
    made = ConsolePresenter(frame, Deaf(), Deaf(), note, showing)
    made.begin()
    return made


def answers(frame, console):
    return [(row.answer, str(row.text or "")) for row in recorded(frame, console)]


def recorded(frame, console):
    rows = read_note.show(frame.desk, console._note).family
    return [answer for row in rows for answer in row.answers]


def test_the_same_answer_pressed_four_times_is_one_entry(frame, console):
    for _time in range(4):
        console.answer("prov-01-p2", "agrees", "")
    assert answers(frame, console) == [("agrees", "")]


def test_another_answer_and_the_first_again_are_entries(frame, console):
    console.answer("prov-01-p2", "agrees", "")
    console.answer("prov-01-p2", "adds", "Bara den här veckan.")
    console.answer("prov-01-p2", "agrees", "")
    assert [answer for answer, _text in answers(frame, console)] == ["agrees", "adds", "agrees"]
    assert frame.problems == []


def test_the_same_answer_about_another_section_is_an_entry(frame, console):
    console.answer("prov-01-p2", "agrees", "")
    console.step(1)
    console.answer("prov-01-p2", "agrees", "")
    assert len(answers(frame, console)) == 2
