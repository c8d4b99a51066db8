"""Puts the page about log-ins and boards together: view, presenter and their signals."""

import webbrowser

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.account_presenter import AccountPresenter
from fieldnotes.ui.shell.account_view import AccountScreen
from fieldnotes.ui.shell.places import Shell


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it looks anew each time it is shown."""
    view = AccountScreen()
    presenter = AccountPresenter(shell, view, webbrowser.open)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.password_given.connect(presenter.log_in)
    view.browser_asked.connect(presenter.log_in_browser)
    view.board_chosen.connect(presenter.choose)
    view.stop_asked.connect(presenter.stop)
    view.back_asked.connect(shell.back)
    return view
