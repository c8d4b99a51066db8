"""Buttons by what they are for: primary, ordinary, quiet, recording, chip, icon only; knows no screen.

One primary button per screen. Every button takes `key` (a shortcut in Qt's words, e.g. "Ctrl+N"), which is
also shown in its tooltip. An icon-only button must be given a name: it becomes tooltip and accessible name.
"""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyleOptionButton

from fieldnotes.ui.shared.icons import icon
from fieldnotes.ui.shared.labels import spoken_order
from fieldnotes.ui.shared.theme import current_look, look_signal, px

GLYPH = 18
"""Side of a glyph in a button, pixels at 100 %."""


FRAME, GAP = 2, 2
"""Pixels of the frame around a button in hand, and of the gap inside it where the button is filled."""
CORNERS = {"primary": 8, "record": 20}
"""How round those are, as in the style sheet; pixels at 100 %."""


class Button(QPushButton):
    """A push button of ours; keeps its icon at the size of the text."""

    def __init__(self, text: str, glyph: str = "", kind: str = "", role: str = "text", key: str = "") -> None:
        super().__init__(text)
        if kind:
            self.setProperty("kind", kind)
        self._role = role
        self._glyph = ""
        self.setAutoDefault(True)  # Enter presses what has the keyboard, as Space does
        if glyph:
            self.show_glyph(glyph)
        if key:
            self.setShortcut(key)
            self.setToolTip(f"{text} ({shown_keys(key)})" if text else shown_keys(key))
        look_signal().changed.connect(self._size_glyph)

    def initStyleOption(self, option: QStyleOptionButton) -> None:
        """Draw the words in their own order, whichever way the window is laid out."""
        super().initStyleOption(option)
        option.text = spoken_order(option.text, self)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw it; in hand, one with a ground of its own shows a gap inside the frame, which would drown in it."""
        super().paintEvent(event)
        corner = CORNERS.get(self.property("kind"))
        if corner is not None and self.hasFocus():
            inset = FRAME + GAP / 2
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(current_look().palette.surface), GAP))
            gap = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
            painter.drawRoundedRect(gap, px(corner) - inset, px(corner) - inset)
            painter.end()

    def show_glyph(self, name: str, role: str = "") -> None:
        """Draw another icon before the text."""
        self._glyph = name
        self._role = role or self._role
        self.setIcon(icon(name, self._role, packed=bool(self.text())))
        self._size_glyph()

    def _size_glyph(self) -> None:
        if self._glyph:
            air = 6 if self.text() else 0
            self.setIconSize(QSize(px(GLYPH + air), px(GLYPH)))


def shown_keys(keys: str) -> str:
    """Write keys as they stand on this computer's keyboard; the large key is Enter there, in every language."""
    from PySide6.QtGui import QKeySequence  # large; no button of the first paint has keys

    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText).replace("Return", "Enter")


def primary_button(text: str, glyph: str = "", key: str = "") -> Button:
    """Make the one button a screen leads to."""
    return Button(text, glyph, "primary", "accent_fg", key)


def plain_button(text: str, glyph: str = "", key: str = "") -> Button:
    """Make an ordinary button with a border."""
    return Button(text, glyph, "", "text", key)


def quiet_button(text: str, glyph: str = "", key: str = "") -> Button:
    """Make a button without a border, for ways back and side roads."""
    return Button(text, glyph, "quiet", "text", key)


def record_button(text: str, glyph: str = "mic", key: str = "") -> Button:
    """Make the red button, filled while its property `live` says so; red is for recording and nothing else."""
    return Button(text, glyph, "record", "rec", key)


def chip_button(text: str) -> Button:
    """Make a proposal that is taken with a click or Enter."""
    return Button(text, "", "chip")


def icon_button(name: str, glyph: str, key: str = "") -> Button:
    """Make a button that shows only an icon; `name` is what a screen reader says and the tooltip shows."""
    made = Button("", glyph, "quiet", "text", key)
    made.setAccessibleName(name)
    made.setToolTip(f"{name} ({shown_keys(key)})" if key else name)
    made.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
    return made


def nav_button(text: str, glyph: str, key: str = "") -> Button:
    """Make an entry of the left navigation; it stays pressed while its screen is open."""
    made = Button(text, glyph, "nav", "muted", key)
    made.setCheckable(True)
    return made
