"""Who is in the room, what opens for exactly them, and the one act: Show. Records before anything is drawn. No Qt."""

import json
from collections.abc import Callable
from typing import Protocol

from fieldnotes.casework import show_to_family, write_note
from fieldnotes.casework.views import Shown
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.rooms import TERMS
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.family.room_reading import (
    FAMILY,
    REPORTER,
    Opened,
    Seen,
    guests,
    here_before,
    languages,
    look,
    open_note,
    role_words,
    section_rows,
    took_part,
)
from fieldnotes.ui.family.room_state import INTERPRETER, OTHER, Guest, PersonRow, RoomPage, SectionRow
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.places import Shell

STRANGER = "annan"
"""The role of somebody the case does not know; it keeps everything closed."""


class RoomDrawing(Protocol):
    """What the page can be told."""

    def show_room(self, page: RoomPage) -> None:
        """Draw the page."""
        ...


class RoomPresenter:
    """Keeps the room as it is ticked; a change of people forgets every reason, which was for other people."""

    def __init__(self, shell: Shell, view: RoomDrawing, note: str, begin: Callable[[Opened, Shown], None]) -> None:
        self._shell = shell
        self._view = view
        self._note = note
        self._begin = begin
        self.opened: Opened | None = None
        self._here: dict[str, Guest] = {}
        self._extra: dict[str, Guest] = {}
        self._reasons: dict[str, str] = {}
        self._typed: dict[str, str] = {}
        self._begun: dict[str, str] = {}
        self._kept_words = BegunWords(shell, "room", note)
        self._kept_words.find(self._take_typed)
        self._kept: frozenset[str] = frozenset()
        self._known: tuple[str, ...] = ()
        self._seen: Seen | None = None
        self._rows: tuple[SectionRow, ...] = ()
        self._turn = 0
        self._busy = False
        self._chosen = ""

    def _language(self) -> str:
        """Give the language of the family's screen: the one chosen, else what those here speak, else the program's."""
        desk, here = self._shell.desk, self._here.values()
        speak = [self.opened.speaks.get(each.id, "") for each in here] if self.opened else []
        known = [each for each in speak if each in desk.workshop.family_languages]
        return self._chosen or (known[0] if known else desk.language)

    def choose_language(self, language: str) -> None:
        """Let the family's screen speak another language."""
        if language != self._language():
            self._chosen = language
            self._look()

    def load(self) -> None:
        """Read the note anew; who was ticked stays ticked."""
        desk, note = self._shell.desk, self._note
        self._shell.tasks.run(
            Lane.READ, lambda _job: open_note(desk, note), owner=self._view, done=self._take, failed=self._shell.explain
        )

    def room(self) -> JsonObject:
        """Give the room as a room file."""
        people = [
            {"person_id": each.id, "role": each.role} | ({"for_person_id": each.for_id} if each.for_id else {})
            for each in self._here.values()
        ]
        room: JsonObject = {"people": people, "reasons": dict(self._reasons)}
        return {**room, "open": [each for each in self._known if each not in self._kept]} if self._kept else room

    def set_here(self, person: str, *, here: bool) -> None:
        """Tick somebody, or not."""
        if here == (person in self._here):
            return
        if here:
            self._here[person] = self._extra.get(person) or Guest(person, self._role(person))
        else:
            del self._here[person]
        self._people_changed()

    def add(self, kind: str, person: str, principal: str) -> None:
        """Add somebody who is here but not among the family: an interpreter, a colleague, a support person."""
        if kind == INTERPRETER:
            person = next(key for key in map(_interpreter_id, range(1, 99)) if key not in self._extra)
        if not person:
            return
        role = self._role(person) if kind == OTHER else kind
        self._extra[person] = self._here[person] = Guest(person, role, principal)
        self._people_changed()

    def keep(self, section: str, *, closed: bool) -> None:
        """Keep an open section closed, or let it be open again."""
        self._kept = self._kept | {section} if closed else self._kept - {section}
        self._look()

    def open_with(self, section: str, reason: str) -> None:
        """Open a closed section for these people; the reason is recorded with the showing (CHI-6, SEC-2)."""
        self._give_reason(section, section, reason)

    def lift_word(self, section: str, reason: str) -> None:
        """Let a protected word be shown to these people, with a reason of its own (SEC-3 … SEC-5)."""
        self._give_reason(section + TERMS, section, reason)

    def type_reason(self, section: str, text: str) -> None:
        """Keep a reason while it is typed; a lock or a power cut takes nothing of it."""
        self._begun[section] = text
        self._keep_typed()

    def close_again(self, section: str) -> None:
        """Take back the reasons for a section."""
        for key in (section, section + TERMS):
            self._reasons.pop(key, None)
        self._look()

    def rewrite(self, section: str, text: str) -> None:
        """Save a plain text for the family, drawn instead of the section, and look again."""
        if self._seen is None or self._seen.audience is None or not text.strip():
            return
        desk, note, given = self._shell.desk, self._note, {self._seen.audience: {section: text.strip()}}
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: write_note.write_family_text(desk, note, given),
            owner=self._view,
            done=lambda _changed: self.load(),
            failed=self._shell.explain,
        )

    def show(self) -> None:
        """Record the showing, of no more than the page said opens; only what comes back from the record is drawn."""
        if self._seen is None or not self._can_show() or self._busy:
            return
        self._busy = True
        desk, note, language = self._shell.desk, self._note, self._language()
        room = {**self.room(), "open": [row.id for row in self._rows if row.state == "open"]}
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: show_to_family.show(desk, note, room, language),
            owner=self._view,
            done=self._recorded,
            failed=self._not_recorded,
        )

    def _recorded(self, shown: Shown) -> None:
        self._busy = False
        self._kept_words.keep("")
        if self.opened is not None and shown.shown is not None:
            self._begin(self.opened, shown)

    def _not_recorded(self, error: Exception) -> None:
        self._busy = False
        self._shell.explain(error)

    def _take(self, opened: Opened) -> None:
        first = self.opened is None
        self.opened = opened
        if first:
            desk = self._shell.desk
            self._here = {guest.id: guest for guest in here_before(desk, opened) or took_part(opened)}
            family = {each.person_id for each in opened.case.people}
            self._extra = {key: guest for key, guest in self._here.items() if key not in family}
        self._look()

    def _people_changed(self) -> None:
        self._typed |= {key.removesuffix(TERMS): reason for key, reason in self._reasons.items()}
        self._reasons.clear()
        self._look()

    def _give_reason(self, key: str, section: str, reason: str) -> None:
        if not reason.strip():
            return
        self._reasons[key] = self._typed[section] = reason.strip()
        self._begun.pop(section, None)
        self._keep_typed()
        self._look()

    def _keep_typed(self) -> None:
        typed = {section: text for section, text in {**self._typed, **self._begun}.items() if text.strip()}
        self._kept_words.keep(json.dumps(typed, ensure_ascii=False) if typed else "")

    def _take_typed(self, text: str) -> None:
        """Offer again what was typed before; it opens nothing by itself, the people in the room may be others."""
        found = json.loads(text)
        self._typed = {str(section): str(reason) for section, reason in found.items()} | self._typed

    def _look(self) -> None:
        """Ask what opens now; until the answer is here, nothing can be shown."""
        self._seen = None
        self._turn += 1
        turn = self._turn
        self._draw()
        desk, note, room, language = self._shell.desk, self._note, self.room(), self._language()
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: look(desk, note, room, language),
            owner=self._view,
            done=lambda seen: self._looked(seen, turn),
            failed=self._shell.explain,
        )

    def _looked(self, seen: Seen, turn: int) -> None:
        opened = self.opened
        if opened is None or turn != self._turn:
            return
        self._seen = seen
        self._rows = section_rows(self._shell.desk, opened, seen, self._reasons, self._kept, self._typed)
        self._known = tuple(row.id for row in self._rows)
        self._draw()

    def _draw(self) -> None:
        opened = self.opened
        if opened is None:
            return
        child = short_name(str(opened.case.child.name))
        self._view.show_room(
            RoomPage(
                title=f"{opened.note.label} · {child} · {opened.case.number}",
                people=self._people(opened),
                guests=guests(opened, self._here),
                sections=self._rows if self._here else (),
                summary=self._summary(),
                hint=self._hint(),
                can_show=self._can_show(),
                languages=languages(self._shell.desk),
                language=self._language(),
            )
        )

    def _people(self, opened: Opened) -> tuple[PersonRow, ...]:
        family = [each for each in opened.case.people if each.role in FAMILY]
        named = {each.person_id for each in family}
        usual = {each.person_id: Guest(each.person_id, each.role) for each in family}
        rows = []
        for key, guest in {**usual, **self._extra, **self._here}.items():
            rows.append(PersonRow(key, self._name(guest), self._detail(guest), key in self._here, key not in named))
        return tuple(rows)

    def _name(self, guest: Guest) -> str:
        if guest.role == REPORTER:
            return role_words(self._shell.desk, REPORTER)
        return self.opened.name(guest.id) if self.opened else ""

    def _detail(self, guest: Guest) -> str:
        role = role_words(self._shell.desk, guest.role)
        if not guest.for_id or self.opened is None:
            return role
        return _("{role}, for {name}").format(role=role, name=self.opened.name(guest.for_id))

    def _role(self, person: str) -> str:
        people = self.opened.case.people if self.opened else ()
        return next((each.role for each in people if each.person_id == person), STRANGER)

    def _can_show(self) -> bool:
        return self._seen is not None and bool(self._here) and bool(self._seen.shown.sections)

    def _summary(self) -> str:
        if not self._here:
            return ""
        open_ones = sum(row.state == "open" for row in self._rows)
        shut = len(self._rows) - open_ones
        opens = _n("{n} section opens", "{n} sections open", open_ones).format(n=open_ones)
        return opens + " · " + _n("{n} stays closed", "{n} stay closed", shut).format(n=shut)

    def _hint(self) -> str:
        if not self._here:
            return _("Say who is in the room first.")
        if self._seen is not None and not self._seen.shown.sections:
            return _("Nothing of the note is open for these people.")
        return ""


def _interpreter_id(number: int) -> str:
    return INTERPRETER if number == 1 else f"{INTERPRETER}-{number}"
