"""The frame around the screens while a profile is open: bar, navigation, the screens, the status line.

Draws and asks; `MainPresenter` decides where to go, `SyncPresenter` what the status line says.
"""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMessageBox, QStackedWidget, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.reading_order import step
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.status_line import StatusLine
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.shared.toast import Toasts
from fieldnotes.ui.shell.main_presenter import MainPresenter
from fieldnotes.ui.shell.navigation import Navigation
from fieldnotes.ui.shell.places import Place
from fieldnotes.ui.shell.screens import build_screen, is_there
from fieldnotes.ui.shell.status_words import Status
from fieldnotes.ui.shell.top_bar import TopBar

KEPT = 6
"""Screens kept alive with their scroll position; the longest unseen goes first."""
NARROW = 900
"""Below this width (at 100 % text) words step aside for icons."""


class MainWindow(QWidget):
    """What is seen after unlocking."""

    titled = Signal(str)
    new_note_asked = Signal(str, str)
    sync_asked = Signal()
    exchanged = Signal(int, int)
    wiped = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.supervisor = False
        """Who works here decides about others' notes."""
        self.prepares = False
        """Who works here plans visits and says who has which case."""
        self.presenter: MainPresenter | None = None
        self.top = TopBar()
        self.nav = Navigation()
        self.stack = QStackedWidget()
        self.status = StatusLine()
        self.toasts = Toasts(self)
        self._screens: dict[Place, Screen] = {}
        self._lay_out()
        self.nav.asked.connect(lambda screen: self._presenter.go(Place(screen)))
        self.nav.add("today", _("Today"), "sun")
        self.nav.add("cases", _("Cases"), "folder")
        self.nav.add("time", _("Your time"), "clock")
        look_signal().changed.connect(self._fit)
        self._fit()  # narrow until there is room: words that step aside too late would widen the window first

    def show_place(self, place: Place) -> None:
        """Show the screen of a place and tell the one before that it is left."""
        before = self.current()
        if before is not None:
            before.left()
        screen = self._screens.pop(place, None) or self._build(place)
        self._screens[place] = screen
        self.stack.setCurrentWidget(screen)
        self.nav.mark(place.screen)
        for bar in (self.top, self.nav):
            bar.setVisible(not screen.immersive)
        self.titled.emit(screen.name)
        self._let_go()
        screen.entered()
        if place.speaking:
            screen.speak()

    def show_who(self, name: str, *, supervisor: bool) -> None:
        """Show who works here, and the way to the waiting decisions for those who decide."""
        self.supervisor = supervisor
        self.top.show_who(name)
        if supervisor and is_there("queue"):
            self.nav.add("queue", _("Waiting decisions"), "scale", above="time")

    def show_preparing(self, *, only: bool) -> None:
        """Show the way to what an administrator prepares; `only`: and none to cases of one's own."""
        self.prepares = True
        if only:
            self.nav.step_aside("today", "cases", "time")
            self.top.begin_nothing()
        self.nav.add("prepare", _("Prepare"), "calendar")
        self.nav.mark(self._presenter.here.screen)

    def show_toast(self, text: str, *, wrong: bool, undo: Callable[[], None] | None = None) -> None:
        """Show a short message, perhaps with a way to take back what it tells of."""
        self.toasts.show_toast(text, wrong=wrong, action=_("Undo") if undo else "", on_action=undo)

    def show_bug(self, text: str) -> None:
        """Show a calm dialog; it blocks nothing and needs no answer."""
        box = QMessageBox(QMessageBox.Icon.NoIcon, "FieldNotes", text, QMessageBox.StandardButton.Ok, self)
        box.setWindowModality(Qt.WindowModality.NonModal)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def show_new_note(self, case: str, likely: str = "") -> None:
        """Ask for case and template."""
        self.new_note_asked.emit(case, likely)

    def show_syncing(self) -> None:
        """Exchange now."""
        self.sync_asked.emit()

    def show_status(self, status: Status) -> None:
        """Show where the record is."""
        self.status.show_status(status.kind, status.words, can_sync=status.can_sync, busy=status.busy)
        self.status.show_conflicts(status.conflicts)

    def show_exchanged(self, sent: int, received: int) -> None:
        """Tell what an exchange brought."""
        self.exchanged.emit(sent, received)

    def show_wiped(self, words: str) -> None:
        """Hand on that nothing is left to show."""
        self.wiped.emit(words)

    def take_change(self, change: object) -> None:
        """Let every living screen hear what changed."""
        for screen in tuple(self._screens.values()):
            screen.take_change(change)

    def current(self) -> Screen | None:
        """Give the screen that is shown."""
        widget = self.stack.currentWidget()
        return widget if isinstance(widget, Screen) else None

    @property
    def _presenter(self) -> MainPresenter:
        if self.presenter is None:
            message = "the window has no presenter yet"
            raise RuntimeError(message)
        return self.presenter

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let words step aside in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Follow the reading order; inside a window, the window's."""
        return step(self, forward=forward) if self.isWindow() else super().focusNextPrevChild(forward)

    def _fit(self) -> None:
        narrow = self.width() < px(NARROW)
        self.nav.show_narrow(narrow=narrow)
        self.top.show_narrow(narrow=narrow)
        self.status.show_narrow(narrow=narrow)

    def _build(self, place: Place) -> Screen:
        screen = build_screen(self._presenter, place)
        screen.renamed.connect(lambda name: self.titled.emit(name) if screen is self.current() else None)
        screen.wiped.connect(self.wiped)
        screen.lock_asked.connect(self.top.lock_asked)
        self.stack.addWidget(screen)
        return screen

    def _let_go(self) -> None:
        """Delete the screens longest unseen."""
        while len(self._screens) > KEPT:
            oldest = next(iter(self._screens))
            screen = self._screens.pop(oldest)
            self.stack.removeWidget(screen)
            screen.deleteLater()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        middle = QHBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.nav)
        middle.addWidget(self.stack, 1)
        box.addWidget(self.top)
        box.addLayout(middle, 1)
        box.addWidget(self.status)
