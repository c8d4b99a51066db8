"""What is done with a signed note from its page: a question answered, a second signature, a PDF. Changes no text."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes.casework import corrections, decide, make_report, read_note, sign
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.presenter import EditorPresenter
from fieldnotes.ui.worker.editor.signed_view import SignedView

T = TypeVar("T")


class SignedActs(QObject):
    """The acts of one signed note."""

    def __init__(self, screen: QWidget, shell: Shell, note: EditorPresenter) -> None:
        super().__init__(screen)
        self._screen = screen
        self._shell = shell
        self._note = note

    def lay_beside(self, signed: SignedView) -> None:
        """Show what was corrected after the first signing beside what stood there."""
        opened = self._note.opened
        if opened is None or len(opened.note.revisions) == 1:
            return
        desk, note = self._shell.desk, self._note.note
        signed.corrections.earlier_asked.connect(lambda at: self._read_earlier(signed, at))
        self._read(lambda: corrections.corrections(desk, note), signed, signed.corrections.show_corrections)

    def _read_earlier(self, signed: SignedView, revision: str) -> None:
        desk, note = self._shell.desk, self._note.note
        self._read(lambda: read_note.show(desk, note, revision), signed, signed.corrections.show_earlier)

    def _read(self, work: Callable[[], T], signed: SignedView, done: Callable[[T], None]) -> None:
        self._shell.tasks.run(Lane.READ, lambda _job: work(), owner=signed, done=done, failed=self._shell.explain)

    def answer(self, question: str, text: str) -> None:
        """Record the answer to a question."""
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: decide.answer(desk, question, text),
            owner=self,
            done=lambda _recorded: self._shell.say(_("The answer is recorded.")),
            failed=self._shell.explain,
        )

    def cosign(self) -> None:
        """Sign as the second worker the text that is on the screen."""
        opened = self._note.opened
        if opened is None or opened.note.at_revision is None:
            return
        desk, note, revision = self._shell.desk, self._note.note, opened.note.at_revision
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: sign.cosign(desk, note, revision),
            owner=self,
            done=lambda _recorded: self._shell.say(_("You have signed as the second worker.")),
            failed=self._shell.explain,
        )

    def save_pdf(self) -> None:
        """Ask where the PDF goes, without stopping the window."""
        dialog = QFileDialog(self._screen, _("Save as PDF"), str(Path.home()), "PDF (*.pdf)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("pdf")
        dialog.fileSelected.connect(self._write_pdf)
        dialog.open()

    def _write_pdf(self, path: str) -> None:
        desk, note = self._shell.desk, self._note.note
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: make_report.export_pdf(desk, note, Path(path)),
            owner=self,
            done=lambda _done: self._shell.say(_("The PDF is saved. It is a copy outside FieldNotes: keep it safe.")),
            failed=self._shell.explain,
        )
