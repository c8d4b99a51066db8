"""Where the family looks: the second screen, or over this one. Blanks by itself; never shows again by itself."""

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from fieldnotes.casework.views import CopySection
from fieldnotes.ui.family.displays import Display, Displays
from fieldnotes.ui.family.family_window import FamilyWindow
from fieldnotes.ui.family.guard import Guard
from fieldnotes.ui.family.reading_size import USUAL
from fieldnotes.ui.shared.theme import current_look

SCREEN, FOCUS, STALLED = "screen", "focus", "stalled"
UNTOUCHED = frozenset({Qt.WindowType.Popup, Qt.WindowType.ToolTip})


class Stage(QObject):
    """Owns the family's window for one showing."""

    blanked = Signal(str)
    """It went blank: `screen` (one came or went), `focus` (another program is in front), `stalled` (we stood still)."""
    leave_asked = Signal()
    lock_asked = Signal()
    touched = Signal(int)
    """Somebody touched the text, at this character."""
    pictured = Signal()
    """The family sees something else now."""

    def __init__(self, worker: QWidget, displays: Displays, guard: Guard) -> None:
        super().__init__(worker)
        self._worker = worker
        self._displays = displays
        self.guard = guard
        self._sections: tuple[CopySection, ...] = ()
        self._language = ""
        self._display: Display | None = None
        self._bar: QWidget | None = None
        self._contrast = False
        self._step = USUAL
        self._ruled = False
        self.aside = ""
        self._hidden: list[QWidget] = []
        self.window: FamilyWindow | None = None
        self._gone: FamilyWindow | None = None
        displays.changed.connect(self._screens_changed)
        guard.stalled.connect(self._stood_still)
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
        self._let_go()  # a showing that follows another draws nothing of it; the worker's windows stay put away
        self._sections, self._language, self._display, self._bar = sections, language, display, bar
        self._contrast, self._step, self._ruled, self.aside = False, USUAL, False, ""

    def retarget(self) -> Display | None:
        """Choose where the next picture goes when the screen it was for is gone; only a click may lead here."""
        if self.window is None and (self._display is None or self._displays.find(self._display) is None):
            others = self.others()
            self._display = others[0] if others else None
        return self._display

    def draw(self, place: int) -> bool:
        """Draw one section, opening the window when there is none."""
        if self.window is None:
            self._open()
        if self.window is None:
            return False
        if not self.guard.works:
            self.guard.watch(self.window.screen())
        self.window.draw(place)
        return True

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

    def rule(self, *, on: bool) -> None:
        """Lay the reading ruler on the text, or take it away."""
        self._ruled = on
        if self.window is not None:
            self.window.page.rule(on=on)

    def move_ruler(self, by: int) -> bool:
        """Move the reading ruler by lines."""
        return self.window is not None and self.window.page.move_ruler(by)

    def picture(self, wide: int, sharp: float) -> QPixmap | None:
        """Draw once more, `wide` points across, what the family sees now; None without a window."""
        if self.window is None or not self.window.width():
            return None
        page = self.window.page
        share = wide / page.width()
        drawn = QPixmap(round(wide * sharp), max(1, round(page.height() * share * sharp)))
        drawn.setDevicePixelRatio(sharp)
        painter = QPainter(drawn)
        painter.scale(share, share)
        page.render(painter, QPoint())
        painter.end()
        return drawn

    def end(self) -> None:
        """Take the window away and bring the worker's back."""
        hidden, self._hidden = self._hidden, []
        for window in filter(isValid, hidden):
            window.show()
        if hidden and isValid(hidden[0]):
            hidden[0].activateWindow()
        self._let_go()

    def _open(self) -> None:
        screen = self._displays.find(self._display) if self._display is not None else self._worker.screen()
        if screen is None:
            return
        bar = self._bar if self._display is None else None
        window = FamilyWindow(self._sections, self._language, current_look().palette, bar)
        window.leave_asked.connect(self.leave_asked)
        window.lock_asked.connect(self.lock_asked)
        window.behind.connect(self._put_away_others)
        window.page.drawn.connect(self.pictured)
        window.page.touched.connect(self.touched)
        window.show_contrast(on=self._contrast)
        window.size_step = self._step
        window.page.rule(on=self._ruled)
        window.say(self.aside)
        window.place_on(screen)
        self.guard.watch(screen)
        self.window = window
        if bar is not None:
            bar.show()
            self._cover()

    def _let_go(self) -> None:
        """Take the window away; the bar is kept, and the window's object until Qt has deleted it."""
        if self.window is not None:
            if self._bar is not None and self.window.isAncestorOf(self._bar):
                self._bar.hide()
                self._bar.setParent(self._worker)
            self.guard.rest()
            self.window.let_go()
            self._gone, self.window = self.window, None
            self.pictured.emit()

    def _cover(self) -> None:
        """Put the worker's windows out of reach: on a lone laptop only the passphrase leads back to them."""
        own = self._worker.window()
        if self.window is not None and own.isVisible():
            self._hidden = [own]
            self.window.activateWindow()
            own.hide()
            self._put_away_others()

    def _put_away_others(self) -> None:
        """Let no message of the program stand over the copy on a lone laptop; it is shown when the copy is gone."""
        if self.window is None or not self._hidden:
            return
        for each in QApplication.topLevelWidgets():
            ours = each is self.window or self.window.isAncestorOf(each)
            if each.isVisible() and not ours and each.windowType() not in UNTOUCHED:
                each.hide()
                self._hidden.append(each)

    def _screens_changed(self) -> None:
        """A picture may now be mirrored or stand on the wrong screen: nothing is shown until somebody says where."""
        if self.window is None:
            return
        self.window.blank()
        if self._display is not None:
            self._let_go()
        else:
            self.window.place_on(self.window.screen())
            self.guard.watch(self.window.screen())
        self.blanked.emit(SCREEN)

    def _stood_still(self) -> None:
        """Nobody knows who came in meanwhile; what stood on the screen is emptied, and shown again by hand only."""
        if self.window is not None and not self.window.page.empty:
            self.window.blank()
            self.blanked.emit(STALLED)

    def _state_changed(self, state: Qt.ApplicationState) -> None:
        if self.window is not None and state != Qt.ApplicationState.ApplicationActive:
            self.window.blank()
            self.blanked.emit(FOCUS)
