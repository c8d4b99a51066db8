"""Puts the page about one's own time together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.time_presenter import TimePresenter
from fieldnotes.ui.worker.time_view import TimeScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it reads each time it is shown."""
    view = TimeScreen()
    presenter = TimePresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.export_asked.connect(presenter.export)
    view.before.begin_asked.connect(presenter.begin_baseline)
    view.before.told.connect(presenter.tell)
    view.before.back_asked.connect(presenter.take_back)
    view.choices.measure_asked.connect(presenter.measure)
    view.choices.team_asked.connect(presenter.count_in_team)
    view.choices.forget_asked.connect(presenter.forget)
    return view
