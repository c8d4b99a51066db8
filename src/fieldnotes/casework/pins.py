"""Read the pins of a return file: where each question is fastened in the text that was read. Files nothing."""

from collections.abc import Mapping

from fieldnotes.casework.whole_note import in_one_spelling, sections_of
from fieldnotes.domain.entry import Filed
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.pinned_passage import pinned_text
from fieldnotes.domain.templates import Template

KINDS = ("question", "suggestion", "praise")


def read_pins(
    template: Template, revision: Filed, data: JsonObject, *, praise_alone: bool = False
) -> tuple[JsonObject, ...]:
    """Read `{"pins": [{"section", "field"?, "start"?, "end"?, "quoted"?, "kind", "text"}]}` for QuestionAsked bodies.

    Refused: PIN_MISSING when none is a question or suggestion (unless `praise_alone`), UNKNOWN_SECTION,
    UNKNOWN_FIELD, WRONG_TYPE.
    """
    given = data.get("pins")
    if not isinstance(given, list | tuple) or not given:
        raise Refused(Code.PIN_MISSING)
    pins = tuple(_pin(template, revision, row) for row in given)
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
    """The words pinned to, and their range when they stand exactly there. Offsets count characters of `pinned_text`."""
    text = pinned_text(sections_of(revision).get(section, {}), field)
    start, end, quoted = row.get("start"), row.get("end"), in_one_spelling(row.get("quoted"))
    if start is None and end is None:
        return _quoted(text, quoted)
    if not _whole(start) or not _whole(end) or not isinstance(start, int) or not isinstance(end, int) or start >= end:
        raise Refused(Code.WRONG_TYPE, section="pins", field="start", expected="0 <= start < end")
    if end > len(text):
        raise Refused(Code.WRONG_TYPE, section="pins", field="end", expected=f"<= {len(text)}")
    words = text[start:end]
    if quoted is not None and quoted != words:
        return _quoted(text, quoted)
    return {"start": start, "end": end, "quoted": words}


def _quoted(text: str, quoted: Json) -> dict[str, Json]:
    if quoted is None or quoted == "":
        return {}
    if not isinstance(quoted, str) or quoted not in text:
        raise Refused(Code.WRONG_TYPE, section="pins", field="quoted", expected="words that stand there")
    return {"quoted": quoted}


def _whole(value: Json) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _text(row: Mapping[str, Json], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise Refused(Code.WRONG_TYPE, section="pins", field=key, expected="text")
    return value.strip()
