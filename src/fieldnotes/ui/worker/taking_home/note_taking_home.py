"""The panels of a paper to take home, over one note's screen; builds them when they are first asked for."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes.casework.views import PlanView, Recipient
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.paper_panel import PaperPanel
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.taking_home.extract_panel import ExtractPanel
from fieldnotes.ui.worker.taking_home.take_home_panel import TakeHomePanel
from fieldnotes.ui.worker.taking_home.take_home_presenter import Choice, TakeHomePresenter

FILE_NAME = "anteckning.pdf"
"""Names nobody: a file's name is read by whoever finds the stick."""


class NoteTakingHome(QObject):
    """Draws what the presenter says, and leads from one panel to the other."""

    def __init__(self, screen: QWidget, shell: Shell, note: str) -> None:
        super().__init__(screen)
        self._screen = screen
        self.panel = TakeHomePanel(screen)
        self.extract: ExtractPanel | None = None
        self.pages: PaperPanel | None = None
        self.presenter = TakeHomePresenter(shell, self, note)
        self.panel.print_asked.connect(self.presenter.print_and_give)
        self.panel.save_asked.connect(self.ask_place)
        self.panel.preview_asked.connect(self.presenter.preview)
        self.panel.know_asked.connect(self.open_extract)

    def open(self) -> None:
        """Ask for whom and how."""
        self.presenter.start()

    def open_form(self, people: Sequence[Recipient], plan: PlanView, languages: Sequence[tuple[str, str]]) -> None:
        """Open the first panel."""
        self.panel.open_form(people, plan, languages)

    def show_plan(self, plan: PlanView) -> None:
        """Draw what each agency may know by now."""
        self.panel.show_plan(plan)

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        self.panel.show_busy(busy=busy)

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        self.panel.show_wrong(words)

    def show_pages(self, pdf: bytes) -> None:
        """Show the paper in the form's place; the form is there again when it is closed."""
        if self.pages is None:
            self.pages = PaperPanel(self._screen)
            self.pages.closed.connect(self.panel.come_back)
        self.panel.step_aside()
        self.pages.show_pages(pdf)

    def print_pages(self, pdf: bytes) -> bool:
        """Open the system's dialog and print."""
        from fieldnotes.ui.shared.printing import print_pdf

        return print_pdf(pdf, self._screen, _("Note"))

    def close_over(self) -> None:
        """Close the first panel."""
        self.panel.close_over()

    def open_extract(self, to: str) -> None:
        """Ask what this person may know."""
        plan = self.panel.plan
        found = next((each for each in plan.extracts if each.person_id == to), None) if plan else None
        if plan is None or found is None:
            return
        if self.extract is None:
            self.extract = ExtractPanel(self._screen)
            self.extract.closed.connect(self.panel.come_back)
            self.extract.said.connect(self.presenter.let_know)
        self.panel.step_aside()
        self.extract.open_form(found, plan.deciding)

    def ask_place(self, choice: Choice) -> None:
        """Ask where the locked file goes, without stopping the window."""
        dialog = QFileDialog(self._screen, _("Save the locked file"), str(Path.home() / FILE_NAME), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(lambda path: self.presenter.save_and_give(choice, path))
        dialog.open()
