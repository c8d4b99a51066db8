"""Makes pictures of the windows without a display: the screens of an unlocked profile, in each look asked for."""

import os
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fieldnotes.boot.resources import resources
from fieldnotes.casework.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from fieldnotes.ui.screen_settings import ScreenSettings
    from fieldnotes.ui.shell.look_choice import LookChoice
    from fieldnotes.ui.tasks import Tasks

LOOKS = ("light", "dark")
_QUIET, _BUSY, _LONGEST = 0.15, 0.02, 20.0
_ROUNDS = 10


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture to make: its file's name, whose desk, the screen and what it is about."""

    name: str
    desk: Desk
    screen: str
    subject: str = ""


def make_pictures(sights: Sequence[Sight], folder: Path, looks: Iterable[str] = LOOKS) -> tuple[Path, ...]:
    """Draw each sight in each look and save it as `NAME-LOOK.png`; screens this program lacks are left out."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from PySide6.QtCore import qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from fieldnotes.ui.app import dress
    from fieldnotes.ui.screen_settings import ScreenSettings
    from fieldnotes.ui.shell.look_choice import LookChoice
    from fieldnotes.ui.shell.screens import is_there

    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError
    qInstallMessageHandler(_tell_qt)
    dress(app, ScreenSettings(resources=resources()))
    folder.mkdir(parents=True, exist_ok=True)
    there = [sight for sight in sights if is_there(sight.screen)]
    made = []
    for look in looks:
        settings = ScreenSettings(resources=resources(), theme=look, sync_minutes=600)
        chosen = LookChoice(app, settings)
        chosen.apply()
        made += [_draw(app, sight, settings, chosen, folder) for sight in there]
    return tuple(made)


def _tell_qt(_kind: object, _context: object, message: str) -> None:
    """Pass on what Qt says, but for the line the platform without a screen says at every window."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def _draw(app: "QApplication", sight: Sight, settings: "ScreenSettings", look: "LookChoice", folder: Path) -> Path:
    from PySide6.QtCore import QCoreApplication, QEvent

    from fieldnotes.ui.shell.places import Place
    from fieldnotes.ui.shell.session import Session
    from fieldnotes.ui.tasks import Tasks

    tasks = Tasks()
    session = Session(sight.desk, tasks, settings, look)
    session.window.resize(1366, 840)
    session.window.show()
    session.begin()
    session.main.go(Place(sight.screen, sight.subject))
    _settle(app, tasks)
    path = folder / f"{sight.name}-{settings.theme}.png"
    session.window.grab().save(str(path))
    session.end()
    _settle(app, tasks)
    tasks.close()
    session.window.close()
    session.window.deleteLater()
    session.deleteLater()
    # Without an event loop nobody deletes later; every window left would be dressed again with the next look.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return path


def _settle(app: "QApplication", tasks: "Tasks") -> None:
    """Let the lanes and the window come to rest: nothing under way, and several rounds in a row with little to do.

    A round that took long did something (built cards, laid them out), and what it asked for comes in the next ones.
    """
    quiet_since, begun = time.monotonic(), time.monotonic()
    rounds = 0
    while (rounds < _ROUNDS or time.monotonic() - quiet_since < _QUIET) and time.monotonic() - begun < _LONGEST:
        round_begun = time.monotonic()
        app.processEvents()
        rounds += 1
        if not tasks.idle() or time.monotonic() - round_begun > _BUSY:
            quiet_since, rounds = time.monotonic(), 0
