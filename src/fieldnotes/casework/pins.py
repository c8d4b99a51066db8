"""Read the pins of a return file: where each question is fastened in the text that was read. Files nothing."""

from collections.abc import Mapping

from fieldnotes.casework.whole_note import sections_of
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.templates import Template
from fieldnotes.domain.terms import strings

KINDS = ("question", "suggestion", "praise")


def read_pins(
    template: Template, revision: Filed, data: JsonObject, *, praise_alone: bool = False
) -> tuple[JsonObject, ...]:
    """Read `{"pins": [{"section", "field"?, "start"?, "end"?, "quoted"?, "kind", "text"}]}` for QuestionAsked bodies.

    Refused: PIN_MISSING when none is a question or suggestion (unless `praise_alone`), UNKNOWN_SECTION,
    UNKNOWN_FIELD, WRONG_TYPE.
    """
    rows = data.get("pins")
    if not isinstance(rows, list | tuple) or not rows:
        raise Refused(Code.PIN_MISSING)
    pins = tuple(_pin(template, revision, row) for row in rows)
    if not praise_alone and all(pin["kind"] == "praise" for pin in pins):
        raise Refused(Code.PIN_MISSING)
    return pins


def _pin(template: Template, revision: Filed, row: Json) -> JsonObject:
    if not isinstance(row, Mapping):
        raise Refused(Code.WRONG_TYPE, section="pins", field="pin", expected="{section, field, kind, text}")
    section = template.section(_text(row, "section"))
    field = row.get("field")
    if field is not None:
        section.field(_text(row, "field"))
    kind, text = _text(row, "kind"), _text(row, "text")
    if kind not in KINDS:
        raise Refused(Code.WRONG_TYPE, section="pins", field="kind", expected=" | ".join(KINDS))
    pin: dict[str, Json] = {"section": section.id, "field": field}
    pin |= _range(revision, section.id, field if isinstance(field, str) else None, row)
    return {"pin": pin, "kind": kind, "text": text}


def _range(revision: Filed, section: str, field: str | None, row: Mapping[str, Json]) -> dict[str, Json]:
    """The range of characters and the words there, from the readable texts of the field."""
    start, end, quoted = row.get("start"), row.get("end"), row.get("quoted")
    if start is None and end is None:
        return {"quoted": quoted} if isinstance(quoted, str) and quoted else {}
    if not _whole(start) or not _whole(end) or not isinstance(start, int) or not isinstance(end, int) or start >= end:
        raise Refused(Code.WRONG_TYPE, section="pins", field="start", expected="0 <= start < end")
    fields = sections_of(revision).get(section, {})
    text = "\n".join(strings(fields.get(field) if field else dict(fields)))
    if end > len(text):
        raise Refused(Code.WRONG_TYPE, section="pins", field="end", expected=f"<= {len(text)}")
    return {"start": start, "end": end, "quoted": text[start:end]}


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(row: Mapping[str, Json], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(Code.WRONG_TYPE, section="pins", field=key, expected="text")
    return value.strip()
