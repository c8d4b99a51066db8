"""Opens the windows. Imported only when somebody wants to see them; itself imports nothing heavy."""

import os
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldnotes.boot import catalogues
from fieldnotes.boot.managed_policy import managed_rules, settings_under
from fieldnotes.boot.network import watch_network
from fieldnotes.boot.newer_program import has_started
from fieldnotes.boot.resources import resources
from fieldnotes.boot.settings import Settings, data_folder, settings_file
from fieldnotes.domain.errors import Refused, Unavailable
from fieldnotes.domain.managed import ManagedRules

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Workshop


class _Remembered:
    """What is chosen in the windows, kept in the person's own settings; a try-out keeps nothing."""

    def __init__(self, settings: Settings, *, tried: bool) -> None:
        self._kept, self._tried = settings, tried

    def remember(self, **changes: Any) -> None:  # noqa: ANN401 - fields of the settings
        """Keep some settings; what cannot be kept still holds until the program ends."""
        self._kept = replace(self._kept, **changes)
        if not self._tried:
            with suppress(Unavailable):
                self._kept.write(settings_file())

    def speak(self, language: str) -> None:
        """Go on in another language."""
        catalogues.speak(language)
        self.remember(language=language)


def open_windows(profile: Path, settings: Settings, tried_in: Path | None = None) -> int:
    """Run the desktop app until its windows are closed; gives the exit status.

    With `tried_in`, the profiles of that throwaway folder are the only ones there are, and what is chosen about the
    program is not remembered: a try-out touches nothing of the person's own.
    """
    from fieldnotes.ui.app import run
    from fieldnotes.ui.screen_settings import DictationSettings, ScreenSettings

    kept = _Remembered(settings, tried=tried_in is not None)
    rules = _rules()
    held = settings_under(settings, rules)
    shown = ScreenSettings(
        resources=resources(),
        theme=settings.theme,
        text_size=settings.text_percent,
        lock_minutes=held.lock_minutes,
        lock_minutes_most=rules.lock_minutes,
        remember_lock=lambda minutes: kept.remember(lock_minutes=minutes),
        remember_look=lambda theme, text_size: kept.remember(theme=theme, text_percent=text_size),
        dictation=DictationSettings(microphone=settings.microphone, allowed=rules.microphone),
        remember_dictation=lambda chosen: kept.remember(microphone=chosen.microphone),
        speak=kept.speak,
        after_paint=_after_paint if tried_in is None else _after_paint_of_a_try,
    )
    one_only = tried_in is None and bool(os.environ.get("FIELDNOTES_PROFILE"))
    return run(_late_workshop, profile, shown, None if one_only else tried_in or data_folder())


def _after_paint() -> None:
    """A first window is there: a version that was on trial works."""
    has_started()
    watch_network()


def _after_paint_of_a_try() -> None:
    """A try-out also ends, and its hub with it, when the system tells it to."""
    from fieldnotes.boot.told_to_end import end_when_told

    watch_network()
    end_when_told()


def _rules() -> ManagedRules:
    """Read what the workplace has decided; where that cannot be trusted the workshop says so, and nothing opens."""
    try:
        return managed_rules()
    except Refused:
        return ManagedRules()


def _late_workshop() -> "Workshop":
    from fieldnotes.boot.workshop import workshop

    return workshop()
