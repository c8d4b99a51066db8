"""What is wrong with the sections of a town's template: what is asked, who may see it, what it must have in common."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.template_fault import LONGEST_TEXT, Fault, Part, each_once, plain
from fieldnotes.domain.template_field_faults import SPOKEN, Around, field_faults
from fieldnotes.domain.template_parts import FIELD_TYPES, TemplateBook

KEYS: Final = frozenset({
    "id", "label_sv", "label_en", "prompt_sv", "prompt_en", "required", "share_default", "share_audience",
    "content_kind", "voice_aliases", "speaks_to", "fields", "share_note_sv", "share_note_en", "names_roles", "was",
})  # fmt: skip
CONTENT: Final = frozenset({"fact", "statement", "assessment", "agreement", "admin"})
AUDIENCES: Final = frozenset({"child", "guardian"})
MOST_SECTIONS: Final = 30
MOST_FIELDS: Final = 40
ALIAS: Final = 60
COMMON: Final[Mapping[str, tuple[str, ...]]] = {
    "grunddata": ("case_ref", "phase", "start", "end", "purpose"),
    "deltagare": ("people",),
    "information": ("given",),
    "nasta_steg": ("steps",),
}
"""The common start and end of every template (README of the templates): the program and the common rules read them."""
CHILD_ASKED: Final = ("how_heard", "why_not_heard")

Meaning = tuple[str, str | None, bool]


@dataclass(frozen=True, slots=True)
class Inspected:
    """What is known while a template is inspected: the book, all choice lists, and which own lists were named."""

    book: TemplateBook
    lists: Mapping[str, frozenset[str]] = field(repr=False)
    used: set[str] = field(default_factory=set, repr=False)

    def meanings(self) -> Mapping[tuple[str, str], Meaning]:
        """What a place means wherever the program has it: rules and windows find it by its name."""
        return {
            (section.id, each.id): (each.type, each.options, each.repeat)
            for template in self.book.templates.values()
            for section in template.sections
            for each in section.fields
        }


def section_faults(template: Part, inspected: Inspected) -> None:
    """Note everything that is wrong with the sections of a template, and what is missing of the common ones."""
    sections = list(template.parts("sections"))
    each_once(sections)
    if len(sections) > MOST_SECTIONS:
        template.say(Fault.TOO_MANY, "sections", most=MOST_SECTIONS)
    meanings = inspected.meanings()
    for section in sections:
        _section(section, inspected, meanings)
    _aliases(sections)
    _common(template, sections)
    every = [each for section in sections for each in _fields(section)]
    if not any(each.data.get("options") in CHILD_ASKED or _source(each) == "child" for each in every):
        template.say(Fault.CHILD_NOT_ASKED)


def _fields(section: Part) -> list[Part]:
    return list(Part(section.data, section.place, []).parts("fields", needed=False))


def _section(section: Part, inspected: Inspected, meanings: Mapping[tuple[str, str], Meaning]) -> None:
    section.only(KEYS)
    section.id()
    section.both("label")
    section.both("prompt", most=LONGEST_TEXT, needed=False)
    section.both("share_note", most=LONGEST_TEXT, needed=False)
    section.flag("required", needed=True)
    kind = section.one_of("content_kind", CONTENT)
    if "was" in section.data:
        section.texts("was")
    section.texts("names_roles", inspected.book.choice_list("role_person").swedish)
    fields = list(section.parts("fields"))
    each_once(fields)
    if len(fields) > MOST_FIELDS:
        section.say(Fault.TOO_MANY, "fields", most=MOST_FIELDS)
    if not fields and isinstance(section.data.get("fields"), list):
        section.say(Fault.TOO_FEW, "fields", least=1)
    by_id = {str(each.data["id"]): each for each in fields if isinstance(each.data.get("id"), str)}
    around = Around(inspected.book, inspected.lists, by_id, inspected.used)
    for each in fields:
        field_faults(each, around)
        _same_meaning(section, each, meanings)
        if each.data.get("type") == "assessment" and kind and kind != "assessment":
            each.say(Fault.NOT_APART, "type")
    _shown(section, fields, kind)
    _spoken(section, fields)


def _same_meaning(section: Part, each: Part, meanings: Mapping[tuple[str, str], Meaning]) -> None:
    """A place with a name the program knows is of the type it knows: rules of law look at it by that name."""
    known = meanings.get((str(section.data.get("id")), str(each.data.get("id"))))
    if known is None:
        return
    kind, options, repeat = known
    if str(each.data.get("type")) not in FIELD_TYPES:
        return
    if each.data.get("type") != kind or each.data.get("repeat", False) != repeat:
        each.say(Fault.OTHER_MEANING, "type", only=kind, repeat=str(repeat).lower())
    elif each.data.get("options") != options:
        each.say(Fault.ONLY_LIST, "options", given=plain(each.data.get("options")), only=options or "–")


def _shown(section: Part, fields: Sequence[Part], kind: str) -> None:
    """Who sees it without a further thought: never a guardian what the child said, never nobody (CHI-6, SEC-1)."""
    shared = section.flag("share_default", needed=True)
    if "share_audience" not in section.data:
        section.say(Fault.MISSING, "share_audience")
    audience = section.texts("share_audience", AUDIENCES)
    if shared and not audience and section.data.get("share_audience") == []:
        section.say(Fault.SHOWN_TO_NOBODY, "share_audience")
    from_child = any(_source(each) == "child" for each in fields)
    if from_child and shared and "guardian" in audience:
        section.say(Fault.CHILD_SHOWN, "share_audience")
    if kind == "assessment" and any(_source(each) for each in fields):
        section.say(Fault.NOT_APART, "content_kind")


def _source(each: Part) -> str:
    found = each.data.get("source_default")
    return str(found.get("person", "")) if isinstance(found, Mapping) else ""


def _spoken(section: Part, fields: Sequence[Part]) -> None:
    """One field of a section is spoken into: the first that may be, of a type that holds words."""
    named = section.text("speaks_to")
    able = [each for each in fields if each.data.get("dictation") is True and str(each.data.get("type")) in SPOKEN]
    if not named:
        return
    if named not in {str(each.data.get("id")) for each in fields}:
        section.say(Fault.NO_FIELD, "speaks_to", given=plain(named))
    elif not able or able[0].data.get("id") != named:
        section.say(
            Fault.SPEAKS_TO, "speaks_to", given=plain(named), first=plain(able[0].data.get("id") if able else "")
        )
    else:
        short = able[0].data.get("max_chars")
        if isinstance(short, int) and short < 100:  # noqa: PLR2004 - a sentence that is spoken
            able[0].say(Fault.DICTATED_TOO_LITTLE, "max_chars", least=100)


def _aliases(sections: Sequence[Part]) -> None:
    """One spoken name leads to one section; one of a field is heard inside its section only."""
    taken: dict[str, str] = {}
    for section in sections:
        for alias in section.texts("voice_aliases", most=ALIAS):
            _alias(section, alias, taken)
        inside: dict[str, str] = {}
        for each in _fields(section):
            for alias in Part(each.data, each.place, section.faults).texts("voice_aliases", most=ALIAS):
                _alias(Part(each.data, each.place, section.faults), alias, inside)


def _alias(part: Part, alias: str, taken: dict[str, str]) -> None:
    low = " ".join(alias.split()).casefold()
    if alias != low or not all(sign.isalpha() or sign in " -" for sign in low):
        part.say(Fault.BAD_ALIAS, "voice_aliases", given=plain(alias))
    elif low in taken:
        part.say(Fault.ALIAS_TAKEN, "voice_aliases", given=plain(alias), other=taken[low])
    else:
        taken[low] = part.place


def _common(template: Part, sections: Sequence[Part]) -> None:
    found = {str(each.data.get("id")): each for each in sections}
    for name, wanted in COMMON.items():
        section = found.get(name)
        if section is None:
            template.say(Fault.PART_MISSING, "sections", given=name)
            continue
        there = {str(each.data.get("id")) for each in _fields(section)}
        for each in wanted:
            if each not in there:
                section.say(Fault.PART_MISSING, "fields", given=each)
