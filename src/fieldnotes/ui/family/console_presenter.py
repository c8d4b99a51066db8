"""Leads the family through the frozen copy and records what each person says, as they say it. Knows no Qt."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from fieldnotes.casework import read_note, show_to_family, ways_in
from fieldnotes.casework.desk import Recorded
from fieldnotes.casework.own_voice import child_is_silent
from fieldnotes.casework.understood import UnderstoodView, understood_so_far
from fieldnotes.casework.views import FamilyRow
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.json_value import Json
from fieldnotes.language.sentences import sentence
from fieldnotes.language.shown_answers import shown_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.console_state import (
    AWAY,
    NEEDS_WORDS,
    OVER,
    ConsoleState,
    EndPage,
    Said,
    Showing,
)
from fieldnotes.ui.family.end_page import end_page, followed
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.shell.places import Shell

WORKER, NO_SCREEN = "worker", "screen"
"""Why the family sees nothing: the worker said so, or there is no screen to draw on."""


class StageDrawing(Protocol):
    """Where the family looks; it blanks by itself when the screen or the focus changes."""

    def draw(self, place: int) -> bool:
        """Draw one section; False when there is nothing to draw on."""
        ...

    def blank(self) -> None:
        """Draw nothing at all, at once."""
        ...

    def page(self, by: int) -> bool:
        """Move inside a section longer than the screen; False at its end."""
        ...

    def resize(self, by: int) -> tuple[bool, bool]:
        """Make the text larger or smaller; say whether it is at its smallest, and at its largest."""
        ...

    def show_contrast(self, *, on: bool) -> None:
        """Draw in high contrast, or as usual."""
        ...

    def end(self) -> None:
        """Take the family's window away."""
        ...


class ConsoleDrawing(Protocol):
    """What the console can be told."""

    def show_console(self, state: ConsoleState) -> None:
        """Draw the console."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why the family's window was not left."""
        ...

    def show_trouble(self, words: str) -> bool:
        """Say a problem where the worker looks; False when the usual place is in sight."""
        ...

    def show_end(self, page: EndPage) -> None:
        """Draw who took part and what they said."""
        ...


class ConsolePresenter:
    """One showing from its first section to its end."""

    def __init__(self, shell: Shell, view: ConsoleDrawing, stage: StageDrawing, note: str, showing: Showing) -> None:
        self._shell = shell
        self._view = view
        self._stage = stage
        self._note = note
        self.showing = showing
        self.place = 0
        self.blanked = ""
        self.ended = False
        self._contrast = False
        self._ends = (False, False)
        self.said: dict[tuple[str, str], Said] = {}
        self._given: dict[tuple[str, str], tuple[str, str, str]] = {}

    @property
    def section(self) -> str:
        """Give the section the family sees, or would see."""
        return self.showing.sections[self.place].id

    def begin(self, at: str = "") -> None:
        """Draw the first section, or the one the family had come to before somebody came or left."""
        self.place = next((place for place, each in enumerate(self.showing.sections) if each.id == at), 0)
        self._draw()

    def step(self, by: int) -> None:
        """Go on or back: first inside a long section, then to the next one."""
        if not self.blanked and self._stage.page(by):
            return
        place = max(0, min(self.place + by, len(self.showing.sections) - 1))
        if place != self.place:
            self.place = place
            self._draw()

    def resize(self, by: int) -> None:
        """Make the family's text larger or smaller."""
        self._ends = self._stage.resize(by)
        self._tell()

    def toggle_contrast(self) -> None:
        """Turn high contrast on or off."""
        self._contrast = not self._contrast
        self._stage.show_contrast(on=self._contrast)
        self._tell()

    def toggle_blank(self) -> None:
        """Blank, or show again; nothing else ever shows again, and nothing at all what has been closed."""
        if not self.blanked:
            self.blank(WORKER)
            return
        if self.blanked in OVER:
            return
        self.blanked = ""
        self._draw()

    def blank(self, why: str) -> None:
        """Show nothing until the worker says so."""
        self._stage.blank()
        if self.blanked not in OVER:
            self.blanked = why
        self._tell()

    def answer(self, person: str, answer: str, words: str, more: Mapping[str, str] = MappingProxyType({})) -> None:
        """Record what somebody says of the section they see, in their own words; `more`: a face, or how they said it.

        `section` in `more`: what it is about, when that is not what they see; empty for the whole note.
        """
        self._record(person, answer, words, more.get("section", self.section), more)

    def explain_absence(self, person: str, why: str) -> None:
        """Record why somebody of the family was not there."""
        self._record(person, AWAY, why, "", {})

    def understood(self, person: str, how: str) -> None:
        """Record how somebody could understand what they were shown; a press on another answer changes it."""
        desk, note = self._shell.desk, self._note
        shown = self.showing.shown
        row = {"person_id": person, "understood": how}
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: show_to_family.respond(desk, note, shown, {"responses": [row]}),
            owner=self._view,
            done=lambda _recorded: self.finish(),
            failed=self._shell.explain,
        )

    def leave(self, secret: str) -> None:
        """Leave a window that lies over this computer: only with the PIN or the passphrase."""
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: ways_in.confirm_here(desk, secret),
            owner=self._view,
            done=lambda _none: self.finish(),
            failed=self._not_left,
        )

    def finish(self) -> None:
        """End the showing and look back at what was said."""
        self.ended = True
        self._stage.end()
        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: (read_note.show(desk, note).family, child_is_silent(desk, note), understood_so_far(desk)),
            owner=self._view,
            done=self._show_end,
            failed=self._shell.explain,
        )

    def _draw(self) -> None:
        if not self.blanked and not self._stage.draw(self.place):
            self.blanked = NO_SCREEN
        self._ends = self._stage.resize(0)
        self._tell()

    def _tell(self) -> None:
        drawn = self.showing.sections[self.place]
        readers = self.showing.readers
        said = {each.id: self.said[drawn.id, each.id] for each in readers if (drawn.id, each.id) in self.said}
        self._view.show_console(
            ConsoleState(
                place=self.place,
                count=len(self.showing.sections),
                label=drawn.label,
                title=self.showing.title(drawn),
                text=str(drawn.text),
                section=drawn.id,
                blank=self.blanked,
                said=said,
                contrast=self._contrast,
                smallest=self._ends[0],
                largest=self._ends[1],
            )
        )

    def _record(self, person: str, answer: str, words: str, section: str, more: Mapping[str, str]) -> None:
        said, face = words.strip(), more.get("face", "")
        if answer in NEEDS_WORDS and not said and not face:
            return
        place = (section, person)
        if self._given.get(place) == (answer, said, face):  # pressed twice is said once
            return
        self._given[place] = (answer, said, face)
        row: dict[str, Json] = {"person_id": person, "section": section or None, "answer": answer}
        row |= {key: more[key] for key in ("face", "way") if key in more}
        if said:
            row["reason" if answer == AWAY else "text"] = said
        desk, note, shown = self._shell.desk, self._note, self.showing.shown

        def recorded(filed: Recorded) -> None:
            before = self.said.get(place)
            kept = before.text if face and not said and before is not None else said
            words = shown_words(face, more.get("way"))
            self.said[place] = Said(answer, kept, clock_time(desk.clock.now()), face, words, filed.others[-1])
            if self.ended:
                self.finish()
            else:
                self._tell()

        def not_recorded(error: Exception) -> None:
            self._given.pop(place, None)
            self._explain(error)

        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: show_to_family.respond(desk, note, shown, {"responses": [row]}),
            owner=self._view,
            done=recorded,
            failed=not_recorded,
        )

    def _explain(self, error: Exception) -> None:
        """Over a lone laptop the shell's messages are out of sight; what was not kept is told on the bar."""
        if not isinstance(error, FieldNotesError) or not self._view.show_trouble(sentence(error, _)):
            self._shell.explain(error)

    def _not_left(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError):
            self._view.show_wrong(sentence(error, _))
        else:
            self._shell.explain(error)

    def _show_end(self, found: tuple[tuple[FamilyRow, ...], bool, UnderstoodView]) -> None:
        family, silent, counted = found
        row = next((each for each in family if each.shown == self.showing.shown), None)
        if row is not None:
            words = self._shell.desk.workshop.family_languages.get(self.showing.language)
            asked = followed(self.showing, row, counted, words)
            self._view.show_end(end_page(self.showing, row, silent=silent, asked=asked))
