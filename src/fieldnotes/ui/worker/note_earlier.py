"""Joins the card of earlier promises with an open note's form: what is taken along becomes a next step of it."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.earlier_presenter import STEPS, EarlierPresenter, taken_along
from fieldnotes.ui.worker.editor.form_view import FormView


class NoteEarlier(QObject):
    """Owns the presenter while a note is being written."""

    def __init__(self, screen: QWidget, shell: Shell) -> None:
        super().__init__(screen)
        self._shell = shell
        self._form: FormView | None = None
        self.presenter: EarlierPresenter | None = None

    def opened(self, form: FormView, case: str, note: str) -> None:
        """Show what is open in this case, in this form from now on."""
        if form is not self._form:
            self._form = form
            form.earlier.ticked.connect(self._tick)
            form.earlier.carried.connect(self._carry)
            form.destroyed.connect(lambda: self._let_go(form))
        self.presenter = EarlierPresenter(self._shell, form.earlier, case, note)
        self.presenter.load()

    def _let_go(self, form: FormView) -> None:
        if form is self._form:
            self._form = self.presenter = None

    def look(self) -> None:
        """Read again what may have been ticked off, here or elsewhere."""
        if self.presenter is not None:
            self.presenter.load()

    def _tick(self, key: str) -> None:
        if self.presenter is not None:
            self.presenter.promises.tick(key)

    def _carry(self, key: str) -> None:
        """Put it among this note's next steps, once; the person sees it there and may change it."""
        agreed = self.presenter.promises.find(key) if self.presenter is not None else None
        view = self._form
        form = view.form if view is not None else None
        steps = next((f for s in form.sections for f in s.fields if f.type == STEPS), None) if form else None
        if view is None or agreed is None or steps is None:
            return
        value = taken_along(agreed, view.values().get(steps.section, {}).get(steps.id))
        view.show_value(steps.section, steps.id, value)
        view.value_changed.emit(steps.section, steps.id, value)
        view.go(steps.section, steps.id)
        self._shell.say(_("It stands among this note's next steps now."))
