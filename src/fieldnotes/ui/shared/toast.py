"""Short messages that come and go by themselves, and announcements for those who do not see them.

Use: `announce(widget, text)` for a screen reader only; `Toasts(window).show_toast(text)` for both. An action
may be offered (`action="Undo", on_action=…`); a toast with an action or one that says something went wrong
stays longer. Never steals the focus, never blocks. Knows no screen.
"""

from collections.abc import Callable

from PySide6 import QtCore
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from fieldnotes.ui.shared.buttons import Button, shown_keys
from fieldnotes.ui.shared.icons import IconLabel
from fieldnotes.ui.shared.labels import label
from fieldnotes.ui.shared.theme import px

SHORT_MS = 5_000
LONG_MS = 12_000
MARGIN = 20
UNDO_KEY = "Alt+Z"
"""Takes what a toast offers without leaving the place one writes in; a note's key for taking back is the same."""


def announce(widget: QWidget, text: str, *, urgent: bool = False) -> None:
    """Let a screen reader say `text`, which comes from no focus and needs none."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent  # large; nothing is said before the first paint

    event = QAccessibleAnnouncementEvent(widget, text)
    if urgent:
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Assertive)
    QAccessible.updateAccessibility(event)


class Toast(QFrame):
    """One message at the lower edge."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("card", "toast")
        self.setFocusPolicy(QtCore.Qt.FocusPolicy.NoFocus)
        box = QHBoxLayout(self)
        box.setContentsMargins(16, 10, 12, 10)
        box.setSpacing(10)
        self._sign = IconLabel("circle-check", "bg", 18)
        self.words: QLabel = label("")
        self.words.setWordWrap(False)
        self.action = Button("", "", "plain")
        from PySide6.QtGui import QKeySequence, QShortcut  # large; no toast before the first paint

        self._key = QShortcut(QKeySequence(UNDO_KEY), parent)
        self._key.setEnabled(False)
        for pressed in (self._key.activated, self._key.activatedAmbiguously):
            pressed.connect(self._act)
        self._on_action: Callable[[], None] | None = None
        self.action.clicked.connect(self._act)
        for widget in (self._sign, self.words, self.action):
            box.addWidget(widget)
        self._end = QTimer(self)
        self._end.setSingleShot(True)
        self._end.timeout.connect(self.let_go)
        self.hide()

    def say(self, text: str, glyph: str, action: str, on_action: Callable[[], None] | None, ms: int) -> None:
        """Show words, sign and perhaps an action for `ms` milliseconds."""
        self._sign.show_icon(glyph, "bg")
        self.words.setText(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.action.setToolTip(f"{action} ({shown_keys(UNDO_KEY)})" if action else "")
        self._key.setEnabled(bool(action))
        self._on_action = on_action
        self._end.start(ms)
        self.show()
        self.raise_()

    def let_go(self) -> None:
        """Hide, and give the key back to the screen."""
        self._key.setEnabled(False)
        self.hide()

    def _act(self) -> None:
        self.let_go()
        if self._on_action is not None:
            self._on_action()


class Toasts(QObject):
    """The one place of a window where toasts appear; a new one replaces the old."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.toast = Toast(window)
        window.installEventFilter(self)

    def show_toast(
        self,
        text: str,
        *,
        wrong: bool = False,
        action: str = "",
        on_action: Callable[[], None] | None = None,
    ) -> None:
        """Show `text` and let it be heard; `wrong` for what did not work out."""
        stays = LONG_MS if wrong or action else SHORT_MS
        self.toast.say(text, "circle-alert" if wrong else "circle-check", action, on_action, stays)
        self._place()
        heard = f"{text} {action}: {shown_keys(UNDO_KEY)}." if action else text
        announce(self._window, heard, urgent=wrong)

    def clear(self) -> None:
        """Take the message away at once, for instance at lock."""
        self.toast.let_go()
        self.toast.words.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the toast in its place when the window changes size."""
        if event.type() == QEvent.Type.Resize and self.toast.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        widest = self._window.width() - 2 * MARGIN
        words = self.toast.words
        words.setWordWrap(False)
        self.toast.adjustSize()
        if self.toast.width() > widest:
            words.setWordWrap(True)
            self.toast.setFixedWidth(widest)
            self.toast.adjustSize()
        else:
            self.toast.setMinimumWidth(0)
            self.toast.setMaximumWidth(widest)
        left = (self._window.width() - self.toast.width()) // 2
        self.toast.move(left, self._window.height() - self.toast.height() - px(60))
