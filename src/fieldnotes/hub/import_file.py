"""Reads a case system's import file and refuses it by place before anything is written. Knows no database.

Shapes are text: `id`, `text`, `bool`, `date`, `moment` (with offset), `day` (either), `code` (four digits), `[shape]`,
a nested table; `?` after a key: it may be left out. A key nobody knows is kept and reported, unless it looks like a
misspelling of one we know: a protection mark lost to a typing slip would be shown to the family.
"""

import difflib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NoReturn, TypeAlias

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.json_value import Json, JsonObject

Shape: TypeAlias = "str | dict[str, Shape] | list[Shape]"

_PERSON: Shape = {
    "person_id": "id", "name": "text", "role": "id", "protected?": "bool", "secrecy_against?": ["id"],
    "personnummer?": "text", "born?": "date", "language?": "id", "title?": "text", "reporter_kind?": "id",
    "protection?": "id",
}  # fmt: skip
_TERM: Shape = {
    "term": "text", "kind": "id", "why": "id", "match": "=name word stem exact digits", "match_case?": "bool",
    "hidden_from?": ["id"],
}  # fmt: skip
_VISIT: Shape = {"id": "id", "start": "moment", "template": "id", "workers?": ["id"], "people?": ["id"]}
_CASE: Shape = {
    "id": "id", "number": "text", "phase": "id", "unit": "id", "child": _PERSON, "people?": [_PERSON],
    "assigned?": ["id"], "supervisor?": "id", "protected_terms?": [_TERM], "secret_from?": ["id"],
    "received?": "moment", "opened?": "date", "placed?": "date", "next_review?": "date",
    "decision_deadline?": "date", "closed?": "day", "retention?": "=placering faderskap adoption utredning ej_inledd",
    "intervention?": {"name": "text", "since?": "date", "plan?": "text"},
    "visits?": [_VISIT],
}  # fmt: skip
_FILE: Shape = {
    "unit?": "text",
    "units?": [
        {
            "id": "id", "name": "text", "authority?": "text", "municipality?": "text",
            "municipality_code?": "code", "private?": "bool",
        }
    ],
    "users?": [
        {
            "id": "id", "name": "text", "role": "=worker consultant supervisor administrator support", "unit": "id",
            "memberships?": [{"unit": "id", "role": "=worker consultant supervisor administrator support"}],
        }
    ],
    "cases?": [_CASE],
}  # fmt: skip

_MAX_BYTES = 64 * 1024 * 1024
_ID_LENGTH = 200
_KEY = re.compile(r"[a-z0-9_]+")
_ALIKE = 0.8


@dataclass(slots=True)
class ImportFile:
    """What an import file holds, by id, all text NFC; `unknown` names the keys kept without being understood.

    `disposed`: its cases that were disposed of, as the hub finds when it takes the file in.
    """

    name: str
    units: dict[str, JsonObject] = field(default_factory=dict, repr=False)
    users: dict[str, JsonObject] = field(default_factory=dict, repr=False)
    cases: dict[str, JsonObject] = field(default_factory=dict, repr=False)
    unknown: list[str] = field(default_factory=list)
    disposed: frozenset[str] = frozenset()


def read_import(source: Path | JsonObject) -> ImportFile:
    """Read and check an import file, or what was read from one.

    Raises:
        Refused: FILE_MISSING; IMPORT_WRONG with the place.
    """
    found = ImportFile(source.name if isinstance(source, Path) else "import")
    data = _Reader(found)
    raw = _normal(data.load(source) if isinstance(source, Path) else source)
    data.check(raw, _FILE, "")
    if isinstance(raw, Mapping):
        found.units = data.by_id(raw, "units")
        found.users = data.by_id(raw, "users")
        found.cases = data.by_id(raw, "cases")
    return found


class _Reader:
    """Walks the file beside its shape; every refusal says where it stood."""

    def __init__(self, found: ImportFile) -> None:
        self._found = found

    def load(self, path: Path) -> Json:
        if not path.is_file():
            raise Refused(Code.FILE_MISSING, file=path.name)
        try:
            if path.stat().st_size > _MAX_BYTES:
                raise Refused(Code.TOO_LARGE, most=f"{_MAX_BYTES // 1024 // 1024} MB")
            value: Json = json.loads(path.read_text("utf-8-sig"), object_pairs_hook=self._once)
        except OSError:
            raise Unavailable(Code.FILE_MISSING, file=path.name) from None
        except json.JSONDecodeError as problem:
            self._refuse(f"line {problem.lineno}")
        except (ValueError, RecursionError):
            self._refuse("the text")
        return value

    def by_id(self, raw: Mapping[str, Json], key: str) -> dict[str, JsonObject]:
        rows = raw.get(key)
        found: dict[str, JsonObject] = {}
        for row in rows if isinstance(rows, list) else []:
            if isinstance(row, Mapping):
                name = str(row["id"])
                if name in found:
                    self._refuse(f"{key}[{_safe(name)}].id")
                found[name] = row
        return found

    def check(self, value: Json, shape: Shape, place: str) -> None:
        if isinstance(shape, dict):
            self._table(value, shape, place)
        elif isinstance(shape, list):
            if not isinstance(value, list):
                self._refuse(place)
            for number, inner in enumerate(value):
                self.check(inner, shape[0], f"{place}[{_row_name(inner, number)}]")
        elif not _plain_fits(value, shape):
            self._refuse(place)

    def _table(self, value: Json, shape: Mapping[str, Shape], place: str) -> None:
        if not isinstance(value, Mapping):
            self._refuse(place or "the whole")
        known = {key.removesuffix("?"): (inner, key.endswith("?")) for key, inner in shape.items()}
        for key, (inner, optional) in known.items():
            if key in value:
                self.check(value[key], inner, _under(place, key))
            elif not optional:
                self._refuse(_under(place, key))
        for key in sorted(value.keys() - known.keys()):
            self._keep_unknown(key, value[key], list(known), place)

    def _keep_unknown(self, key: str, value: Json, known: list[str], place: str) -> None:
        here = _under(place, _safe(key))
        if not _KEY.fullmatch(key) or difflib.get_close_matches(key, known, n=1, cutoff=_ALIKE):
            self._refuse(here)
        if not _free(value, 1):
            self._refuse(here)
        self._found.unknown.append(here)

    def _once(self, pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        found = dict(pairs)
        if len(found) != len(pairs):
            keys = [key for key, _ in pairs]
            self._refuse(_safe(next(key for key in keys if keys.count(key) > 1)))
        return found

    def _refuse(self, place: str) -> NoReturn:
        raise Refused(Code.IMPORT_WRONG, file=self._found.name, place=place)


def _normal(value: Json) -> Json:
    """Write every text in its one spelling (NFC), as the bytes rule wants it."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {key: _normal(inner) for key, inner in value.items()}
    return [_normal(inner) for inner in value] if isinstance(value, list) else value


def _under(place: str, key: str) -> str:
    return f"{place}.{key}" if place else key


def _row_name(value: Json, number: int) -> str:
    """Name a row by its id, where it has one that is no one's words; else by its number."""
    if isinstance(value, Mapping):
        name = value.get("id", value.get("person_id"))
        if isinstance(name, str) and _safe(name) == name:
            return name
    return str(number)


def _safe(word: str) -> str:
    return word if re.fullmatch(r"[A-Za-z0-9_.-]{1,60}", word) else "…"


def _free(value: Json, depth: int) -> bool:
    """Whether a value nobody knows can at least be written by the bytes rule."""
    if depth > 8 or isinstance(value, float):  # noqa: PLR2004 - leaves room for the feed's own levels
        return False
    if isinstance(value, Mapping):
        return all(_KEY.fullmatch(k) for k in value) and all(_free(v, depth + 1) for v in value.values())
    if isinstance(value, list):
        return all(_free(v, depth + 1) for v in value)
    return _is_clean(value) if isinstance(value, str) else not isinstance(value, int) or abs(value) < 2**53


def _plain_fits(value: Json, shape: str) -> bool:
    if shape == "bool":
        return isinstance(value, bool)
    if not isinstance(value, str) or not value.strip() or not _is_clean(value):
        return False
    if shape.startswith("="):
        return value in shape[1:].split()
    if shape == "id":
        return len(value) <= _ID_LENGTH and value == value.strip()
    if shape == "code":
        return re.fullmatch(r"[0-9]{4}", value) is not None
    return shape == "text" or _is_time(value, shape)


def _is_time(value: str, shape: str) -> bool:
    if shape == "day":
        return _is_time(value, "date") or _is_time(value, "moment")
    try:
        if shape == "date":
            return date.fromisoformat(value).isoformat() == value
        return datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def _is_clean(text: str) -> bool:
    return not any(unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t" for c in text)
