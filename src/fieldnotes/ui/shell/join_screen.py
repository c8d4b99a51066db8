"""Puts the page of joining together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.join_presenter import JoinPresenter
from fieldnotes.ui.shell.join_view import JoinScreen
from fieldnotes.ui.shell.places import Shell


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page."""
    view = JoinScreen()
    presenter = JoinPresenter(shell, view)
    view.presenter = presenter
    view.invitation_given.connect(presenter.join)
    view.back_asked.connect(shell.back)
    return view
