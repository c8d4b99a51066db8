"""A made-up note by a template: every place filled, and signable where that can be. For previews and for trying it.

Everybody in it is invented. It decides nothing about real notes.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final

from fieldnotes.domain.cases import Case, User
from fieldnotes.domain.checks import check_sign
from fieldnotes.domain.conditions import paths
from fieldnotes.domain.findings import Finding
from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.domain.prefill import prefill
from fieldnotes.domain.private import Private
from fieldnotes.domain.requirements import counts
from fieldnotes.domain.template_parts import Field, Section, Template, TemplateBook

NOW: Final = dt.datetime(2026, 3, 12, 16, 0, tzinfo=dt.timezone(dt.timedelta(hours=1)))
CHILD, GUARDIAN, OTHER = "exempel-p1", "exempel-p2", "exempel-p3"
AUTHOR: Final = User("exempel-u1", Private("Sara Exempel"), "worker", "exempel-enhet", source={})
_MOST_STEPS: Final = 60
_CASE: Final[JsonObject] = {
    "id": "exempel",
    "number": "EX-2026-0001",
    "phase": "utredning",
    "unit": "exempel-enhet",
    "child": {"person_id": CHILD, "name": "Kim Exempel", "role": "barn", "born": "2016-05-04"},
    "people": [
        {"person_id": GUARDIAN, "name": "Robin Exempel", "role": "vardnadshavare"},
        {"person_id": OTHER, "name": "Alex Exempel", "role": "skola"},
    ],
    "assigned": [AUTHOR.id],
    "supervisor": None,
    "received": "2026-02-12T09:30:00+01:00",
    "opened": "2026-02-20",
    "placed": "2025-06-01",
    "next_review": "2026-06-01",
    "intervention": {"name": "Kontaktperson", "since": "2025-11-03", "plan": "Plan 1"},
}


@cache
def sample_case() -> Case:
    """Give the case of the made-up family."""
    return Case.from_json(_CASE)


def findings(book: TemplateBook, template: Template, sections: Sections) -> tuple[Finding, ...]:
    """Say what stands in the way of signing a made-up note."""
    return check_sign(book, template, sections, sample_case(), (AUTHOR,), AUTHOR, NOW)


def sample_note(book: TemplateBook, template: Template) -> tuple[Sections, tuple[str, ...]]:
    """Fill a note by a template so that it can be signed; also give the rules that still stop it, however one tries."""
    sections = filled(book, template)
    left = _blocks(book, template, sections)
    for _ in range(_MOST_STEPS):
        if not left:
            break
        better = next(_better(book, template, sections, left), None)
        if better is None:
            break
        sections, left = better
    return sections, tuple(dict.fromkeys(each.rule for each in left))


def filled(book: TemplateBook, template: Template) -> Sections:
    """Fill every place that is asked for, each with something of its type."""
    known = prefill(book, template, sample_case(), (AUTHOR,), AUTHOR, NOW - dt.timedelta(hours=2))
    found: dict[str, Mapping[str, Json]] = {}
    for section in template.sections:
        instead = {each.satisfied_by for each in section.fields if each.satisfied_by != section.speaks_to}
        fields: dict[str, Json] = {}
        for each in section.fields:
            if counts(each, fields) and (each.required or each.id not in instead):
                before = known.get(section.id, {}).get(each.id)
                fields[each.id] = value_of(book, template, section, each) if before is None else before
        found[section.id] = fields
    return found


def value_of(book: TemplateBook, template: Template, section: Section, each: Field) -> Json:
    """Make up one value of a field."""
    if each.default is not None:
        return each.default
    if each.type in {"choice", "multichoice"}:
        first = book.choices(each).ids[0]
        return first if each.type == "choice" else [first]
    row = _row(book, template, section, each)
    return [row] if each.holds_rows else row


def _row(book: TemplateBook, template: Template, section: Section, each: Field) -> Json:
    text = "Det här är ett exempel på vad som kan stå här."[: each.max_chars]
    teller = CHILD if each.source_default is not None and each.source_default.person == "child" else GUARDIAN
    reached = book.choice_list("goal_status").ids[0]
    before = [one.id for one in template.sections if one.id != section.id][:2]
    rows: Mapping[str, Json] = {
        "statement": {"text": text, "source_person_id": teller, "source_kind": "berattat_pa_plats"},
        "observation": {"text": text, "observed_by": str(AUTHOR.name)},
        "assessment": {"text": text, "by": str(AUTHOR.name), "based_on": before},
        "participants": {"person_id": GUARDIAN, "name": "Robin Exempel", "role": "vardnadshavare", "presence": "hela"},
        "agreement": {
            "what": text, "who": "Robin", "when": "2026-04-01", "agreed_by": [GUARDIAN],
            **dict.fromkeys(each.columns, "2026-04-01"),
        },
        "next_step": {"what": text, "who": "Robin", "due_date": "2026-04-01"},
        "goal": {"goal_text": text, "whose_goal": "Kim", "status": reached, "evidence_text": text},
        "comment": {"text": text, "person_id": GUARDIAN, "date": "2026-03-12"},
        "yesno": True,
        "date": "2026-03-12",
        "time": "14:30",
        "datetime": "2026-03-12T15:00:00+01:00" if each.prefill == "clock" else "2026-03-12T14:00:00+01:00",
        "person": GUARDIAN,
        "text": text,
    }  # fmt: skip
    return rows[each.type]


def _blocks(book: TemplateBook, template: Template, sections: Sections) -> tuple[Finding, ...]:
    return tuple(each for each in findings(book, template, sections) if each.severity == "block")


def _better(
    book: TemplateBook, template: Template, sections: Sections, left: tuple[Finding, ...]
) -> Iterator[tuple[Sections, tuple[Finding, ...]]]:
    """Change one place a broken rule looks at, as long as fewer rules are broken by it."""
    for section_id, field_id in dict.fromkeys(_places(book, template, left)):
        section = template.by_id.get(section_id)
        each = section.by_id.get(field_id) if section else None
        if section is None or each is None:
            continue
        for other in _others(book, template, section, each):
            fields = {key: value for key, value in sections.get(section_id, {}).items() if key != field_id}
            changed = {**sections, section_id: fields if other is None else {**fields, field_id: other}}
            tried = _asked_anew(book, template, changed)
            after = _blocks(book, template, tried)
            if len(after) < len(left):
                yield tried, after


def _places(book: TemplateBook, template: Template, left: tuple[Finding, ...]) -> Iterator[tuple[str, str]]:
    """Walk the places that findings speak of, by section and field."""
    rules = {each.id: each for each in book.rules(template, "sign")}
    for finding in left:
        if finding.rule in rules:
            split = (path[1:].split(".") for path in paths(rules[finding.rule].condition))
            yield from ((each[0], each[1]) for each in split if len(each) > 1)
        elif finding.section and finding.field:
            yield finding.section, finding.field


def _asked_anew(book: TemplateBook, template: Template, sections: Sections) -> Sections:
    """Fill what one answer has made to be asked for, and take away what no longer is."""
    found: dict[str, Mapping[str, Json]] = {}
    for section in template.sections:
        fields = dict(sections.get(section.id, {}))
        for each in section.fields:
            if each.show_if is not None and not counts(each, fields):
                fields.pop(each.id, None)
            elif each.show_if is not None and each.id not in fields:
                fields[each.id] = value_of(book, template, section, each)
        found[section.id] = fields
    return found


def _others(book: TemplateBook, template: Template, section: Section, each: Field) -> Iterator[Json]:
    """Walk what else could stand in a place; None for nothing."""
    if each.type in {"choice", "multichoice"}:
        yield from (one if each.type == "choice" else [one] for one in book.choices(each).ids)
    elif each.type == "yesno":
        yield from (True, False)
    elif each.type == "date":
        yield from ("2026-03-01", "2026-03-13", "2026-09-01")
    elif each.type == "datetime":
        yield from ("2026-02-12T10:00:00+01:00", "2026-03-12T13:00:00+01:00", "2026-03-12T15:30:00+01:00")
    elif each.type == "participants":
        yield [
            {"person_id": CHILD, "role": "barn", "presence": "hela"},
            {"person_id": GUARDIAN, "role": "vardnadshavare", "presence": "hela"},
        ]
        yield [{"person_id": CHILD, "role": "barn", "presence": "hela"}]
    else:
        yield value_of(book, template, section, each)
    yield None
