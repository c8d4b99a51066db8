"""The window the family looks at. It is given the frozen copy and nothing else, so nothing else can be drawn."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QResizeEvent, QScreen, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldnotes.casework.views import CopySection
from fieldnotes.ui.family.family_page import FamilyPage
from fieldnotes.ui.family.reading_size import RIGHT_TO_LEFT, SIZES, USUAL, text_sizes
from fieldnotes.ui.shared.palettes import CONTRAST, Palette
from fieldnotes.ui.shared.reading_order import step

NAME = "FieldNotes"


class FamilyWindow(QWidget):
    """Full screen, one section at a time; with a `bar` it also holds the worker's controls on a lone laptop."""

    leave_asked = Signal()
    behind = Signal()
    lock_asked = Signal()
    """The worker locks the whole program from here; on a lone laptop there is no other window to do it in."""

    def __init__(
        self, sections: tuple[CopySection, ...], language: str, palette: Palette, bar: QWidget | None = None
    ) -> None:
        super().__init__()
        self._sections = sections
        self._usual = palette
        self._contrast = False
        self._language = language
        self.size_step = USUAL
        self._may_close = False
        flags = Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint
        if bar is None:
            flags |= Qt.WindowType.WindowDoesNotAcceptFocus
            self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setWindowFlags(flags)
        self.setWindowTitle(NAME)
        self.setAccessibleName(NAME)
        self.setAutoFillBackground(True)
        self.page = FamilyPage(palette)
        side = Qt.LayoutDirection.RightToLeft if language in RIGHT_TO_LEFT else Qt.LayoutDirection.LeftToRight
        self.page.setLayoutDirection(side)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.page, 1)
        if bar is not None:
            box.addWidget(bar)
        QShortcut(QKeySequence("Ctrl+L"), self).activated.connect(self.lock_asked)

    def place_on(self, screen: QScreen) -> None:
        """Cover a screen."""
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Not showFullScreen(): that would also activate the window, and the keyboard belongs to the worker.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        self.show()
        self._dress()

    def draw(self, place: int) -> None:
        """Show one section."""
        drawn = self._sections[place]
        self.page.draw(drawn.label, str(drawn.text), place, len(self._sections))

    def say(self, words: str) -> None:
        """Say something of the screen's own below each section."""
        self.page.say(words)

    def blank(self) -> None:
        """Show nothing, and paint it now."""
        self.page.clear()
        self.repaint()

    def resize_text(self, by: int) -> tuple[bool, bool]:
        """Take `by` steps in size; tell whether it is at its smallest, and at its largest."""
        self.size_step = max(0, min(self.size_step + by, SIZES - 1))
        self._dress()
        return self.size_step == 0, self.size_step == SIZES - 1

    def show_contrast(self, *, on: bool) -> None:
        """Draw in high contrast."""
        self._contrast = on
        self._dress()

    def let_go(self) -> None:
        """Empty and close for good."""
        self._may_close = True
        self.blank()
        self.hide()
        self.deleteLater()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay until the worker leaves; whoever asks the window to close is asked for the passphrase."""
        if not self._may_close:
            event.ignore()
            self.leave_asked.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask to leave on Esc; every other key belongs to the controls."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave_asked.emit()
        else:
            event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001 - Qt's signature
        """Let Tab go along the bar as it is read, whatever was made first."""
        return step(self, forward=forward)

    def changeEvent(self, event: QEvent) -> None:
        """Tell when another window of the program came in front."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self.behind.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the text follow the height of the screen."""
        super().resizeEvent(event)
        self._dress()

    def event(self, event: QEvent) -> bool:
        """Offer no tooltip, ever."""
        return True if event.type() == QEvent.Type.ToolTip else super().event(event)

    def _dress(self) -> None:
        sizes = text_sizes(self.height(), self._language)
        self.page.dress(CONTRAST if self._contrast else self._usual, sizes[self.size_step], sizes[0])
