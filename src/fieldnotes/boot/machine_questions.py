"""Questions to this machine that may end the process that asks them: answered in one of their own, one line each.

Where libraries are missing Qt aborts rather than answers, and an engine made for another processor ends whoever loads
it. `machine` asks by starting this program with `--ask`. Changes nothing.
"""

from collections.abc import Callable, Mapping
from typing import Final

ASK: Final = "--ask"
"""`fieldnotes --ask QUESTION`: for this program itself."""


def answer(question: str) -> int:
    """Print the answer to one question; gives the exit status, 2 for a question nobody knows."""
    asked = QUESTIONS.get(question)
    if asked is None:
        return 2
    print(asked())  # noqa: T201 - the parent reads it
    return 0


def _screens() -> str:
    from PySide6.QtWidgets import QApplication

    app = QApplication([])
    return f"{app.platformName()} {len(app.screens())}"


def _microphones() -> str:
    from PySide6.QtCore import QCoreApplication
    from PySide6.QtMultimedia import QMediaDevices

    app = QCoreApplication([])
    names = "; ".join(device.description() for device in QMediaDevices.audioInputs())
    del app
    return names


def _engine() -> str:
    from importlib.metadata import version

    from fieldnotes.dictation.vosk_library import VoskLibrary

    VoskLibrary()
    return version("vosk")


QUESTIONS: Final[Mapping[str, Callable[[], str]]] = {
    "screens": _screens,
    "microphones": _microphones,
    "engine": _engine,
}
