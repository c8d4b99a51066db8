"""Text size and colours as the person changes them while working; remembered by boot, knows no file."""

from collections.abc import Callable

from PySide6.QtGui import QStyleHints
from PySide6.QtWidgets import QApplication

from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import Look, apply_look, choose_palette, current_look, guess_palette

SIZES = (100, 115, 130, 150, 175, 200)


class LookChoice:
    """The look of the running application and its changes."""

    def __init__(self, app: QApplication, settings: ScreenSettings) -> None:
        self._app = app
        self._resources = settings.resources
        self._theme = settings.theme
        self._size = min(SIZES[-1], max(SIZES[0], settings.text_size))
        self._remember: Callable[[str, int], None] = settings.remember_look
        self._dressing = False
        self._hints: QStyleHints | None = None

    @property
    def theme(self) -> str:
        """Tell which colours are chosen: system, light, dark or contrast."""
        return self._theme

    @property
    def size(self) -> int:
        """Tell the size of text in per cent: one of `SIZES`, or the nearest when a setting says another."""
        return min(SIZES, key=lambda size: abs(size - self._size))

    def choose_size(self, size: int) -> None:
        """Take text of this size in per cent."""
        self._size = min(SIZES[-1], max(SIZES[0], size))
        self._changed()

    def follow_system(self, hints: QStyleHints | None = None) -> None:
        """Change with the system from now on, in the evening for instance, where no look was chosen here."""
        hints = self._hints = hints or self._app.styleHints()
        hints.colorSchemeChanged.connect(self._system_changed)
        hints.accessibility().contrastPreferenceChanged.connect(self._system_changed)

    def apply(self) -> None:
        """Set the look on the application."""
        self._dressing = True  # a palette of our own is no change of the system's
        apply_look(self._app, Look(choose_palette(self._theme, self._hints), self._size, self._resources))
        self._dressing = False

    def _system_changed(self, _now: object) -> None:
        if self._theme == "system" and not self._dressing:
            self.apply()

    def apply_first(self) -> None:
        """Set the look for the first paint."""
        apply_look(self._app, Look(guess_palette(self._theme), self._size, self._resources))

    def settle(self) -> None:
        """Ask the system after the first paint, and follow it where the guess was wrong."""
        if choose_palette(self._theme, self._hints) is not current_look().palette:
            self.apply()

    def choose(self, theme: str) -> None:
        """Take other colours: system, light, dark or contrast."""
        self._theme = theme
        self._changed()

    def larger(self) -> None:
        """Take the next larger text."""
        self._size = next((size for size in SIZES if size > self._size), SIZES[-1])
        self._changed()

    def smaller(self) -> None:
        """Take the next smaller text."""
        self._size = next((size for size in reversed(SIZES) if size < self._size), SIZES[0])
        self._changed()

    def _changed(self) -> None:
        self.apply()
        self._remember(self._theme, self._size)
