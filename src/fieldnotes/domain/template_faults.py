"""Everything wrong with a town's file of templates, all at once: nothing goes out that a note could break on."""

import re
from collections.abc import Collection, Mapping
from typing import Final

from fieldnotes.domain.errors import Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.template_fault import LONGEST_TEXT, Fault, Part, TemplateFault, each_once, plain
from fieldnotes.domain.template_file import is_the_programs, standing_alone
from fieldnotes.domain.template_list_faults import list_faults
from fieldnotes.domain.template_parts import Template, TemplateBook
from fieldnotes.domain.template_rule_faults import rule_faults
from fieldnotes.domain.template_sample import sample_note
from fieldnotes.domain.template_section_faults import Inspected, section_faults
from fieldnotes.domain.templates import SCHEMA, read_template

KEYS: Final = frozenset({
    "id", "label_sv", "label_en", "when_sv", "when_en", "legal_anchor", "typical_minutes_to_write_today", "relax",
    "sections", "rules", "version", "choice_lists",
})  # fmt: skip
TOP: Final = frozenset({"schema", "version", "templates", "choice_lists", "name_sv", "name_en", "by"})
MOST_TEMPLATES: Final = 50
VERSION: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z.\-]{0,31}")


def template_faults(data: Json, book: TemplateBook) -> tuple[TemplateFault, ...]:
    """List the faults of one file, in its order; `book` is the program's.

    None but remarks: every template in it can be read, drawn, filled, signed and printed.
    """
    found: list[TemplateFault] = []
    if not isinstance(data, Mapping):
        return (TemplateFault(Fault.NOT_OBJECT, "", {"key": ""}),)
    file = Part(data, "", found)
    _top(file, book)
    common = list_faults(file, book)
    used: set[str] = set()
    for template in _templates(file):
        _template(template, data, book, common, used)
    if "common_rules" not in data:
        _unused(file, set(common) - set(book.choice_lists) - used)
    if all(each.is_remark for each in found):
        for whole in standing_alone(data, book):
            _tried(file, whole, book)
    shipped = {each for each in book.templates if _is_shipped(data, each, book)}
    return tuple(each for each in found if not (each.is_remark and each.place in shipped))


def _templates(file: Part) -> list[Part]:
    templates = list(file.parts("templates"))
    each_once(templates)
    if len(templates) > MOST_TEMPLATES:
        file.say(Fault.TOO_MANY, "templates", most=MOST_TEMPLATES)
    if isinstance(file.data.get("templates"), list) and not templates:
        file.say(Fault.TOO_FEW, "templates", least=1)
    return templates


def _unused(part: Part, lists: Collection[str]) -> None:
    for unused in sorted(lists):
        part.say(Fault.LIST_UNUSED, f"choice_lists.{unused}", given=unused)


def _is_shipped(data: JsonObject, name: str, book: TemplateBook) -> bool:
    return any(each.get("id") == name and is_the_programs(each, book) for each in standing_alone(data, book))


def _top(file: Part, book: TemplateBook) -> None:
    file.only(TOP | book.source.keys())
    if file.data.get("schema") != SCHEMA:
        file.say(Fault.WRONG_SCHEMA, "schema", only=SCHEMA)
    templates = file.data.get("templates")
    each_has = isinstance(templates, list) and all(isinstance(one, Mapping) and "version" in one for one in templates)
    _version(file, needed=not each_has)
    for key in ("common_rules", "audience_policy"):
        if key in file.data and file.data[key] != book.source.get(key):
            file.say(Fault.COMMON_CHANGED, key)


def _version(part: Part, *, needed: bool) -> None:
    version = part.text("version", most=32, needed=needed)
    if version and VERSION.fullmatch(version) is None:
        part.say(Fault.BAD_VERSION, "version", given=plain(version))


def _template(
    template: Part, file: JsonObject, book: TemplateBook, common: Mapping[str, frozenset[str]], used: set[str]
) -> None:
    template.only(KEYS)
    template.id()
    template.both("label")
    template.both("when", most=LONGEST_TEXT)
    template.texts("legal_anchor")
    _version(template, needed=False)
    _own_version(template, file, book)
    own = list_faults(template, book) if "choice_lists" in template.data else {}
    inspected = Inspected(book, {**common, **own})
    section_faults(template, inspected)
    rule_faults(template, book)
    used |= inspected.used
    _unused(template, set(own) - set(book.choice_lists) - inspected.used)


def _own_version(template: Part, file: JsonObject, book: TemplateBook) -> None:
    """A changed template of the program's needs a version of its own: notes rest on the shipped one."""
    shipped = book.templates.get(str(template.data.get("id")))
    if shipped is None:
        return
    whole = {**template.data, "version": template.data.get("version", file.get("version"))}
    if whole["version"] == shipped.version and not is_the_programs(whole, book):
        template.say(Fault.SAME_VERSION, "version", given=plain(whole["version"]), id=shipped.id)


def _tried(file: Part, whole: JsonObject, book: TemplateBook) -> None:
    """Read a template that looks right and sign a made-up note by it: a rule nothing satisfies would stop everybody."""
    place = file.inside({}, str(whole["id"]))
    try:
        template: Template = read_template(whole, book)
    except Refused:
        place.say(Fault.NOT_WHOLE)
        return
    _sections, left = sample_note(book, template)
    for rule in left:
        place.say(Fault.NEVER_SIGNED, "rules", given=rule)
