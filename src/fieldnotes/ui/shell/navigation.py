"""The way between the main screens, at the reading start of the window. Draws and asks."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QVBoxLayout

from fieldnotes.ui.shared.buttons import Button, nav_button
from fieldnotes.ui.shared.theme import look_signal, px


class Navigation(QFrame):
    """Buttons with words, or only icons when the window is narrow for its text."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("nav")
        self._narrow = False
        self._entries: dict[str, tuple[Button, str, str]] = {}
        self._group = QButtonGroup(self)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(12, 16, 12, 12)
        self._box.setSpacing(4)
        self._box.addStretch(1)
        look_signal().changed.connect(self._fit)
        self._fit()

    def add(self, screen: str, words: str, glyph: str, *, above: str = "") -> None:
        """Put a way to a screen below the others, or above one of them; the same screen twice is added once."""
        if screen in self._entries:
            return
        button = nav_button(words, glyph)
        button.clicked.connect(lambda: self.asked.emit(screen))
        self._entries[screen] = (button, words, glyph)
        self._group.addButton(button)
        below = self._entries.get(above)
        self._box.insertWidget(self._box.indexOf(below[0]) if below else self._box.count() - 1, button)
        self._dress(button, words, glyph)

    def step_aside(self, *screens: str) -> None:
        """Take ways away that lead to nothing for this person."""
        for screen in screens:
            button, _words, _glyph = self._entries.pop(screen, (None, "", ""))
            if button is not None:
                self._group.removeButton(button)
                self._box.removeWidget(button)
                button.deleteLater()

    def mark(self, screen: str) -> None:
        """Press the button of the open screen; none for screens that lie deeper."""
        self._group.setExclusive(False)
        for name, (button, _words, _glyph) in self._entries.items():
            button.setChecked(name == screen)
        self._group.setExclusive(True)

    def show_narrow(self, *, narrow: bool) -> None:
        """Show icons only, or words."""
        if narrow != self._narrow:
            self._narrow = narrow
            for button, words, glyph in self._entries.values():
                self._dress(button, words, glyph)
            self._fit()

    def _dress(self, button: Button, words: str, glyph: str) -> None:
        button.setText("" if self._narrow else words)
        button.setAccessibleName(words)
        button.setToolTip(words if self._narrow else "")
        button.show_glyph(glyph)

    def _fit(self) -> None:
        self.setFixedWidth(px(40) + 36 if self._narrow else px(216))
