"""A panel with a few fields and one way on; what goes wrong is said at its foot and nothing typed is lost.

Use: subclass, `add` the fields, `ready()` tells whether the way on is open. Knows no act.
"""

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.labels import label, muted, small, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.toast import announce


class AskPanel(Overlay):
    """Heading, hint, fields, one primary button (Ctrl+Enter) and Cancel."""

    agreed = Signal()

    def __init__(self, window: QWidget, name: str, hint: str, way_on: str, glyph: str = "check") -> None:
        super().__init__(window, name)
        self.name = title(name)
        self.hint = muted(hint)
        self.go = primary_button(way_on, glyph)
        self._cancel = quiet_button(_("Cancel"))
        self._wrong = label("", "error", wrap=True)
        self._busy = False
        self.go.clicked.connect(self._agree)
        self._cancel.clicked.connect(self.close_over)
        QShortcut(QKeySequence("Ctrl+Return"), self).activated.connect(self._agree)
        for widget in (self.name, self.hint):
            self.card.add(widget)

    def ready(self) -> bool:
        """Tell whether enough is filled in."""
        return True

    def open_over(self, first: QWidget) -> None:
        """Show the panel as high as its words need, and give `first` the focus."""
        super().open_over(first)
        self.fit()

    def fit(self) -> None:
        """Let the card be as high as its wrapping words need, where the window has the room."""
        inner = self.card.layout()
        if inner is not None:
            self.card.setMinimumHeight(min(inner.heightForWidth(self.card.width()), self.card.maximumHeight()))

    def look(self) -> None:
        """Open or close the way on."""
        self.go.setEnabled(self.ready() and not self._busy)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        self._busy = busy
        self.look()

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        self.show_busy(busy=False)
        self._wrong.setText(words)
        self._wrong.setVisible(bool(words))
        self.fit()
        if words:
            announce(self._wrong, words, urgent=True)

    def end_card(self) -> None:
        """Lay the foot below the fields."""
        self.card.add(self._wrong)
        self.card.add_row(self.go, self._cancel)
        self._wrong.hide()
        self.look()

    def _agree(self) -> None:
        if self.go.isEnabled():
            self.agreed.emit()


def line_field(panel: AskPanel, name: str, hint: str = "") -> QLineEdit:
    """Add a named line to a panel; gives the line."""
    caption: QLabel = small(name)
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    caption.setBuddy(line)
    line.textChanged.connect(lambda _text: panel.look())
    panel.card.add(caption)
    panel.card.add(line)
    return line
