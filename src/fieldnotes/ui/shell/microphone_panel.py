"""Choice, loudness and test of the microphone; the same in the settings and at the first start. Draws and asks."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.labels import caption, label, restyle
from fieldnotes.ui.shared.level_meter import LevelMeter
from fieldnotes.ui.shared.listening import Devices
from fieldnotes.ui.shared.microphone import Microphone, loudness
from fieldnotes.ui.shared.microphones import qt_microphones
from fieldnotes.ui.shared.sound_player import SoundPlayer
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.microphone_presenter import MicrophonePresenter, Player


class Microphones(Devices, Protocol):
    """The system's microphones, and that their list has changed."""

    changed: SignalInstance


class MicrophonePanel(QWidget):
    """Which one, how loud, and a button to try it."""

    chosen = Signal(str)
    try_asked = Signal()
    again_asked = Signal()
    devices_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.presenter: MicrophonePresenter | None = None
        self.devices = QComboBox()
        self.devices.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.devices.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.meter = LevelMeter()
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How much of the three seconds is over"))
        self.try_it = plain_button(_("Try it for three seconds"), "mic")
        self.again = quiet_button(_("Hear the test again"), "history")
        self.line = label("", "muted", wrap=True)
        self._lay_out()
        self.devices.activated.connect(lambda _at: self.chosen.emit(self.devices.currentData() or ""))
        self.try_it.clicked.connect(self.try_asked)
        self.again.clicked.connect(self.again_asked)
        self.setFocusProxy(self.try_it)
        self.show_trying(trying=False, again=False)
        self.show_line("", wrong=False)

    def show_devices(self, rows: Sequence[tuple[str, str]], chosen: str) -> None:
        """Show the microphones and the chosen one."""
        self.devices.clear()
        for device, words in rows:
            self.devices.addItem(words, device)
        self.devices.setCurrentIndex(max(0, self.devices.findData(chosen)))

    def show_trying(self, *, trying: bool, again: bool) -> None:
        """Show whether it listens now, and whether there is something to hear again."""
        self.meter.setVisible(trying)
        self.progress.setVisible(trying)
        self.again.setVisible(again)
        if not trying:
            self.meter.rest()
            self.progress.setValue(0)

    def show_heard(self, pcm: bytes, percent: int) -> None:
        """Show how loud it is, and how much of the test is over."""
        self.meter.show_level(loudness(pcm))
        self.progress.setValue(percent)

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(caption(_("Microphone"), self.devices))
        across = QHBoxLayout()
        across.addWidget(self.devices, 1)
        box.addLayout(across)
        box.addWidget(self.meter)
        box.addWidget(self.progress)
        box.addWidget(self.line)
        box.addLayout(row(self.try_it, self.again))


def microphone_panel(devices: Microphones | None = None, player: Player | None = None) -> MicrophonePanel:
    """Build the panel, with the computer's own microphones and loudspeaker unless others are given.

    `load` fills it, `stop` ends what it listens to.
    """
    panel, found = MicrophonePanel(), devices if devices is not None else qt_microphones()
    source, sounds = Microphone(panel, found), player if player is not None else SoundPlayer(panel)
    made = panel.presenter = MicrophonePresenter(panel, source, sounds, dictation_choice(), found.listed)
    source.frames.connect(made.feed)
    source.failed.connect(made.fail)
    found.changed.connect(panel.devices_changed)
    panel.devices_changed.connect(made.load)
    panel.chosen.connect(made.choose)
    panel.try_asked.connect(made.try_it)
    panel.again_asked.connect(made.hear_again)
    return panel
