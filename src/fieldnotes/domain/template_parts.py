"""The parts of a template book: templates, sections, fields, rules, choice lists. They know no note and no person."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from functools import cached_property
from types import MappingProxyType
from typing import Final

from fieldnotes.domain.choice_lists import CLOSED, AudiencePolicy, ChoiceList, Labelled
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json, JsonObject

FILE: Final = "templates.json"
SCHEMA: Final = "fieldnotes-templates/2"
CONSENT: Final = "consent"
"""The choice list of a yes, a no, or nobody asked."""
YES: Final = ("ja_muntligt", "ja_skriftligt")
"""The answers of that list by which somebody said yes."""
LIST_TYPES: Final = frozenset({"participants", "next_step", "goal", "agreement", "multichoice"})
FIELD_TYPES: Final = LIST_TYPES | {
    "text", "statement", "observation", "assessment", "choice", "yesno",
    "date", "time", "datetime", "person", "comment",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class SourceDefault:
    """Who is proposed as source of a statement: `person` is child, only_present or ask; `kind` is from_place."""

    person: str
    roles: tuple[str, ...]
    kind: str


@dataclass(frozen=True, eq=False)
class Field(Labelled):
    """One field of a section. `source` holds every key as it stands in the book."""

    id: str
    type: str
    required: bool
    dictation: bool
    repeat: bool
    options: str | None
    prefill: str | None
    confirm: bool
    suggest: str | None
    default: Json
    show_if: tuple[str, str] | None
    satisfied_by: str | None
    max_chars: int | None
    source_default: SourceDefault | None
    voice_aliases: tuple[str, ...]
    columns: tuple[str, ...]
    tag_options: str | None
    verbatim_hint: bool
    with_question: bool
    source: JsonObject = kept(repr=False)
    own_list: ChoiceList | None = kept(default=None, repr=False)
    """The choices of `options`, where the template brings that list itself."""
    own_tags: ChoiceList | None = kept(default=None, repr=False)
    """Likewise of `tag_options`."""

    @property
    def is_a_yes(self) -> bool:
        """Tell whether the value says that somebody consents or agrees: it is never written before they did (VIS-1).

        A choice of the consent list, or the people of a section other than those who took part.
        """
        return self.options == CONSENT or self.names_a_yes

    @property
    def names_a_yes(self) -> bool:
        """Tell whether the value names those who consent or agree: people, and not those who took part."""
        return self.type == "participants" and self.options is None

    @property
    def holds_rows(self) -> bool:
        """Tell whether the value is a list of rows."""
        return self.repeat or self.type in LIST_TYPES

    def suggestions(self, language: str) -> tuple[str, ...]:
        """Give ready texts to choose from."""
        key = f"suggestions_{language}" if f"suggestions_{language}" in self.source else "suggestions_sv"
        return JsonReader(self.source, FILE).texts(key)


@dataclass(frozen=True, eq=False)
class Section(Labelled):
    """One section: its fields, its kind of content and for whom it is open by default."""

    id: str
    required: bool
    content_kind: str
    share_default: bool
    share_audience: frozenset[str]
    names_roles: tuple[str, ...]
    voice_aliases: tuple[str, ...]
    speaks_to: str
    fields: tuple[Field, ...]
    source: JsonObject = kept(repr=False)

    def field(self, field_id: str) -> Field:
        """Find a field. Refused: UNKNOWN_FIELD(section, field)."""
        found = self.by_id.get(field_id)
        if found is None:
            raise Refused(Code.UNKNOWN_FIELD, section=self.id, field=field_id[:64])
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Field]:
        """Hold the fields by id."""
        return MappingProxyType({each.id: each for each in self.fields})


@dataclass(frozen=True, eq=False)
class Rule(Labelled):
    """A rule of the book; broken when its condition is true. `rule_ids` point into rules.md."""

    id: str
    severity: str
    when: str
    rule_ids: tuple[str, ...]
    condition: JsonObject = kept(repr=False)
    source: JsonObject = kept(repr=False)

    def text(self, language: str) -> str:
        """Give the sentence a person reads."""
        return self.wording("text", language)


@dataclass(frozen=True, eq=False)
class Relaxation:
    """When true, only these `section.field` paths are required (a visit that did not take place)."""

    when: JsonObject
    still_required: frozenset[str]


@dataclass(frozen=True, eq=False)
class Template(Labelled):
    """One kind of note, in one version: a note keeps the version it was begun with."""

    id: str
    version: str
    sections: tuple[Section, ...]
    rules: tuple[Rule, ...]
    relax: tuple[Relaxation, ...]
    legal_anchor: tuple[str, ...]
    source: JsonObject = kept(repr=False)

    def section(self, section_id: str) -> Section:
        """Find a section. Refused: UNKNOWN_SECTION(section)."""
        found = self.by_id.get(section_id)
        if found is None:
            raise Refused(Code.UNKNOWN_SECTION, section=section_id[:64])
        return found

    @cached_property
    def by_id(self) -> Mapping[str, Section]:
        """Hold the sections by id."""
        return MappingProxyType({each.id: each for each in self.sections})

    @cached_property
    def digest(self) -> str:
        """Work out the SHA-256 of its canonical JSON, by which an entry names exactly this text of it (wire.md)."""
        return hashlib.sha256(canonical_text(self.source).encode("utf-8")).hexdigest()

    @property
    def reference(self) -> JsonObject:
        """Name it in an entry: `{"id", "version", "sha256"}`."""
        return {"id": self.id, "version": self.version, "sha256": self.digest}

    def fields_of_type(self, kind: str) -> Iterator[tuple[Section, Field]]:
        """Walk all fields of one type, in the order of the book."""
        return ((section, each) for section in self.sections for each in section.fields if each.type == kind)


@dataclass(frozen=True, eq=False)
class TemplateBook:
    """All templates of one version, their choice lists and common rules. `source` holds every other key."""

    version: str
    templates: Mapping[str, Template]
    common_rules: tuple[Rule, ...]
    choice_lists: Mapping[str, ChoiceList]
    policies: Mapping[str, AudiencePolicy]
    source: JsonObject = kept(repr=False)
    headings: Mapping[str, Mapping[str, str]] = kept(default_factory=dict, repr=False)
    """What the family reads above a section: language -> section, or `template.section` -> heading."""
    kept_versions: Mapping[str, Template] = kept(default_factory=dict, repr=False)
    """Every version known here by its digest, those of a town that are replaced or withdrawn among them."""
    not_offered: frozenset[str] = frozenset()
    """Templates no new note is begun from; notes begun from them go on."""

    def heading(self, template: Template, section: Section, language: str) -> str:
        """Say what stands above a section for the family: the town's or the language's heading, else the template's."""
        known = self.headings.get(language, {})
        return known.get(f"{template.id}.{section.id}") or known.get(section.id) or section.label(language)

    def template(self, template_id: str) -> Template:
        """Find a template. Refused: UNKNOWN_TEMPLATE(template)."""
        found = self.templates.get(template_id)
        if found is None:
            raise Refused(Code.UNKNOWN_TEMPLATE, template=template_id[:64])
        return found

    def offered(self, template_id: str) -> Template:
        """Find a template to begin a note from. Refused: UNKNOWN_TEMPLATE, TEMPLATE_WITHDRAWN."""
        found = self.template(template_id)
        if template_id in self.not_offered:
            raise Refused(Code.TEMPLATE_WITHDRAWN, template=template_id)
        return found

    def label(self, template_id: str, language: str) -> str:
        """Say what a template is called; its id where it is not known here."""
        found = self.templates.get(template_id)
        return template_id if found is None else found.label(language)

    def reference(self, template_id: str) -> JsonObject:
        """Name a template as it is now in an entry (wire.md). Refused: UNKNOWN_TEMPLATE."""
        return self.template(template_id).reference

    def begun_with(self, reference: JsonObject) -> Template | None:
        """Find the version a note was begun with; the nearest of its name where that one is not known here."""
        exact = self.kept_versions.get(str(reference.get("sha256")))
        name, version = reference.get("id"), reference.get("version")
        if exact is not None and exact.id == name:
            return exact
        same = (each for each in self.kept_versions.values() if (each.id, each.version) == (name, version))
        return next(same, None) or self.templates.get(str(name))

    def choices(self, each: Field) -> ChoiceList:
        """Give the choice list of a choice field. Refused: UNKNOWN_FIELD when it has none."""
        return each.own_list or self.choice_list(each.options or "")

    def tags(self, each: Field) -> ChoiceList:
        """Give the list a statement's tags are chosen from. Refused: UNKNOWN_FIELD when it has none."""
        return each.own_tags or self.choice_list(each.tag_options or "")

    def choice_list(self, list_id: str) -> ChoiceList:
        """Find a choice list. Refused: UNKNOWN_FIELD."""
        found = self.choice_lists.get(list_id)
        if found is None:
            raise Refused(Code.UNKNOWN_FIELD, section="choice_lists", field=list_id[:64])
        return found

    def policy(self, role: str) -> AudiencePolicy:
        """Say how a role counts in a room; a role the book does not know keeps everything closed (SEC-1)."""
        return self.policies.get(role, CLOSED)

    def rules(self, template: Template, when: str) -> tuple[Rule, ...]:
        """Give the rules tried at one act, the common ones first."""
        return tuple(rule for rule in (*self.common_rules, *template.rules) if rule.when == when)


def canonical_text(source: JsonObject) -> str:
    """Write a template in the one spelling its digest is taken of."""
    return json.dumps(source, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
