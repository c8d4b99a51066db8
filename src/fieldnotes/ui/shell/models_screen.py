"""Puts the page about speech models together: view, presenter and their signals."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from fieldnotes.casework.desk import Workshop
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Runner
from fieldnotes.ui.shared.buttons import quiet_button
from fieldnotes.ui.shared.cards import Card, Page
from fieldnotes.ui.shared.labels import display
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.model_fetching import model_fetching
from fieldnotes.ui.shell.models_presenter import ModelsPresenter
from fieldnotes.ui.shell.models_view import ModelsPanel
from fieldnotes.ui.shell.places import Shell


class ModelsScreen(Screen):
    """The panel in a column of its own."""

    def __init__(self, workshop: Workshop, tasks: Runner) -> None:
        super().__init__(_("Speech models"))
        self.panel, self.models = panel_of(workshop, tasks)
        self.back = quiet_button(_("Back"), "arrow-left")
        card = Card()
        card.airy()
        card.add(self.panel)
        card.part()
        card.add_row(self.back)
        page = Page(720, centred=True)
        page.start()
        page.add(display(_("Speech models")))
        page.add(card)
        page.end()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.addWidget(page)

    def entered(self) -> None:
        """Read anew, and begin at what can be chosen."""
        self.models.begin()
        self.panel.offers.setFocus(Qt.FocusReason.OtherFocusReason)

    def left(self) -> None:
        """Watch no more; a download goes on."""
        self.models.end()


def panel_of(workshop: Workshop, tasks: Runner) -> tuple[ModelsPanel, ModelsPresenter]:
    """Build the panel with its presenter."""
    panel = ModelsPanel()
    presenter = ModelsPresenter(workshop, tasks, panel, model_fetching())
    panel.presenter = presenter
    panel.chosen.connect(presenter.choose)
    panel.fetch_asked.connect(presenter.fetch)
    panel.pause_asked.connect(presenter.pause)
    panel.forget_asked.connect(presenter.forget)
    panel.install_asked.connect(presenter.install)
    panel.remove_asked.connect(presenter.remove)
    return panel, presenter


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page."""
    view = ModelsScreen(shell.desk.workshop, shell.tasks)
    view.presenter = view.models
    view.back.clicked.connect(shell.back)
    return view
