"""Puts a merge together: view, presenter and their signals. Reached by `Place("merge", note)`."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.once import Once
from fieldnotes.ui.worker.merge.merge_presenter import MergePresenter
from fieldnotes.ui.worker.merge.merge_signing import MergeSigning
from fieldnotes.ui.worker.merge.merge_view import MergeScreen


def build(shell: Shell, subject: str) -> Screen:
    """Build the merge of the note with this id; it opens the texts each time it is shown."""
    view = MergeScreen()
    saving = Once(view)
    presenter = MergePresenter(shell, view, subject, saving)
    signing = MergeSigning(shell, view, presenter)
    view.presenter = (presenter, signing)
    saving.rang.connect(presenter.due)
    view.entered_now.connect(presenter.read)
    view.left_now.connect(presenter.leave)
    view.changed_now.connect(presenter.take_change)
    view.back_asked.connect(signing.back)
    view.take_asked.connect(presenter.take)
    view.accept_asked.connect(presenter.accept)
    view.written.connect(presenter.write)
    view.open_asked.connect(presenter.open_again)
    view.next_asked.connect(lambda spot, back: presenter.next_from(spot, back=back))
    view.undo_asked.connect(presenter.undo)
    view.sign.clicked.connect(signing.sign)
    view.sheet.confirmed.connect(signing.confirm)
    return view
