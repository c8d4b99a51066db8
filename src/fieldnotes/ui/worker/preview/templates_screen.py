"""Puts the page of templates together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.preview.templates_presenter import TemplatesPresenter
from fieldnotes.ui.worker.preview.templates_view import TemplatesScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it reads each time it is shown."""
    view = TemplatesScreen()
    presenter = TemplatesPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.file_given.connect(presenter.check)
    view.chosen.connect(presenter.open)
    view.back_asked.connect(presenter.back)
    return view
