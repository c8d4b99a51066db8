"""The bar below the form: start and stop speaking, time, level, which microphone. Draws; hears nothing itself."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, plain_button, quiet_button, record_button
from fieldnotes.ui.shared.labels import ElidingLabel, label, restyle
from fieldnotes.ui.shared.level_meter import LevelMeter
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.worker.editor.spoken_language import SpokenLanguage


class Speaking(Enum):
    """What the bar is doing."""

    IDLE = "idle"
    LISTENING = "listening"
    PAUSED = "paused"
    FINISHING = "finishing"
    FILE = "file"


class DictationBar(QFrame):
    """F9 starts and stops; a file can be dictated instead."""

    toggled = Signal()
    file_asked = Signal()
    cancel_asked = Signal()
    pause_asked = Signal()
    people_asked = Signal()
    rest_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("dock")
        line = QHBoxLayout(self)
        line.setContentsMargins(px(20), px(10), px(20), px(10))
        line.setSpacing(px(14))
        self.button = record_button(_("Dictate"), "mic", "F9")
        self.button.clicked.connect(self.toggled)
        self.clock = label("", "h2")
        self.meter = LevelMeter(self)
        self.progress = QProgressBar(self)
        self.progress.setAccessibleName(_("How much of the sound has been heard"))
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        self.cancel = icon_button(_("Cancel"), "x")
        self.cancel.clicked.connect(self.cancel_asked)
        self.pause = plain_button(_("Pause"), "pause", "Shift+F9")
        self.pause.clicked.connect(self.pause_asked)
        self.people = quiet_button("", "users")
        self.people.clicked.connect(self.people_asked)
        self._names: tuple[str, ...] = ()
        self._paused = self._narrow = False
        self.words = ElidingLabel("", "muted")
        self.rest = plain_button(_("Write it down"), "pen-line")
        self.rest.clicked.connect(self.rest_asked)
        self._rest = 0
        self.file = quiet_button(_("Dictate a file …"), "folder-open")
        self.file.clicked.connect(self.file_asked)
        self.language = SpokenLanguage()
        self._lay_out(line)
        self.show_state(Speaking.IDLE)

    def show_state(self, state: Speaking) -> None:
        """Show what is going on."""
        stop = _("Stop dictating")
        names = {Speaking.LISTENING: stop, Speaking.PAUSED: stop, Speaking.FINISHING: _("Writing the last words …")}
        heard = state in (Speaking.LISTENING, Speaking.PAUSED)
        glyph = "square" if heard else "mic"
        self.button.setText(names.get(state, _("Dictate")))
        live = heard or state is Speaking.FINISHING
        self.button.setProperty("live", live)  # red all over only while it listens
        restyle(self.button)
        self.button.show_glyph(glyph, "rec_fg" if live else "rec")
        self.button.setShortcut("F9")
        self.button.setEnabled(heard or state is Speaking.IDLE)
        self._paused = state is Speaking.PAUSED
        self._dress()
        idle, file = state is Speaking.IDLE, state is Speaking.FILE
        seen = {
            self.meter: state in (Speaking.LISTENING, Speaking.FINISHING),
            self.clock: heard or state is Speaking.FINISHING,
            self.pause: heard,
            self.people: idle or heard,
            self.progress: file,
            self.cancel: file,
            self.file: idle,
            self.language: idle,
            self.rest: idle and self._rest > 0,
        }
        for widget in sorted(seen, key=lambda each: seen[each]):  # first what goes: all at once would widen the window
            widget.setVisible(seen[widget])
        if state is Speaking.IDLE:
            self.meter.rest()
            self.progress.setValue(0)

    def show_words(self, text: str) -> None:
        """Say which microphone listens, or the one sentence about what went wrong."""
        self.words.setText(text)

    def show_rest(self, seconds: int) -> None:
        """Offer to write down what was said and is not written, if there is any."""
        self._rest = seconds
        self.rest.setAccessibleName(_("Write down the {seconds} seconds that are left").format(seconds=seconds))
        self.rest.setVisible(seconds > 0 and self.file.isVisibleTo(self))

    def show_heard(self, names: tuple[str, ...]) -> None:
        """Say who is heard besides the worker: nobody, one by name, several by number."""
        self._names = names
        self._dress()

    def others_words(self) -> str:
        """Say who is heard besides the worker; empty when nobody is."""
        return heard_words(self._names) if self._names else ""

    def show_narrow(self, *, narrow: bool) -> None:
        """Let icons stand for words where the window is narrow; their names stay for whoever cannot see them."""
        if narrow != self._narrow:
            self._narrow = narrow
            self._dress()

    def show_seconds(self, seconds: int) -> None:
        """Show for how long it has listened."""
        self.clock.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")

    def show_progress(self, percent: int) -> None:
        """Show how much of a file has been heard."""
        self.progress.setValue(percent)

    def _lay_out(self, line: QHBoxLayout) -> None:
        for widget, stretch in (
            (self.button, 0),
            (self.clock, 0),
            (self.meter, 3),
            (self.progress, 3),
            (self.cancel, 0),
            (self.pause, 0),
            (self.words, 4),
            (self.rest, 0),
            (self.people, 0),
            (self.language, 0),
            (self.file, 0),
        ):
            line.addWidget(widget, stretch)

    def _dress(self) -> None:
        go_on = _("Go on") if self._paused else _("Pause")
        who = heard_words(self._names)
        for button, words, glyph in (
            (self.pause, go_on, "mic" if self._paused else "pause"),
            (self.people, f"{who} …", "users" if self._names else "user"),
            (self.file, _("Dictate a file …"), "folder-open"),
        ):
            button.setText("" if self._narrow else words)
            button.setAccessibleName(words)
            button.setToolTip(words)
            button.show_glyph(glyph)
        if len(self._names) > 1:
            self.people.setAccessibleName(f"{who}: {', '.join(self._names)}")
        self.pause.setShortcut("Shift+F9")


def heard_words(names: tuple[str, ...]) -> str:
    """Say who is heard: the worker, one more by name, several by number."""
    if not names:
        return _("Only you are heard")
    if len(names) == 1:
        return _("You and {name} are heard").format(name=names[0])
    return _("You and {count} more are heard").format(count=len(names))
