"""The family view on a real vault for its tests: a note with marked words, screens that come and go, what is seen."""

import json

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtWidgets import QLabel, QPlainTextEdit

from editor_window import begin, sections_of
from fieldnotes.casework import read_note
from fieldnotes.ui.family.displays import Display
from fieldnotes.ui.family.screen import FamilyScreen
from window_parts import parts

CHILD, GUARDIAN, COLLEAGUE = "prov-01-p1", "prov-01-p2", "u-jonas"
PROJECTOR = Display("HDMI-1", "SN-77", "Projector")
TERM = "Berit Sandin"
MARKS = ("Markörbedömning", "Markörbarnet", "Markörfrånvarande", TERM)
"""Words in a worker-only section, in the child's own, of somebody who is not there, and a protected name."""


class Screens(QObject):
    """Screens beside the worker's own; a test plugs them in and out."""

    changed = Signal()

    def __init__(self, *plugged):
        super().__init__()
        self.plugged = list(plugged)

    def others(self, _here):
        return tuple(self.plugged)

    def mirrored(self, _here):
        return False

    def find(self, display):
        return QGuiApplication.primaryScreen() if display in self.plugged else None

    def plug(self, *plugged):
        self.plugged = list(plugged)
        self.changed.emit()


def marked(words=MARKS, term=True):
    """The sections of the first shipped note with marked words where the family must not see them."""
    sections = json.loads(json.dumps(sections_of("prov-01.json")))
    sections["bedomning"]["assess"]["text"] = f"{words[0]} av hemmet."
    sections["barnets_rost"]["said"]["text"] = f"{words[1]} väcker mamma."
    told = sections["vuxnas_uppgifter"]["told"]
    told.append({**told[0], "text": f"{words[2]} sade något.", "source_person_id": "u-maja"})
    if term:
        sections["information"]["note"] = f"{words[3]} ringde oss."
    return sections


def marked_note(desk, **how):
    return begin(desk, sections=marked(**how))


def open_family(qtbot, shell, note, *screens):
    screen = FamilyScreen(shell, note, Screens(*screens))
    qtbot.addWidget(screen, before_close_func=lambda each: each.left())
    screen.resize(1366, 768)
    screen.show()
    screen.entered()
    return screen


def forget_windows():
    """Delete now what was let go; without an event loop Qt would wait for one."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def entries(desk, note):
    return [row.kind for row in read_note.history(desk, note)]


def texts_of(window):
    """Everything a window says to the eye or to a screen reader."""
    found = [window.windowTitle(), window.toolTip()]
    for widget in [window, *parts(window)]:
        found += [widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.whatsThis()]
        if isinstance(widget, QLabel):
            found.append(widget.text())
        if isinstance(widget, QPlainTextEdit):
            found.append(widget.toPlainText())
    return [text for text in [*found, *_heard(QAccessible.queryAccessibleInterface(window))] if text]


def _heard(face):
    if face is None:
        return []
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    own = [face.text(kind) for kind in kinds]
    return own + [text for number in range(face.childCount()) for text in _heard(face.child(number))]
