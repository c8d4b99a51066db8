"""The pages of the first start. Draws and asks; the presenter decides which page comes next."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QStackedWidget, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import caps, label, muted, restyle
from fieldnotes.ui.shared.passphrase import Strength
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.first_key_page import KeyPage
from fieldnotes.ui.shell.first_pages import FirstPage, bare
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, Step
from fieldnotes.ui.shell.first_workplace_page import WorkplacePage


class FirstRunView(Page):
    """One card whose content turns page by page."""

    passphrase_typed = Signal(str)
    passphrase_given = Signal(str, str)
    finish_asked = Signal()
    back_asked = Signal()
    work_asked = Signal()
    made = Signal()
    """There is a profile from now on."""

    def __init__(self) -> None:
        super().__init__(620, centred=True)
        self.presenter: FirstRunPresenter | None = None
        self._where = caps("")
        self._pages = QStackedWidget()
        self._line = label("", "error", wrap=True)
        self._line.hide()
        self.workplace, self.key = WorkplacePage(), KeyPage()
        self.show_locked = self.workplace.show_locked
        self.key.back_asked.connect(self.back_asked)
        self._all = (self.workplace, self._passphrase_page(), self.key, self._microphone_page(), self._model_page())
        card = Card()
        card.airy()
        for widget in (self._where, self._pages, self._line):
            card.add(widget)
        for page in self._all:
            self._pages.addWidget(page)
        self._card = card
        self._back: QWidget | None = None
        self.start()
        self.add(card)
        self.end()

    def put_back(self, way: QWidget) -> None:
        """Put a way back below the first page, for who is not the first on this computer."""
        self._back = way
        self._card.add(way)

    def put_microphone(self, panel: QWidget) -> None:
        """Put choice and test of the microphone on their page."""
        self._microphone.add(panel)

    def put_models(self, panel: QWidget) -> None:
        """Put what can be fetched on its page; there is none before there is a profile."""
        self._models.add(panel)

    def show_step(self, step: Step) -> None:
        """Turn to a page and take the focus there."""
        words = _("Step {step} of {steps}").format(step=step.value + 1, steps=len(Step))
        self._where.setText(words.upper())
        self._where.setAccessibleName(words)
        self._pages.setCurrentIndex(step.value)
        if self._back is not None:
            self._back.setVisible(step is Step.WORKPLACE)
        self._all[step.value].turned_to()
        announce(self._pages, words)

    def show_invited(self, workplace: str, *, joined: bool = False) -> None:
        """Show where the invitation leads."""
        self.workplace.show_invited(workplace, joined=joined)

    def show_made(self) -> None:
        """Tell that there is a passphrase already, and forget the one that was typed."""
        for field in (self._chosen, self._again):
            field.edit.setText("")
        self._judged.setText(_("You have a passphrase. Leave the fields empty to keep it, or type another."))
        self._meter.setValue(0)
        self.made.emit()

    def show_strength(self, judged: Strength) -> None:
        """Show how good the passphrase is."""
        self._meter.setValue(judged.share)
        self._judged.setText(judged.words)

    def show_key(self, groups: Sequence[str]) -> None:
        """Show the groups with their numbers; none takes the key off the screen."""
        self.key.show_key(groups)

    def show_wanted(self, first: int, second: int) -> None:
        """Ask for two groups."""
        self.key.show_wanted(first, second)

    def print_sheet(self, pdf: bytes) -> bool:
        """Let the sheet be printed."""
        return self.key.print_pdf(pdf)

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        self._say(words, wrong=False)
        self._pages.setEnabled(False)

    def show_line(self, words: str, *, wrong: bool = True) -> None:
        """Say what is wrong, or how it went; the keyboard is where it was."""
        self._say(words, wrong=wrong)
        if not self._pages.isEnabled():
            self._pages.setEnabled(True)
            self._all[self._pages.currentIndex()].turned_to()

    def _say(self, words: str, *, wrong: bool) -> None:
        self._line.setProperty("role", "error" if wrong else "muted")
        restyle(self._line)
        self._line.setText(words)
        self._line.setVisible(bool(words))
        if words:
            announce(self._line, words, urgent=wrong)

    def _passphrase_page(self) -> FirstPage:
        page = FirstPage(
            _("Choose a passphrase"), _("It encrypts everything on this computer. Nobody can look it up for you.")
        )
        self._chosen, self._again = SecretField(_("Passphrase")), SecretField(_("Passphrase again"))
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName(_("Strength of the passphrase"))
        self._judged = muted(_("Four words of your own are easy to remember and hard to guess."))
        self._chosen.edit.textChanged.connect(lambda text: self.passphrase_typed.emit(text) if text else None)
        self._chosen.edit.returnPressed.connect(self._again.edit.setFocus)
        for widget in (self._chosen, self._meter, self._judged, self._again):
            page.add(widget)
        ask = lambda: self.passphrase_given.emit(self._chosen.edit.text(), self._again.edit.text())  # noqa: E731 - read at its only use
        page.lead_on(_("Next"), ask, last=self._again.edit, back=self.back_asked.emit)
        page.first = self._chosen.edit
        return page

    def _microphone_page(self) -> FirstPage:
        page = FirstPage(
            _("Try the microphone"),
            _("You speak, the text is written where you work. You can choose another microphone at any time."),
        )
        self._microphone = bare()
        page.add(self._microphone)
        page.lead_on(_("Next"), self.finish_asked.emit, back=self.back_asked.emit)
        return page

    def _model_page(self) -> FirstPage:
        page = FirstPage(
            _("Choose a speech model"),
            _("Speech is turned into text on this computer and never leaves it. For that a model has to lie here."),
        )
        self._models = bare()
        page.add(self._models)
        page.lead_on(_("Begin to work"), self.work_asked.emit, back=self.back_asked.emit)
        return page
