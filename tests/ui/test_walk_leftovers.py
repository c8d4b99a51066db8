"""What made people hesitate on the walk: lists that lead on, ways back that agree, headings that end, unasked parts.

rules: DOC-1, SEC-7
"""

import pytest
from PySide6.QtWidgets import QApplication

from editor_window import begin, open_editor, type_text
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.whole_note import fetch
from fieldnotes.dictation.utterance import Utterance, Word
from fieldnotes.ui.shell.find_presenter import Command, FindPresenter
from fieldnotes.ui.shell.main_presenter import MainPresenter
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.worker.editor.progress import Progress

PATIENT = 20_000
CASE, NOTE = Place("case", "c-prov-01"), Place("note", "n-1")


@pytest.fixture
def shell(desk, tasks, frame):
    frame.tasks = tasks
    return frame


class Drawn:
    """Keeps what a presenter draws."""

    def __init__(self):
        self.places, self.rows = [], []

    def show_place(self, place):
        self.places.append(place)

    def show_rows(self, rows):
        self.rows = list(rows)

    def show_hint(self, words):
        self.hint = words

    def close_over(self):
        self.rows = []


def test_the_list_before_signing_gives_the_keyboard_back_to_the_field_it_came_from(qtbot, desk, shell):
    editor = open_editor(qtbot, shell, begin(desk))
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow, timeout=PATIENT)
    editor.view.go("grunddata", "purpose")
    before = QApplication.focusWidget()
    assert editor.view.form.isAncestorOf(before)
    editor.signing.ask()
    qtbot.waitUntil(lambda: editor.view.sheet.isVisible() and not before.hasFocus(), timeout=PATIENT)
    editor.view.sheet.closed.emit()
    qtbot.waitUntil(before.hasFocus, timeout=PATIENT)


def test_who_leaves_a_note_for_its_case_does_not_come_back_into_it():
    drawn = Drawn()
    main = MainPresenter(None, None, drawn)
    for place in (CASE, NOTE, CASE):
        main.go(place)
    main.back()
    assert drawn.places[-1] == Place("today")
    main.go(NOTE)
    main.go(CASE)
    main.back()
    assert drawn.places[-1] == Place("today")


def test_what_is_typed_into_find_can_be_searched_in_the_open_case(shell):
    drawn, searched, here = Drawn(), [], [True]
    command = Command("#here", "Search the notes", "", lambda: None, fits=lambda: here[0], words_for=searched.append)
    find = FindPresenter(shell, drawn, [command])
    find._text = "vante"
    find._show(((), ()))
    assert [row.key for row in drawn.rows] == ["#here"]
    find.choose("#here")
    assert searched == ["vante"]
    here[0] = False
    find._show(((), ()))
    assert not drawn.rows


def test_a_heading_that_was_taken_ends_before_speech_goes_on(desk):
    note = begin(desk, sections={"grunddata": {"purpose": "Hembesök – utredning"}})
    words = tuple(Word(text, at, at + 0.5, 1.0) for at, text in enumerate(("vi", "sågs", "hemma")))
    SpokenDraft(desk, fetch(desk, note), "grunddata.purpose").add([Utterance(words)])
    assert fetch(desk, note).sections["grunddata"]["purpose"].startswith("Hembesök – utredning. Vi sågs hemma")


def test_what_somebody_wrote_is_spoken_on_in_the_same_sentence(desk):
    note = begin(desk, sections={"grunddata": {"purpose": "Hembesök därför att"}})
    words = tuple(Word(text, at, at + 0.5, 1.0) for at, text in enumerate(("vi", "sågs", "hemma")))
    SpokenDraft(desk, fetch(desk, note), "grunddata.purpose").add([Utterance(words)])
    assert fetch(desk, note).sections["grunddata"]["purpose"].startswith("Hembesök därför att vi sågs hemma")


def test_of_a_visit_that_did_not_take_place_only_what_is_asked_is_marked(qtbot, desk, shell):
    sections = {"grunddata": {"outcome": "ej_genomfort"}, "samtycke_besok": {}}
    editor = open_editor(qtbot, shell, begin(desk, sections=sections))
    form = editor.view.form
    assert form.form.section("grunddata").field("outcome_reason").required
    assert not form.form.section("grunddata").field("interpreter_name").required
    type_text(form.field("grunddata", "tried").writing, "Jag ringde.")
    qtbot.waitUntil(lambda: editor.view._states["grunddata"] is Progress.BEGUN)
    states = editor.view._states
    done = [section for section, state in states.items() if state is Progress.DONE]
    assert not done
