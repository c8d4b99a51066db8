"""The controls of a showing: back, on, smaller, larger, contrast, blank. The same on the console and on the bar."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import CASE, CLOSED, ROOM, ConsoleState
from fieldnotes.ui.shared.buttons import Button, icon_button, plain_button, primary_button
from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.labels import label, restyle


class ConsoleControls(QWidget):
    """One line of buttons, each with its key."""

    stepped = Signal(int)
    resized = Signal(int)
    contrast_asked = Signal()
    ruler_asked = Signal(bool)
    ruler_moved = Signal(int)
    """Lines down."""
    blank_asked = Signal()
    aloud_asked = Signal()
    word_asked = Signal()
    """The next word of law is to be explained."""
    room_changed = Signal()
    """Somebody came or left."""

    def __init__(self, *more: QWidget) -> None:
        super().__init__()
        self.back = icon_button(_("Back"), "chevron-left", "PgUp")
        self.on = primary_button(_("Next"), "chevron-right", "PgDown")
        self.place = label("")
        self.smaller = plain_button("\u200eA−\u200e", "", "Ctrl+Down")
        self.larger = plain_button("\u200eA+\u200e", "", "Ctrl+Up")
        self.contrast = plain_button(_("Contrast"), "sun")
        self.ruler = plain_button(_("Ruler"), "ruler")
        self.aloud = plain_button(_("Read aloud"), "volume-2", "Ctrl+R")
        self.word = plain_button(_("Explain a word"), "info", "Ctrl+E")
        self.word.hide()
        self.dark = plain_button(_("Blank"), "square")
        self.people = plain_button(_("Somebody came or left"), "users")
        self.people.setToolTip(_("Somebody came or left: the picture goes, and you are asked who is here (F6)"))
        for button, name, keys in (
            (self.smaller, _("Smaller text"), "Ctrl+↓"),
            (self.larger, _("Larger text"), "Ctrl+↑"),
        ):
            button.setAccessibleName(name)
            button.setToolTip(f"{name} ({keys})")
        self.contrast.setAccessibleName(_("High contrast"))
        self.contrast.setCheckable(True)
        self.ruler.setAccessibleName(_("Reading ruler"))
        self.ruler.setToolTip(_("Reading ruler; Alt+↑ and Alt+↓ move it"))
        self.ruler.setCheckable(True)
        line = FlowLayout(parent=self)
        for widget in (
            self.back, self.place, self.on, self.smaller, self.larger, self.contrast, self.ruler, self.aloud, self.word,
            self.dark, self.people, *more,
        ):  # fmt: skip
            line.addWidget(widget)
        self._wire()

    def _wire(self) -> None:
        self.back.clicked.connect(lambda: self.stepped.emit(-1))
        self.on.clicked.connect(lambda: self.stepped.emit(1))
        self.smaller.clicked.connect(lambda: self.resized.emit(-1))
        self.larger.clicked.connect(lambda: self.resized.emit(1))
        self.contrast.clicked.connect(self.contrast_asked)
        self.ruler.toggled.connect(self.ruler_asked)
        self.aloud.clicked.connect(self.aloud_asked)
        self.word.clicked.connect(self.word_asked)
        self.dark.clicked.connect(self.blank_asked)
        self.people.clicked.connect(self.room_changed)
        for keys, by in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(QKeySequence(keys), self).activated.connect(partial(self.ruler_moved.emit, by))
        # A key of its own: a button's shortcut is played as a slow click, and blanking must not wait.
        QShortcut(QKeySequence("F8"), self).activated.connect(self.blank_asked)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.room_changed)

    def show_reading(self, reading: bool) -> None:  # noqa: FBT001 - Qt's signal
        """Say whether the section is being read aloud."""
        self.aloud.setText(_("Be silent") if reading else _("Read aloud"))
        self.aloud.setShortcut("Ctrl+R")

    def show_words(self, count: int) -> None:
        """Offer to explain words of law where there are any."""
        self.word.setVisible(count > 0)

    def show_state(self, state: ConsoleState) -> None:
        """Draw where one is, and what can be done."""
        self.place.setText(_("{n} of {count}").format(n=state.place + 1, count=state.count))
        self.contrast.setChecked(state.contrast)
        self.smaller.setEnabled(not state.smallest)
        self.larger.setEnabled(not state.largest)
        words = _("Show again") if state.blank else _("Blank")
        self.dark.setText(words)
        self.dark.setEnabled(not state.closed)
        self.dark.setToolTip(f"{words} (F8)")
        self.dark.show_glyph("eye" if state.blank else "square")
        _kind(self.dark, "primary" if state.blank else "")
        _kind(self.on, "" if state.blank else "primary")
        self.dark.show_glyph("eye" if state.blank else "square", "accent_fg" if state.blank else "text")
        self.on.show_glyph("chevron-right", "text" if state.blank else "accent_fg")


def blank_words(why: str) -> str:
    """Say why the family sees nothing."""
    return {
        "worker": _("The family sees nothing now."),
        "screen": _("A screen came or went, so the family sees nothing. Look at the screens, then show again."),
        "focus": _("Another program was in front, so the family sees nothing. Show again when you are ready."),
        "stalled": _("The computer stood still, so the family sees nothing. Show again when you are ready."),
        CASE: _("The case has just changed, so the family sees nothing. Show again when you have thought it over."),
        ROOM: _("Somebody came or left, so the family sees nothing. Say who is in the room now."),
        CLOSED: _(
            "The case has just changed, and what was shown may no longer be shown to these people. End the showing and "
            "look at the room again."
        ),
    }.get(why, "")


def bar_words(why: str) -> str:
    """Say it where the family can read it too: of the case nothing but that the view is closed."""
    return _("Nothing is shown now.") if why in {CASE, CLOSED, ROOM} else blank_words(why)


def _kind(button: Button, kind: str) -> None:
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        restyle(button)
