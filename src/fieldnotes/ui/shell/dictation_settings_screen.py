"""Puts the page about speaking together: view, presenters and their signals."""

from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shell.dictation_settings_view import DictationSettingsScreen
from fieldnotes.ui.shell.microphone_panel import MicrophonePanel, microphone_panel
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.shell.spellings_presenter import SpellingsPresenter


def build(shell: Shell, _subject: str) -> Screen:
    """Build the page with the computer's own microphones."""
    return build_with(shell, microphone_panel())


def build_with(shell: Shell, panel: MicrophonePanel) -> DictationSettingsScreen:
    """Build the page around a panel."""
    view = DictationSettingsScreen(panel)
    words = SpellingsPresenter(shell, view)
    view.presenter = words
    if panel.presenter is not None:
        view.entered_now.connect(panel.presenter.load)
        view.left_now.connect(panel.presenter.stop)
    view.entered_now.connect(words.load)
    view.spelling_given.connect(words.keep)
    view.spelling_unwanted.connect(words.forget)
    view.models_asked.connect(lambda: shell.go(Place("models")))
    view.back_asked.connect(shell.back)
    return view
