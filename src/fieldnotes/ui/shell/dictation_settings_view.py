"""The page about speaking: the microphone, the speech models, the worker's own words. Draws and asks."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card, Page, row
from fieldnotes.ui.shared.labels import display, label, muted, restyle
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.shared.toast import announce
from fieldnotes.ui.shell.microphone_panel import MicrophonePanel


class DictationSettingsScreen(Screen):
    """One column of cards."""

    entered_now = Signal()
    left_now = Signal()
    models_asked = Signal()
    spelling_given = Signal(str, str)
    spelling_unwanted = Signal(str)
    back_asked = Signal()

    def __init__(self, panel: MicrophonePanel) -> None:
        super().__init__(_("Dictation"))
        self.panel = panel
        self.said, self.written = (
            SecretField(_("What you say"), hidden=False),
            SecretField(_("How it is written"), hidden=False),
        )
        self.keep = plain_button(_("Keep"), "plus")
        self.line = label("", "muted", wrap=True)
        self.models = plain_button(_("Speech models …"), "download")
        self.back = quiet_button(_("Back"), "arrow-left")
        self._rows = QVBoxLayout()
        self._lay_out()
        self.models.clicked.connect(self.models_asked)
        self.back.clicked.connect(self.back_asked)
        self.keep.clicked.connect(self._give)
        for field in (self.said, self.written):
            field.edit.returnPressed.connect(self._give)
        self.show_spelling_line("", wrong=False)

    def entered(self) -> None:
        """Look anew, and begin at the microphone."""
        self.entered_now.emit()
        self.panel.devices.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Listen no more."""
        self.left_now.emit()

    def show_spellings(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show the worker's own words."""
        while (item := self._rows.takeAt(0)) is not None:
            held = item.widget()
            if held is not None:
                held.hide()
                held.deleteLater()
        for said, written in rows:
            self._rows.addWidget(self._row(said, written))

    def show_kept(self) -> None:
        """Make room for the next."""
        for field in (self.said, self.written):
            field.edit.clear()
        self.said.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_spelling_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went."""
        self.line.setProperty("role", "error" if wrong else "muted")
        restyle(self.line)
        self.line.setText(words)
        self.line.setVisible(bool(words))
        if words:
            announce(self.line, words, urgent=wrong)

    def _give(self) -> None:
        self.spelling_given.emit(self.said.edit.text(), self.written.edit.text())

    def _row(self, said: str, written: str) -> QWidget:
        words = _("“{said}” is written “{written}”").format(said=said, written=written)
        away = quiet_button(_("Remove"), "trash-2")
        away.setAccessibleName(_("Remove {words}").format(words=words))
        away.clicked.connect(lambda: self.spelling_unwanted.emit(said))
        held = QWidget()
        line = QHBoxLayout(held)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(label(words, "", wrap=True), 1)
        line.addWidget(away)
        return held

    def _lay_out(self) -> None:
        page = Page(720, centred=True)
        page.start()
        page.add(display(_("Dictation")))
        for card in (self._microphone(), self._models(), self._words()):
            page.add(card)
        page.add_layout(row(self.back))
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def _microphone(self) -> Card:
        hint = _("If it is unplugged or falls silent, you are told, and dictation goes on with the next one.")
        card = Card(_("Microphone"), hint)
        card.add(self.panel)
        return card

    def _models(self) -> Card:
        card = Card(_("Speech models"), _("What turns sound into words, on this computer and without a network."))
        card.add_row(self.models)
        return card

    def _words(self) -> Card:
        card = Card(_("Your own words"))
        card.add(muted(_("Names and words that dictation spells in another way than you. They stay in your profile.")))
        card.add_layout(self._rows)
        for part in (self.said, self.written, self.line):
            card.add(part)
        card.add_row(self.keep)
        return card
