"""A passage on its way to being an example: what may name somebody is marked, a person rewrites it. Knows no Qt."""

import json
from typing import TYPE_CHECKING, Protocol

from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.told_apart import Telling
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Recorded

KIND = "example"


class ExampleDrawing(Protocol):
    """What the panel can be told."""

    def show_passage(self, about: str, text: str, why: str) -> None:
        """Show the words to rewrite and what they are an example of."""
        ...

    def show_telling(self, text: str, found: tuple[Telling, ...]) -> None:
        """Mark what in this text may tell who it is about."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class ExamplePresenter:
    """One note's passage at a time; what is typed outlives lock and kill and changes nothing until it is kept."""

    def __init__(self, shell: Shell, view: ExampleDrawing, note: str) -> None:
        self._shell = shell
        self._view = view
        self._note = note
        self._section, self._field = "", ""
        self._looks = 0
        self._begun = BegunWords(shell, KIND, note)

    def begin(self, section: str, field: str, words: str, about: str) -> None:
        """Begin with marked words, or go on with what was begun about the same place."""
        self._section, self._field = section, field
        self._view.show_passage(about, words, "")
        self.look(words)
        self._begun.find(lambda text: self._go_on(text, about))

    def write(self, text: str, why: str) -> None:
        """Keep what is typed."""
        kept = {"section": self._section, "field": self._field, "text": text, "why": why}
        self._begun.keep(json.dumps(kept, ensure_ascii=False))

    def look(self, text: str) -> None:
        """Mark what may tell who the text is about; an answer that is overtaken is not shown."""
        from fieldnotes.casework.examples import look_through

        desk, note = self._shell.desk, self._note
        self._looks += 1
        mine = self._looks
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: look_through(desk, note, text),
            owner=self._view,
            done=lambda found: self._view.show_telling(text, found) if mine == self._looks else None,
            failed=self._shell.explain,
        )

    def keep(self, text: str, why: str) -> None:
        """Keep it as an example for the unit."""
        from fieldnotes.casework.examples import Passage, keep

        desk, note = self._shell.desk, self._note
        passage = Passage(self._section, self._field or None, text, why)
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: keep(desk, note, passage),
            owner=self._view,
            done=self._done,
            failed=self._failed,
        )

    def _go_on(self, kept: str, about: str) -> None:
        try:
            found = json.loads(kept)
            same = (found["section"], found["field"]) == (self._section, self._field)
            text, why = str(found["text"]), str(found["why"])
        except (ValueError, TypeError, KeyError):
            return
        if same:
            self._view.show_passage(about, text, why)
            self.look(text)

    def _done(self, _kept: "Recorded") -> None:
        self._begun.keep("")
        self._view.show_busy(busy=False)
        self._view.close_over()
        self._shell.say(_("Kept as an example. Your unit sees it in the template's help after the next exchange."))

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, FieldNotesError):
            self._shell.explain(error)
            return
        self._view.show_wrong(explain(error).words)
