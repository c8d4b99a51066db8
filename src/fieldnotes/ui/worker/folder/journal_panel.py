"""The form of a case's journal: read it, print it, keep it as a file. Draws and asks."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QFileDialog, QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.ask_panel import AskPanel
from fieldnotes.ui.shared.buttons import plain_button
from fieldnotes.ui.shared.cards import row
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.folder.journal_presenter import JournalPresenter
from fieldnotes.ui.worker.folder.progress_line import ProgressLine

if TYPE_CHECKING:
    from fieldnotes.ui.shared.paper_panel import PaperPanel

FILE_NAME = "journal.pdf"
"""Names nobody."""


class JournalPanel(AskPanel):
    """Ctrl+Enter shows the journal."""

    read_asked = Signal(bool)
    print_asked = Signal(bool)
    save_asked = Signal(str, bool)
    stop_asked = Signal()

    def __init__(self, window: QWidget) -> None:
        hint = _("Everything signed in the case, in the order it happened. That you make it is written down.")
        super().__init__(window, _("The whole journal"), hint, _("Read it"), "file-text")
        self._window = window
        self._aside = False
        self.earlier = QCheckBox(_("Texts that were replaced later too"))
        self.print_it = plain_button(_("Print …"), "printer")
        self.save = plain_button(_("Save as PDF …"), "download")
        self.progress = ProgressLine()
        self.pages: PaperPanel | None = None
        self.add(self.earlier)
        self.lines.addLayout(row(self.print_it, self.save))
        self.add(self.progress)
        self.end_card()
        self.agreed.connect(lambda: self.read_asked.emit(self.earlier.isChecked()))
        self.print_it.clicked.connect(lambda: self.print_asked.emit(self.earlier.isChecked()))
        self.save.clicked.connect(self._ask_place)
        self.progress.stop_asked.connect(self.stop_asked)
        self.closed.connect(self._leave)

    def open_form(self) -> None:
        """Open it."""
        self.show_wrong("")
        self.show_busy(busy=False)
        self.open_over(self.go)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being made."""
        super().show_busy(busy=busy)
        for part in (self.print_it, self.save, self.earlier):
            part.setEnabled(not busy)
        if busy:
            self.progress.begin(_("The journal is being made …"))
            self.progress.stop.setFocus()
        else:
            self.progress.hide()
            self.go.setFocus()
        self.fit_soon()

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        self.progress.show_progress(done, total)

    def show_pages(self, pdf: bytes) -> None:
        """Show the journal in the form's place; the form is there again when it is closed."""
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

        return print_pdf(pdf, self._window, _("Journal"))

    def _come_back(self) -> None:
        self._aside = False
        self.open_over(self.go)

    def _leave(self) -> None:
        """Nobody waits any more for what is being made."""
        if not self._aside:
            self.stop_asked.emit()

    def _ask_place(self) -> None:
        dialog = QFileDialog(self._window, _("Save the journal"), str(Path.home() / FILE_NAME), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.save_asked.emit(path, self.earlier.isChecked()))
        dialog.open()


class JournalOver:
    """Opens the form over a case; it is made when it is first asked for."""

    def __init__(self, screen: QWidget, shell: Shell, case: str) -> None:
        self._screen, self._shell, self._case = screen, shell, case
        self.panel: JournalPanel | None = None
        self.presenter: JournalPresenter | None = None

    def start(self) -> None:
        """Open the form."""
        if self.panel is None or self.presenter is None:
            self.panel = panel = JournalPanel(self._screen)
            self.presenter = journal = JournalPresenter(self._shell, panel, self._case)
            panel.read_asked.connect(lambda earlier: journal.read(earlier=earlier))
            panel.print_asked.connect(lambda earlier: journal.print_it(earlier=earlier))
            panel.save_asked.connect(lambda path, earlier: journal.save(path, earlier=earlier))
            panel.stop_asked.connect(journal.stop)
        self.presenter.start()
