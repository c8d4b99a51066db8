"""What is wrong with the choice lists a town brings: ids, labels in both languages, and names that are taken."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from fieldnotes.domain.json_value import Json
from fieldnotes.domain.template_fault import Fault, Part, plain
from fieldnotes.domain.template_parts import TemplateBook

KEYS: Final = frozenset({"label_sv", "label_en", "values", "labels_en"})
MOST_CHOICES: Final = 100


def list_faults(part: Part, book: TemplateBook) -> Mapping[str, frozenset[str]]:
    """Inspect the lists a file or a template brings; give all there are, the program's among them, by id."""
    known = {name: frozenset(each.swedish) for name, each in book.choice_lists.items()}
    table = part.table("choice_lists")
    for name in table.data if table is not None else ():
        given = table.data[name] if table is not None else None
        if table is None or not isinstance(given, Mapping):
            part.say(Fault.NOT_OBJECT, f"choice_lists.{plain(name)}")
            continue
        own = table.inside(given, name)
        if name in book.choice_lists:
            if given != book.choice_lists[name].source:
                own.say(Fault.LIST_TAKEN, given=plain(name))
            continue
        if re.fullmatch(r"[a-z0-9_]{1,64}", name) is None:
            own.say(Fault.BAD_ID, given=plain(name))
        known[name] = _choices(own)
    return known


def _choices(own: Part) -> frozenset[str]:
    own.only(KEYS)
    own.both("label")
    values = own.data.get("values")
    if not isinstance(values, list | tuple) or not values:
        own.say(Fault.TOO_FEW if values == [] else Fault.NOT_LIST, "values", least=1)
        return frozenset()
    if len(values) > MOST_CHOICES:
        own.say(Fault.TOO_MANY, "values", most=MOST_CHOICES)
    found = [each for number, one in enumerate(values, 1) if (each := _choice(own, number, one))]
    for each in dict.fromkeys(each for each in found if found.count(each) > 1):
        own.say(Fault.DOUBLE_ID, "values", given=plain(each))
    _english(own, found)
    return frozenset(found)


def _choice(own: Part, number: int, value: Json) -> str:
    if not isinstance(value, list | tuple) or len(value) != 2:  # noqa: PLR2004 - an id and its label
        own.say(Fault.NOT_LIST, f"values[{number}]")
        return ""
    choice = Part({"id": value[0], "label_sv": value[1]}, f"{own.place}.values[{number}]", own.faults)
    choice.text("label_sv")
    return choice.id()


def _english(own: Part, found: Sequence[str]) -> None:
    english = own.table("labels_en")
    if english is None:
        if "labels_en" not in own.data:
            own.say(Fault.MISSING, "labels_en")
        return
    for name in dict.fromkeys(found):
        if name not in english.data:
            own.say(Fault.NO_LABEL, "labels_en", given=plain(name))
    for name in english.data:
        english.text(name)
        if name not in found:
            english.say(Fault.UNKNOWN_KEY, plain(name), near="")
