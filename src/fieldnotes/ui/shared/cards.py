"""Cards, pages and empty states: the boxes screens are made of; knows no screen.

Use: `card = Card("Family")`, then `card.add(widget)`; `page = Page()` is a scrolling column of comfortable
width with `page.add(widget)`; `EmptyState(glyph, line, hint, button)` says what to do when nothing is there.
"""

from PySide6 import QtCore
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QPushButton, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from fieldnotes.ui.shared.flow import FlowLayout
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import Chip, muted, restyle, title
from fieldnotes.ui.shared.theme import current_look, look_signal, px

_NO_FOCUS, _ALWAYS_OFF = 0, 1
"""`Qt.FocusPolicy.NoFocus`, `Qt.ScrollBarPolicy.ScrollBarAlwaysOff`: numbers, as `labels` says."""


GROUND = "ground"
"""What the style sheet calls a page that draws its own ground."""


class Card(QFrame):
    """A bordered box with an optional heading line; `tone` is true, soft or warn."""

    def __init__(self, name: str = "", hint: str = "", tone: str = "true") -> None:
        super().__init__()
        self.setProperty("card", tone)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(18, 14, 18, 16)
        self._box.setSpacing(8)
        self.chip = Chip()
        self._heading = title(name)
        if name:
            line = QHBoxLayout()
            line.addWidget(self._heading, 1)
            line.addWidget(self.chip, 0, QtCore.Qt.AlignmentFlag.AlignTop)
            self._box.addLayout(line)
            self.setAccessibleName(name)
        if hint:
            self._box.addWidget(muted(hint))

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget below what is there."""
        self._box.addWidget(widget, stretch)

    def part(self) -> None:
        """Leave air, and push what comes next to the lower edge."""
        self._box.addSpacing(12)
        self._box.addStretch(1)

    def flush(self) -> None:
        """Leave no air at the edges, for a part of another card."""
        self._box.setContentsMargins(0, 0, 0, 0)

    def airy(self) -> None:
        """Leave more air at the edges, for a card that is alone in the window."""
        self._box.setContentsMargins(28, 24, 28, 26)

    def squeeze(self) -> None:
        """Leave less air at the edges, for a card that is one list."""
        self._box.setContentsMargins(8, 8, 8, 8)

    def add_row(self, *widgets: QWidget) -> None:
        """Put widgets side by side below what is there, packed to the reading start."""
        self._box.addLayout(row(*widgets))

    def add_layout(self, layout: QLayout) -> None:
        """Put a layout below what is there."""
        self._box.addLayout(layout)

    def rename(self, name: str) -> None:
        """Change the heading."""
        self._heading.setText(name)
        self.setAccessibleName(name)

    def show_tone(self, tone: str) -> None:
        """Change the ground: true, soft or warn."""
        self.setProperty("card", tone)
        restyle(self)


def row(*widgets: QWidget) -> FlowLayout:
    """Lay widgets side by side from the reading start; what does not fit goes to the next line."""
    line = FlowLayout()
    for widget in widgets:
        line.addWidget(widget)
    return line


def divider() -> QFrame:
    """Make a thin line across."""
    made = QFrame()
    made.setProperty("divider", True)
    return made


class Page(QScrollArea):
    """A column that scrolls and never grows wider than reading allows."""

    def __init__(self, width: int = 980, *, centred: bool = False) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("focusPolicy", _NO_FOCUS)
        self.setProperty("horizontalScrollBarPolicy", _ALWAYS_OFF)
        self._width = width
        outer = QWidget()
        across = QHBoxLayout(outer)
        across.setContentsMargins(24, 20, 24, 20)
        self._column = QWidget()
        self._column.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        if centred:
            across.addStretch(1)
        across.addWidget(self._column, 1000)
        across.addStretch(1)
        self._box = QVBoxLayout(self._column)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(14)
        self.setWidget(outer)
        look_signal().changed.connect(self._fit)
        self._fit()

    def add(self, widget: QWidget, stretch: int = 0) -> None:
        """Put a widget at the end of the column."""
        self._box.addWidget(widget, stretch)

    def add_layout(self, layout: QLayout) -> None:
        """Put a layout at the end of the column."""
        self._box.addLayout(layout)

    def bare(self) -> None:
        """Leave no air around, for a page inside a page."""
        inner = self.widget()
        layout = inner.layout() if inner is not None else None
        if layout is not None:
            layout.setContentsMargins(0, 0, 4, 0)

    def stand_on_ground(self) -> None:
        """Stand on the window's own ground, drawn by the page itself: then scrolling moves what is drawn already."""
        outer = self.widget()
        if outer is not None:
            outer.setObjectName(GROUND)
            look_signal().changed.connect(self._fill)

    def widen(self, width: int) -> None:
        """Let the column be at most so wide (pixels at 100 % text)."""
        self._width = width
        self._fit()

    def start(self) -> None:
        """Push everything down; with `end` the column stands in the middle."""
        self._box.addStretch(1)

    def end(self) -> None:
        """Push everything up."""
        self._box.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Let Qt fill the ground, which the style sheet has just taken back."""
        super().showEvent(event)
        self._fill()

    def _fill(self) -> None:
        outer = self.widget()
        if outer is not None and outer.objectName() == GROUND:
            ground = outer.palette()
            ground.setColor(outer.backgroundRole(), current_look().palette.bg)
            outer.setPalette(ground)
            outer.setAutoFillBackground(True)

    def _fit(self) -> None:
        self._column.setMaximumWidth(px(self._width))


class EmptyState(QWidget):
    """What a list says when nothing is there: a sign, a line, what to do, and the buttons that do it."""

    def __init__(self, glyph: str, line: str, hint: str = "", *buttons: QPushButton) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 20, 16, 20)
        box.setSpacing(8)
        box.addStretch(1)
        box.addWidget(IconLabel(glyph, "muted", 28), 0, QtCore.Qt.AlignmentFlag.AlignHCenter)
        self._line = title(line)
        self._hint = muted(hint)
        for text in (self._line, self._hint):
            text.setAlignment(QtCore.Qt.AlignmentFlag.AlignHCenter)
            box.addWidget(text)
        self._hint.setVisible(bool(hint))
        for button in buttons:
            box.addSpacing(4)
            box.addWidget(button, 0, QtCore.Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(2)

    def show_words(self, line: str, hint: str = "") -> None:
        """Say something else."""
        self._line.setText(line)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
