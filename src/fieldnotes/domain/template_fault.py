"""One fault of a template file: where it stands, what it is, and the words its sentence needs. Knows no language."""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Final

from fieldnotes.domain.json_value import Json, JsonObject

ID: Final = re.compile(r"[a-z0-9_]{1,64}")
LONGEST_LABEL: Final = 200
LONGEST_TEXT: Final = 1_500
LANGUAGES: Final = ("sv", "en")


class Fault(StrEnum):
    """What can be wrong; each has a sentence that says what to do about it."""

    NOT_TEXT_FILE = "not_text_file"
    NOT_JSON = "not_json"
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    DOUBLE_KEY = "double_key"
    NOT_WHOLE = "not_whole"
    NOTHING_THERE = "nothing_there"
    WRONG_SCHEMA = "wrong_schema"
    MISSING = "missing"
    UNKNOWN_KEY = "unknown_key"
    NOT_TEXT = "not_text"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    ODD_SIGN = "odd_sign"
    NOT_FLAG = "not_flag"
    NOT_NUMBER = "not_number"
    NOT_LIST = "not_list"
    NOT_OBJECT = "not_object"
    BAD_ID = "bad_id"
    DOUBLE_ID = "double_id"
    BAD_VERSION = "bad_version"
    SAME_VERSION = "same_version"
    NOT_ONE_OF = "not_one_of"
    TOO_MANY = "too_many"
    TOO_FEW = "too_few"
    COMMON_CHANGED = "common_changed"
    LIST_TAKEN = "list_taken"
    UNKNOWN_LIST = "unknown_list"
    NO_LIST_HERE = "no_list_here"
    ONLY_LIST = "only_list"
    LIST_UNUSED = "list_unused"
    NO_LABEL = "no_label"
    PART_MISSING = "part_missing"
    OTHER_MEANING = "other_meaning"
    SPEAKS_TO = "speaks_to"
    NOT_SPOKEN = "not_spoken"
    NOT_HERE = "not_here"
    NO_FIELD = "no_field"
    ITSELF = "itself"
    BAD_SHOW_IF = "bad_show_if"
    BAD_DEFAULT = "bad_default"
    BAD_PREFILL = "bad_prefill"
    ALIAS_TAKEN = "alias_taken"
    BAD_ALIAS = "bad_alias"
    NOT_APART = "not_apart"
    CHILD_SHOWN = "child_shown"
    SHOWN_TO_NOBODY = "shown_to_nobody"
    NO_RELAX = "no_relax"
    NO_PLACE = "no_place"
    BAD_CONDITION = "bad_condition"
    UNKNOWN_PATH = "unknown_path"
    NO_RULE_ID = "no_rule_id"
    RULE_LOST = "rule_lost"
    RULE_TAKEN = "rule_taken"
    NEVER_SIGNED = "never_signed"
    HEADING_NOWHERE = "heading_nowhere"
    TOWN_FILE = "town_file"
    CHILD_NOT_ASKED = "child_not_asked"
    DICTATED_TOO_LITTLE = "dictated_too_little"


REMARKS: Final = frozenset({Fault.LIST_UNUSED, Fault.CHILD_NOT_ASKED})
"""Faults that stop nothing: a person should know and may go on."""


@dataclass(frozen=True, slots=True)
class TemplateFault:
    """`place`: the ids on the way to it, as `vastermo_samtal.samtalet.way.options`; empty for the file itself."""

    what: Fault
    place: str
    values: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def is_remark(self) -> bool:
        """Tell whether it stops nothing."""
        return self.what in REMARKS


@dataclass(frozen=True, slots=True)
class Part:
    """One object of the file under inspection; every reader notes what is wrong and goes on."""

    data: JsonObject = field(repr=False)
    place: str
    faults: list[TemplateFault] = field(repr=False)

    def say(self, what: Fault, key: str = "", /, **values: str | int) -> None:
        """Note a fault of this part, or of one of its keys."""
        place = f"{self.place}.{key}" if key and self.place else self.place or key
        self.faults.append(TemplateFault(what, place, {**({"key": key} if key else {}), **values}))

    def only(self, known: Collection[str]) -> None:
        """Note every key nobody knows: a slip of the pen would else be a rule that never holds."""
        for key in self.data:
            if key not in known:
                self.say(Fault.UNKNOWN_KEY, _safe(key), near=_nearest(key, known))

    def text(self, key: str, *, most: int = LONGEST_LABEL, needed: bool = True) -> str:
        """Read a text of one line that people can read; empty when there is none."""
        value = self.data.get(key)
        if value is None:
            if needed:
                self.say(Fault.MISSING, key)
            return ""
        if not isinstance(value, str):
            self.say(Fault.NOT_TEXT, key)
            return ""
        if needed and not value.strip():
            self.say(Fault.EMPTY, key)
        elif len(value) > most:
            self.say(Fault.TOO_LONG, key, most=most)
        elif any(_is_odd(sign) for sign in value):
            self.say(Fault.ODD_SIGN, key)
        else:
            return value
        return ""

    def both(self, key: str, *, most: int = LONGEST_LABEL, needed: bool = True) -> None:
        """Read a text in Swedish and English; where one stands the other must too."""
        there = needed or any(f"{key}_{language}" in self.data for language in LANGUAGES)
        for language in LANGUAGES:
            self.text(f"{key}_{language}", most=most, needed=there)

    def id(self, key: str = "id") -> str:
        """Read an id; empty when it is none."""
        value = self.text(key, most=64)
        if value and ID.fullmatch(value) is None:
            self.say(Fault.BAD_ID, key, given=_safe(value))
            return ""
        return value

    def flag(self, key: str, *, needed: bool = False) -> bool:
        """Read true or false; false when it is neither."""
        value = self.data.get(key)
        if value is None and not needed:
            return False
        if not isinstance(value, bool):
            self.say(Fault.MISSING if value is None else Fault.NOT_FLAG, key)
            return False
        return value

    def number(self, key: str, least: int, most: int) -> int | None:
        """Read a whole number; None when there is none."""
        value = self.data.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            self.say(Fault.NOT_NUMBER, key, least=least, most=most)
            return None
        return value

    def one_of(self, key: str, known: Collection[str], *, needed: bool = True) -> str:
        """Read one of several words; empty when it is none of them."""
        value = self.text(key, needed=needed)
        if value and value not in known:
            self.say(Fault.NOT_ONE_OF, key, given=_safe(value), of=", ".join(sorted(known)))
            return ""
        return value

    def texts(self, key: str, known: Collection[str] | None = None, *, most: int = LONGEST_LABEL) -> tuple[str, ...]:
        """Read a list of texts; those that are not among `known` are noted and left out."""
        value = self.data.get(key)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            self.say(Fault.NOT_LIST, key)
            return ()
        found: list[str] = []
        for each in value:
            if not isinstance(each, str) or not each.strip() or len(each) > most or any(map(_is_odd, each)):
                self.say(Fault.NOT_TEXT, key)
            elif known is not None and each not in known:
                self.say(Fault.NOT_ONE_OF, key, given=_safe(each), of=", ".join(sorted(known)))
            else:
                found.append(each)
        return tuple(found)

    def parts(self, key: str, *, needed: bool = True) -> Iterator["Part"]:
        """Walk a list of objects, each under its id where it has one, else under its number in the list."""
        value = self.data.get(key)
        if value is None:
            if needed:
                self.say(Fault.MISSING, key)
            return
        if not isinstance(value, list | tuple):
            self.say(Fault.NOT_LIST, key)
            return
        for number, each in enumerate(value, 1):
            if isinstance(each, Mapping):
                yield self.inside(each, _named(each) or f"{key}[{number}]")
            else:
                self.say(Fault.NOT_OBJECT, f"{key}[{number}]")

    def table(self, key: str) -> "Part | None":
        """Read an object; None when there is none."""
        value = self.data.get(key)
        if value is None:
            return None
        if not isinstance(value, Mapping):
            self.say(Fault.NOT_OBJECT, key)
            return None
        return self.inside(value, key)

    def inside(self, data: JsonObject, name: str) -> "Part":
        """Go one step further in."""
        return Part(data, f"{self.place}.{name}" if self.place else name, self.faults)


def each_once(parts: Collection[Part], name: str = "id") -> None:
    """Note ids that stand twice among parts of one list."""
    seen: set[str] = set()
    for part in parts:
        value = part.data.get(name)
        if isinstance(value, str) and value in seen:
            part.say(Fault.DOUBLE_ID, name, given=_safe(value))
        elif isinstance(value, str):
            seen.add(value)


def _named(data: JsonObject) -> str:
    value = data.get("id")
    return value if isinstance(value, str) and ID.fullmatch(value) else ""


def _safe(value: str) -> str:
    """Give what somebody wrote in the file so that it can stand in a line of a terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in value[:40])


def _is_odd(sign: str) -> bool:
    return unicodedata.category(sign) in {"Cc", "Cs", "Co", "Cn"} and sign != "\n"


def _nearest(key: str, known: Collection[str]) -> str:
    return next(iter(get_close_matches(key, sorted(known), 1)), "")


def plain(value: Json) -> str:
    """Give one value of the file as it can stand in a sentence."""
    return _safe(value) if isinstance(value, str) else _safe(str(value))
