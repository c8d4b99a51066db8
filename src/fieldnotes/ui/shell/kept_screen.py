"""Puts the page of another computer's drafts together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.kept_presenter import KeptPresenter
from fieldnotes.ui.shell.kept_view import KeptScreen
from fieldnotes.ui.shell.places import Shell


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it looks each time it is shown."""
    view = KeptScreen()
    presenter = KeptPresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.look)
    view.fetch_asked.connect(lambda secret, is_key: presenter.fetch(secret, is_key=is_key))
    view.back_asked.connect(presenter.back)
    return view
