"""The bytes of a town's file, read as JSON that means one thing: no key twice, no broken number, nothing endless."""

import json
import unicodedata
from collections.abc import Mapping
from typing import Final

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.template_fault import Fault, TemplateFault

MOST_BYTES: Final = 1_000_000
DEEPEST: Final = 40


class _Wrong(Exception):  # noqa: N818 - carries a fault out of the parser, and goes no further
    def __init__(self, fault: TemplateFault) -> None:
        super().__init__()
        self.fault = fault


def read_source(raw: bytes) -> tuple[Json, tuple[TemplateFault, ...]]:
    """Read a file; the fault that stops it instead, with None, when it is none of ours. Text comes out in NFC."""
    try:
        return _read(raw), ()
    except _Wrong as wrong:
        return None, (wrong.fault,)


def _read(raw: bytes) -> Json:
    if len(raw) > MOST_BYTES:
        raise _wrong(Fault.TOO_LARGE, most=MOST_BYTES // 1000)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _wrong(Fault.NOT_TEXT_FILE) from None
    try:
        value: Json = json.loads(
            unicodedata.normalize("NFC", text), object_pairs_hook=_table, parse_constant=_constant, parse_int=_whole
        )
    except json.JSONDecodeError as problem:
        raise _wrong(Fault.NOT_JSON, line=problem.lineno) from None
    except RecursionError:
        raise _wrong(Fault.TOO_DEEP, most=DEEPEST) from None
    if _depth(value) > DEEPEST:
        raise _wrong(Fault.TOO_DEEP, most=DEEPEST)
    return value


def _table(pairs: list[tuple[str, Json]]) -> Mapping[str, Json]:
    found: dict[str, Json] = {}
    for key, value in pairs:
        if key in found:
            shown = "".join(sign if sign.isprintable() else "?" for sign in key[:40])
            raise _wrong(Fault.DOUBLE_KEY, key=shown)
        found[key] = value
    return found


def _constant(_name: str) -> Json:
    return None


def _whole(digits: str) -> int:
    """Read a whole number; one of more digits than any we know is taken as too large, whatever it is."""
    return int(digits[:20])


def _depth(value: Json) -> int:
    level, deep = [value], 0
    while level and deep <= DEEPEST:
        inner: list[Json] = []
        for each in level:
            if isinstance(each, Mapping):
                inner += each.values()
            elif isinstance(each, list):
                inner += each
        level, deep = inner, deep + 1
    return deep


def _wrong(what: Fault, **values: str | int) -> _Wrong:
    return _Wrong(TemplateFault(what, "", values))
