"""One question being written: what it is about, its text, and the way to take it away. Draws; decides nothing."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import icon_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import muted, small, strong
from fieldnotes.ui.supervisor.decide_presenter import PinPage

LINES = 3


class PinCard(Card):
    """Keeps its text while others come and go."""

    written = Signal(int, str)
    taken_away = Signal(int)

    def __init__(self, pin: PinPage) -> None:
        super().__init__()
        self.number = pin.number
        self.squeeze()
        line = QHBoxLayout()
        line.addWidget(strong(pin.kind), 1)
        away = icon_button(_("Take away: {kind}").format(kind=pin.kind), "x")
        away.clicked.connect(lambda: self.taken_away.emit(self.number))
        line.addWidget(away)
        self.add_layout(line)
        self._about, self._notice = muted(), small()
        self.edit = QPlainTextEdit(pin.text)
        self.edit.setTabChangesFocus(True)
        self.edit.setPlaceholderText(_("Write here"))
        self.edit.textChanged.connect(self._tell)
        for widget in (self._about, self.edit, self._notice):
            self.add(widget)
        self.show_pin(pin)

    def show_pin(self, pin: PinPage) -> None:
        """Show what it is about now; the text being typed stays."""
        self._about.setText(pin.about)
        self._notice.setText(pin.notice)
        self._notice.setVisible(bool(pin.notice))
        self.edit.setAccessibleName(_("{kind} about {passage}").format(kind=pin.kind, passage=pin.about))

    def begin(self) -> None:
        """Put the cursor at the end of the text."""
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Be high enough for some lines of the text size in force."""
        super().resizeEvent(event)
        self._fit()

    def _tell(self) -> None:
        self._fit()
        self.written.emit(self.number, self.edit.toPlainText())

    def _fit(self) -> None:
        lines = max(LINES, min(int(self.edit.document().size().height()) + 1, 3 * LINES))
        self.edit.setFixedHeight(lines * self.edit.fontMetrics().lineSpacing() + 26)
