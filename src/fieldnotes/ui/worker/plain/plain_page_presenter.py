"""Writes the plain versions of one note: reads it, looks at a text in a pause, saves what was typed. Knows no Qt."""

from typing import Protocol

from fieldnotes.casework import plain_versions, write_note
from fieldnotes.casework.desk import Changed
from fieldnotes.casework.plain_versions import PlainNote, PlainSection
from fieldnotes.language.plain import PlainWords
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.editor.pace import Later
from fieldnotes.ui.worker.plain.plain_page_state import PlainCheck, check
from fieldnotes.ui.worker.work_counter import WorkCounter

Where = tuple[str, str]
"""A section and an audience."""


class PlainDrawing(Protocol):
    """What the page can be told."""

    def show_note(self, note: PlainNote, trouble: tuple[str, ...]) -> None:
        """Draw the sections; `trouble`: what is wrong with the town's own files."""
        ...

    def show_check(self, where: Where, found: PlainCheck) -> None:
        """Draw what is told of one text."""
        ...

    def show_saved(self, words: str) -> None:
        """Say how it stands with saving."""
        ...


class PlainPagePresenter:
    """One note's plain versions. Each text is looked at, and kept, a breath after its last key."""

    QUIET = 500

    def __init__(self, shell: Shell, view: PlainDrawing, note: str, later: Later) -> None:
        self._shell = shell
        self._view = view
        self._note = note
        self._later = later
        self.opened: PlainNote | None = None
        self._typed: dict[Where, str] = {}
        self._kept: dict[Where, str] = {}
        self._words: PlainWords | None = None
        self._looks = 0
        self._work = WorkCounter(shell.desk, shell.tasks, note, shell.explain)

    def load(self) -> None:
        """Read the note."""
        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: plain_versions.plain_versions(desk, note),
            owner=self._view,
            done=self._show,
            failed=self._shell.explain,
        )

    def type(self, section: str, audience: str, text: str) -> None:
        """Take a text as far as it is written."""
        self._typed[section, audience] = text
        self._work.typed()
        self._later.start(self.QUIET)

    def due(self) -> None:
        """Look at what was typed, and save it."""
        for (section, audience), text in self._typed.items():
            self._look(section, audience, text)
        self.settle()

    def settle(self) -> None:
        """Save every word now; a text that is emptied is taken away."""
        self._later.stop()
        given: dict[str, dict[str, str]] = {}
        for (section, audience), text in self._typed.items():
            if self._kept.get((section, audience)) != text:
                given.setdefault(audience, {})[section] = text
                self._kept[section, audience] = text
        self._typed.clear()
        if not given:
            return
        desk, note = self._shell.desk, self._note

        def failed(error: Exception) -> None:
            for audience, texts in given.items():
                for section in texts:
                    self._kept.pop((section, audience), None)
                    self._typed.setdefault((section, audience), texts[section])
            self._view.show_saved(_("Not saved"))
            self._shell.explain(error)

        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: write_note.write_family_text(desk, note, given),
            owner=self._view,
            done=self._saved,
            failed=failed,
        )

    def left(self) -> None:
        """Hand over every word, and the time it took."""
        self.settle()
        self._work.keep()

    def leave(self) -> None:
        """Go back to the note."""
        self._shell.go(Place("note", self._note))

    def to_family(self) -> None:
        """Go to the people in the room, once every word is in the store they are shown from."""
        self.settle()
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: None,
            owner=self._view,
            done=lambda _none: self._shell.go(Place("family", self._note)),
            failed=self._shell.explain,
        )

    def _show(self, opened: PlainNote) -> None:
        self.opened = opened
        self._kept = {(each.id, who): str(text) for each in opened.sections for who, text in each.versions.items()}
        town = self._shell.desk.workshop.town
        self._view.show_note(opened, tuple(sentence(each, _) for each in town.problems) if town else ())
        for (section, audience), text in self._kept.items():
            self._look(section, audience, text)

    def _look(self, section: str, audience: str, text: str) -> None:
        opened = self.opened
        part = next((each for each in opened.sections if each.id == section), None) if opened else None
        if opened is None or part is None:
            return

        def show(found: PlainCheck) -> None:
            newer = self._typed.get((section, audience), text)
            if newer == text:
                self._view.show_check((section, audience), found)

        self._shell.tasks.run(
            Lane.READ,
            lambda _job: self._check(opened, part, audience, text),
            owner=self._view,
            done=show,
            failed=self._shell.explain,
        )

    def _check(self, opened: PlainNote, part: PlainSection, audience: str, text: str) -> PlainCheck:
        """Look at a text on the lane; the word list is made ready there, once."""
        if self._words is None:
            self._words = PlainWords.read(self._shell.desk.workshop.plain_words)
        return check(opened, part, audience, text, self._words)

    def _saved(self, _changed: Changed) -> None:
        self._view.show_saved(_("Saved"))
