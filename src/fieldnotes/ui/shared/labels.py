"""Labels with a role: headings, muted text, chips, text that shortens; knows no screen.

Use: `heading("…")`, `title("…")`, `caps("…")`, `muted("…")`, `small("…")`, `body("…")`, `Chip("…", "warn")`,
`ElidingLabel("…")`. Tones of chips: plain, ok, warn, rec, info, accent.
"""

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from fieldnotes.ui.shared.heard_roles import HEADINGS

_PLAIN_TEXT = 0
"""`Qt.TextFormat.PlainText`: `Qt` itself takes as long to come as all widgets of the first paint."""

TONES = ("plain", "ok", "warn", "rec", "info", "accent")


class TextLabel(QLabel):
    """Plain text that begins where the window's reading direction begins, whatever its own language is."""

    def __init__(self, text: str = "") -> None:
        super().__init__(text)
        self.setProperty("textFormat", _PLAIN_TEXT)
        if self.isRightToLeft() or _may_turn(text):
            self._lean()

    def setText(self, text: str) -> None:
        """Show other words; a heading is heard by its name (see `heard_roles`)."""
        super().setText(text)
        if _may_turn(text):
            self._lean()
        if self.property("role") in HEADINGS:
            self.setAccessibleName(text)

    def changeEvent(self, event: QEvent) -> None:
        """Turn round with the window."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._lean()

    def _lean(self) -> None:
        if not self.alignment() & QtCore.Qt.AlignmentFlag.AlignHCenter:
            self.setAlignment(reading_start(self) | QtCore.Qt.AlignmentFlag.AlignVCenter)


def _may_turn(text: str) -> bool:
    """Tell whether a text may be of a script that is written from right to left."""
    return any("\u0590" <= each <= "\u08ff" or "\ufb1d" <= each <= "\ufeff" for each in text)


def reading_start(widget: QWidget) -> "QtCore.Qt.AlignmentFlag":
    """Give the side where reading begins in this window, as Qt must not turn it round again."""
    side = QtCore.Qt.AlignmentFlag.AlignRight if widget.isRightToLeft() else QtCore.Qt.AlignmentFlag.AlignLeft
    return side | QtCore.Qt.AlignmentFlag.AlignAbsolute


def isolated(text: str) -> str:
    """Keep the order of a text in its own language inside a window of another direction (UAX 9, isolates)."""
    return f"\u2068{text}\u2069"


def spoken_order(text: str, widget: QWidget) -> str:
    """Keep a widget's words in the order of their own language where the widget is laid out the other way."""
    return isolated(text) if text and widget.isRightToLeft() else text


def label(text: str, role: str = "", *, wrap: bool = False) -> QLabel:
    """Make a plain-text label with a style-sheet role; people's words are never read as markup."""
    made = TextLabel(text)
    if role:
        made.setProperty("role", role)
        made.setText(text)
    if wrap:
        made.setWordWrap(True)
        made.setMinimumWidth(1)
    return made


def display(text: str) -> QLabel:
    """Make the one large line of a quiet page."""
    return label(text, "display", wrap=True)


def heading(text: str) -> QLabel:
    """Make the name of a screen (H1)."""
    return label(text, "h1")


def title(text: str) -> QLabel:
    """Make the name of a card (H2)."""
    return label(text, "h2", wrap=True)


def caps(text: str) -> QLabel:
    """Make the small name of a group; large letters are set here, so translators write ordinary words."""
    made = label(text.upper(), "caps")
    made.setAccessibleName(text)
    return made


def muted(text: str = "") -> QLabel:
    """Make explaining text that wraps."""
    return label(text, "muted", wrap=True)


def small(text: str = "") -> QLabel:
    """Make small explaining text that wraps."""
    return label(text, "small", wrap=True)


def caption(text: str, field: QWidget, role: str = "strong") -> QLabel:
    """Make the name that stands above a field; a screen reader calls the field by it."""
    made = label(text, role)
    made.setBuddy(field)
    return made


def body(text: str = "") -> QLabel:
    """Make running text that wraps and can be copied with mouse or keyboard when it has focus by mouse."""
    made = label(text, wrap=True)
    made.setTextInteractionFlags(QtCore.Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


def strong(text: str) -> QLabel:
    """Make a line that weighs more."""
    return label(text, "strong", wrap=True)


def restyle(widget: QWidget) -> None:
    """Let the style sheet look again after a property changed; what was never shown it will look at then."""
    if widget.testAttribute(QtCore.Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Chip(QLabel):
    """A short word on a coloured ground; the words carry the meaning, the colour only helps."""

    def __init__(self, text: str = "", tone: str = "plain", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_chip(text, tone)

    def show_chip(self, text: str, tone: str = "plain") -> None:
        """Change words and tone; an empty text hides the chip."""
        if tone not in TONES:
            raise ValueError(tone)
        self.setText(text)
        if self.parentWidget() is not None:
            self.setVisible(bool(text))
        elif not text:
            self.hide()  # and never shown here: a widget without a parent would become a window of its own
        before = self.property("chip")
        if before != tone:
            self.setProperty("chip", tone)
        if before not in (None, tone):  # what is new has no style yet
            restyle(self)


class ElidingLabel(QLabel):
    """One line that ends in an ellipsis when the place is too small; the whole text is its tooltip and name."""

    def __init__(self, text: str = "", role: str = "muted", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", _PLAIN_TEXT)
        self.setProperty("role", role)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show another text."""
        super().setText(text)
        self.setAccessibleName(text)
        self._tell_if_short()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Offer the whole text as tooltip only while some of it is hidden."""
        super().resizeEvent(event)
        self._tell_if_short()

    def _tell_if_short(self) -> None:
        short = self.fontMetrics().horizontalAdvance(self.text()) > self.width()
        self.setToolTip(self.text() if short else "")

    def minimumSizeHint(self) -> QSize:
        """Be as high as a line and as narrow as asked."""
        return QSize(self.fontMetrics().averageCharWidth() * 4, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the shortened text along the reading direction."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        shown = self.fontMetrics().elidedText(self.text(), QtCore.Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), reading_start(self) | QtCore.Qt.AlignmentFlag.AlignVCenter, isolated(shown))
