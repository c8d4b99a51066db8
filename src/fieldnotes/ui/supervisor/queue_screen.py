"""Puts the queue together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.queue_presenter import QueuePresenter
from fieldnotes.ui.supervisor.queue_view import QueueScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the queue; it loads each time it is shown."""
    view = QueueScreen()
    presenter = QueuePresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.chosen.connect(presenter.choose)
    view.decided_asked.connect(presenter.show_decided)
    return view
