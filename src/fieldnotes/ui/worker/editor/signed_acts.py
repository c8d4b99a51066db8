"""What is done with a signed note from its page: a question answered, a second signature, a PDF. Changes no text."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from fieldnotes.casework import decide, make_report, sign
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class SignedActs(QObject):
    """The acts of one signed note."""

    def __init__(self, screen: QWidget, shell: Shell, note: EditorPresenter) -> None:
        super().__init__(screen)
        self._screen = screen
        self._shell = shell
        self._note = note

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
