"""Reads a note's room: its people, and what a preview opens for them, in words. Asks casework; knows no Qt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldnotes.casework import read_cases, read_note, show_to_family
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.views import CaseView, NoteView, Shown
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.conditions import paths
from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.rooms import TERMS, Room, text_audience
from fieldnotes.domain.templates import Template
from fieldnotes.language.plain_targets import PlainTarget, family_target
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.family.room_state import COLLEAGUE, INTERPRETER, Choice, Guest, Guests, SectionRow

REPORTER = "anmalare"
FAMILY = ("barn", "vardnadshavare")
ABSENT = "inte_med"
NOBODY = "nobody_in_room"
SHORT = 160


BASIC = "grunddata"
"""The section that says when and where, and who interpreted."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The note, its case and the colleagues who could be in the room."""

    note: NoteView
    case: CaseView
    colleagues: Mapping[str, str] = field(repr=False)
    speaks: Mapping[str, str] = field(default_factory=dict, repr=False)
    """A person of the case -> the language they speak, where the case says so."""
    interpreter: str = field(default="", repr=False)
    """Who interprets, which way and for whom, as the note has it; or what of it the note lacks."""

    def name(self, person: str) -> str:
        """Name somebody of the case or a colleague; an interpreter needs no name, who reported has none (SEC-3)."""
        of_case = next((each for each in self.case.people if each.person_id == person), None)
        if of_case is not None and of_case.reporter:
            return of_case.role_label
        known = str(of_case.name) if of_case is not None else None
        return known or self.colleagues.get(person) or self.interpreter or _("Interpreter")


@dataclass(frozen=True, slots=True)
class Seen:
    """A preview, whose plain text would be drawn (`guardian`, `child` or nobody's), and how plain it has to be."""

    shown: Shown
    audience: str | None
    target: PlainTarget = field(default_factory=lambda: family_target("child", None))


def open_note(desk: Desk, note: str) -> Opened:
    """Read everything the page needs. Refused: UNKNOWN_NOTE."""
    seen = read_note.show(desk, note)
    people = people_at(desk)
    colleagues = {each.id: str(each.name) for each in people.everybody if each.id != people.me.id}
    of_case = people.case(seen.case)
    speaks = {each.person_id: each.language for each in (of_case.child, *of_case.people) if each.language}
    case = read_cases.case(desk, seen.case)
    names = {each.person_id: str(each.name) for each in case.people}
    return Opened(seen, case, colleagues, speaks, interpreter_words(desk, seen.sections.get(BASIC) or {}, names))


def interpreter_words(desk: Desk, basic: JsonObject, names: Mapping[str, str]) -> str:
    """Say who interprets, which way and for whom; what is not written is asked for, since the record needs it."""
    if basic.get("interpreter") is not True:
        return ""
    way = basic.get("interpreter_mode")
    whom = [names[each] for each in rows(basic.get("interpreter_for")) if isinstance(each, str) and each in names]
    told = {
        _("name"): str(basic.get("interpreter_name") or ""),
        _("way"): desk.book.choice_list("interpreter_mode").label_of(str(way), desk.language) if way else "",
        _("for whom"): _("for {names}").format(names=", ".join(whom)) if whom else "",
    }
    lacks = [what for what, words in told.items() if not words]
    said = [words for words in told.values() if words]
    missing = [_("not in the note yet: {what}").format(what=", ".join(lacks))] if lacks else []
    return " · ".join([*said, *missing])


def look(desk: Desk, note: str, room: JsonObject, language: str = "") -> Seen:
    """See what this room may see, in a language; records nothing. Refused: as `show_to_family.preview`."""
    shown, audience = show_to_family.preview(desk, note, room, language or None), audience_of(desk, note, room)
    age = fetch(desk, note).case.child_age(desk.clock.now().date().isoformat())
    return Seen(shown, audience, family_target(audience or "child", age))


def audience_of(desk: Desk, note: str, room: JsonObject) -> str | None:
    """Say whose plain text is drawn for a room."""
    whole = fetch(desk, note)
    people = whole.case.people_with(whole.people.everybody)
    return text_audience(desk.book, Room.read(room, people), people)


def here_before(desk: Desk, opened: Opened) -> list[Guest]:
    """List who was in the room when this note was last shown, if that was today; of another note or day, nobody."""
    last = max(opened.note.family, key=lambda each: each.at, default=None)
    if last is None or last.at.astimezone(desk.clock.now().tzinfo).date() != desk.clock.now().date():
        return []
    return [
        Guest(str(each["person_id"]), str(each["role"]), str(each.get("for_person_id") or "")) for each in last.people
    ]


def took_part(opened: Opened) -> list[Guest]:
    """List who took part as the note says, without who writes it and whoever reported."""
    known = {each.person_id: each.role for each in opened.case.people if not each.reporter}
    found: dict[str, Guest] = {}
    for section, each in opened.note.form.fields_of_type("participants"):
        for row in rows((opened.note.sections.get(section.id) or {}).get(each.id)):
            guest = _guest(row, known, opened.colleagues)
            if guest is not None:
                found[guest.id] = guest
    basic = opened.note.sections.get(BASIC) or {}
    interpreted = basic.get("interpreter") is True
    return [*found.values(), *([Guest(INTERPRETER, INTERPRETER)] if interpreted else [])]


def _guest(row: Json, known: Mapping[str, str], colleagues: Mapping[str, str]) -> Guest | None:
    if not isinstance(row, Mapping) or row.get("presence") == ABSENT:
        return None
    person, principal = str(row.get("person_id") or ""), row.get("for_person_id")
    if person in known:
        return Guest(person, str(row.get("role") or known[person]), str(principal or ""))
    return Guest(person, COLLEAGUE) if person in colleagues else None


def guests(opened: Opened, here: Mapping[str, Guest]) -> Guests:
    """List who can be added. Whoever reported is offered without a name (SEC-3)."""
    others = [each for each in opened.case.people if each.role not in FAMILY and each.person_id not in here]
    family = [Choice(each.person_id, str(each.name)) for each in opened.case.people if each.role in FAMILY]
    return Guests(
        colleagues=tuple(Choice(key, name) for key, name in sorted(opened.colleagues.items()) if key not in here),
        people=tuple(Choice(each.person_id, str(each.name)) for each in others if not each.reporter),
        others=tuple(Choice(each.person_id, opened.name(each.person_id)) for each in others),
        principals=tuple(family),
    )


def role_words(desk: Desk, role: str) -> str:
    """Say a role."""
    return desk.book.choice_list("role_person").label_of(role, desk.language)


def languages(desk: Desk) -> tuple[Choice, ...]:
    """List what the family's screen can speak; of one nobody who speaks it has read, that is said."""
    unread = _("{language} (read by no speaker yet)")
    return tuple(
        Choice(each.language, each.name if each.read_by_speaker else unread.format(language=each.name))
        for each in desk.workshop.family_languages.values()
    )


def section_rows(
    desk: Desk, opened: Opened, seen: Seen, reasons: Mapping[str, str], kept: frozenset[str], typed: Mapping[str, str]
) -> tuple[SectionRow, ...]:
    """Say of every section with content what becomes of it, in the order of the template."""
    template = opened.note.form
    reader = _Rows(desk, opened, seen, reasons, kept, typed)
    found = (reader.row(each.id, each.label(desk.language)) for each in template.sections)
    return tuple(row for row in found if row is not None)


@dataclass(frozen=True)
class _Rows:
    desk: Desk
    opened: Opened
    seen: Seen
    reasons: Mapping[str, str] = field(repr=False)
    kept: frozenset[str]
    typed: Mapping[str, str] = field(repr=False)

    def row(self, section: str, label: str) -> SectionRow | None:
        shown = self.seen.shown
        drawn = next((each for each in shown.sections if each.id == section), None)
        if drawn is not None:
            reason = "; ".join(filter(None, (self.reasons.get(section), self.reasons.get(section + TERMS))))
            left_out = shown.left_out.get(section, 0)
            typed = self.typed.get(section, "")
            return SectionRow(
                section, label, "open", text=str(drawn.text), reason=reason, left_out=left_out, typed=typed
            )
        why = next((each.why for each in shown.closed if each.id == section), "")
        term = next((str(each.term) for each in shown.blocked if each.id == section), "")
        if section in self.kept:
            return SectionRow(section, label, "kept", _("You keep it closed."))
        return self._closed(section, label, why, term) if why or term else None

    def _closed(self, section: str, label: str, why: str, term: str) -> SectionRow:
        plain = self.opened.note.family_text.get(self.seen.audience or "", {}).get(section, "")
        lifted = section + TERMS in self.reasons
        words = self._why(why) if why else ""
        if term and lifted:
            words = words or _("No reason opens it: the word names who reported, or the text has to be rewritten.")
        return SectionRow(
            section,
            label,
            "closed",
            words,
            term,
            typed=self.typed.get(section, ""),
            may_open=why in openable(self.desk, self.opened.note.form) and section not in self.reasons,
            may_rewrite=bool(term) and self.opened.note.is_draft and self.seen.audience is not None,
            may_lift=bool(term) and not why and not lifted,
            plain=plain,
            target=self.seen.target,
        )

    def _why(self, why: str) -> str:
        own = {"nothing_to_show": _("Nothing in it may be shown to these people."), "not_opened": ""}
        if why in own:
            return own[why]
        rules = self.desk.book.rules(self.opened.note.form, "show")
        return next((rule.text(self.desk.language) for rule in rules if rule.id == why), why)


def openable(desk: Desk, template: Template) -> frozenset[str]:
    """List the rules a recorded reason lifts, as the template's own conditions say."""
    rules = desk.book.rules(template, "show")
    return frozenset(rule.id for rule in rules if "$section.reason" in paths(rule.condition))
