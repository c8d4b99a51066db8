"""Speech models on a page of their own or of the first start: what is there, what can be fetched. Draws and asks."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, primary_button, quiet_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import body, caption, label, muted, restyle
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.model_fetching import Fetching, Phase
from fieldnotes.ui.shell.models_presenter import Row
from fieldnotes.ui.shell.models_words import without_words

_PARTS = 1000


class ModelsPanel(QWidget):
    """State, list, download; the same wherever it stands."""

    chosen = Signal(str)
    fetch_asked = Signal()
    pause_asked = Signal()
    forget_asked = Signal()
    install_asked = Signal(str)
    remove_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.presenter: object = None
        """Put the presenter here: a connected signal does not keep a Python object alive."""
        self.choose_file: Callable[[], str] = self._ask_for_file
        self.choose_folder: Callable[[], str] = self._ask_for_folder
        self.state = label("", "", wrap=True)
        self._installed = QVBoxLayout()
        self.offers = QComboBox()
        self.about, self.without = muted(""), muted("")
        self.line = body("")
        self.line.setWordWrap(True)
        self.progress = QProgressBar()
        self.progress.setRange(0, _PARTS)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("How far it has come"))
        self.fetch = primary_button(_("Fetch and install"), "download")
        self.pause = plain_button(_("Pause"), "pause")
        self.forget = quiet_button(_("Throw away what has come"), "trash-2")
        self.file = plain_button(_("From a file …"))
        self.folder = plain_button(_("From a folder …"))
        self._said = ""
        self._begun = self._there = False
        self._lay_out()
        self._connect()
        self.show_fetching(Fetching(), "")

    def show_models(self, state: str, *, missing: bool, installed: Sequence[Row]) -> None:
        """Show what is there."""
        self.state.setProperty("role", "error" if missing else "")
        restyle(self.state)
        self.state.setText(state)
        while (item := self._installed.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for name, words in installed:
            self._installed.addWidget(self._installed_row(name, words))

    def show_offers(self, offered: Sequence[Row], chosen: str) -> None:
        """Show what can be fetched, and the one that is chosen."""
        self.offers.blockSignals(True)
        self.offers.clear()
        for name, words in offered:
            self.offers.addItem(words, name)
        self.offers.setCurrentIndex(max(0, self.offers.findData(chosen)))
        self.offers.blockSignals(False)
        self._fetch_part.setVisible(bool(offered))

    def show_without(self, codes: Sequence[str]) -> None:
        """Say for which languages there is no model."""
        self.without.setText(without_words(codes) if codes else "")
        self.without.setVisible(bool(codes))

    def show_about(self, words: str, *, begun: bool, there: bool) -> None:
        """Tell about the chosen model."""
        self.about.setText(words)
        self._begun, self._there = begun, there
        self._enable(busy=self.pause.isVisibleTo(self))

    def show_fetching(self, now: Fetching, words: str) -> None:
        """Show how far it has come; only a new phase is said aloud."""
        self.progress.setVisible(now.busy)
        self.progress.setRange(0, _PARTS if now.total else 0)
        self.progress.setValue(_PARTS * now.done // now.total if now.total else 0)
        self.pause.setVisible(now.busy)
        self.pause.setText(_("Pause") if now.phase is Phase.COMING else _("Stop"))
        self._enable(busy=now.busy)
        self._say(words, wrong=now.phase is Phase.FAILED, aloud=now.phase.value != self._said)
        self._said = now.phase.value

    def show_line(self, words: str) -> None:
        """Say what went wrong."""
        self._say(words, wrong=True, aloud=True)

    def _say(self, words: str, *, wrong: bool, aloud: bool) -> None:
        self.line.setProperty("role", "error" if wrong else "")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words and aloud:
            announce(self.line, words, urgent=wrong)

    def _enable(self, *, busy: bool) -> None:
        for widget in (self.offers, self.file, self.folder):
            widget.setEnabled(not busy)
        self.fetch.setVisible(not busy and not self._there)
        self.fetch.setText(_("Go on fetching") if self._begun else _("Fetch and install"))
        self.forget.setVisible(not busy and self._begun and not self._there)

    def _installed_row(self, name: str, words: str) -> QWidget:
        away = quiet_button(_("Remove"), "trash-2")
        away.setAccessibleName(_("Remove {model}").format(model=words))
        away.clicked.connect(lambda: self.remove_asked.emit(name))
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, "", wrap=True), 1)
        line.addWidget(away)
        return held

    def _ask_for_file(self) -> str:
        name, _kind = QFileDialog.getOpenFileName(self, _("Speech model"), "", "ZIP (*.zip);;* (*)")
        return name

    def _ask_for_folder(self) -> str:
        return QFileDialog.getExistingDirectory(self, _("Speech model"))

    def _connect(self) -> None:
        self.offers.currentIndexChanged.connect(lambda at: self.chosen.emit(self.offers.itemData(at) or ""))
        self.fetch.clicked.connect(self.fetch_asked)
        self.pause.clicked.connect(self.pause_asked)
        self.forget.clicked.connect(self.forget_asked)
        self.file.clicked.connect(lambda: self.install_asked.emit(self.choose_file()))
        self.folder.clicked.connect(lambda: self.install_asked.emit(self.choose_folder()))

    def _lay_out(self) -> None:
        self._fetch_part = QWidget()
        part = QVBoxLayout(self._fetch_part)
        part.setContentsMargins(0, 0, 0, 0)
        part.setSpacing(10)
        name = caption(_("Speech model to fetch"), self.offers)
        for widget in (name, self.offers, self.about, self.without):
            part.addWidget(widget)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(12)
        box.addWidget(self.state)
        box.addLayout(self._installed)
        for held in (self._fetch_part, self.line, self.progress):
            box.addWidget(held)
        box.addLayout(row(self.fetch, self.pause, self.forget))
        box.addWidget(
            muted(_("A model from your administrator, packed or as a folder, is installed without a network:"))
        )
        box.addLayout(row(self.file, self.folder))
        self.setFocusProxy(self.fetch)
        self.fetch.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
