"""Puts the page of deputies together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.deputies_presenter import DeputiesPresenter
from fieldnotes.ui.supervisor.deputies_view import DeputiesScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it reads each time it is shown."""
    view = DeputiesScreen()
    presenter = DeputiesPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.name_asked.connect(presenter.name)
    view.end_asked.connect(presenter.end)
    view.back_asked.connect(presenter.back)
    return view
