"""The one window: locked, first start, or at work. Builds what is behind the door only when it is opened.

Imported before the first paint, so everything but the unlock screen is imported when it is needed.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.screen_settings import ScreenSettings
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shell.clipboard import forget_clipboard
from fieldnotes.ui.shell.door import Door, looks_new
from fieldnotes.ui.shell.later import LaterTimer
from fieldnotes.ui.shell.look_choice import LookChoice
from fieldnotes.ui.shell.profile_choice import ProfileChoice
from fieldnotes.ui.shell.profiles import Profiles
from fieldnotes.ui.shell.unlock_presenter import UnlockPresenter
from fieldnotes.ui.shell.unlock_view import UnlockView
from fieldnotes.ui.tasks import Tasks

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Desk
    from fieldnotes.ui.shell.first_run_view import FirstRunView
    from fieldnotes.ui.shell.session import Session


class AppWindow(QMainWindow):
    """Shows the door or the session behind it."""

    opened = Signal()
    begun = Signal()
    """There is an open profile whose first start is not at its end yet."""
    locked = Signal()
    painted = Signal()
    """The first paint is done; what could wait may be done now."""

    def __init__(
        self, door: Door, tasks: Tasks, settings: ScreenSettings, look: LookChoice, profiles: Profiles | None = None
    ) -> None:
        super().__init__()
        self._profiles = profiles
        self.choice: ProfileChoice | None = None
        self._door, self._tasks = door, tasks
        self._settings = settings
        self._look = look
        self._closing = self._warm = False
        self.session: Session | None = None
        self._first: FirstRunView | None = None
        self._later = LaterTimer(self)
        self._build_unlock()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.unlock)
        self.setCentralWidget(self.stack)
        self.setWindowTitle("FieldNotes")
        self.resize(1366, 840)
        if looks_new(door.folder):
            self._show_first_run()
        else:
            self.unlock.show_ready()

    def speak(self, language: str) -> None:
        """Speak another language from now on, with the same profile open at the same place."""
        from fieldnotes.ui.shell.language_switch import switch_language

        switch_language(self, self._tasks, self._settings, self._door, language)

    def open_display(self) -> None:
        """Open what is chosen about looks and language, over the door or over an open profile."""
        from fieldnotes.ui.shell.display_panel import open_display  # not needed by the first paint

        open_display(self, self._look, self.speak)

    def renew_door(self) -> None:
        """Build the view before the open profile anew, in the language that is spoken by now."""
        before = self.unlock
        self._build_unlock()
        self.stack.addWidget(self.unlock)
        self.stack.removeWidget(before)
        before.deleteLater()
        self._unlocker.look_for_pin()

    def _build_unlock(self) -> None:
        self.unlock = UnlockView()
        self._unlocker = UnlockPresenter(self._door, self._tasks, self.unlock, self._later.after, self.open_session)
        self.unlock.typed.connect(self._unlocker.prepare)
        self.unlock.display_asked.connect(self.open_display)
        self.unlock.unlock_asked.connect(self._unlocker.unlock)
        self.unlock.both_asked.connect(self._unlocker.unlock_with_both)
        self.unlock.pin_asked.connect(self._unlocker.unlock_with_pin)
        self.unlock.recover_asked.connect(self._unlocker.recover)
        self._build_choice()

    def event(self, event: QEvent) -> bool:
        """Begin, after the first paint, to import and build on a lane what that paint did not need."""
        handled = super().event(event)
        if event.type() == QEvent.Type.Paint and not self._warm:
            self._warm = True
            QTimer.singleShot(0, self, self._warm_up)
        return handled

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Follow the reading order, whatever was made first."""
        from fieldnotes.ui.shared.reading_order import step  # large; nobody presses Tab before the first paint

        return step(self, forward=forward)

    def open_session(self, desk: "Desk") -> None:
        """Go to work; with a recovery key that nobody has proved, only after a new one."""
        from fieldnotes.casework.recovery_sheet import is_unproved
        from fieldnotes.ui.shell.session import Session

        if is_unproved(desk):
            self._show_first_run(desk)
            return
        self.session = Session(desk, self._tasks, self._settings, self._look)
        self.session.lock_asked.connect(self.lock)
        self.session.language_asked.connect(self.speak)
        self.session.wiped.connect(self._show_wiped)
        self.session.display_asked.connect(self.open_display)
        self.session.window.titled.connect(self._show_name)
        self.stack.addWidget(self.session.window)
        self.stack.setCurrentWidget(self.session.window)
        self.session.begin()
        self.opened.emit()

    def lock(self) -> None:
        """Save, close the store, forget every word on the screen and show the door again."""
        session = self.session
        if session is None:
            self._lock_first_run()
            return
        self.session = None
        session.end()
        forget_clipboard()
        desk = session.desk
        self.setWindowTitle("FieldNotes")
        self.unlock.clear()
        self.stack.setCurrentWidget(self.unlock)
        self.stack.removeWidget(session.window)
        self.unlock.show_ready()
        self._tasks.run(
            Lane.WRITE,
            lambda _job: self._door.lock(desk),
            owner=self,
            done=lambda _none: self._locked(session),
            failed=lambda _error: self._locked(session),
        )

    def _lock_first_run(self) -> None:
        """Lock a profile whose first start is under way; its key, if it was not proved, is made anew next time."""
        view = self._first
        desk = view.presenter.give_up() if view is not None and view.presenter is not None else None
        if view is None or desk is None:
            return
        forget_clipboard()
        self._leave_first_run(view, self._door.folder)
        after = lambda _any: self._after_lock()  # noqa: E731 - read twice below
        self._tasks.run(Lane.WRITE, lambda _job: self._door.lock(desk), owner=self, done=after, failed=after)

    def _build_choice(self) -> None:
        """Let several workers share this computer, each with a profile and keys of their own."""
        if self._profiles is None:
            return
        self.choice = ProfileChoice()
        self.choice.chosen.connect(self._choose_profile)
        self.choice.new_asked.connect(self._begin_profile)
        self.unlock.put_above(self.choice)
        self._show_profiles()

    def _show_profiles(self) -> None:
        if self._profiles is not None and self.choice is not None:
            self.choice.show_profiles(self._profiles.listed(), self._door.folder)

    def _choose_profile(self, folder: Path) -> None:
        self._door.choose(folder)
        self.unlock.clear()
        self.unlock.show_ready()

    def _begin_profile(self) -> None:
        """Make one more profile; until its passphrase is chosen nothing lies there."""
        if self._profiles is None:
            return
        before = self._door.folder
        self._door.choose(self._profiles.fresh())
        self.unlock.clear()
        view = self._show_first_run()
        back = quiet_button(_("Back to the profiles"), "arrow-left")
        back.clicked.connect(lambda: self._leave_first_run(view, before))
        view.put_back(back)

    def _leave_first_run(self, view: QWidget, before: Path) -> None:
        self._door.choose(before)
        self._first = None
        self.stack.setCurrentWidget(self.unlock)
        self.stack.removeWidget(view)
        view.deleteLater()
        self._show_profiles()
        self.unlock.show_ready()

    def _show_name(self, name: str) -> None:
        """Name what is open in the title; a case that is read while we lock names nothing any more."""
        self.setWindowTitle(f"{name} – FieldNotes" if self.session else "FieldNotes")

    def lock_when_idle(self) -> bool:
        """Lock because nobody touched anything, unless the open screen says that somebody is there all the same."""
        screen = self.session.window.current() if self.session is not None else None
        if screen is not None and screen.keeps_awake:
            return False
        self.lock()
        return True

    def closeEvent(self, event: QCloseEvent) -> None:
        """Lock first; the window is gone when everything is saved."""
        first = self._first.presenter if self._first is not None else None
        if self.session is None and (first is None or first.desk is None):
            super().closeEvent(event)
            return
        self._closing = True
        self.lock()
        event.ignore()
        self.hide()

    def _show_wiped(self, words: str) -> None:
        """Say what happened and whom to call; nothing of the record is left, on the disk or on the screen."""
        from fieldnotes.ui.shell.wiped_view import WipedView

        session, self.session = self.session, None
        if session is None:
            return
        session.end()
        view = WipedView(words)
        view.close_asked.connect(self.close)
        self.setWindowTitle("FieldNotes")
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        self.stack.removeWidget(session.window)
        session.window.deleteLater()
        session.deleteLater()
        forget_clipboard()
        self.locked.emit()

    def _locked(self, session: "Session") -> None:
        session.window.deleteLater()
        session.deleteLater()
        self._after_lock()

    def _after_lock(self) -> None:
        self._show_profiles()
        self.locked.emit()
        if self._closing:
            self.close()
        else:
            self._unlocker.look_for_pin()

    def _warm_up(self) -> None:
        self.painted.emit()

        def work(_job: Job) -> bool:
            self._door.workshop()
            return self._door.is_new()

        self._tasks.run(Lane.LONG, work, owner=self, done=self._take_new, failed=self._cannot_start)

    def _take_new(self, new: bool) -> None:  # noqa: FBT001 - an answer from the lane
        if new and self.stack.currentWidget() is self.unlock and self.session is None:
            self._show_first_run()
        elif not new:
            self._unlocker.look_for_pin()
        if not new and self.session is None and self.stack.currentWidget() is not self.unlock:
            self.stack.setCurrentWidget(self.unlock)
            self.unlock.show_ready()

    def _cannot_start(self, error: Exception) -> None:
        from fieldnotes.ui.shell.explaining import explain

        self.unlock.show_ready(explain(error).words)

    def _show_first_run(self, unproved: "Desk | None" = None) -> "FirstRunView":
        from fieldnotes.ui.shell.first_run_screen import build

        view = self._first = build(self._door, self._tasks, self._open_first, unproved)
        view.made.connect(self.begun)
        self.stack.addWidget(view)
        self.stack.setCurrentWidget(view)
        if unproved is not None:
            self.begun.emit()
        return view

    def _open_first(self, desk: "Desk") -> None:
        view, self._first = self._first, None
        self.open_session(desk)
        if view is not None:
            self.stack.removeWidget(view)
            view.deleteLater()
