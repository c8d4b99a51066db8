"""What boot tells the windows: where icons lie, how things look, when to lock and exchange. Knows no file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = (("sv", "Svenska"), ("en", "English"))
"""What the windows speak, each in its own words: who cannot read the present language finds the other."""


def _forget(_theme: str, _text_size: int) -> None:
    """Remember nothing."""


def _nothing() -> None:
    """Do nothing."""


def _speak_on(_language: str) -> None:
    """Speak on as before."""


def _keep_nothing(_minutes: int) -> None:
    """Keep nothing."""


@dataclass(frozen=True, slots=True)
class DictationSettings:
    """What a person may choose about speaking, on this computer."""

    microphone: str = ""
    """The chosen microphone's id in the system; empty: the one the system has chosen, wherever it moves."""
    allowed: bool = True
    """Whether the workplace lets the microphone be used; not the person's to choose."""


def _keep_no_dictation(_settings: DictationSettings) -> None:
    """Keep nothing."""


@dataclass(frozen=True)
class ScreenSettings:
    """The windows' piece of the settings."""

    resources: Path
    """The folder with `icons` and `fonts`."""
    theme: str = "system"
    """system, light, dark or contrast."""
    text_size: int = 100
    """Per cent, 100 to 200."""
    lock_minutes: int = 10
    """Minutes without key or mouse until the profile locks."""
    lock_minutes_most: int = 60
    """The most that may be chosen."""
    sync_minutes: int = 5
    """Minutes between exchanges with the hub while all goes well."""
    remember_lock: Callable[[int], None] = _keep_nothing
    """Called with the minutes when the person changes them."""
    right_to_left: bool = False
    remember_look: Callable[[str, int], None] = _forget
    """Called with theme and text size when the person changes them."""
    dictation: DictationSettings = DictationSettings()
    """The choices about speaking."""
    remember_dictation: Callable[[DictationSettings], None] = _keep_no_dictation
    """Called with all of them when the person changes one."""
    speak: Callable[[str], None] = _speak_on
    """Called with the language (sv, en) when the person changes it; the program speaks it from then on."""
    after_paint: Callable[[], None] = _nothing
    """Called once on the window's thread when the first window is there."""
