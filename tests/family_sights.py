"""What the family can see, hear read or paste in every state of the view; each state walked as a person would.

A state is a function of the walk; it looks as often as there is something new to see.
"""

import re
from dataclasses import dataclass, field

from PySide6.QtCore import QBuffer, QCoreApplication, QEvent, QIODevice, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QHelpEvent, QKeyEvent, QPainter
from PySide6.QtSvg import QSvgGenerator
from PySide6.QtWidgets import QApplication, QWidget

from family_room import PROJECTOR, Screens, forget_windows, texts_of
from fieldnotes.ui.family.room_state import COLLEAGUE, INTERPRETER, OTHER, PROXY, SUPPORT
from fieldnotes.ui.family.screen import FamilyScreen
from window_parts import parts

OWN_WORDS = "Vi har det bra."
_TEXT = re.compile(r"<text[^>]*>([^<]*)</text>")


@dataclass
class Seen:
    """Everything that reached the family's side: words from anywhere, and each picture byte for byte."""

    words: set = field(default_factory=set)
    painted: set = field(default_factory=set)
    pictures: list = field(default_factory=list)

    def everything(self):
        """All words as one text, without what no eye sees."""
        return "\n".join((*sorted(self.words), *sorted(self.painted))).replace("\u00ad", "")


@dataclass
class Walk:
    """One note shown to one room."""

    shell: object
    note: str
    people: list
    reasons: dict
    seen: Seen = field(default_factory=Seen)
    family: FamilyScreen | None = None

    def open(self, *screens):
        """Open the view and say who is here, and the reasons given."""
        self.family = FamilyScreen(self.shell, self.note, Screens(*screens))
        self.family.resize(1000, 700)
        self.family.show()
        self.family.entered()
        asking = self.family.asking
        asking._here.clear()
        for each in self.people:
            self._take_in(each)
        asking._reasons = dict(self.reasons)
        asking._look()

    def _take_in(self, row):
        asking, role, person = self.family.asking, row["role"], row["person_id"]
        if role in {"barn", "vardnadshavare"}:
            asking.set_here(person, here=True)
        else:
            kind = {"tolk": INTERPRETER, "kollega": COLLEAGUE, "stodperson": SUPPORT, "ombud": PROXY}.get(role, OTHER)
            asking.add(kind, person, row.get("for_person_id", ""))

    def close(self):
        """Let go of everything now."""
        if self.family is not None:
            self.family.left()
            self.family.hide()
            self.family.deleteLater()
        forget_windows()

    def show(self):
        """Press Show; tell whether anything is shown."""
        self.family.asking.show()
        return self.family.showing is not None

    def look(self):
        """Take in what stands before the family now: every window but the worker's own."""
        for window in QApplication.topLevelWidgets():
            if window.isVisible() and window is not self.family:
                self._take(window)
        self.seen.words |= {QGuiApplication.clipboard().text(), QGuiApplication.applicationDisplayName()}

    def _take(self, window: QWidget):
        names = (window.windowIconText(), window.windowRole(), window.windowFilePath(), window.statusTip())
        self.seen.words |= {*texts_of(window), *names, *(each.objectName() for each in parts(window))}
        self.seen.painted |= painted(window)
        image = window.grab().toImage()
        self.seen.pictures.append(bytes(image.constBits()))

    def each_section(self):
        """Go through every section, each whole, and look."""
        self.look()
        for _time in range(200):
            before = self.family.showing.place, self._scrolled()
            self.family.showing.step(1)
            if (self.family.showing.place, self._scrolled()) == before:
                return
            self.look()

    def _scrolled(self):
        window = self.family.stage.window
        return 0 if window is None else window.page._area.verticalScrollBar().value()


def painted(widget):
    """Give every text that is drawn in a widget, as it is drawn: a picture made of words instead of dots."""
    page = QBuffer()
    page.open(QIODevice.OpenModeFlag.WriteOnly)
    generator = QSvgGenerator()
    generator.setOutputDevice(page)
    generator.setSize(widget.size())
    painter = QPainter(generator)
    widget.render(painter, QPoint())
    painter.end()
    return {text.strip() for text in _TEXT.findall(bytes(page.data()).decode()) if text.strip()}


def _room(walk):
    walk.open(PROJECTOR)
    walk.look()


def _waiting(walk):
    walk.open(PROJECTOR)
    walk.shell.tasks.hold()
    walk.family.asking.show()
    walk.look()
    walk.shell.tasks.release()


def _sections(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.each_section()


def _large(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family.showing.resize(2)
        walk.family.showing.toggle_contrast()
        walk.family.stage.rule(on=True)
        walk.each_section()


def _blank(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family.showing.toggle_blank()
        walk.each_section()
        walk.family.showing.toggle_blank()
        walk.look()


def _end(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family.showing.finish()
        walk.look()


def _answers(walk):
    walk.open(PROJECTOR)
    if walk.show():
        _answer(walk.family.console)
        walk.look()


def _answer(view):
    for block in view.answers.people.values():
        block.buttons["disagrees"].click()
        view.answers.flush()


def _lone(walk):
    walk.open()
    if walk.show():
        walk.each_section()


def _lone_answers(walk):
    walk.open()
    if walk.show():
        walk.family.bar.say.setChecked(True)
        walk.look()
        _answer(walk.family.bar)
        walk.each_section()


def _lone_door(walk):
    walk.open()
    if walk.show():
        walk.family.bar.ask_to_leave()
        walk.look()
        walk.family.bar.show_wrong("Fel.")
        walk.look()


def _unplugged(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family._displays.plug()
        walk.look()
        walk.family._displays.plug(PROJECTOR)
        walk.look()


def _focus_lost(walk):
    walk.open()
    if walk.show():
        QGuiApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
        walk.look()


def _left(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family.left()
        walk.look()


def _people_changed(walk):
    walk.open(PROJECTOR)
    if walk.show():
        walk.family.showing.step(1)
        walk.family.console.controls.people.click()
        walk.look()


def _keys(walk):
    """Everything a visitor with a keyboard or a mouse may try on the family's window."""
    walk.open()
    if not walk.show():
        return
    window, held = walk.family.stage.window, Qt.KeyboardModifier.ControlModifier
    for key in (Qt.Key.Key_A, Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_F, Qt.Key.Key_P):
        for target in (window, window.page):
            QCoreApplication.sendEvent(target, QKeyEvent(QEvent.Type.KeyPress, key, held))
    for target in (window, *window.page.findChildren(QWidget)):
        QCoreApplication.sendEvent(target, QHelpEvent(QEvent.Type.ToolTip, QPoint(5, 5), QPoint(5, 5)))
    walk.look()


STATES = {
    "room": _room, "waiting": _waiting, "sections": _sections, "large": _large, "blank": _blank, "end": _end,
    "answers": _answers, "lone": _lone, "lone_answers": _lone_answers, "lone_door": _lone_door,
    "unplugged": _unplugged, "focus_lost": _focus_lost, "left": _left, "people_changed": _people_changed,
    "keys": _keys,
}  # fmt: skip
UNSEEN = frozenset({"room", "waiting", "end", "unplugged", "focus_lost", "left", "people_changed"})
"""States in which the family sees no word at all of the note, marked or not."""
