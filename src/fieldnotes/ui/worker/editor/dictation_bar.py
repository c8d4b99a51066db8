"""The bar below the form: start and stop speaking, time, level, which microphone. Draws; hears nothing itself."""

from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, quiet_button, record_button
from fieldnotes.ui.shared.labels import ElidingLabel, label
from fieldnotes.ui.shared.level_meter import LevelMeter
from fieldnotes.ui.shared.theme import px


class Speaking(Enum):
    """What the bar is doing."""

    IDLE = "idle"
    LISTENING = "listening"
    FINISHING = "finishing"
    FILE = "file"


class DictationBar(QFrame):
    """F9 starts and stops; a file can be dictated instead."""

    toggled = Signal()
    file_asked = Signal()
    cancel_asked = Signal()

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
        self.words = ElidingLabel("", "muted")
        self.file = quiet_button(_("Dictate a file …"), "folder-open")
        self.file.clicked.connect(self.file_asked)
        for widget, stretch in (
            (self.button, 0),
            (self.clock, 0),
            (self.meter, 3),
            (self.progress, 3),
            (self.cancel, 0),
            (self.words, 4),
            (self.file, 0),
        ):
            line.addWidget(widget, stretch)
        self.show_state(Speaking.IDLE)

    def show_state(self, state: Speaking) -> None:
        """Show what is going on."""
        names = {Speaking.LISTENING: _("Stop dictating"), Speaking.FINISHING: _("Writing the last words …")}
        glyph = "square" if state is Speaking.LISTENING else "mic"
        self.button.setText(names.get(state, _("Dictate")))
        self.button.show_glyph(glyph)
        self.button.setShortcut("F9")
        self.button.setEnabled(state in (Speaking.IDLE, Speaking.LISTENING))
        live = state in (Speaking.LISTENING, Speaking.FINISHING)
        self.meter.setVisible(live)
        self.clock.setVisible(live)
        self.progress.setVisible(state is Speaking.FILE)
        self.cancel.setVisible(state is Speaking.FILE)
        self.file.setVisible(state is Speaking.IDLE)
        if state is Speaking.IDLE:
            self.meter.rest()
            self.progress.setValue(0)

    def show_words(self, text: str) -> None:
        """Say which microphone listens, or the one sentence about what went wrong."""
        self.words.setText(text)

    def show_seconds(self, seconds: int) -> None:
        """Show for how long it has listened."""
        self.clock.setText(f"{seconds // 60:02d}:{seconds % 60:02d}")

    def show_progress(self, percent: int) -> None:
        """Show how much of a file has been heard."""
        self.progress.setValue(percent)
