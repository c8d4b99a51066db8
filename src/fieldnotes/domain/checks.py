"""What stands in the way of signing, showing or copying a note. It says; acts decide what to do about it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

from fieldnotes.domain.cases import CHILD, Case, Person, User
from fieldnotes.domain.conditions import holds, paths
from fieldnotes.domain.environment import GATHERED, Matter, room_roots, sign_roots, sources_of
from fieldnotes.domain.findings import Finding
from fieldnotes.domain.json_reader import has_content
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.requirements import required_findings, structure_findings
from fieldnotes.domain.rooms import Room, drawn, open_by_default
from fieldnotes.domain.template_parts import Rule, Section, Template, TemplateBook

BASIC_DATA: Final = "grunddata"

__all__ = ["Finding", "check_export", "check_show", "check_sign", "section_view"]


def check_sign(
    book: TemplateBook,
    template: Template,
    sections: Sections,
    case: Case,
    users: Sequence[User],
    author: User,
    now: dt.datetime,
) -> tuple[Finding, ...]:
    """Say what stands in the way of signing: structure, requirements, then the template's rules (DOC-1 … VIS-8)."""
    matter = Matter.of(template, sections, case, users)
    roots = sign_roots(author, now)
    env = matter.env(roots)
    broken = (rule for rule in book.rules(template, "sign") if holds(rule.condition, env))
    return (
        *structure_findings(book, template, sections, matter.people),
        *required_findings(template, sections),
        *(_finding(rule, *_where(rule, matter, roots)) for rule in broken),
    )


def check_show(  # noqa: PLR0913 - the inputs of showing one section to one room
    book: TemplateBook,
    template: Template,
    sections: Sections,
    case: Case,
    users: Sequence[User],
    room: Room,
    section_id: str,
    *,
    plain: str | None = None,
    state: str = "signed",
) -> tuple[Finding, ...]:
    """Say what stands in the way of showing one section to a room; `plain` is the rewritten text drawn instead.

    Reasons are the room's. A rewritten text does not lift what the child said in secret from somebody (SEC-2).
    """
    section, matter = template.section(section_id), Matter.of(template, sections, case, users)
    fields = sections.get(section_id, {})
    view = section_view(book, section, fields, room, matter.people, plain)
    env = matter.env({**room_roots(room, matter.people, state), "section": view})
    broken = [rule for rule in book.rules(template, "show") if holds(rule.condition, env)]
    return tuple(_finding(rule, section_id, None) for rule in broken)


def section_view(
    book: TemplateBook,
    section: Section,
    fields: JsonObject,
    room: Room,
    people: Mapping[str, Person],
    plain: str | None,
) -> JsonObject:
    """Give `$section`: what the window draws, the people behind it, and the reasons recorded."""
    left = drawn(section, fields, room, people)
    behind: Sequence[Json] = sources_of(section, left if plain is None else {}, people)
    secret = behind if plain is None else [_secrecy_only(each) for each in _children_behind(section, fields, people)]
    return {
        "id": section.id,
        "reason": room.reason(section.id),
        "term_reason": room.term_reason(section.id),
        "open_by_default": open_by_default(book, section, fields, room, people),
        "drawn": left if plain is None else plain,
        "sources": secret,
        "drawn_sources": behind,
    }


def _children_behind(section: Section, fields: JsonObject, people: Mapping[str, Person]) -> list[JsonObject]:
    behind = sources_of(section, fields, people)
    return [each for each in behind if isinstance(each, Mapping) and each.get("role") == CHILD]


def _secrecy_only(source: JsonObject) -> JsonObject:
    return {"secrecy_against": source.get("secrecy_against")}


def check_export(  # noqa: PLR0913 - the inputs of a copy
    book: TemplateBook,
    template: Template,
    sections: Sections,
    case: Case,
    users: Sequence[User],
    purpose: str,
    *,
    state: str,
    room: Room | None = None,
    copied: Mapping[str, Json] | None = None,
) -> tuple[Finding, ...]:
    """Say what stands in the way of a copy: `purpose` is family, extract, archive or case (INS-6, SEC-6).

    `copied`: section id -> what the copy draws of it; without it, all that stands in the note.
    """
    matter = Matter.of(template, sections, case, users)
    roots: dict[str, Json] = {"note": {"state": state}, "export": {"for": purpose}}
    if room is not None:
        roots |= room_roots(room, matter.people, state)
    found: list[Finding] = []
    for rule in book.rules(template, "export"):
        if any(path.startswith("$section.") for path in paths(rule.condition)):
            for section_id, text in (sections if copied is None else copied).items():
                env = matter.env({**roots, "section": {"id": section_id, "drawn": text}})
                found += [_finding(rule, section_id, None)] if holds(rule.condition, env) else []
        elif holds(rule.condition, matter.env(roots)):
            found.append(_finding(rule, None, None))
    return tuple(found)


def _finding(rule: Rule, section: str | None, field_id: str | None) -> Finding:
    texts = rule.text("sv"), rule.text("en")
    return Finding(rule.id, rule.severity, section, field_id, *texts, rule_ids=rule.rule_ids)


def _where(rule: Rule, matter: Matter, roots: Mapping[str, Json]) -> tuple[str | None, str | None]:
    """Find the section, and the field where one is named, that a broken rule is about."""
    named = [path[1:].split(".") for path in paths(rule.condition)]
    if any(path[0] in GATHERED for path in named):
        told = (each.id for each in matter.template.sections if holds(rule.condition, matter.env(roots, each.id)))
        return next(told, None), None
    return _place_to_mend(matter, [(path[0], path[1]) for path in named if len(path) > 1])


def _place_to_mend(matter: Matter, named: Sequence[tuple[str, str]]) -> tuple[str | None, str | None]:
    """Choose among fields a condition names: the first that is empty, one outside the basic data before one in it."""
    known = matter.template.by_id
    places = [(section, each) for section, each in named if section in known and each in known[section].by_id]
    own = [place for place in places if place[0] != BASIC_DATA] or places
    empty = [place for place in own if not has_content(matter.sections.get(place[0], {}).get(place[1]))]
    return next(iter(empty or own), (None, None))
