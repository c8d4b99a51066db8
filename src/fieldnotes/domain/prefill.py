"""What a note can know before anybody writes: from case, plan, clock and people. Proposes; decides nothing.

Source: `prefill_sources`, `interaction_rule` and `requirement_rule` of the template book.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.cases import CHILD, GUARDIAN, REPORTER, Case, Person, User
from fieldnotes.domain.conditions import moment
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, Sections
from fieldnotes.domain.requirements import counts
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook

INTERPRETER: Final = "tolk"
ON_THE_PHONE: Final = "telefon"
SWEDISH: Final = "sv"
NOBODY_ASKED: Final = frozenset({"ej_tillfragad", "behovs_ej"})
NEVER_PROPOSED: Final = frozenset({REPORTER, "syskon"})
SPOKEN_TYPES: Final = frozenset({"statement", "observation", "assessment"})
REPORTER_TYPES: Final = {"private": "Privatperson", "official": "I tjänsten"}


def prefill(
    book: TemplateBook, template: Template, case: Case, users: Sequence[User], author: User, start: dt.datetime
) -> Sections:
    """Fill what is known when a note begins; `start` is the planned time, else now, with its offset.

    Fields that ask for a confirmation are not filled (see `proposals`), nor those of the clock (see `finish`). Nor is
    anybody's yes, whatever the template says: a note never claims a consent that nobody gave (VIS-1, SEC-1).
    """
    source = _Source(book, template, case, users, author, start)
    return source.collect(lambda each: None if _waits(each) else source.value(each))


def proposals(
    book: TemplateBook,
    template: Template,
    case: Case,
    users: Sequence[User],
    author: User,
    start: dt.datetime | None = None,
) -> Sections:
    """Give what counts once somebody accepts it: `confirm` fields, suggested texts, and who may have said yes."""
    source = _Source(book, template, case, users, author, start)

    def offered(each: Field) -> Json:
        if each.suggest == "plan":
            return f"{template.label(SWEDISH)} – {book.choice_list('phase').label_of(case.phase, SWEDISH).lower()}"
        return source.value(each) if _waits(each) else None

    return source.collect(offered)


def _waits(each: Field) -> bool:
    """Tell whether a person has to say it before it stands in the note."""
    return each.confirm or each.is_a_yes


def accept(sections: Sections, offered: Sections, section: str, field_id: str) -> Sections:
    """Take one proposal into the note: the one act a `confirm` field asks for; nothing changes if none is offered."""
    value = offered.get(section, {}).get(field_id)
    if not has_content(value):
        return sections
    return {**sections, section: {**sections.get(section, {}), field_id: value}}


def finish(template: Template, sections: Sections, now: dt.datetime) -> Sections:
    """Settle a note when its input ends, before it is checked for signing.

    The clock's fields get the time unless they have one; who consented is taken away again where it says that
    nobody was asked, and why.
    """
    finished = {section_id: dict(fields) for section_id, fields in sections.items()}
    for section in template.sections:
        fields = finished.get(section.id, {})
        if not (section.required or any(map(has_content, fields.values()))) or _did_not_take_place(sections):
            continue
        for each in section.fields:
            if each.prefill == "clock" and counts(each, fields) and not has_content(fields.get(each.id)):
                finished.setdefault(section.id, {})[each.id] = _clock_value(each, now)
    for section in template.sections:
        fields = finished.get(section.id, {})
        if _nobody_asked(section, fields):
            del fields["consent_by"]
    return {section_id: fields for section_id, fields in finished.items() if fields}


def _nobody_asked(section: Section, fields: Mapping[str, Json]) -> bool:
    """Tell whether it says that nobody was asked, and why; without the why, who is named stays for the rule to stop."""
    named = section.by_id.get("consent_by")
    if named is None or named.satisfied_by is None or "consent_by" not in fields:
        return False
    return fields.get("consent") in NOBODY_ASKED and has_content(fields.get(named.satisfied_by))


def interactions(template: Template) -> list[str]:
    """List the acts a note asks for beyond speaking (`interaction_rule`; at most 6 in hembesok)."""
    return [
        f"{section.id}.{each.id}"
        for section in template.sections
        for each in section.fields
        if section.required and _is_an_act(section, each)
    ]


def _is_an_act(section: Section, each: Field) -> bool:
    if not each.required or each.show_if is not None or each.type in SPOKEN_TYPES:
        return False
    if section.speaks_to in {each.id, each.satisfied_by}:
        return False
    return each.prefill is None or each.confirm


def participant(person: Person) -> Json:
    """Make the row of somebody who was there all the time."""
    return {
        "person_id": person.person_id,
        "name": str(person.name),
        "role": person.role,
        "presence": "hela",
        "share_contact": False,
    }


def expected_people(template: Template, case: Case, users: Iterable[User], author: User) -> list[Person]:
    """Say who was probably there: the child, the roles the template asks about, and colleagues of the case."""
    asked = {role for _, each in template.fields_of_type("statement") for role in _roles_asked(each, case)}
    participants = template.by_id.get("deltagare")
    if not asked and participants is not None and "guardian" in participants.share_audience:
        asked = {GUARDIAN}
    if _default_place(template) == ON_THE_PHONE:
        asked, colleagues = {GUARDIAN}, []
    else:
        colleagues = [user.as_person() for user in users if user.id in case.assigned and user.id != author.id]
        asked |= {CHILD}
    return [*(each for each in case.by_id.values() if each.role in asked - NEVER_PROPOSED), *colleagues]


def _roles_asked(each: Field, case: Case) -> Iterable[str]:
    if each.source_default is None:
        return ()
    if each.source_default.person == "ask":
        return {person.role for person in case.people}
    return each.source_default.roles


def _default_place(template: Template) -> Json:
    basics = template.by_id.get("grunddata")
    place = basics.by_id.get("place") if basics else None
    return place.default if place else None


def _did_not_take_place(sections: Sections) -> bool:
    return sections.get("grunddata", {}).get("outcome") == "ej_genomfort"


def _clock_value(each: Field, now: dt.datetime) -> str:
    if each.type == "date":
        return now.date().isoformat()
    return now.strftime("%H:%M") if each.type == "time" else now.isoformat(timespec="seconds")


@dataclass(frozen=True)
class _Source:
    """Where prefilled values come from."""

    book: TemplateBook
    template: Template
    case: Case = field(repr=False)
    users: Sequence[User] = field(repr=False)
    author: User = field(repr=False)
    start: dt.datetime | None

    def collect(self, value_of: Callable[[Field], Json]) -> Sections:
        """Ask every field for its value and keep those that have one."""
        asked = {each.id: {one.id: value_of(one) for one in each.fields} for each in self.template.sections}
        kept = {key: {name: value for name, value in part.items() if has_content(value)} for key, part in asked.items()}
        return {section_id: fields for section_id, fields in kept.items() if fields}

    def value(self, each: Field) -> Json:
        """Give a field's value from the source its `prefill` names."""
        found = _SOURCES.get(each.prefill or "")
        return found(self, each) if found else None

    def from_case(self, each: Field) -> Json:
        """Read the case; a field the case says nothing about has its default."""
        case, support = self.case, self.case.intervention
        known: Mapping[str, str | None] = {
            "case_ref": case.number,
            "phase": case.phase if case.phase in self.book.choice_list("phase").swedish else None,
            "service": support.name if support else None,
            "since": support.since if support else None,
            "plan_ref": support.plan if support else None,
            "received": case.received,
            "reporter_type": self._reporter_type(),
        }
        value = known.get(each.id)
        if each.type in {"date", "datetime"} and not _fits(each, value):
            return None
        return each.default if value is None else str(value)

    def _reporter_type(self) -> str | None:
        kinds = (REPORTER_TYPES.get(each.reporter_kind or "") for each in self.case.with_role(REPORTER))
        return next(filter(None, kinds), None)

    def from_people(self, each: Field) -> Json:
        """Read who is known: participants, whether an interpreter is needed, and who can have said yes.

        Two guardians may have answered differently, so then nobody is written down as having said yes.
        """
        if each.type == "yesno":
            close = (self.case.child, *self.case.with_role(GUARDIAN))
            foreign = any((person.language or SWEDISH) != SWEDISH for person in close)
            return foreign or bool(self.case.with_role(INTERPRETER))
        if each.confirm:
            return [participant(one) for one in expected_people(self.template, self.case, self.users, self.author)]
        guardians = self.case.with_role(GUARDIAN)
        return [participant(guardians[0])] if len(guardians) == 1 else None

    def from_plan(self, _: Field) -> Json:
        """Read the planned time."""
        return None if self.start is None else self.start.isoformat(timespec="seconds")

    def from_supervisor(self, _: Field) -> Json:
        """Read who supervises the case, when that is somebody here."""
        return self.case.supervisor if any(user.id == self.case.supervisor for user in self.users) else None

    def from_author(self, _: Field) -> Json:
        """Read who writes."""
        return self.author.id


_SOURCES: Final[Mapping[str, Callable[[_Source, Field], Json]]] = {
    "case": _Source.from_case,
    "people": _Source.from_people,
    "plan": _Source.from_plan,
    "template": lambda _, each: each.default,
    "supervisor": _Source.from_supervisor,
    "author": _Source.from_author,
}


def _fits(each: Field, value: str | None) -> bool:
    when = moment(value)
    return isinstance(when, dt.datetime) == (each.type == "datetime") and isinstance(when, dt.date)
