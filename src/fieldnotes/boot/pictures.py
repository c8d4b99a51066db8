"""Shows screens without a display, one after the other and each in the looks asked for; makes pictures of them."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fieldnotes.boot.resources import resources
from fieldnotes.casework.desk import Desk

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from fieldnotes.ui.screen_settings import ScreenSettings
    from fieldnotes.ui.shell.session import Session
    from fieldnotes.ui.tasks import Tasks


@dataclass(frozen=True, slots=True)
class Appearance:
    """One way a person may have chosen to see the windows."""

    name: str
    theme: str = "light"
    text_size: int = 100
    right_to_left: bool = False
    size: tuple[int, int] = (1366, 840)


LOOKS = (Appearance("light"), Appearance("dark", "dark"))
ALL_LOOKS = (
    *LOOKS,
    Appearance("contrast", "contrast"),
    Appearance("large", text_size=200),
    Appearance("rtl", right_to_left=True),
)
_QUIET, _BUSY, _LONGEST = 0.15, 0.02, 20.0
_ROUNDS, _BREATH = 10, 0.005

Rest = Callable[[], None]
"""Let the windows come to rest."""


@dataclass(frozen=True, slots=True)
class Sight:
    """One picture to make: its file's name, whose desk, the screen, what it is about, and what is pressed there.

    `then` gets the session and a way to wait; a widget it gives is what is looked at instead of the whole window.
    """

    name: str
    desk: Desk
    screen: str
    subject: str = ""
    then: "Callable[[Session, Rest], QWidget | None] | None" = None


@dataclass(frozen=True, slots=True)
class Loose:
    """A view that needs no open profile: how it is made, with the lanes given."""

    name: str
    make: "Callable[[Tasks, Rest], QWidget]"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sight at rest in one look, for as long as the walk waits."""

    name: str
    look: Appearance
    widget: "QWidget"


def make_pictures(
    sights: Sequence[Sight | Loose], folder: Path, looks: Iterable[Appearance] = LOOKS
) -> tuple[Path, ...]:
    """Draw each sight in each look and save it as `NAME-LOOK.png`; screens this program lacks are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    made = []
    for seen in walk_sights(sights, looks):
        path = folder / f"{seen.name}-{seen.look.name}.png"
        seen.widget.grab().save(str(path))
        made.append(path)
    return tuple(made)


def walk_sights(sights: Sequence[Sight | Loose], looks: Iterable[Appearance]) -> Iterator[Seen]:
    """Bring each sight to rest in each look, one at a time."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import Qt, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    from fieldnotes.ui.app import dress, dress_fully
    from fieldnotes.ui.screen_settings import ScreenSettings

    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError
    before = qInstallMessageHandler(_tell_qt)
    side = app.layoutDirection()
    dress(app, ScreenSettings(resources=resources()))
    dress_fully(app, ScreenSettings(resources=resources()))
    for look in looks:
        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft if look.right_to_left else Qt.LayoutDirection.LeftToRight)
        yield from _walk_look(app, sights, look)
    app.setLayoutDirection(side)
    qInstallMessageHandler(before)


def _tell_qt(_kind: object, _context: object, message: str) -> None:
    """Pass on what Qt says, but for the line the platform without a screen says at every window."""
    if "propagateSizeHints" not in message:
        sys.stderr.write(f"{message}\n")


def _walk_look(app: "QApplication", sights: Sequence[Sight | Loose], look: Appearance) -> Iterator[Seen]:
    from fieldnotes.ui.screen_settings import ScreenSettings
    from fieldnotes.ui.shell.look_choice import LookChoice
    from fieldnotes.ui.shell.screens import is_there

    settings = ScreenSettings(
        resources=resources(), theme=look.theme, text_size=look.text_size, sync_minutes=600, lock_minutes=600
    )
    LookChoice(app, settings).apply()
    for sight in sights:
        if isinstance(sight, Loose):
            yield from _walk_loose(app, sight, look)
        elif is_there(sight.screen):
            yield from _walk_sight(app, sight, look, settings)


def _walk_loose(app: "QApplication", sight: Loose, look: Appearance) -> Iterator[Seen]:
    from PySide6.QtWidgets import QMainWindow

    from fieldnotes.ui.tasks import Tasks

    tasks = Tasks()
    window = QMainWindow()
    window.setCentralWidget(sight.make(tasks, lambda: _settle(app, tasks)))
    window.resize(*look.size)
    window.show()
    _settle(app, tasks)
    yield Seen(sight.name, look, window)
    _end(app, tasks, window)


def _walk_sight(app: "QApplication", sight: Sight, look: Appearance, settings: "ScreenSettings") -> Iterator[Seen]:
    from fieldnotes.ui.shell.look_choice import LookChoice
    from fieldnotes.ui.shell.places import Place
    from fieldnotes.ui.shell.session import Session
    from fieldnotes.ui.tasks import Tasks

    tasks = Tasks()
    session = Session(sight.desk, tasks, settings, LookChoice(app, settings))
    session.window.resize(*look.size)
    session.window.show()
    session.begin()
    session.main.go(Place(sight.screen, sight.subject))
    _settle(app, tasks)
    other = None
    if sight.then is not None:
        other = sight.then(session, lambda: _settle(app, tasks))
        _settle(app, tasks)
    yield Seen(sight.name, look, other or session.window)
    session.end()
    _end(app, tasks, session.window, session)


def _end(app: "QApplication", tasks: "Tasks", window: "QWidget", *others: Any) -> None:  # noqa: ANN401 - Qt objects
    from PySide6.QtCore import QCoreApplication, QEvent

    window.close()
    _settle(app, tasks)
    tasks.close()
    for each in (window, *others):
        each.deleteLater()
    # Without an event loop nobody deletes later; every window left would be dressed again with the next look.
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


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
        time.sleep(_BREATH)  # the lanes work meanwhile
