"""Puts the page about storage together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.shell.storage_presenter import StoragePresenter
from fieldnotes.ui.shell.storage_view import StorageScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page; it counts each time it is shown."""
    view = StorageScreen()
    presenter = StoragePresenter(shell, view)
    view.presenter = presenter
    view.entered_now.connect(presenter.load)
    view.backup_asked.connect(presenter.back_up)
    view.verify_asked.connect(presenter.verify)
    view.wipe_asked.connect(presenter.wipe)
    view.stop_asked.connect(presenter.stop)
    view.back_asked.connect(shell.back)
    return view
