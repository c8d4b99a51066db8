"""Starts the windows: first paint before anything heavy, then the rest on a lane. Knows no store and no network."""

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication, QMainWindow

from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.dictation_choice import dictation_choice
from fieldnotes.ui.shared.heard_roles import tell_roles
from fieldnotes.ui.shared.theme import load_fonts, styled_application
from fieldnotes.ui.shell.app_window import AppWindow
from fieldnotes.ui.shell.door import Door
from fieldnotes.ui.shell.idle import IdleWatch
from fieldnotes.ui.shell.lock_time import lock_time
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.profiles import Profiles
from fieldnotes.ui.tasks import Tasks

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Workshop

TITLE_BAR = 40
"""Pixels that the system's own frame may need above the window."""


def run(
    workshop: "Callable[[], Workshop]", profile_folder: Path, settings: ScreenSettings, profiles: Path | None = None
) -> int:
    """Open the windows for the profile in `profile_folder` and stay until they are closed; gives the exit status.

    `profiles`: the folder under which several workers' profiles lie, to choose from; None = that one profile only.
    `workshop` is called once, on a lane, after the first paint; it may import whatever it likes.
    """
    app = QApplication.instance() or styled_application(sys.argv[:1])
    if not isinstance(app, QApplication):
        message = "a console application is running already"
        raise TypeError(message)
    dress(app, settings)
    look = LookChoice(app, settings)
    look.apply_first()
    tasks = Tasks()
    known = Profiles(profiles) if profiles is not None else None
    door = Door(workshop, known.last() if known is not None else profile_folder)
    window = AppWindow(door, tasks, settings, look, known)
    watch = IdleWatch(app, settings.lock_minutes)
    time = lock_time()
    time.begin(settings.lock_minutes, settings.remember_lock, settings.lock_minutes_most)
    time.changed.connect(watch.wait_for)
    dictation_choice().begin(settings.dictation, settings.remember_dictation)
    _connect_first_paint(window, app, settings, look)
    window.locked.connect(lambda: end_when_closed(app, window))
    window.opened.connect(watch.start)
    window.begun.connect(watch.start)
    window.locked.connect(watch.stop)
    watch.idle.connect(lambda: None if window.lock_when_idle() else watch.start())
    catch_bugs(window)
    show_fitting(window)
    status = app.exec()
    app.removeEventFilter(watch)
    sys.excepthook = sys.__excepthook__
    tasks.close()
    return status


def _connect_first_paint(window: AppWindow, app: QApplication, settings: ScreenSettings, look: LookChoice) -> None:
    """Do after the first paint what it need not wait for."""
    window.painted.connect(tell_roles)
    window.painted.connect(look.settle)
    window.painted.connect(lambda: dress_fully(app, settings))
    window.painted.connect(look.follow_system)
    window.painted.connect(lambda: listen_to_system(window))
    window.painted.connect(settings.after_paint)


def end_when_closed(app: QApplication, window: QMainWindow) -> None:
    """End the program once a window that was closed at work has locked: Qt ends by itself only with one in sight."""
    if not window.isVisible():
        app.quit()


def listen_to_system(window: AppWindow) -> None:
    """Lock whenever the computer sleeps or its own screen is locked, whatever is open."""
    from fieldnotes.ui.shell.system_lock import SystemLock

    heard = SystemLock(window)
    heard.asked.connect(window.lock)
    window.opened.connect(heard.hold)
    window.begun.connect(heard.hold)
    window.locked.connect(heard.let_go)
    heard.watch()


def show_fitting(window: QMainWindow) -> None:
    """Show the window in its own size, or maximised where the screen has no room for it and its title bar."""
    room = window.screen().availableGeometry()
    if room.width() < window.width() or room.height() < window.height() + TITLE_BAR:
        window.setGeometry(room)  # where no window manager would make it so
        window.showMaximized()
    else:
        window.show()


def dress(app: QApplication, settings: ScreenSettings) -> None:
    """Give the application what the first paint needs: its name, its upright font, its direction."""
    app.setApplicationName("FieldNotes")
    app.setApplicationDisplayName("FieldNotes")
    app.setDesktopFileName("se.fieldnotes.FieldNotes")  # how a desktop knows whose window it is, and its icon
    load_fonts(settings.resources / "fonts", "Inter-[RS]*")
    if settings.right_to_left:
        from PySide6.QtCore import Qt  # as large as all widgets together, and few windows read that way

        app.setLayoutDirection(Qt.LayoutDirection.RightToLeft)


def dress_fully(app: QApplication, settings: ScreenSettings) -> None:
    """Give it what can wait until after the first paint: its icon, other scripts, the words of Qt's own dialogs."""
    from PySide6.QtGui import QIcon

    from fieldnotes.ui.shell.language_switch import speak_qt

    for names in ("Inter-I*", "Noto*"):
        load_fonts(settings.resources / "fonts", names)
    speak_qt(app)
    app.setWindowIcon(QIcon(str(settings.resources / "app" / "fieldnotes.svg")))


def catch_bugs(window: AppWindow) -> None:
    """Meet what nobody foresaw with a calm line instead of a crash; drafts are saved as they are typed."""

    def caught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if not isinstance(error, Exception):
            sys.__excepthook__(kind, error, trace)
            return
        from fieldnotes.ui.shell.explaining import explain

        words = explain(error).words
        if window.session is not None:
            window.session.window.show_bug(words)
        else:
            window.unlock.show_ready(words)

    sys.excepthook = caught
