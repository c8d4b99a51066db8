"""Where the family looks: the second screen, or over this one. Blanks by itself; never shows again by itself."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fieldnotes.casework.views import CopySection
from fieldnotes.ui.family.displays import Display, Displays
from fieldnotes.ui.family.family_window import FamilyWindow
from fieldnotes.ui.family.reading_size import USUAL
from fieldnotes.ui.shared.theme import current_look

SCREEN, FOCUS = "screen", "focus"


class Stage(QObject):
    """Owns the family's window for one showing."""

    blanked = Signal(str)
    """It went blank: `screen` (one came or went), `focus` (another program is in front)."""
    leave_asked = Signal()

    def __init__(self, worker: QWidget, displays: Displays) -> None:
        super().__init__(worker)
        self._worker = worker
        self._displays = displays
        self._sections: tuple[CopySection, ...] = ()
        self._language = ""
        self._display: Display | None = None
        self._bar: QWidget | None = None
        self._contrast = False
        self._step = USUAL
        self._hidden: QWidget | None = None
        self.window: FamilyWindow | None = None
        self._gone: FamilyWindow | None = None
        displays.changed.connect(self._screens_changed)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._state_changed)

    def others(self) -> tuple[Display, ...]:
        """List the screens beside the worker's own."""
        return self._displays.others(self._worker.screen())

    def begin(
        self, sections: tuple[CopySection, ...], language: str, display: Display | None, bar: QWidget | None
    ) -> None:
        """Take the frozen copy, and the screen it is for; without a screen it lies over this one, with the bar."""
        self._sections, self._language, self._display, self._bar = sections, language, display, bar
        self._contrast, self._step = False, USUAL

    def retarget(self) -> Display | None:
        """Choose where the next picture goes when the screen it was for is gone; only a click may lead here."""
        if self.window is None and (self._display is None or self._displays.find(self._display) is None):
            others = self.others()
            self._display = others[0] if others else None
        return self._display

    def draw(self, place: int) -> bool:
        """Draw one section, opening the window when there is none."""
        if self.window is None and not self._open():
            return False
        if self.window is not None:
            self.window.draw(place)
        return self.window is not None

    def blank(self) -> None:
        """Draw nothing, at once."""
        if self.window is not None:
            self.window.blank()

    def page(self, by: int) -> bool:
        """Move inside a long section."""
        return self.window is not None and self.window.page.page(by)

    def resize(self, by: int) -> tuple[bool, bool]:
        """Change the size of the text."""
        if self.window is None:
            return (False, False)
        ends = self.window.resize_text(by)
        self._step = self.window.size_step
        return ends

    def show_contrast(self, *, on: bool) -> None:
        """Turn high contrast on or off."""
        self._contrast = on
        if self.window is not None:
            self.window.show_contrast(on=on)

    def end(self) -> None:
        """Take the window away and bring the worker's back."""
        if self._hidden is not None:
            self._hidden.show()
            self._hidden.activateWindow()
            self._hidden = None
        self._let_go()

    def _open(self) -> bool:
        screen = self._displays.find(self._display) if self._display is not None else self._worker.screen()
        if screen is None:
            return False
        bar = self._bar if self._display is None else None
        window = FamilyWindow(self._sections, self._language, current_look().palette, bar)
        window.leave_asked.connect(self.leave_asked)
        window.show_contrast(on=self._contrast)
        window.size_step = self._step
        window.place_on(screen)
        self.window = window
        if bar is not None:
            bar.show()
            self._cover()
        return True

    def _let_go(self) -> None:
        """Take the window away; the bar is kept, and the window's object until Qt has deleted it."""
        if self.window is not None:
            if self._bar is not None and self.window.isAncestorOf(self._bar):
                self._bar.hide()
                self._bar.setParent(self._worker)
            self.window.let_go()
            self._gone, self.window = self.window, None

    def _cover(self) -> None:
        """Put the worker's window out of reach: on a lone laptop only the passphrase leads back to it."""
        own = self._worker.window()
        if self.window is not None and own.isVisible():
            self._hidden = own
            self.window.activateWindow()
            own.hide()

    def _screens_changed(self) -> None:
        """A picture may now be mirrored or stand on the wrong screen: nothing is shown until somebody says where."""
        if self.window is None:
            return
        self.window.blank()
        if self._display is not None:
            self._let_go()
        self.blanked.emit(SCREEN)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if self.window is not None and state != Qt.ApplicationState.ApplicationActive:
            self.window.blank()
            self.blanked.emit(FOCUS)
