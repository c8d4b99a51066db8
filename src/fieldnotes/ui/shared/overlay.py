"""A panel that lies over the window without stopping it: Esc or a click beside closes it and the focus returns.

Use: subclass or fill `Overlay(window, name)` with `add(widget)`, then `open_over(first)`. Knows no screen.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QVBoxLayout, QWidget

from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.reading_order import step
from fieldnotes.ui.shared.theme import px


class Overlay(QFrame):
    """A card near the top of the window over a quiet ground."""

    closed = Signal()

    def __init__(self, window: QWidget, name: str, width: int = 640) -> None:
        super().__init__(window)
        self._over = window
        self._width = width
        self._before: QWidget | None = None
        self._open = False
        self.setObjectName("overlay")
        self.card = Card(tone="panel")
        self.card.setAccessibleName(name)
        shadow = QGraphicsDropShadowEffect(self.card)
        shadow.setBlurRadius(40)
        shadow.setOffset(0, 8)
        self.card.setGraphicsEffect(shadow)
        self._box = QVBoxLayout(self)
        self._box.addWidget(self.card)
        self._box.addStretch(1)
        window.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._keep_focus)  # type: ignore[union-attr] # it exists
        self.hide()

    def open_over(self, first: QWidget) -> None:
        """Show the panel and give `first` the focus."""
        self._before = QApplication.focusWidget()
        self._place()
        self.show()
        self.raise_()
        first.setFocus(Qt.FocusReason.PopupFocusReason)
        self._open = True

    def close_over(self) -> None:
        """Hide the panel and give the focus back."""
        if self.isHidden():
            return
        self._open = False
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def event(self, event: QEvent) -> bool:
        """Keep Esc from the shortcuts of the screen below."""
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Esc."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_over()
            return
        super().keyPressEvent(event)

    def mousePressEvent(self, _event: QMouseEvent) -> None:
        """Close on a click beside the card."""
        self.close_over()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Cover the window when it changes size."""
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Keep Tab inside the panel, along its reading order."""
        step(self, forward=forward)
        return True

    def _keep_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Stay where the keyboard is while the panel is open: a screen below that loads anew gets it afterwards."""
        if not self._open or old is None or new is None or new.window() is not self.window():
            return
        if self.isAncestorOf(old) and not self.isAncestorOf(new):
            self._before = new
            old.setFocus(Qt.FocusReason.PopupFocusReason)

    def _place(self) -> None:
        self.setGeometry(self._over.rect())
        air, wide = min(px(64), self.height() // 12), min(px(self._width), self.width() - 32)
        # Air instead of an alignment: words that wrap are given their height for the width the layout has.
        beside = (self.width() - wide) // 2
        self._box.setContentsMargins(beside, air, beside, 16)
        self.card.setFixedWidth(wide)
        self.card.setMaximumHeight(self.height() - air - 16)
