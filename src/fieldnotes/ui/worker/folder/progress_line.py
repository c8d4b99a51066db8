"""How far a long piece of work has come, and a way to stop it. Draws; decides nothing."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import muted


class ProgressLine(QWidget):
    """Words, a bar and Stop; out of sight while nothing goes on."""

    stop_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self._words = muted()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("How far it has come"))
        self.bar.setTextVisible(False)
        self.stop = plain_button(_("Stop it"), "x")
        self.stop.clicked.connect(self.stop_asked)
        box.addWidget(self._words)
        box.addWidget(self.bar)
        box.addLayout(row(self.stop))
        self.hide()

    def begin(self, words: str) -> None:
        """Say what goes on."""
        self._words.setText(words)
        self.bar.setRange(0, 0)
        self.show()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.bar.setRange(0, max(1, total))
        self.bar.setValue(done)
