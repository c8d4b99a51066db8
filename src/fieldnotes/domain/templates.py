"""The template book: what a note may hold, what it must hold, who may see it. Knows no note and no person."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fieldnotes.domain.choice_lists import CLOSED, AudiencePolicy, ChoiceList
from fieldnotes.domain.conditions import condition_faults
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.template_parts import (
    FIELD_TYPES,
    FILE,
    SCHEMA,
    Field,
    Relaxation,
    Rule,
    Section,
    SourceDefault,
    Template,
    TemplateBook,
)

__all__ = [
    "SCHEMA",
    "AudiencePolicy",
    "ChoiceList",
    "Field",
    "Relaxation",
    "Rule",
    "Section",
    "SourceDefault",
    "Template",
    "TemplateBook",
    "read_book",
]

CHOICES: Final = frozenset({"choice", "multichoice"})


def read_book(data: JsonObject) -> TemplateBook:
    """Read templates.json (schema fieldnotes-templates/2); every key is kept in `source`.

    Refused: WRONG_FILE for another schema, an unknown field type, choice list or condition.
    """
    book = JsonReader.of(data, FILE)
    if book.text("schema", "") != SCHEMA:
        book.refuse("schema", SCHEMA)
    listed = book.inner("choice_lists")
    lists = {key: _choice_list(key, listed.inner(key)) for key in listed.data}
    version = book.text("version")
    templates = {each.text("id"): _template(each, version, lists) for each in book.each("templates")}
    roles = book.inner("audience_policy").inner("roles")
    return TemplateBook(
        version=version,
        templates=MappingProxyType(templates),
        common_rules=tuple(_rule(each) for each in book.each("common_rules")),
        choice_lists=MappingProxyType(lists),
        policies=MappingProxyType({role: _policy(roles.inner(role)) for role in roles.data}),
        source=data,
        kept_versions=MappingProxyType({each.digest: each for each in templates.values()}),
    )


def read_template(data: JsonObject, book: TemplateBook) -> Template:
    """Read one template that stands alone, with its own `version` and `choice_lists`; other lists are the book's.

    Refused: WRONG_FILE as `read_book`.
    """
    reader = JsonReader.of(data, FILE)
    own = reader.inner("choice_lists")
    return _template(reader, reader.text("version"), {key: _choice_list(key, own.inner(key)) for key in own.data}, book)


def section_names(book: TemplateBook) -> tuple[str, ...]:
    """List what a section can be called in a file of headings: its id, and `template.section`."""
    names = {name for each in book.templates.values() for part in each.sections for name in _names(each, part)}
    return tuple(sorted(names))


def _names(template: Template, section: Section) -> tuple[str, str]:
    return section.id, f"{template.id}.{section.id}"


def _policy(data: JsonReader) -> AudiencePolicy:
    policy = data.text("policy")
    if policy not in {"own", "neutral", "follows", "closed"}:
        data.refuse("policy", "own, neutral, follows or closed")
    if policy == "closed":
        return CLOSED
    return AudiencePolicy(policy, data.text("audience") if policy == "own" else None)


def _choice_list(list_id: str, data: JsonReader) -> ChoiceList:
    english = data.inner("labels_en")
    swedish: dict[str, str] = {}
    for value in data.lists("values"):
        swedish[value[0]] = value[1]
    return ChoiceList(
        id=list_id,
        ids=tuple(swedish),
        swedish=MappingProxyType(swedish),
        english=MappingProxyType({key: english.text(key) for key in english.data}),
        source=data.data,
    )


@dataclass(frozen=True, slots=True)
class _Lists:
    """The choice lists fields may name; those in `own` stand in the template itself."""

    own: Mapping[str, ChoiceList]
    others: frozenset[str]

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in self.others


def _template(
    data: JsonReader, version: str, lists: Mapping[str, ChoiceList], book: TemplateBook | None = None
) -> Template:
    known = _Lists({}, frozenset(lists)) if book is None else _Lists(lists, frozenset(book.choice_lists))
    return Template(
        id=data.text("id"),
        version=version,
        sections=tuple(_section(each, known) for each in data.each("sections")),
        rules=tuple(_rule(each) for each in data.each("rules")),
        relax=tuple(_relaxation(each) for each in data.each("relax")),
        legal_anchor=data.texts("legal_anchor"),
        source=data.data,
    )


def _section(data: JsonReader, lists: _Lists) -> Section:
    section = Section(
        id=data.text("id"),
        required=data.flag("required", default=False),
        content_kind=data.text("content_kind"),
        share_default=data.flag("share_default", default=False),
        share_audience=frozenset(data.texts("share_audience")),
        names_roles=data.texts("names_roles"),
        voice_aliases=data.texts("voice_aliases"),
        speaks_to=data.text("speaks_to"),
        fields=tuple(_field(each, lists) for each in data.each("fields")),
        source=data.data,
    )
    if section.speaks_to not in section.by_id:
        data.refuse("speaks_to", "a field of the section")
    return section


def _field(data: JsonReader, lists: _Lists) -> Field:
    kind, options = data.text("type"), data.maybe_text("options")
    if kind not in FIELD_TYPES:
        data.refuse("type", "a known field type")
    if (kind in CHOICES or options) and options not in lists:
        data.refuse("options", "a known choice list")
    left, _, right = data.text("show_if", "").partition("=")
    spoken = data.inner("source_default")
    return Field(
        id=data.text("id"),
        type=kind,
        required=data.flag("required", default=False),
        dictation=data.flag("dictation", default=False),
        repeat=data.flag("repeat", default=False),
        options=options,
        prefill=data.maybe_text("prefill"),
        confirm=data.flag("confirm", default=False),
        suggest=data.maybe_text("suggest"),
        default=data.data.get("default"),
        show_if=(left, right) if left else None,
        satisfied_by=data.maybe_text("satisfied_by"),
        max_chars=data.number("max_chars", 0) or None,
        source_default=_source_default(spoken) if spoken.data else None,
        voice_aliases=data.texts("voice_aliases"),
        columns=data.texts("columns"),
        tag_options=data.maybe_text("tag_options"),
        verbatim_hint=data.flag("verbatim_hint", default=False),
        with_question=data.flag("with_question", default=False),
        source=data.data,
        own_list=lists.own.get(options or ""),
        own_tags=lists.own.get(data.text("tag_options", "")),
    )


def _source_default(data: JsonReader) -> SourceDefault:
    return SourceDefault(person=data.text("person"), roles=data.texts("roles"), kind=data.text("kind"))


def _relaxation(data: JsonReader) -> Relaxation:
    return Relaxation(when=_condition(data, "when"), still_required=frozenset(data.texts("still_required")))


def _rule(data: JsonReader) -> Rule:
    severity, when = data.text("severity"), data.text("when")
    if severity not in {"block", "warn"}:
        data.refuse("severity", "block or warn")
    if when not in {"sign", "show", "export"}:
        data.refuse("when", "sign, show or export")
    return Rule(
        id=data.text("id"),
        severity=severity,
        when=when,
        rule_ids=data.texts("rule_ids"),
        condition=_condition(data, "condition"),
        source=data.data,
    )


def _condition(data: JsonReader, key: str) -> JsonObject:
    condition = data.inner(key).data
    if fault := condition_faults(condition):
        data.refuse(key, fault)
    return condition
