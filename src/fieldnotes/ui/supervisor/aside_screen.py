"""Puts the page of what lies aside together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.supervisor.aside_presenter import AsidePresenter
from fieldnotes.ui.supervisor.aside_view import AsideScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it reads each time it is shown."""
    view = AsideScreen()
    presenter = AsidePresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.settle_asked.connect(presenter.settle)
    view.back_asked.connect(presenter.back)
    return view
