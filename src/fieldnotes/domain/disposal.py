"""When a file may be disposed of, worked out from its facts (RET-1 to RET-4). Destroys nothing, knows no storage.

What the facts do not tell counts against disposal: a case whose child's day of birth nobody knows stays.
"""

import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from fieldnotes.domain.deadlines import add_months


class Keeping(StrEnum):
    """How long a file is kept, the shortest first; the value travels in lists and exports."""

    PRIVATE = "private_two_years"
    FIVE_YEARS = "five_years"
    UNTIL_THIRTY = "until_thirty"
    HAND_OVER = "hand_over_to_board"
    SAMPLE = "research_sample"
    FOR_EVER = "for_ever"


CARE: Final = frozenset({"placering", "faderskap", "adoption"})
"""Kinds of matter whose documents are never disposed of: placement, paternity, adoption (SoL 16:2)."""
CARE_PHASE: Final = "placering"
CARE_DAYS: Final = ("placed", "emergency_home", "whereabouts_secret", "contact_restricted")
"""Days in a case that say that the child is or was placed."""
CARE_TEMPLATES: Final = frozenset({"hembesok_placering"})
"""Notes that are written about placed children only (VIS-5)."""
KINDS: Final = CARE | {"utredning", "ej_inledd"}
"""What a case system may say of a case itself (`retention`)."""
WHOLE_COUNTIES: Final = frozenset({"05", "09", "22"})
"""Östergötland, Gotland, Västernorrland keep everything (SoF 13:1), by the county's part of a municipality's code."""
WHOLE_TOWNS: Final = frozenset({"1480"})
"""Göteborg does, too."""
SAMPLE_DAYS: Final = frozenset({5, 15, 25})
NEW_RULE: Final = dt.date(2026, 1, 15)
"""Investigations closed before this day follow the old rule (SoL 16:2 a)."""
_YEARS: Final = 5
_PRIVATE_YEARS: Final = 2
_AGE: Final = 30
_PERSONAL_NUMBER: Final = re.compile(r"(\d{4})(\d{2})(\d{2})[-+]?\d{4}")
_SHORT_NUMBER: Final = re.compile(r"\d{4}(\d{2})[-+]?\d{4}")
_COORDINATION: Final = 60
_MUNICIPALITY: Final = re.compile(r"\d{4}")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a file. Days are dates, None when unknown.

    `kind`: what the case system calls it (`KINDS`); `care`: something says that the child was placed; `born` and
    `number`: as imported; `municipality`: four digits; `private`: the file of a private provider; `last_entry`: the
    last one in the file.
    """

    last_entry: dt.date | None
    closed: dt.date | None
    opened: dt.date | None = None
    kind: str | None = None
    care: bool = False
    born: str | None = None
    number: str | None = None
    municipality: str | None = None
    private: bool = False


@dataclass(frozen=True, slots=True)
class Retention:
    """How long a file is kept, by which rule of rules.md, and when it may go (`due`) and must be gone (`by`).

    `due` is None for what is never disposed of here, and while facts are lacking: those are named in `lacks`.
    """

    keeping: Keeping
    rule: str
    due: dt.date | None = None
    by: dt.date | None = None
    lacks: tuple[str, ...] = ()

    def is_due(self, today: dt.date) -> bool:
        """Tell whether the file may be disposed of on a day."""
        return self.due is not None and self.due <= today


def retention(facts: Facts) -> Retention:
    """Work out how long a file is kept (SoL 16:1–2 a, 16:4, 17:2–4)."""
    care = facts.care or facts.kind in CARE
    if facts.private:
        return Retention(Keeping.HAND_OVER, "RET-4") if care else _after(facts, Keeping.PRIVATE, "RET-4")
    if care:
        return Retention(Keeping.FOR_EVER, "RET-2")
    if _in_sample(facts):
        return Retention(Keeping.SAMPLE, "RET-3")
    if facts.kind == "utredning" or facts.opened is not None:
        old = facts.closed is not None and facts.closed < NEW_RULE
        return _after(facts, *((Keeping.FIVE_YEARS, "RET-1") if old else (Keeping.UNTIL_THIRTY, "RET-2")))
    return _after(facts, Keeping.FIVE_YEARS, "RET-2" if facts.kind == "ej_inledd" else "RET-1")


def _after(facts: Facts, keeping: Keeping, rule: str) -> Retention:
    """Count from the last entry, and to the thirtieth birthday where that is later."""
    lacks = [name for name in ("closed", "last_entry") if getattr(facts, name) is None]
    born = _birthday(facts)
    if keeping is Keeping.UNTIL_THIRTY and born is None:
        lacks.append("born")
    if keeping is not Keeping.PRIVATE and _sample_is_open(facts):
        lacks.append("born" if _town(facts) else "municipality")
    if lacks or facts.last_entry is None:
        return Retention(keeping, rule, lacks=tuple(dict.fromkeys(lacks)))
    due = _years_after(facts.last_entry, _PRIVATE_YEARS if keeping is Keeping.PRIVATE else _YEARS)
    if keeping is Keeping.UNTIL_THIRTY and born is not None:
        due = max(due, _years_after(born, _AGE))
    return Retention(keeping, rule, due, dt.date(due.year + 1, 12, 31))


def _in_sample(facts: Facts) -> bool:
    """Kept for research: everything in some counties and one town, elsewhere by the day of birth (RET-3)."""
    town = _town(facts) or ""
    return town[:2] in WHOLE_COUNTIES or town in WHOLE_TOWNS or bool(_days(facts) & SAMPLE_DAYS)


def _sample_is_open(facts: Facts) -> bool:
    return _town(facts) is None or not _days(facts)


def _town(facts: Facts) -> str | None:
    code = facts.municipality or ""
    return code if _MUNICIPALITY.fullmatch(code) else None


def _days(facts: Facts) -> frozenset[int]:
    """The days of the month on which the child may be born; two sources that differ both count."""
    found = {born.day for born in (_date(facts.born), _of_number(facts.number)) if born is not None}
    short = _SHORT_NUMBER.fullmatch((facts.number or "").strip())
    if short:
        found.add(int(short[1]) % _COORDINATION)
    return frozenset(found)


def _birthday(facts: Facts) -> dt.date | None:
    """The later of what is said about the day of birth; a year alone counts to its last day."""
    year = facts.born if facts.born is not None and re.fullmatch(r"\d{4}", facts.born) else None
    said = _date(f"{year}-12-31" if year and _of_number(facts.number) is None else facts.born)
    found = [born for born in (said, _of_number(facts.number)) if born is not None]
    return max(found, default=None)


def _of_number(number: str | None) -> dt.date | None:
    """The day in a personal number; in a coordination number it stands sixty higher."""
    match = _PERSONAL_NUMBER.fullmatch((number or "").strip())
    return _date(f"{match[1]}-{match[2]}-{int(match[3]) % _COORDINATION:02}") if match else None


def _date(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text or "")
    except ValueError:
        return None


def _years_after(day: dt.date, years: int) -> dt.date:
    """The same day so many years on; who was born on a leap day is older on the first of March."""
    later = add_months(day, 12 * years)
    return later if later.day == day.day else later + dt.timedelta(days=1)
