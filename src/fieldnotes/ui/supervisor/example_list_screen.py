"""Puts the page of examples together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.example_list_presenter import ExampleListPresenter
from fieldnotes.ui.supervisor.example_list_view import ExampleListScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it reads each time it is shown."""
    view = ExampleListScreen()
    presenter = ExampleListPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.remove_asked.connect(presenter.take_away)
    view.back_asked.connect(presenter.back)
    return view
