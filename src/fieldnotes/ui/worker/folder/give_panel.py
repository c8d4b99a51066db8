"""The form of a party's paper: what is left out, how it is given, until when one may reply. Draws and asks."""

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import PAPER, POST, SHORTEST_PASSPHRASE, STICK
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shared.labels import muted, small
from fieldnotes.ui.shared.secret_field import SecretField
from fieldnotes.ui.worker.editor.fields_when import DayInput
from fieldnotes.ui.worker.folder.give_presenter import GiveChoice
from fieldnotes.ui.worker.folder.progress_line import ProgressLine
from fieldnotes.ui.worker.taking_home.one_of import OneOf

if TYPE_CHECKING:
    from fieldnotes.ui.shared.paper_panel import PaperPanel

FILE_NAME = "papper.pdf"
"""Names nobody, and not what it is."""
TIME_TO_REPLY = timedelta(days=14)
"""What is first offered; the law names no number of days, only enough time."""


class GivePanel(AskPanel):
    """Ctrl+Enter prints or saves, once the test for secrecy is confirmed."""

    print_asked = Signal(object)
    save_asked = Signal(object, str)
    preview_asked = Signal(object)
    stop_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        hint = _("Of what is left out nothing is in the file. That the party got it becomes a part of the record.")
        super().__init__(window, _("Give the paper"), hint, _("Print"), "printer")
        self._window, self._aside = window, False
        self.told = muted()
        self.way = OneOf(_("How"), {PAPER: _("On paper"), STICK: _("On a USB stick"), POST: _("By post")})
        self.before = QCheckBox(_("It is told before a decision, with a last day to reply"))
        self.day = DayInput(_("Last day to reply"))
        self._today = date.min
        self.passphrase = SecretField(_("The passphrase they choose"))
        self.again = SecretField(_("The same once more"))
        self.tested = QCheckBox(_("I have tested every part for secrecy"))
        self.seen = plain_button(_("Look at it first"), "eye")
        self.progress = ProgressLine()
        self.pages: PaperPanel | None = None
        self._lay()
        self.way.changed.connect(self._way_chosen)
        self.before.toggled.connect(self._way_chosen)
        self.tested.toggled.connect(lambda _checked: self.look())
        self.day.changed.connect(self.look)
        for line in (self.passphrase.edit, self.again.edit):
            line.textChanged.connect(lambda _text: self.look())
        self.seen.clicked.connect(lambda: self.preview_asked.emit(self.choice()))
        self.progress.stop_asked.connect(self.stop_asked)
        self.agreed.connect(self._ask)
        self.closed.connect(self._leave)

    def _lay(self) -> None:
        self.add(self.told)
        self.add(small(_("How")))
        for part in (self.way, self.passphrase, self.again, self.before):
            self.add(part)
        self.lines.addLayout(row(self.day))
        self.lines.addLayout(row(self.seen))
        self.add(self.tested)
        self.add(self.progress)
        self.end_card()

    def open_form(self, to: str, hidden: Mapping[str, int], words: Mapping[str, str], today: date) -> None:
        """Open it for somebody, with what is left out by reason."""
        self.name.setText(_("Give the paper to {name}").format(name=to))
        lines = [f"{count} · {words.get(why, why)}" for why, count in hidden.items()]
        self.told.setText("\n".join(lines) or _("Nothing is left out."))
        self._today = today
        self.day.show_day(today + TIME_TO_REPLY)
        self.tested.setChecked(False)
        self.before.setChecked(False)
        self.show_wrong("")
        self.show_busy(busy=False)
        self._way_chosen()
        self.open_over(self.way.button(self.way.chosen()))

    def ready(self) -> bool:
        """The test is confirmed, a day to reply by is to come; a stick has a passphrase, typed twice alike."""
        day = self.day.day()
        if self.before.isChecked() and (day is None or day <= self._today):
            return False
        typed = self.passphrase.edit.text()
        locked = len(typed) >= SHORTEST_PASSPHRASE and typed == self.again.edit.text()
        return self.tested.isChecked() and (self.way.chosen() != STICK or locked)

    def choice(self) -> GiveChoice:
        """Give what is chosen."""
        way = self.way.chosen()
        by = self.day.day() if self.before.isChecked() else None
        return GiveChoice(way, by, Private(self.passphrase.edit.text()) if way == STICK else Private(""))

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being made."""
        super().show_busy(busy=busy)
        for part in (self.seen, self.way, self.before, self.day, self.tested):
            part.setEnabled(not busy)
        if busy:
            self.progress.begin(_("The paper is being made …"))
            self.progress.stop.setFocus()
        else:
            self.progress.hide()
        self.fit_soon()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.progress.show_progress(done, total)

    def show_pages(self, pdf: bytes) -> None:
        """Show the paper in the form's place; the form is there again when it is closed."""
        from fieldnotes.ui.shared.paper_panel import PaperPanel

        if self.pages is None:
            self.pages = PaperPanel(self._window)
            self.pages.closed.connect(self._come_back)
        self._aside = True
        self.close_over()
        self.pages.show_pages(pdf)

    def print_pages(self, pdf: bytes) -> bool:
        """Open the system's dialog and print."""
        from fieldnotes.ui.shared.printing import print_pdf

        return print_pdf(pdf, self._window, _("Insight"))

    def _come_back(self) -> None:
        self._aside = False
        self.open_over(self.tested)

    def _leave(self) -> None:
        if self._aside:
            return
        self.stop_asked.emit()
        for secret in (self.passphrase, self.again):
            secret.edit.clear()

    def _way_chosen(self) -> None:
        stick = self.way.chosen() == STICK
        for secret in (self.passphrase, self.again):
            secret.setVisible(stick)
        self.day.setVisible(self.before.isChecked())
        self.go.setText(_("Save the locked file …") if stick else _("Print"))
        self.go.show_glyph("key-round" if stick else "printer")
        self.look()
        self.fit_soon()

    def _ask(self) -> None:
        choice = self.choice()
        if choice.way != STICK:
            self.print_asked.emit(choice)
            return
        dialog = QFileDialog(self._window, _("Save the locked file"), str(Path.home() / FILE_NAME), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save_asked.emit(choice, path))
        dialog.open()
