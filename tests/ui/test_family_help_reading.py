"""The family is helped to read: their language below the text, kept words explained, sentences read aloud.

rules: INS-7, SEC-1
"""

import pytest
from PySide6.QtCore import QObject, QPointF, Qt, Signal
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QPushButton, QWidget

from editor_window import begin, sweep
from family_room import CHILD, GUARDIAN, PROJECTOR, Screens, forget_windows, marked
from fieldnotes.casework.views import CopySection
from fieldnotes.domain.private import Private
from fieldnotes.language.family_words import FamilyWords
from fieldnotes.language.shown_answers import FACES
from fieldnotes.ui.family.console_state import ConsoleState
from fieldnotes.ui.family.followed_card import FollowedCard
from fieldnotes.ui.family.help_reading import HelpReading
from fieldnotes.ui.family.reading_text import ReadingText
from fieldnotes.ui.family.reading_voice import SystemVoice
from fieldnotes.ui.family.screen import FamilyScreen
from one_desk import shipped
from speech_samples import klarsprak

TEXT = "Umgänget ändras den 2 maj. Karin säger ja. Utredningen är klar."
SECTIONS = (CopySection("a", "Ett", Private(TEXT)), CopySection("b", "Två", Private("Elsa trivs.")))


class Silent(QObject):
    """A voice that makes no sound: it has read a text when the test says so."""

    said, missing = Signal(), Signal()

    def __init__(self, *languages):
        super().__init__()
        self.languages, self.texts, self.stopped = languages, [], 0

    def say(self, text, language):
        if language in self.languages:
            self.texts.append((text, language))
        else:
            self.missing.emit()

    def stop(self):
        self.stopped += 1


class Wall:
    """Where the family looks, writing down what it is told."""

    def __init__(self):
        self.below, self.marks = [], []

    def say(self, words):
        self.below.append(words)

    def hear(self, begin, end):
        self.marks.append((begin, end))


def words(code):
    return FamilyWords.read(shipped(f"languages/{code}.json"), code)


def console(section="a", blank=""):
    return ConsoleState(0, 2, "Ett", TEXT, section, blank, {})


@pytest.fixture
def wall():
    return Wall()


def helper(qapp, wall, code="sv", voice=None, **how):
    made = HelpReading(qapp, wall, words(code), klarsprak(), SECTIONS, voice or Silent("sv"), interpreted=False, **how)
    made.show_state(console())
    return made


def test_sentences_are_read_one_by_one_and_marked(qapp, wall):
    voice = Silent("sv")
    helping = helper(qapp, wall, voice=voice)
    told = []
    helping.reading_changed.connect(told.append)
    helping.toggle_reading()
    for _sentence in range(3):
        begin, end = wall.marks[-1]
        assert voice.texts[-1] == (TEXT[begin:end], "sv")
        voice.said.emit()
    assert [text for text, _ in voice.texts] == [
        "Umgänget ändras den 2 maj.", "Karin säger ja.", "Utredningen är klar.",
    ]  # fmt: skip
    assert wall.marks[-1] == (0, 0)
    assert told == [True, False]


@pytest.mark.parametrize("state", [console(blank="screen"), console("b")], ids=["blank", "next"])
def test_an_empty_screen_or_the_next_section_is_silence(qapp, wall, state):
    voice = Silent("sv")
    helping = helper(qapp, wall, voice=voice)
    helping.toggle_reading()
    helping.show_state(state)
    voice.said.emit()
    assert (helping.reading, voice.stopped, len(voice.texts)) == (False, 1, 1)
    assert wall.marks[-1] == (0, 0)


def test_without_a_voice_a_calm_sentence_says_so(qapp, wall):
    helping = helper(qapp, wall, voice=Silent("en"))
    told = []
    helping.told.connect(told.append)
    helping.toggle_reading()
    assert told == ["This computer has no Swedish voice. Add one in the system's settings, or read it yourself."]
    assert not helping.reading


def test_what_is_read_aloud_says_so_in_the_familys_language(qapp, wall):
    helping = helper(qapp, wall, "ar")
    below = wall.below[-1]
    helping.toggle_reading()
    assert wall.below[-1] == words("ar").say("reading_aloud")
    helping.toggle_reading()
    assert wall.below[-1] == below


@pytest.mark.parametrize("code", ["en", "ar", "so"])
def test_a_child_who_points_finds_the_faces_words_in_the_familys_language(qapp, wall, code):
    told = list(words(code).faces.values())
    assert len(set(told)) == len(FACES)
    helper(qapp, wall, code, faces=True)
    assert wall.below[-1].splitlines()[-1] == " · ".join(told)
    helper(qapp, wall, code)
    assert " · ".join(told) not in wall.below[-1]


def test_kept_words_are_explained_one_after_another_in_the_familys_language(qapp, wall):
    helping = helper(qapp, wall, "so")
    counted = []
    helping.words_changed.connect(counted.append)
    helping.show_state(console("b"))
    helping.show_state(console())
    assert counted == [0, 2]
    helping.explain_next()
    terms = words("so").terms
    assert wall.below[-1].endswith(terms["umgänge"])
    assert "Umgänget" in wall.below[-1]
    assert wall.marks[-1] == (0, len("Umgänget"))
    helping.explain_next()
    assert wall.below[-1].endswith(terms["utredning"])
    helping.explain_next()
    assert wall.below[-1].startswith(words("so").say("text_is_swedish"))
    assert wall.marks[-1] == (0, 0)


def test_a_touched_word_is_explained_and_any_other_is_not(qapp, wall):
    helping = helper(qapp, wall, "sv")
    before = list(wall.below)
    helping.explain_at(TEXT.index("Karin"))
    assert wall.below == before
    helping.explain_at(TEXT.index("Utredningen") + 3)
    assert wall.below[-1].startswith("\u2068”Utredningen”\u2069 betyder: ")


def test_in_swedish_nothing_stands_below(qapp, wall):
    helper(qapp, wall, "sv")
    assert wall.below == [""]


def test_the_touched_character_is_told(qtbot):
    text = ReadingText()
    qtbot.addWidget(text)
    text.show_words("Karin säger ja.\n\nUtredningen är klar.")
    text.resize(900, text.heightForWidth(900))
    text.show()
    touched = []
    text.touched.connect(touched.append)
    last = text.lines()[-1].box
    place = QPointF(last.left() + 8, last.center().y()).toPoint()
    QTest.mouseClick(text, Qt.MouseButton.LeftButton, pos=place)
    assert touched in ([len("Karin säger ja.\n\n")], [len("Karin säger ja.\n\n") + 1])


def test_the_systems_voice_reads_to_the_end_and_says_so(qtbot):
    voice = SystemVoice(engine="mock")
    told = []
    voice.said.connect(lambda: told.append("said"))
    with qtbot.waitSignal(voice.missing, timeout=20_000):
        voice.say("Kow laba.", "so")
    voice.say("Yksi kaksi kolme neljä.", "fi")
    voice.stop()
    with qtbot.waitSignal(voice.said, timeout=20_000):
        voice.say("Yksi kaksi.", "fi")
    assert told == ["said"]
    voice.deleteLater()
    sweep()


def test_the_screen_stands_still_for_no_voice(qapp, qtbot):
    """A family's screen goes blank when its program stands still: the engine wakes in a thread of its own."""
    voice = SystemVoice(engine="mock")
    with qtbot.waitSignal(voice.said, timeout=20_000):
        voice.say("Yksi.", "fi")
    assert voice._mouth._engine.thread() is not qapp.thread()
    voice.deleteLater()
    sweep()


@pytest.fixture
def screen(qtbot, frame, desk):
    voice = Silent("sv")
    made = FamilyScreen(frame, begin(desk, sections=marked(term=False)), Screens(PROJECTOR), voice=voice)
    qtbot.addWidget(made, before_close_func=lambda each: each.left())
    made.resize(1366, 768)
    made.show()
    made.entered()
    yield made
    forget_windows()
    sweep()


def speak(screen, code):
    box = screen.room.findChildren(QComboBox)
    chosen = next(each for each in box if each.findData(code) >= 0)
    chosen.setCurrentIndex(chosen.findData(code))
    chosen.activated.emit(chosen.currentIndex())
    return chosen


def test_the_familys_screen_speaks_arabic_and_says_who_reads(screen):
    for person in (CHILD, GUARDIAN):
        screen.asking.set_here(person, here=True)
    screen.asking.add("tolk", "", "")
    unread = speak(screen, "ar").currentText()
    assert unread == "العربية (read by no speaker yet)"
    screen.room.show_it.click()
    arabic = words("ar")
    assert screen.showing.showing.language == "ar"
    page = screen.stage.window.page
    said = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert said[0] == arabic.headings["grunddata"]
    assert said[-1].startswith(arabic.say("read_by_interpreter"))
    assert arabic.say("is_it_right") in said[-1]
    assert arabic.faces["happy"] in said[-1]
    assert page.layoutDirection() == Qt.LayoutDirection.RightToLeft
    heard = [each.accessibleName() for each in screen.console.findChildren(QWidget)]
    assert "Grunduppgifter" in [*heard, *(each.text() for each in screen.console.findChildren(QLabel))]
    screen.showing.toggle_blank()
    assert [each.text() for each in page.findChildren(QLabel) if each.text()] == []


def test_a_family_that_speaks_another_language_is_met_in_it(screen):
    opened = screen.asking.opened
    opened.speaks[GUARDIAN] = "so"
    for here in (False, True):
        screen.asking.set_here(GUARDIAN, here=here)
    assert screen.room.language.currentData() == "so"
    speak(screen, "en")
    assert screen.room.language.currentData() == "en"


def test_reading_aloud_is_a_key_of_the_console_and_reads_only_what_is_shown(screen):
    for person in (CHILD, GUARDIAN):
        screen.asking.set_here(person, here=True)
    screen.room.show_it.click()
    screen.console.controls.aloud.click()
    drawn = str(screen.showing.showing.sections[0].text)
    voice = screen._voice
    assert voice.texts
    assert all(text in drawn for text, _ in voice.texts)
    assert screen.console.controls.aloud.text() == "Be silent"
    screen.showing.blank("focus")
    assert screen.console.controls.aloud.text() == "Read aloud"


def test_everybody_is_asked_at_the_end_whether_it_could_be_understood(screen):
    for person in (CHILD, GUARDIAN):
        screen.asking.set_here(person, here=True)
    speak(screen, "ar")
    screen.room.show_it.click()
    screen.showing.finish()
    asked = screen.end.findChild(FollowedCard)
    said = [each.text() for each in asked.findChildren(QLabel)]
    assert words("ar").say("could_you_follow") in said
    partly = next(each for each in asked.findChildren(QPushButton) if each.accessibleName().endswith(": Partly"))
    assert words("ar").say("partly") in partly.text()
    assert words("ar").say("thanks") not in said
    partly.click()
    sweep()
    asked = screen.end.findChild(FollowedCard)
    next(each for each in asked.findChildren(QPushButton) if each.accessibleName() == "Karin Sandin: Yes").click()
    sweep()
    asked = screen.end.findChild(FollowedCard)
    told = [each.text() for each in asked.findChildren(QLabel)]
    assert words("ar").say("thanks") in told
    assert "So far 2 have answered: yes 1, partly 1, no 0." in told
    pressed = {each.accessibleName() for each in asked.findChildren(QPushButton) if each.isChecked()}
    assert pressed == {"Elsa Sandin: Partly", "Karin Sandin: Yes"}


@pytest.mark.parametrize(
    ("basic", "told"),
    [
        ({}, "not in the note yet: name, way, for whom"),
        ({"interpreter_name": "Amina"}, "Amina · not in the note yet: way, for whom"),
        (
            {"interpreter_name": "Amina", "interpreter_mode": "telefon", "interpreter_for": [GUARDIAN]},
            "Amina · På telefon · for Karin Sandin",
        ),
    ],
    ids=["nothing", "name", "all"],
)
def test_the_interpreter_of_the_note_is_in_the_room_by_name_way_and_for_whom(qtbot, frame, desk, basic, told):
    sections = marked(term=False)
    sections["grunddata"] |= {"interpreter": True, **basic}
    made = FamilyScreen(frame, begin(desk, sections=sections), Screens(PROJECTOR), voice=Silent("sv"))
    qtbot.addWidget(made, before_close_func=lambda each: each.left())
    made.entered()
    box = next(each for each in made.room.findChildren(QCheckBox) if told in each.accessibleName() + each.text())
    assert box.isChecked()
    assert {"person_id": "tolk", "role": "tolk"} in made.asking.room()["people"]
