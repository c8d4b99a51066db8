"""One small rounded button with words of any length, and the key that presses it. It knows no list and no field."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QStyle, QStyleOptionButton, QStylePainter, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.labels import spoken_order
from fieldnotes.ui.shared.theme import px

LEAST = 90
"""Pixels at 100 % a chip keeps however narrow its row is."""


class _Chip(QPushButton):
    """Breaks its words into lines where its row is narrower than they are."""

    def minimumSizeHint(self) -> QSize:
        """Need room for a word or two."""
        wish = self.sizeHint()
        return QSize(min(wish.width(), px(LEAST)), wish.height())

    def heightForWidth(self, width: int) -> int:
        """Need a line more for each break."""
        more = len(self._lines(width)) - 1
        return self.sizeHint().height() + more * self.fontMetrics().lineSpacing()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words, on as many lines as they need."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = "\n".join(spoken_order(line, self) for line in self._lines(self.width()))
        QStylePainter(self).drawControl(QStyle.ControlElement.CE_PushButton, option)

    def _lines(self, width: int) -> list[str]:
        """Break the words where this width ends; a word that is wider than that stands alone."""
        wish = self.sizeHint().width()
        if width >= wish:
            return [self.text()]
        metrics = self.fontMetrics()
        room = width - (wish - metrics.horizontalAdvance(self.text()))
        lines: list[str] = []
        for word in self.text().split(" "):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and metrics.horizontalAdvance(longer) <= room:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines


def chip(text: str, kind: str, parent: QWidget | None = None) -> QPushButton:
    """Make one chip; `kind` picks its look (`chip`, `choice`, `source`)."""
    button = _Chip(text, parent)
    button.setProperty("kind", kind)
    button.setAutoDefault(True)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    button.setSizePolicy(policy)
    return button


def write_key(button: QPushButton, key: str) -> None:
    """Say on a chip which key presses it."""
    button.setAccessibleName(button.accessibleName() or button.text())
    button.setAccessibleDescription(_("Key {key}").format(key=key))
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # who clicks it goes on with the keyboard where it was
    button.setText(f"{key}  {button.text()}")
