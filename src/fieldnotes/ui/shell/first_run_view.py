"""The pages of the first start. Draws and asks; the presenter decides which page comes next."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QGridLayout, QLineEdit, QProgressBar, QStackedWidget, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import caps, display, label, muted
from fieldnotes.ui.shared.passphrase import Strength
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.first_run_presenter import FirstRunPresenter, Step

COLUMNS = 4


class FirstRunView(Page):
    """One card whose content turns page by page."""

    name_given = Signal(str)
    passphrase_typed = Signal(str)
    passphrase_given = Signal(str, str)
    key_written = Signal()
    proof_given = Signal(str, str)
    key_asked = Signal()
    name_asked = Signal()
    join_asked = Signal(str)
    finish_asked = Signal()
    microphone_asked = Signal()
    work_asked = Signal()

    def __init__(self) -> None:
        super().__init__(620, centred=True)
        self.presenter: FirstRunPresenter | None = None
        self._where = caps("")
        self._pages = QStackedWidget()
        self._line = label("", "error", wrap=True)
        self._firsts: list[QWidget] = []
        card = Card()
        card.airy()
        for widget in (self._where, self._pages, self._line):
            card.add(widget)
        for make in (self._name_page, self._passphrase_page, self._key_page, self._proof_page, self._hub_page):
            self._pages.addWidget(make())
        self._pages.addWidget(self._microphone_page())
        self._pages.addWidget(self._model_page())
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
            self._back.setVisible(step.value == 0)
        self._firsts[step.value].setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self._pages, words)

    def show_strength(self, judged: Strength) -> None:
        """Show how good the passphrase is."""
        self._meter.setValue(judged.share)
        self._judged.setText(judged.words)

    def show_key(self, groups: Sequence[str]) -> None:
        """Show the groups with their numbers; none takes the key off the screen."""
        while (item := self._key.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.deleteLater()
        for number, group in enumerate(groups):
            box = label(group, "secret")
            box.setAccessibleName(_("Group {number}: {group}").format(number=number + 1, group=" ".join(group)))
            line, column = divmod(number, COLUMNS)
            self._key.addWidget(label(str(number + 1), "small"), 2 * line, column)
            self._key.addWidget(box, 2 * line + 1, column)

    def show_wanted(self, first: int, second: int) -> None:
        """Ask for two groups."""
        for field, number in ((self._first, first), (self._second, second)):
            field.rename(_("Group {number}").format(number=number))
            field.edit.clear()

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment."""
        self._say(words, wrong=False)
        self._pages.setEnabled(False)

    def show_line(self, words: str) -> None:
        """Say what is wrong."""
        self._say(words, wrong=True)
        self._pages.setEnabled(True)

    def _say(self, words: str, *, wrong: bool) -> None:
        self._line.setProperty("role", "error" if wrong else "muted")
        self._line.style().unpolish(self._line)
        self._line.style().polish(self._line)
        self._line.setText(words)
        if words:
            announce(self._line, words, urgent=wrong)

    def _page(self, name: str, hint: str, first: QWidget, *others: QWidget) -> Card:
        page = Card()
        page.setProperty("card", "bare")
        page.flush()
        page.add(display(name))
        page.add(muted(hint))
        for widget in others:
            page.add(widget)
        self._firsts.append(first)
        return page

    def _name_page(self) -> QWidget:
        name = SecretField(_("Your name"), hidden=False)
        page = self._page(
            _("Welcome to FieldNotes"),
            _("Notes from home visits: spoken or typed, without a network, encrypted on this computer."),
            name.edit,
            name,
        )
        return _ending(page, _("Next"), lambda: self.name_given.emit(name.edit.text()), name.edit)

    def _passphrase_page(self) -> QWidget:
        chosen, again = SecretField(_("Passphrase")), SecretField(_("Passphrase again"))
        self._meter = QProgressBar()
        self._meter.setTextVisible(False)
        self._meter.setAccessibleName(_("Strength of the passphrase"))
        self._judged = muted(_("At least 8 characters. Four words of your own are easy to remember and hard to guess."))
        chosen.edit.textChanged.connect(self.passphrase_typed)
        page = self._page(
            _("Choose a passphrase"),
            _("It encrypts everything on this computer. Nobody can look it up for you."),
            chosen.edit,
            chosen,
            self._meter,
            self._judged,
            again,
        )
        ask = lambda: self.passphrase_given.emit(chosen.edit.text(), again.edit.text())  # noqa: E731 - used twice below
        return _ending(page, _("Next"), ask, again.edit, back=self.name_asked.emit)

    def _key_page(self) -> QWidget:
        holder = QWidget()
        holder.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self._key = QGridLayout(holder)
        self._key.setVerticalSpacing(2)
        self._key.setHorizontalSpacing(18)
        page = self._page(
            _("Write down the recovery key"),
            _("It opens the profile if you forget the passphrase. It is shown only now. Keep the paper locked away."),
            self._pages,
            holder,
        )
        done = _ending(page, _("I have written it down"), self.key_written.emit)
        self._firsts[-1] = done.focusProxy() or done
        return done

    def _proof_page(self) -> QWidget:
        self._first, self._second = SecretField(_("Group"), hidden=False), SecretField(_("Group"), hidden=False)
        page = self._page(
            _("Show that you have it"),
            _("Type two groups from your paper."),
            self._first.edit,
            self._first,
            self._second,
        )
        ask = lambda: self.proof_given.emit(self._first.edit.text(), self._second.edit.text())  # noqa: E731 - as above
        return _ending(page, _("Next"), ask, self._second.edit, back=self.key_asked.emit)

    def _hub_page(self) -> QWidget:
        alone = plain_button(_("Work on this computer only"), "laptop")
        alone.clicked.connect(self.microphone_asked)
        page = self._page(
            _("Join your workplace"),
            _("With an invitation file your notes reach the case system and your cases come here."),
            self._pages,
        )
        done = _ending(page, _("Choose an invitation file …"), self._choose_file, extra=alone)
        self._firsts[-1] = done.focusProxy() or done
        return done

    def _microphone_page(self) -> QWidget:
        self._microphone = _bare()
        page = self._page(
            _("Try the microphone"),
            _("You speak, the text is written where you work. You can choose another microphone at any time."),
            self._pages,
            self._microphone,
        )
        done = _ending(page, _("Next"), self.finish_asked.emit)
        self._firsts[-1] = done.focusProxy() or done
        return done

    def _model_page(self) -> QWidget:
        self._models = _bare()
        page = self._page(
            _("Choose a speech model"),
            _("Speech is turned into text on this computer and never leaves it. For that a model has to lie here."),
            self._pages,
            self._models,
        )
        done = _ending(page, _("Begin to work"), self.work_asked.emit)
        self._firsts[-1] = done.focusProxy() or done
        return done

    def _choose_file(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, _("Invitation file"), "", "JSON (*.json *.invitation);;* (*)")
        if name:
            self.join_asked.emit(name)


def _bare() -> Card:
    """Make a card without border or air, for what is filled in later."""
    made = Card()
    made.setProperty("card", "bare")
    made.flush()
    return made


def _ending(
    page: Card,
    words: str,
    ask: Callable[[], None],
    last: QLineEdit | None = None,
    *,
    back: Callable[[], None] | None = None,
    extra: QWidget | None = None,
) -> QWidget:
    """Put the way on, and perhaps the way back, below a page."""
    forward = primary_button(words)
    forward.clicked.connect(ask)
    if last is not None:
        last.returnPressed.connect(ask)
    ways: list[QWidget] = [forward]
    if extra is not None:
        ways.append(extra)
    if back is not None:
        backward = quiet_button(_("Back"), "arrow-left")
        backward.clicked.connect(back)
        ways.append(backward)
    page.part()
    page.add_row(*ways)
    page.setFocusProxy(forward)
    return page
