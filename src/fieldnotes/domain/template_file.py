"""A town's file of templates, taken apart: each template standing alone, with its version and the lists it brings.

What stands alone is what is published, what an entry's digest is taken of, and what a note keeps for ever.
"""

from collections.abc import Iterator, Mapping

from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.template_parts import SCHEMA, TemplateBook


def as_file(data: Json) -> Json:
    """Read a template that stands alone, as it was published, as a file with that one template."""
    if not isinstance(data, Mapping) or "sections" not in data or "templates" in data:
        return data
    return {"schema": SCHEMA, "version": data.get("version"), "templates": [data]}


def standing_alone(data: JsonObject, book: TemplateBook) -> Iterator[JsonObject]:
    """Give each template of a checked file with its own version and the choice lists that are not the program's."""
    common = _table(data.get("choice_lists"))
    for each in _rows(data.get("templates")):
        lists = {**common, **_table(each.get("choice_lists"))}
        named = {name: lists[name] for name in sorted(_named(each)) if name in lists and name not in book.choice_lists}
        whole: dict[str, Json] = {**each, "version": each.get("version", data.get("version"))}
        whole.pop("choice_lists", None)
        yield {**whole, "choice_lists": named} if named else whole


def is_the_programs(template: JsonObject, book: TemplateBook) -> bool:
    """Tell whether a template is word for word one this program brings."""
    own = book.templates.get(str(template.get("id")))
    if own is None:
        return False
    return {**own.source, "version": own.version} == {**template}


def _named(template: JsonObject) -> set[str]:
    fields = [each for section in _rows(template.get("sections")) for each in _rows(section.get("fields"))]
    return {str(each[key]) for each in fields for key in ("options", "tag_options") if isinstance(each.get(key), str)}


def _rows(value: Json) -> list[JsonObject]:
    return [each for each in value if isinstance(each, Mapping)] if isinstance(value, list | tuple) else []


def _table(value: Json) -> JsonObject:
    return value if isinstance(value, Mapping) else {}
