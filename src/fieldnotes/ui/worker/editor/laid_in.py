"""What is laid into a form once it is open: the unit's good examples, and a newer version of its template."""

from PySide6.QtCore import QObject

from fieldnotes.casework.newer_template import NewerView
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.example_help import put_examples
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.newer_presenter import NewerPresenter
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class NewerInForm(QObject):
    """The presenter of one form's card; it goes with the form, and holds it by nothing but being its child."""

    def __init__(self, shell: Shell, form: FormView, note: EditorPresenter) -> None:
        super().__init__(form)
        self.presenter = NewerPresenter(shell, self, note)
        form.newer.take_asked.connect(self.presenter.take)
        self.presenter.load()

    def show_newer(self, newer: NewerView | None) -> None:
        """Say it above the first section."""
        form = self.parent()
        if isinstance(form, FormView):
            form.newer.show_newer(newer)

    def hold_still(self, *, still: bool) -> None:
        """Let nothing be typed while the draft changes under the form."""
        form = self.parent()
        if isinstance(form, FormView):
            form.setEnabled(not still)


def lay_in(shell: Shell, form: FormView, note: EditorPresenter) -> None:
    """Lay everything in that has to be read first; the form can be written in meanwhile."""
    put_examples(shell, form)
    if note.opened is not None and note.opened.note.is_draft:
        NewerInForm(shell, form, note)
