"""Another language while the windows are open: what is written is saved, and every view is built anew at its place.

Knows no store: the words on their way are handed to the WRITE lane, and only after them the profile is shown again.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from fieldnotes.language.translation import spoken_language
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.screen_settings import ScreenSettings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedWidget

    from fieldnotes.casework.desk import Desk
    from fieldnotes.ui.shell.door import Door
    from fieldnotes.ui.shell.session import Session
    from fieldnotes.ui.shell.unlock_view import UnlockView
    from fieldnotes.ui.tasks import Tasks

_QT_WORDS = "words of Qt"


class Renewed(Protocol):
    """The window whose views are built anew."""

    session: "Session | None"
    stack: "QStackedWidget"
    unlock: "UnlockView"

    def renew_door(self) -> None:
        """Build the door anew."""
        ...

    def open_session(self, desk: "Desk") -> None:
        """Show an open profile."""
        ...


def switch_language(window: Renewed, tasks: "Tasks", settings: ScreenSettings, door: "Door", language: str) -> None:
    """Let the window speak `language`; the open profile stays open, at the same place and with nothing lost."""
    session = window.session
    if session is None:
        _speak_at_the_door(window, settings, door, language)
        return
    session.window.setEnabled(False)
    place = session.main.here
    session.end()

    def renew() -> None:
        if window.session is not session:
            return  # locked meanwhile: nothing is shown again
        _speak(window, settings, door, language)
        window.open_session(replace(session.desk, workshop=replace(session.desk.workshop, language=language)))
        if window.session is not None:
            window.session.main.go(place)
        window.stack.removeWidget(session.window)
        for old in (session.window, session):
            old.deleteLater()

    after = lambda _any: renew()  # noqa: E731 - read twice below
    tasks.run(Lane.WRITE, lambda _job: None, owner=window, done=after, failed=after)


def _speak_at_the_door(window: Renewed, settings: ScreenSettings, door: "Door", language: str) -> None:
    """Nothing is open: only the door is built anew; a first start under way keeps its words until its end."""
    at_the_door = window.stack.currentWidget() is window.unlock
    _speak(window, settings, door, language)
    if at_the_door:
        window.stack.setCurrentWidget(window.unlock)
        window.unlock.show_ready()


def _speak(window: Renewed, settings: ScreenSettings, door: "Door", language: str) -> None:
    settings.speak(language)
    speak_qt(QApplication.instance())
    door.speak(language)
    window.renew_door()


def speak_qt(app: object) -> None:
    """Let Qt's own dialogs, dates and names of keys follow the language that is spoken."""
    if not isinstance(app, QApplication):
        return
    language = spoken_language()
    QLocale.setDefault(QLocale(language))
    before = app.findChild(QTranslator, _QT_WORDS)
    if before is not None:
        app.removeTranslator(before)
        before.setObjectName("")
        before.deleteLater()
    translator = QTranslator(app)
    translator.setObjectName(_QT_WORDS)
    if translator.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
