"""A case that does not exist yet: from the act that proposed it to a case like others. Knows no store and no hub."""

from collections.abc import Mapping
from typing import Final

from fieldnotes.domain.cases import CHILD, Case
from fieldnotes.domain.entry import Entry
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json, JsonObject

FILE: Final = "proposal.json"
PHASE: Final = "forhandsbedomning"
"""What nobody knew of before begins with a preliminary assessment: 14 days from the day it came in (VIS-3)."""

_PERSON: Final = {
    "person_id": str, "name": str, "role": str, "protected": bool, "personnummer": str, "born": str, "language": str,
    "title": str, "reporter_kind": str, "protection": str, "secrecy_against": list,
}  # fmt: skip
_NUMBER_FROM_ID: Final = 6


def proposed_number(case: str) -> str:
    """Give the number a case goes by until it is bound: the end of its id, the same on every computer."""
    return f"NY-{case[-_NUMBER_FROM_ID:].upper()}"


def read_proposal(case: str, data: JsonObject) -> JsonObject:
    """Read a proposal file: `{"child": person, "people"?: [person], "unit"?: id, "note"?: text}`.

    A person is `{"name"?, "role", "personnummer"?, "born"?, …}` as in the hub's import file; `person_id` is given out
    here where it is left out. The child may lack name and number: unborn, unknown or protected.

    Args:
        case: the new case's id.
        data: the file.

    Refused: WRONG_FILE with the key; UNKNOWN_FIELD for a key nobody knows.
    """
    _known(data, ("child", "people", "unit", "note"), "proposal")
    file = JsonReader.of(data, FILE)
    if not isinstance(data.get("child"), Mapping):
        file.refuse("child", "an object")
    child = {"role": CHILD, **file.inner("child").data}
    rows = [_person(each, f"{case}-p{n}") for n, each in enumerate([child, *(p.data for p in file.each("people"))], 1)]
    found: dict[str, Json] = {"child": rows[0], "people": rows[1:], "unit": file.text("unit", "")}
    if note := file.text("note", "").strip():
        found["note"] = note
    if rows[0]["role"] != CHILD:
        file.refuse("child", "an object")
    try:
        Case.from_json({"id": case, **found})
    except Refused as problem:
        raise Refused(problem.code, **{**problem.values, "file": FILE}) from None
    return found


def proposed_case(entry: Entry) -> JsonObject:
    """Give the case a `CaseProposed` stands for, in the shape of the import file, with who proposed it and when.

    Refused: WRONG_FILE when child or people cannot be read as persons.
    """
    body = entry.body
    shown: dict[str, Json] = {
        "id": entry.case,
        "number": proposed_number(entry.case),
        "phase": PHASE,
        "unit": body["unit"],
        "child": body["child"],
        "people": body["people"],
        "assigned": [entry.author],
        "received": entry.at,
        "proposed": {"by": entry.author, "at": entry.at},
    }
    case = Case.from_json(shown)
    if case.child.role != CHILD:
        raise Refused(Code.WRONG_FILE, file=FILE, expected="an object in 'child'")
    return shown


def is_proposed(case: Case) -> bool:
    """Tell whether a case was proposed and has no number of its own."""
    return isinstance(case.source.get("proposed"), Mapping)


def bound_to(case: Case) -> str | None:
    """Give the case a proposed one was bound to, as the hub says; None while it stands alone."""
    target = case.source.get("bound_to")
    return target if isinstance(target, str) else None


def _person(data: JsonObject, person_id: str) -> dict[str, Json]:
    _known(data, tuple(_PERSON), "person")
    found: dict[str, Json] = {"person_id": person_id, "name": "", **data}
    for key, kind in _PERSON.items():
        if key in found and not isinstance(found[key], kind):
            raise Refused(Code.WRONG_FILE, file=FILE, expected=f"a text in '{key}'")
    if not isinstance(found.get("role"), str) or not found["role"]:
        raise Refused(Code.WRONG_FILE, file=FILE, expected="a text in 'role'")
    return found


def _known(data: JsonObject, keys: tuple[str, ...], place: str) -> None:
    for key in data:
        if key not in keys:
            raise Refused(Code.UNKNOWN_FIELD, section=place, field=key[:64])
