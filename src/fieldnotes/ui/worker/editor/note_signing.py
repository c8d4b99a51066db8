"""Joins the list before signing with the note, what was said, and the dictation it ends. Decides nothing."""

from PySide6.QtCore import QObject

from fieldnotes.ui.worker.editor.dictation_presenter import DictationPresenter
from fieldnotes.ui.worker.editor.proposal_list import ProposalList
from fieldnotes.ui.worker.editor.sign_presenter import SignPresenter
from fieldnotes.ui.worker.editor.view import EditorView


class NoteSigning(QObject):
    """The way from *Sign* to the list, also in the middle of speaking: the last words are written first."""

    def __init__(
        self, view: EditorView, signing: SignPresenter, proposals: ProposalList, dictation: DictationPresenter
    ) -> None:
        super().__init__(view)
        self._view = view
        self._signing = signing
        self._proposals = proposals
        self._dictation = dictation
        self._after_speaking = False
        view.top.sign_asked.connect(self.ask)
        view.top.correct_asked.connect(lambda: view.signed.ask_for_reason() if view.signed else None)
        view.sheet.confirmed.connect(signing.confirm)
        view.spoken.connect(self._spoken)
        proposals.under_sheet.connect(signing.again)

    def ask(self) -> None:
        """Open the list; who still speaks has finished with it."""
        if self._dictation.listening:
            self._after_speaking = True
            self._dictation.stop()
            return
        self._proposals.forget_asked()
        self._signing.ask()

    def _spoken(self) -> None:
        waited, self._after_speaking = self._after_speaking, False
        if waited and self._view.isVisible():
            self.ask()
