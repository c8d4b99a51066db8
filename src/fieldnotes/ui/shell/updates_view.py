"""The page about newer versions of the program, and the line about them on the day's page. Draws and asks."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import body, caps, display, label, muted
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.program_update import ProgramUpdate, Standing
from fieldnotes.ui.shell.updates_presenter import notice_words


class UpdatesScreen(Screen):
    """One card: how the program stands, what is new, and what one can do about it."""

    entered_now = Signal()
    left_now = Signal()
    look_asked = Signal()
    install_asked = Signal()
    stop_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("New versions of the program"))
        self.state, self.news = body(), body()
        self._news_name = caps(_("What is new"))
        self.busy, self.trouble = muted(""), label("", "error", wrap=True)
        for words in (self.state, self.news, self.busy):
            words.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(_("How far it has come"))
        self.progress.setTextVisible(False)
        self.install = primary_button("", "download")
        self.look = plain_button(_("Look now"), "refresh-cw")
        self.stop = plain_button(_("Stop"), "x")
        self.back = quiet_button(_("Back"), "arrow-left")
        self._lay_out()
        self.look.clicked.connect(self.look_asked)
        self.install.clicked.connect(self.install_asked)
        self.stop.clicked.connect(self.stop_asked)
        self.back.clicked.connect(self.back_asked)

    def entered(self) -> None:
        """Watch from now on, and begin at what can be done."""
        self.entered_now.emit()
        first = self.look if self.install.isHidden() else self.install
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Watch no more; what is on its way goes on."""
        self.left_now.emit()

    def show_state(self, words: str, news: str) -> None:
        """Say how the program stands; what changed is heard, too."""
        if self.state.text() and self.state.text() != words:
            announce(self.state, words)
        self.state.setText(words)
        self.news.setText(news)
        for part in (self._news_name, self.news):
            part.setVisible(bool(news))

    def show_ways(self, *, look: bool, install: str) -> None:
        """Offer what there is."""
        self.look.setEnabled(look)
        self.install.setText(install)
        self.install.show_glyph("download")
        self.install.setVisible(bool(install))

    def show_busy(self, words: str, done: int, total: int) -> None:
        """Say what goes on."""
        self.busy.setText(words)
        self.progress.setRange(0, 100 if total else 0)
        self.progress.setValue(100 * done // total if total else 0)
        had_focus = self.stop.hasFocus()
        for part in (self.busy, self.progress, self.stop):
            part.setVisible(bool(words))
        if had_focus and not words:
            self.look.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_trouble(self, words: str) -> None:
        """Say what went wrong."""
        if words and words != self.trouble.text():
            announce(self.trouble, words, urgent=True)
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))

    def _lay_out(self) -> None:
        page = Page(720, centred=True)
        page.start()
        page.add(display(_("New versions of the program")))
        card = Card()
        for part in (self.state, self._news_name, self.news, self.trouble, self.busy, self.progress):
            card.add(part)
        card.add_row(self.install, self.look, self.stop, self.back)
        page.add(card)
        calm = Card(tone="soft")
        calm.add(
            muted(
                _(
                    "The program never changes while it runs. A new version is tried on this computer first and used "
                    "the next time the program starts. If it does not start, the one you have goes on. What you have "
                    "written stays where it is."
                )
            )
        )
        page.add(calm)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)


class UpdateNotice(QWidget):
    """One quiet line with a way to the page; there only when there is something to do or to know."""

    asked = Signal()

    def __init__(self, update: ProgramUpdate) -> None:
        super().__init__()
        self._update = update
        self.words = muted("")
        self.words.setWordWrap(True)
        self.open = quiet_button(_("Show"), "download")
        self.open.setAccessibleName(f"{self.open.text()}: {_('New versions of the program')}")
        self.open.clicked.connect(self.asked)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.addWidget(self.words, 1)
        box.addWidget(self.open)
        self.hide()

    def begin(self) -> None:
        """Watch from now on."""
        self._update.watch(self._see)

    def end(self) -> None:
        """Watch no more."""
        self._update.unwatch(self._see)

    def _see(self, now: Standing) -> None:
        words = notice_words(now.seen)
        self.words.setText(words)
        self.setVisible(bool(words))
