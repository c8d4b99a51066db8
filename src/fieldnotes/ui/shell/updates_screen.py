"""Puts the page about newer versions of the program together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.shell.program_update import program_update
from fieldnotes.ui.shell.updates_presenter import UpdatesPresenter
from fieldnotes.ui.shell.updates_view import UpdatesScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it follows the program's one update while it is shown."""
    view = UpdatesScreen()
    presenter = UpdatesPresenter(shell.desk.workshop, shell.tasks, view, program_update())
    view.presenter = presenter
    view.entered_now.connect(presenter.begin)
    view.left_now.connect(presenter.end)
    view.look_asked.connect(presenter.look)
    view.install_asked.connect(presenter.install)
    view.stop_asked.connect(presenter.stop)
    view.back_asked.connect(shell.back)
    return view
