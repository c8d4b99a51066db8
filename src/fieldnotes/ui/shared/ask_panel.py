"""A panel with a few fields and one way on; what goes wrong is said at its foot and nothing typed is lost.

Use: subclass, `add` the fields, `ready()` tells whether the way on is open. Knows no act.
"""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import primary_button, quiet_button
from fieldnotes.ui.shared.labels import label, muted, small, title
from fieldnotes.ui.shared.overlay import Overlay
from fieldnotes.ui.shared.theme import px
from fieldnotes.ui.shared.toast import announce

_MARGINS, _GAPS = 36, 70
"""Pixels of the card that are no widget: at its sides, and between and around its parts."""


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
        self._fields = QWidget()
        self.lines = QVBoxLayout(self._fields)
        self.lines.setContentsMargins(0, 0, 6, 0)
        self._area = QScrollArea()
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._fields)
        for widget in (self.name, self.hint, self._area):
            self.card.add(widget)
        QApplication.instance().focusChanged.connect(self._keep_in_sight)  # type: ignore[union-attr] # it exists

    def add(self, widget: QWidget) -> None:
        """Put a field below what is there."""
        self.lines.addWidget(widget)

    def caption_of(self, line: QWidget) -> QWidget:
        """Give the name that stands above a field."""
        place = self.lines.indexOf(line)
        item = self.lines.itemAt(place - 1)
        above = item.widget() if item is not None else None
        return above if above is not None else line

    def ready(self) -> bool:
        """Tell whether enough is filled in."""
        return True

    def open_over(self, first: QWidget) -> None:
        """Show the panel as high as its words need, and give `first` the focus."""
        super().open_over(first)
        self.fit_soon()

    def fit_soon(self) -> None:
        """Fit now, and once more when everything that wraps knows its width."""
        self.fit()
        QTimer.singleShot(0, self, self.fit)

    def fit(self) -> None:
        """Let the card be as high as its words need; where the window is too low, the fields scroll."""
        across = self.card.width() - _MARGINS
        self.lines.invalidate()
        self.lines.activate()
        wrapped = self.lines.totalHeightForWidth(across) if self.lines.hasHeightForWidth() else 0
        inner = wrapped or max(self.lines.totalMinimumSize().height(), self._fields.sizeHint().height())
        around = [self.name, self.hint, self.go, *([self._wrong] if self._wrong.isVisibleTo(self.card) else [])]
        others = sum(_height(each, across) for each in around)
        room = self.card.maximumHeight() - others - _GAPS
        self._area.setFixedHeight(max(px(40), min(inner + 2, room)))
        box = self.card.layout()
        if box is not None:
            self.card.setMinimumHeight(min(box.totalHeightForWidth(self.card.width()), self.card.maximumHeight()))

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

    def _keep_in_sight(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self._fields.isAncestorOf(new):
            self._area.ensureWidgetVisible(new)

    def _agree(self) -> None:
        if self.go.isEnabled():
            self.agreed.emit()


def _height(widget: QWidget, across: int) -> int:
    """How high a widget is at a width; words that wrap wish for more than they then need."""
    return widget.heightForWidth(across) if widget.hasHeightForWidth() else widget.sizeHint().height()


def line_field(panel: AskPanel, name: str, hint: str = "") -> QLineEdit:
    """Add a named line to a panel; gives the line."""
    caption: QLabel = small(name)
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    caption.setBuddy(line)
    line.textChanged.connect(lambda _text: panel.look())
    panel.add(caption)
    panel.add(line)
    return line
