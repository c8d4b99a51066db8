"""Puts the page about security together: view, presenter and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.shell.security_presenter import SecurityPresenter
from fieldnotes.ui.shell.security_view import SecurityScreen


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page."""
    view = SecurityScreen()
    presenter = SecurityPresenter(shell, view)
    view.presenter = presenter
    view.change_asked.connect(presenter.change_passphrase)
    view.key_asked.connect(presenter.new_recovery_key)
    view.pin_asked.connect(presenter.set_pin)
    view.pin_removal_asked.connect(presenter.remove_pin)
    view.rekey_asked.connect(presenter.change_data_key)
    view.stop_asked.connect(presenter.stop)
    view.kept_asked.connect(lambda: shell.go(Place("kept")))
    view.back_asked.connect(shell.back)
    presenter.load()
    return view
