"""The page of one template: the real form, to try. Draws; what is written in it goes nowhere."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.buttons import plain_button, quiet_button
from fieldnotes.ui.shared.cards import Card
from fieldnotes.ui.shared.labels import muted
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.theme import look_signal
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.editor.editor_style import editor_style
from fieldnotes.ui.worker.editor.form_view import FormView
from fieldnotes.ui.worker.editor.offers import Offers
from fieldnotes.ui.worker.preview.template_presenter import TemplatePresenter, TemplateShown


class TemplateScreen(Screen):
    """What it is, the way to the other language, and the form."""

    entered_now = Signal()
    turn_asked = Signal()
    back_asked = Signal()

    def __init__(self) -> None:
        super().__init__(_("Template"))
        self._back = quiet_button(_("Back"), "arrow-left")
        self._back.clicked.connect(self.back_asked)
        self.turn = plain_button(_("Show it in English"))
        self.turn.clicked.connect(self.turn_asked)
        self.head = Card(_("Template"), "", "soft")
        self._about = muted("")
        self.head.add(self._about)
        self.head.add_row(self._back, self.turn)
        self.form: FormView | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.addWidget(self.head)
        look_signal().changed.connect(self._relook)
        self._relook()

    def entered(self) -> None:
        """Ask for it, once."""
        if self.form is None:
            self.entered_now.emit()
        self._back.setFocus(Qt.FocusReason.OtherFocusReason)

    def _relook(self) -> None:
        self.setStyleSheet(editor_style())

    def show_template(self, shown: TemplateShown) -> None:
        """Draw the form instead of what stood there."""
        old, self.form = self.form, FormView()
        self.head.rename(shown.name)
        self.rename(shown.name)
        self._about.setText(shown.about)
        self.turn.setText(shown.other)
        self.form.show_form(shown.form, shown.sections, Offers(shown.form, None, frozenset()))
        self.form.files.hide()
        if old is not None:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._box.addWidget(self.form, 1)


def build(shell: Shell, subject: str) -> Screen:
    """Build the page of one template: its id, or a file and an id in it."""
    view = TemplateScreen()
    presenter = TemplatePresenter(shell, view, subject)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.turn_asked.connect(presenter.turn)
    view.back_asked.connect(presenter.back)
    return view
