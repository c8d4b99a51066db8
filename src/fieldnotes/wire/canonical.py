"""The bytes rule: one value, one spelling. Stands before every hash; knows nothing of entries.

UTF-8 JSON (RFC 8259), keys `[a-z0-9_]` in code-point order, no white space, no floats, integers below 2^53,
strings NFC, no duplicate keys, depth at most 16. A decoder accepts only bytes equal to their own re-encoding.
"""

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import NoReturn

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject

MAX_DEPTH = 16
MAX_INTEGER = 2**53 - 1
_KEY = re.compile(r"[a-z0-9_]+")
_CONTAINERS = (dict, list)
_MOST_KNOWN_KEYS = 4096
_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
_known_keys: set[str] = set()
"""Keys that have passed the pattern once in this process: templates have few, and every note repeats them."""


def encode(value: Json) -> bytes:
    """Write a value in its one spelling.

    Raises:
        Refused: BYTES_WRONG when the value cannot be written by the rule (a float, a key such as `Name`, text
            that is not NFC, a lone surrogate, too deep).
    """
    _check(value, 1)
    try:
        return _ENCODER.encode(value).encode("utf-8")
    except UnicodeEncodeError:  # a lone surrogate has no UTF-8
        raise Refused(Code.BYTES_WRONG) from None


def decode(data: bytes) -> Json:
    """Read bytes that follow the rule, and no others.

    The text is held against NFC as a whole: no quotation mark joins with what follows it, so the whole is NFC just
    when each string is (escapes that could hide a letter do not survive the comparison of the bytes).

    Raises:
        Refused: BYTES_WRONG when the bytes are not exactly what `encode` would write.
    """
    try:
        text = data.decode("utf-8")
        value: Json = _DECODER.decode(text)
        again = _ENCODER.encode(value).encode("utf-8")
    except (ValueError, RecursionError):
        raise Refused(Code.BYTES_WRONG) from None
    if again != data or not unicodedata.is_normalized("NFC", text) or _is_deep(value):
        raise Refused(Code.BYTES_WRONG)
    return value


def _table(pairs: list[tuple[str, Json]]) -> JsonObject:
    table = dict(pairs)
    if not _known_keys.issuperset(table):
        _check_keys(table)
        if len(_known_keys) + len(table) <= _MOST_KNOWN_KEYS:
            _known_keys.update(table)
    return table


def _whole(digits: str) -> int:
    number = int(digits)
    if abs(number) > MAX_INTEGER:
        raise Refused(Code.BYTES_WRONG)
    return number


def _is_deep(value: Json) -> bool:
    """Peel the containers off level by level: strings and numbers are the bulk and are never visited."""
    level: list[Json] = [value]
    for _ in range(MAX_DEPTH):
        level = [
            part
            for one in level
            for part in (one.values() if type(one) is dict else one if type(one) is list else ())
            if type(part) in _CONTAINERS
        ]
        if not level:
            return False
    return bool(level)


def _refuse_number(_: str) -> NoReturn:
    raise Refused(Code.BYTES_WRONG)


def _check(value: Json, depth: int) -> None:
    if isinstance(value, str):
        if not unicodedata.is_normalized("NFC", value):
            raise Refused(Code.BYTES_WRONG)
    elif isinstance(value, Mapping):
        _check_keys(value)
        _check_all(value.values(), depth)
    elif isinstance(value, list | tuple):
        _check_all(value, depth)
    elif value is not None and not (isinstance(value, int) and abs(value) <= MAX_INTEGER):
        raise Refused(Code.BYTES_WRONG)


def _check_keys(value: Mapping[str, Json]) -> None:
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in value):
        raise Refused(Code.BYTES_WRONG)


def _check_all(values: Iterable[Json], depth: int) -> None:
    if depth > MAX_DEPTH:
        raise Refused(Code.BYTES_WRONG)
    for inner in values:
        _check(inner, depth + 1)


_DECODER = json.JSONDecoder(
    object_pairs_hook=_table, parse_float=_refuse_number, parse_int=_whole, parse_constant=_refuse_number
)
