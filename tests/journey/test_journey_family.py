"""The journey with the family: a written visit is shown, two people answer, the text is changed as one asks, signed.

Keys and clicks are counted as in the standing journey; `FIELDNOTES_JOURNEY_RECORD=1` adds a line to `history.jsonl`.
rules: INS-1, INS-2, INS-3, SEC-1
"""

import json
import os
import time
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from family_room import PROJECTOR, Screens
from fieldnotes.casework import read_note, write_note
from fieldnotes.ui.family import screen as family_screen
from fieldnotes.ui.shell.places import Place
from one_desk import shipped
from person import Person

PATIENT = 20_000
HISTORY = Path(__file__).with_name("history.jsonl")
CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
WRONG = "Det var fyra timmar."
SECTION = "iakttagelser"
MOST = 15
"""Acts from the written note to the signed one, with a showing, two answers, one change and the new text shown."""
REACHES = 3
"""Presses of Next up to the section the answers are about: reading, counted with the rest."""


@pytest.fixture
def family(window, monkeypatch, qtbot):
    """The note in front of the worker, written and not signed, with a projector plugged in."""
    monkeypatch.setattr(family_screen, "SystemDisplays", _plugged)
    session = window.session
    data = {"sections": shipped("demo/notes/prov-01.json")["sections"]}
    note = write_note.add(session.desk, "c-prov-01", "hembesok", data).note
    session.main.go(Place("note", note))
    qtbot.waitUntil(lambda: session.window.current().note.opened is not None, timeout=PATIENT)
    return session


def _plugged(parent):
    screens = Screens(PROJECTOR)
    screens.setParent(parent)
    screens.mirrored = lambda _screen: False
    return screens


def offers(widget, words):
    """Give the buttons in sight with these words: one that was just made is seen a turn of the loop later."""
    return [b for b in widget.findChildren(QPushButton) if b.text() == words and b.isVisible()]


def button(widget, words):
    (found,) = offers(widget, words)
    return found


class Showing:
    """The worker from the written note to the signed one, and what was counted on the way."""

    def __init__(self, window, session, qtbot, tasks):
        self.session, self.qtbot, self.tasks = session, qtbot, tasks
        self.person = Person(window, self._front)

    def _front(self):
        """What is in front: the list before signing, a signed note, or the screen."""
        here = self.session.window.current()
        view = getattr(here, "view", None)
        if view is not None and view.sheet.isVisible():
            return "Sign"
        return "Signed" if view is not None and view.signed is not None else type(here).__name__

    def see(self, condition):
        self.qtbot.waitUntil(condition, timeout=PATIENT)
        self.person.look()

    def act(self, widget):
        """Press a button that may have to be rolled into sight."""
        self.see(widget.isVisible)
        widget.click()
        self.person._acted(f"click {widget.accessibleName() or widget.text()}")

    def write(self, place, text, letters=None):
        """Fill a place; a screenless window gives the keyboard to whichever window was opened last."""
        place.setPlainText(text)
        self.person.letters += letters if letters is not None else len(text)
        self.person._acted(f"write {letters or len(text)}")

    def show(self):
        self.act(self.session.window.current().view.top.family)
        self.see(lambda: type(self.session.window.current()).__name__ == "FamilyScreen")
        self.shown = self.session.window.current()
        self.see(self.shown.room.show_it.isEnabled)
        self.act(self.shown.room.show_it)
        self.see(lambda: self.shown.console is not None and self.tasks.idle())
        for _section in self.shown.showing.showing.sections:
            if self.shown.showing.section != SECTION:
                self.act(self.shown.console.controls.on)
        assert self.shown.showing.section == SECTION

    def answer(self):
        people = self.shown.console.answers.people
        self.act(people[CHILD].buttons["agrees"])
        guardian = people[GUARDIAN]
        self.act(guardian.buttons["disagrees"])
        self.write(guardian.words, WRONG)
        self.act(guardian.save)
        self.act(guardian.change)
        self.see(lambda: len(guardian.box.edits) > 1)
        edit = guardian.box.edits[1][1]
        self.write(edit, edit.toPlainText().replace("tre timmar", "fyra timmar"), letters=4)
        self.act(button(guardian.box, "Save the change"))
        self.see(lambda: bool(offers(guardian.box, "Show the new text")))
        before = self.shown.showing
        self.act(button(guardian.box, "Show the new text"))
        self.see(lambda: self.shown.showing is not before and self.tasks.idle())

    def end(self):
        self.act(self.shown.console.end)
        self.see(lambda: self.shown.stack.currentWidget() is self.shown.end)
        self.act(self.shown.end.back)
        self.see(lambda: type(self.session.window.current()).__name__ == "EditorScreen")
        editor = self.session.window.current()
        self.see(lambda: editor.note.opened is not None and self.tasks.idle())
        self.act(editor.view.top.sign)
        sheet = editor.view.sheet
        self.see(lambda: sheet.isVisible() and sheet.sign.isVisible() and sheet.sign.isEnabled())
        self.act(sheet.sign)
        self.see(lambda: editor.view.signed is not None)
        return editor.note.note


def test_a_visit_shown_answered_by_two_and_changed_is_signed_with_what_they_said(window, family, qtbot, tasks):
    way, began = Showing(window, family, qtbot, tasks), time.monotonic()
    way.show()
    way.answer()
    shown = way.shown.showing
    assert "fyra timmar" in str(shown.showing.sections[shown.place].text)
    view = read_note.show(family.desk, way.end())
    assert view.state == "signed"
    said = [(a.person_id, a.answer, a.text) for row in view.family for a in row.answers]
    assert said == [(CHILD, "agrees", None), (GUARDIAN, "disagrees", WRONG)]
    assert [(str(c.name), "fyra timmar" in c.after) for c in view.changes] == [("Karin Sandin", True)]
    assert len(view.family) == 2
    figures = {
        "on": datetime.now().astimezone().date().isoformat(),
        "way": "family",
        "interactions": len(way.person.acts),
        "letters": way.person.letters,
        "screens": len(way.person.screens),
        "seconds": round(time.monotonic() - began, 1),
        "acts": way.person.acts,
        "seen": way.person.screens,
    }
    if os.environ.get("FIELDNOTES_JOURNEY_RECORD") == "1":
        with HISTORY.open("a", encoding="utf-8") as file:
            file.write(json.dumps(figures, ensure_ascii=False) + "\n")
    assert len(way.person.acts) - REACHES <= MOST
