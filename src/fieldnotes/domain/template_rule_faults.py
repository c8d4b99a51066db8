"""What is wrong with the rules of a town's template: their conditions, the places they look at, what they may relax."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fieldnotes.domain.conditions import condition_faults
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.template_fault import Fault, Part, each_once, plain
from fieldnotes.domain.template_parts import TemplateBook

KEYS: Final = frozenset({"id", "severity", "when", "rule_ids", "text_sv", "text_en", "condition"})
MOST_RULES: Final = 60
LONGEST_SENTENCE: Final = 400
DEEPEST: Final = 12
_RULE_ID: Final = re.compile(r"[A-ZÅÄÖ]{2,16}-[0-9]{1,4}")
_ALWAYS: Final = frozenset({"case", "author", "now", "statements", "assessments", "text", "shared", "note"})
ROOTS: Final[Mapping[str, frozenset[str]]] = {
    "sign": _ALWAYS,
    "show": _ALWAYS | {"room", "section"},
    "export": _ALWAYS | {"room", "section", "export"},
}
"""What a condition may look at beside the sections, by the act at which it is tried."""
NOT_CARRIED_OUT: Final[Json] = {"eq": ["$grunddata.outcome", "ej_genomfort"]}
"""The one ground on which requirements are relaxed."""
STILL: Final = frozenset({"grunddata.start", "grunddata.outcome", "grunddata.outcome_reason", "grunddata.tried"})
"""What has to be said of a visit or call that did not take place."""

Places = Mapping[str, frozenset[str]]


def places_of(template: Part) -> Places:
    """List the fields of each section of a template, by their ids."""
    quiet = Part(template.data, template.place, [])
    return {
        str(section.data.get("id")): frozenset(str(each.data.get("id")) for each in section.parts("fields"))
        for section in quiet.parts("sections")
    }


def rule_faults(template: Part, book: TemplateBook) -> None:
    """Note everything that is wrong with the rules and the relaxations of a template."""
    places = places_of(template)
    rules = list(template.parts("rules", needed=False))
    each_once(rules)
    if len(rules) > MOST_RULES:
        template.say(Fault.TOO_MANY, "rules", most=MOST_RULES)
    common = {each.id for each in book.common_rules}
    shipped = [each.condition for one in book.templates.values() for each in one.rules]
    for rule in rules:
        rule.only(KEYS)
        if rule.id() in common:
            rule.say(Fault.RULE_TAKEN, "id", given=plain(rule.data["id"]))
        rule.one_of("severity", {"block", "warn"})
        when = rule.one_of("when", ROOTS)
        rule.both("text", most=LONGEST_SENTENCE)
        named = rule.texts("rule_ids")
        if not named or any(_RULE_ID.fullmatch(each) is None for each in named):
            rule.say(Fault.NO_RULE_ID, "rule_ids")
        if rule.data.get("condition") not in shipped:
            _condition(rule, "condition", places, ROOTS.get(when, _ALWAYS))
    _kept(template, rules, book)
    for relaxed in template.parts("relax", needed=False):
        _relaxed(relaxed, places)


def _condition(part: Part, key: str, places: Places, roots: frozenset[str]) -> None:
    condition = part.data.get(key)
    if condition is None:
        part.say(Fault.MISSING, key)
        return
    if _depth(condition) > DEEPEST:
        part.say(Fault.TOO_DEEP, key, most=DEEPEST)
        return
    fault = condition_faults(condition)
    if fault:
        part.say(Fault.BAD_CONDITION, key, expected=fault)
        return
    for path in dict.fromkeys(_strange(condition, places, roots)):
        part.say(Fault.UNKNOWN_PATH, key, given=plain(path))


def _depth(value: Json) -> int:
    """Count how many objects stand in each other."""
    level, deep = [value], 0
    while level and deep <= DEEPEST:
        inner: list[Json] = []
        for each in level:
            if isinstance(each, Mapping):
                inner += each.values()
            elif isinstance(each, list | tuple):
                inner += [part for item in each for part in (item.values() if isinstance(item, Mapping) else [item])]
        level = [each for each in inner if isinstance(each, Mapping | list | tuple)]
        deep += 1
    return deep


def _strange(condition: Json, places: Places, roots: frozenset[str]) -> Iterator[str]:
    """Walk the paths that lead nowhere in this template: nothing would ever stand there."""
    if isinstance(condition, str):
        if condition.startswith("$") and not _leads(condition, places, roots):
            yield condition
    elif isinstance(condition, Mapping):
        for operator, argument in condition.items():
            if operator in {"each", "some"} and isinstance(argument, list | tuple) and len(argument) > 1:
                yield from _strange(argument[0], places, roots)
                yield from _strange(argument[1], places, roots | {"item"})
            else:
                yield from _strange(argument, places, roots)
    elif isinstance(condition, list | tuple):
        for each in condition:
            yield from _strange(each, places, roots)


def _leads(path: str, places: Places, roots: frozenset[str]) -> bool:
    root, *keys = path[1:].split(".")
    if root in roots:
        return True
    return root in places and (not keys or keys[0] in places[root])


def _kept(template: Part, rules: Sequence[Part], book: TemplateBook) -> None:
    """A town's version of one of the program's templates keeps every rule of it: they are the law's."""
    own = book.templates.get(str(template.data.get("id")))
    if own is None:
        return
    there = [(each.data.get("id"), each.data.get("severity"), each.data.get("when")) for each in rules]
    conditions = {str(each.data.get("id")): each.data.get("condition") for each in rules}
    if own.relax and not template.data.get("relax"):
        template.say(Fault.PART_MISSING, "relax", given="relax")
    for rule in own.rules:
        if (rule.id, rule.severity, rule.when) not in there or conditions[rule.id] != rule.condition:
            template.say(Fault.RULE_LOST, "rules", given=rule.id)


def _relaxed(part: Part, places: Places) -> None:
    part.only({"when", "still_required"})
    if part.data.get("when") != NOT_CARRIED_OUT:
        part.say(Fault.NO_RELAX, "when")
    named = part.texts("still_required")
    for each in named:
        section, _, name = each.partition(".")
        if name not in places.get(section, ()):
            part.say(Fault.NO_PLACE, "still_required", given=plain(each))
    for each in sorted(STILL - set(named)):
        part.say(Fault.PART_MISSING, "still_required", given=each)
