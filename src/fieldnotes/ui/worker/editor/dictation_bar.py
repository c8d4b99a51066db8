"""The bar below the form: start and stop speaking, time, level, which microphone. Draws; hears nothing itself."""

from collections import deque
from enum import Enum

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button, quiet_button, record_button
from fieldnotes.ui.shared.labels import ElidingLabel, label
from fieldnotes.ui.shared.theme import colour, look_signal, px

BARS = 64


class Speaking(Enum):
    """What the bar is doing."""

    IDLE = "idle"
    LISTENING = "listening"
    FINISHING = "finishing"
    FILE = "file"


class LevelMeter(QProgressBar):
    """The loudness of the last seconds as bars; a screen reader reads the present value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setProperty("meter", True)
        self.setAccessibleName(_("Loudness of the microphone"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._levels: deque[int] = deque([0] * BARS, BARS)
        look_signal().changed.connect(self._size)
        self._size()

    def show_level(self, level: int) -> None:
        """Add one level, 0 to 100."""
        self._levels.append(max(0, min(100, level)))
        self.setValue(self._levels[-1])
        self.update()

    def rest(self) -> None:
        """Forget the levels."""
        self._levels = deque([0] * BARS, BARS)
        self.setValue(0)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars, the newest at the end of the reading direction."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        step, high = self.width() / BARS, self.height()
        levels = list(self._levels)
        if self.isRightToLeft():
            levels.reverse()
        for number, level in enumerate(levels):
            age = number if not self.isRightToLeft() else BARS - number
            ink = colour("accent")
            ink.setAlphaF(0.3 + 0.7 * age / BARS)
            painter.setBrush(ink)
            bar = max(3.0, level / 100 * high)
            painter.drawRoundedRect(QRectF(number * step, (high - bar) / 2, max(2.0, step * 0.58), bar), 1.5, 1.5)

    def _size(self) -> None:
        self.setFixedHeight(px(34))
        self.setMinimumWidth(px(120))
        self.setMaximumHeight(px(34))


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
