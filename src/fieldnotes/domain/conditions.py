"""The condition language fieldnotes-conditions/1: ten operators over paths. It knows no rule, only values.

Evaluation has no side effects and does not fail: what is missing or cannot be compared is simply not so.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias

from fieldnotes.domain.json_reader import has_content, is_list, rows
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.terms import MATCHES, ProtectedTerm, first_hit, strings

Moment: TypeAlias = int | dt.date

OPERATORS: Final = frozenset({"all", "any", "not", "has", "eq", "in", "each", "some", "before", "mentions"})
HOURS_A_DAY: Final = 24
_DATE: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Env:
    """What a condition may look at: the note's sections, and roots that go before them."""

    sections: Mapping[str, Json] = field(repr=False)
    roots: Mapping[str, Json] = field(repr=False)

    def with_item(self, item: Json) -> "Env":
        """Set `$item`, for each and some."""
        return Env(self.sections, {**self.roots, "item": item})


def values(path: str, env: Env) -> list[Json]:
    """Follow a path (`$root.key.key`) to the flat list of what stands there; a list on the way is walked through."""
    root, *keys = path[1:].split(".")
    found: list[Json] = [env.roots[root] if root in env.roots else env.sections.get(root)]
    for key in keys:
        found = [each.get(key) for each in _flat(found) if isinstance(each, Mapping)]
    return [each for each in _flat(found) if has_content(each)]


def _flat(found: Sequence[Json]) -> list[Json]:
    return [each for value in found for each in rows(value)]


def operand(value: Json, env: Env) -> Sequence[Json]:
    """Read an operand: a path, one value, or a list of values."""
    if isinstance(value, str) and value.startswith("$"):
        return values(value, env)
    return rows(value)


def moment(value: Json) -> Moment | None:
    """Read a number, a date or a time of a day; None for anything else."""
    if isinstance(value, int):
        return None if isinstance(value, bool) else value
    if not isinstance(value, str):
        return None
    try:
        return dt.date.fromisoformat(value) if _DATE.fullmatch(value) else dt.datetime.fromisoformat(value)
    except ValueError:
        return None


def is_before(first: Moment, second: Moment, hours: int) -> bool:
    """Compare first + hours < second; with a date on either side both are compared as dates."""
    if isinstance(first, int) or isinstance(second, int):
        return isinstance(first, int) and isinstance(second, int) and first + hours < second
    try:
        if isinstance(first, dt.datetime) and isinstance(second, dt.datetime):
            return first + dt.timedelta(hours=hours) < _same_offset(second, first)
        return _day(first) + dt.timedelta(days=hours // HOURS_A_DAY) < _day(second)
    except (OverflowError, TypeError):  # past year 9999, or only one of the two says its offset
        return False


def _same_offset(moment_: dt.datetime, other: dt.datetime) -> dt.datetime:
    return moment_.replace(tzinfo=other.tzinfo) if moment_.tzinfo is None else moment_


def _day(value: dt.date) -> dt.date:
    return value.date() if isinstance(value, dt.datetime) else value


def same(left: Json, right: Json) -> bool:
    """Compare two values, type and all: true is not 1, and text is text however it is kept from logs."""
    if isinstance(left, str) and isinstance(right, str):
        return str(left) == str(right)
    return type(left) is type(right) and left == right


def holds(condition: JsonObject, env: Env) -> bool:
    """Say whether a condition is true; a rule is broken when its condition is."""
    operator, argument = next(iter(condition.items()))
    if operator in _JOINED:
        return _JOINED[operator](holds(_object(part), env) for part in rows(argument))
    if operator == "not":
        return not holds(_object(argument), env)
    if operator == "has":
        return bool(values(str(argument), env))
    first, second, *more = rows(argument)
    if operator in {"eq", "in"}:
        right = operand(second, env)
        return any(same(one, other) for one in operand(first, env) for other in right)
    if operator in _WALKED:
        return _WALKED[operator](holds(_object(second), env.with_item(item)) for item in values(str(first), env))
    return _before(first, second, more, env) if operator == "before" else _mentions(first, second, env)


_JOINED: Final = {"all": all, "any": any}
_WALKED: Final = {"each": all, "some": any}


def _object(value: Json) -> JsonObject:
    return value if isinstance(value, Mapping) else {}


def _before(first: Json, second: Json, more: Sequence[Json], env: Env) -> bool:
    left, right = operand(first, env), operand(second, env)
    if not left or not right:
        return False
    one, other = moment(left[0]), moment(right[0])
    hours = more[0] if more and isinstance(more[0], int) else 0
    return one is not None and other is not None and is_before(one, other, hours)


def _mentions(first: Json, second: Json, env: Env) -> bool:
    here = None
    if "room" in env.roots:
        here = [person for person in values("$room.person_id", env) if isinstance(person, str)]
    terms = (ProtectedTerm.read(term) for term in operand(second, env))
    return first_hit(strings(operand(first, env)), terms, here) is not None


def paths(condition: Json) -> list[str]:
    """List every path a condition looks at, in its order."""
    if isinstance(condition, str):
        return [condition] if condition.startswith("$") else []
    if isinstance(condition, Mapping):
        return [path for part in condition.values() for path in paths(part)]
    return [path for part in rows(condition) for path in paths(part)] if is_list(condition) else []


def condition_faults(condition: Json) -> str:
    """Say what is wrong with a condition as it stands in a book; empty when it is well made."""
    if not isinstance(condition, Mapping) or len(condition) != 1:
        return "a condition with one operator"
    operator, argument = next(iter(condition.items()))
    if operator not in OPERATORS:
        return "a known operator"
    if operator in _JOINED:
        return next(filter(None, map(condition_faults, rows(argument))), "") if is_list(argument) else "a list"
    if operator == "not":
        return condition_faults(argument)
    if operator == "has":
        return "" if _is_path(argument) else "a path"
    return _pair_faults(operator, rows(argument))


def _pair_faults(operator: str, argument: Sequence[Json]) -> str:
    least, most = 2, 3 if operator == "before" else 2
    if not least <= len(argument) <= most:
        return f"two operands of {operator}"
    if operator in _WALKED:
        return condition_faults(argument[1]) if _is_path(argument[0]) else "a path"
    if operator == "mentions" and not (_is_path(argument[1]) or all(map(_is_term, rows(argument[1])))):
        return "protected terms"
    return ""


def _is_path(value: Json) -> bool:
    return isinstance(value, str) and re.fullmatch(r"\$[a-z0-9_]+(\.[a-z0-9_]+)*", value) is not None


def _is_term(value: Json) -> bool:
    if isinstance(value, Mapping):
        return isinstance(value.get("term"), str) and value.get("match", "name") in MATCHES
    return isinstance(value, str)
