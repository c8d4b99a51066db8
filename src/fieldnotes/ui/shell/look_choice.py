"""Text size and colours as the person changes them while working; remembered by boot, knows no file."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.theme import Look, apply_look, choose_palette

SIZES = (100, 115, 130, 150, 175, 200)


class LookChoice:
    """The look of the running application and its changes."""

    def __init__(self, app: QApplication, settings: ScreenSettings) -> None:
        self._app = app
        self._resources = settings.resources
        self._theme = settings.theme
        self._size = min(SIZES[-1], max(SIZES[0], settings.text_size))
        self._remember: Callable[[str, int], None] = settings.remember_look

    def apply(self) -> None:
        """Set the look on the application."""
        apply_look(self._app, Look(choose_palette(self._theme), self._size, self._resources))

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
