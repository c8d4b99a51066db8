"""What the person has chosen about speaking: one value for the whole program, changed while it runs.

Knows neither the microphone that obeys it nor the file that keeps it.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, Signal

from fieldnotes.ui.screen_settings import DictationSettings


class DictationChoice(QObject):
    """The choices in force."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings = DictationSettings()
        self._remember: Callable[[DictationSettings], None] | None = None

    def begin(self, settings: DictationSettings, remember: Callable[[DictationSettings], None] | None = None) -> None:
        """Take what the settings say, and who keeps a change."""
        self.settings, self._remember = settings, remember

    def choose(self, **changes: Any) -> None:  # noqa: ANN401 - fields of DictationSettings
        """Change some of the choices from now on; what stands already is not kept anew."""
        chosen = replace(self.settings, **changes)
        if chosen == self.settings:
            return
        self.settings = chosen
        self.changed.emit()
        if self._remember is not None:
            self._remember(chosen)


@cache
def dictation_choice() -> DictationChoice:
    """Give the program's one choice about speaking."""
    return DictationChoice()
