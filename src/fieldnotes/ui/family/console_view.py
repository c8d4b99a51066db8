"""The worker's console while a second screen shows the copy: the same section, the controls, the answers. Draws."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.answer_rows import AnswerRows
from fieldnotes.ui.family.console_controls import ConsoleControls, blank_words
from fieldnotes.ui.family.console_state import ConsoleState, Reader
from fieldnotes.ui.family.live_picture import LivePicture
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import heading, label, muted
from fieldnotes.ui.shared.theme import look_signal, px
from fieldnotes.ui.shared.toast import announce

BESIDE = 900
PICTURE = 48
"""Most of the height, in per cent, that the picture takes: all of it is to be seen at once."""


class ConsoleView(QWidget):
    """What the family sees beside what they say."""

    end_asked = Signal()

    def __init__(self, readers: tuple[Reader, ...]) -> None:
        super().__init__()
        self._blank = ""
        self.controls = ConsoleControls()
        self.answers = AnswerRows(readers)
        self.notice = label("", "strong", wrap=True)
        self._section = Card(_("The family sees"))
        self.picture = LivePicture()
        self.limits = muted(limits_words(curtain=False))
        for widget in (self.notice, self.picture, self.limits):
            self._section.add(widget)
        said = Card(_("What they say"))
        said.add(self.answers)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._top())
        box.addWidget(self._middle(said), 1)
        box.addWidget(self._foot())
        look_signal().changed.connect(self._fit)

    def show_console(self, state: ConsoleState) -> None:
        """Draw the section, whether it is seen, and what is said of it."""
        self._section.rename(state.title or state.label)
        words = _("Nothing on the screen") if state.blank else _("On the screen")
        self._section.chip.show_chip(words, "warn" if state.blank else "ok")
        self.picture.setAccessibleDescription("" if state.blank else f"{state.label}\n{state.text}")
        self.picture.renew()
        self.notice.setText(blank_words(state.blank))
        self.notice.setVisible(bool(state.blank))
        if state.blank and state.blank != self._blank:
            announce(self, blank_words(state.blank), urgent=True)
        self._blank = state.blank
        self.controls.show_state(state)
        self.answers.show_said(state.section, state.said)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the answers beside or below."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        beside = self.width() >= px(BESIDE)
        self.picture.fit_under(self.height() * PICTURE // 100)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._columns.setDirection(way)

    def _middle(self, said: Card) -> Page:
        page = Page(1420)
        across = QWidget()
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight, across)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(14)
        self._columns.addWidget(self._section, 1, Qt.AlignmentFlag.AlignTop)
        self._columns.addWidget(said, 1, Qt.AlignmentFlag.AlignTop)
        page.add(across)
        page.end()
        return page

    def _foot(self) -> QFrame:
        foot = QFrame()
        foot.setObjectName("dock")
        inner = QVBoxLayout(foot)
        inner.setContentsMargins(20, 10, 20, 10)
        inner.addWidget(self.controls)
        return foot

    def _top(self) -> QFrame:
        bar = QFrame()
        bar.setObjectName("topbar")
        line = QHBoxLayout(bar)
        line.setContentsMargins(20, 10, 20, 10)
        line.addWidget(heading(_("Shown to the family")), 1)
        self.end = plain_button(_("End the showing"), "x")
        self.end.clicked.connect(self.end_asked)
        line.addWidget(self.end)
        return bar


def limits_words(*, curtain: bool) -> str:
    """Say what the family's screen does by itself, and what it cannot do."""
    does = _(
        "It goes blank by itself when a screen comes or goes, another program is in front, or the computer locks or "
        "sleeps."
    )
    stops = (
        _("It also does when this program stops answering.")
        if curtain
        else _("If this program stops answering, the picture may stay: turn the screen off.")
    )
    cannot = _("It cannot stop a photograph, or a copy of the screen that the computer does not know of.")
    return f"{does} {stops} {cannot}"
