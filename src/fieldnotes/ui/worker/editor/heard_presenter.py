"""Words heard with doubt: which there are, their sound, and that a person confirmed them. Knows no Qt."""

from typing import Protocol

from fieldnotes.casework import unsure_words
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.heard_words import UnsureWord, moved
from fieldnotes.domain.json_value import Sections
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.worker.editor.presenter import EditorPresenter


class HeardScreen(Protocol):
    """What is asked of the window."""

    def show_unsure(self, words: tuple[UnsureWord, ...]) -> None:
        """Mark these words and no others."""
        ...

    def play(self, pcm: bytes, rate: int) -> None:
        """Let samples be heard. Unavailable: LOUDSPEAKER_MISSING."""
        ...

    def say_heard(self, words: str) -> None:
        """Say one calm sentence."""
        ...


class HeardPresenter:
    """Keeps the marks of the form those of the draft; sound is opened in memory, for one word at a time."""

    def __init__(self, presenter: EditorPresenter, screen: HeardScreen) -> None:
        self._presenter = presenter
        self._screen = screen
        self._confirmed: set[str] = set()

    def look(self) -> None:
        """Read which words are unsure now; in one line with the saves, so that no older answer comes late."""
        desk, note = self._presenter.desk, self._presenter.note

        def read(_job: object) -> tuple[Sections, tuple[UnsureWord, ...]]:
            draft = fetch(desk, note).draft
            return ({}, ()) if draft is None else (draft.sections, unsure_words.unsure_of(draft))

        self._presenter.tasks.run(Lane.WRITE, read, owner=self._screen, done=self._show, failed=self._say)

    def heard_more(self) -> None:
        """Look again when speech was written; typing moves and ends the marks by itself."""
        if self._presenter.speaking:
            self.look()

    def play(self, word: UnsureWord) -> None:
        """Let exactly the sound behind a word be heard."""
        desk = self._presenter.desk
        self._presenter.tasks.run(
            Lane.READ,
            lambda _job: unsure_words.sound_of(desk, word),
            owner=self._screen,
            done=self._play,
            failed=self._say,
        )

    def confirm(self, word: UnsureWord) -> None:
        """Say that a word was heard rightly; its mark does not come back."""
        desk, note = self._presenter.desk, self._presenter.note
        self._confirmed.add(word.id)
        self._presenter.tasks.run(
            Lane.WRITE,
            lambda _job: unsure_words.confirm(desk, note, {word.id}),
            owner=self._screen,
            done=lambda _changed: None,
            failed=self._say,
        )

    def _show(self, read: tuple[Sections, tuple[UnsureWord, ...]]) -> None:
        """Mark what the draft says, where it stands in the form; what was typed since is not in the draft yet."""
        stored, words = read
        here = moved(words, stored, self._presenter.values)
        self._screen.show_unsure(tuple(word for word in here if word.id not in self._confirmed))

    def _play(self, sound: tuple[bytes, int]) -> None:
        try:
            self._screen.play(*sound)
        except FieldNotesError as error:
            self._say(error)

    def _say(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError):
            self._screen.say_heard(sentence(error, _))
        else:
            self._presenter.explain(error)
