"""Puts the language that is spoken into one editor: read when a note opens, obeyed by its recogniser. Keeps nothing."""

from fieldnotes.casework import speech_models
from fieldnotes.casework.hearing import Standby
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.editor.spoken_language import SpokenLanguage


class NoteLanguage:
    """One editor's choice; Swedish until somebody chooses."""

    def __init__(self, shell: Shell, standby: Standby, choice: SpokenLanguage) -> None:
        self._shell, self._standby, self._choice = shell, standby, choice
        choice.chosen.connect(self._speak)
        choice.models_asked.connect(lambda: shell.go(Place("models")))

    def opened(self) -> None:
        """Read which languages there are."""
        shop = self._shell.desk.workshop
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: speech_models.spoken_in(shop),
            owner=self._choice,
            done=self._choice.show_spoken,
            failed=self._shell.explain,
        )

    def _speak(self, language: str) -> None:
        """Let the next dictation be heard in a language; its model is loaded ahead."""
        self._standby.speak(language)
        self._shell.tasks.run(
            Lane.VOICE,
            lambda _job: self._standby.prepare(),
            owner=self._choice,
            done=lambda _none: None,
            failed=self._shell.explain,
        )
