"""Questions and reasons being typed outlive the window and the lock: they lie in the profile until they are sent."""

import pytest

from family_room import GUARDIAN, marked_note
from fieldnotes.casework import unfinished
from fieldnotes.ui.family.room_presenter import RoomPresenter
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.supervisor.passages import Target
from fieldnotes.ui.supervisor.pins import PRAISE, QUESTION, pins_of
from fieldnotes.vault import unfinished as stored

TARGET = Target("iakttagelser", "obs", 3, 9, "gäspade")


class Frame:
    """A window's frame, as one unlocked session has it."""

    def __init__(self, desk, tasks):
        self.desk, self.tasks = desk, tasks
        self.told = []

    def explain(self, error):
        self.told.append(error)


class Page:
    """A page that keeps what it is told."""

    def show_room(self, page):
        self.page = page


@pytest.fixture
def frame_of(desk, at_once):
    return lambda: Frame(desk, at_once)


def test_unsent_questions_are_there_in_the_next_session(frame_of):
    before = pins_of(frame_of(), "n-1")
    before.write(before.add(QUESTION, TARGET).number, "Vem såg det?")
    before.write(before.add(PRAISE, Target("information", None, 0, 0, "")).number, "Fint skrivet.")
    taken = before.add(QUESTION, TARGET)
    before.take_away(taken.number)
    after = pins_of(frame_of(), "n-1")
    assert [(pin.kind, pin.text, pin.target) for pin in after.pins] == [
        (pin.kind, pin.text, pin.target) for pin in before.pins
    ]
    assert pins_of(frame_of(), "n-2").pins == ()


def test_what_was_sent_is_not_kept_any_longer(frame_of, desk):
    pins = pins_of(frame_of(), "n-1")
    pins.write(pins.add(QUESTION, TARGET).number, "Vem såg det?")
    assert stored.count(desk.vault) == 1
    pins.clear()
    assert (stored.count(desk.vault), pins_of(frame_of(), "n-1").pins) == (0, ())


def test_a_reason_being_typed_is_offered_again_and_opens_nothing_by_itself(frame_of, desk):
    """rules: SEC-2, CHI-6"""
    note = marked_note(desk)
    first = Page()
    room = RoomPresenter(frame_of(), first, note, lambda *_shown: None)
    room.load()
    section = next(row.id for row in first.page.sections if row.may_open)
    room.type_reason(section, "Elsa bad oss")
    again = Page()
    later = RoomPresenter(frame_of(), again, note, lambda *_shown: None)
    later.load()
    row = next(row for row in again.page.sections if row.id == section)
    assert (row.state, row.typed) == ("closed", "Elsa bad oss")
    assert GUARDIAN in {person.id for person in again.page.people if person.here}
    later.open_with(section, "Elsa bad oss läsa det.")
    later.show()
    assert stored.count(desk.vault) == 0, "it is in the record now"


def test_one_save_at_a_time_and_the_last_word_wins(frame_of, desk, at_once):
    words = BegunWords(frame_of(), "pins", "n-1")
    at_once.hold()
    for text in ("V", "Ve", "Vem"):
        words.keep(text)
    assert unfinished.find(desk, "pins", "n-1") == "V"
    at_once.release()
    assert unfinished.find(desk, "pins", "n-1") == "Vem"


def test_a_lock_in_the_middle_of_a_word_is_not_told_as_a_problem(frame_of, desk):
    frame = frame_of()
    desk.vault.lock()
    BegunWords(frame, "pins", "n-1").keep("Ve")
    assert frame.told == []
