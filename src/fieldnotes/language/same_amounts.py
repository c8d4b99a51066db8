"""Numbers, times of day and how often, as a Swedish text says them, in figures or words. Knows no days, no people."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

_UNITS: Final = {
    "noll": 0, "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9,
    "tio": 10, "elva": 11, "tolv": 12, "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17,
    "arton": 18, "nitton": 19,
}  # fmt: skip
_TENS: Final = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90,
}  # fmt: skip
NUMBER_WORDS: Final = {
    **_UNITS,
    **_TENS,
    **{ten + one: value + _UNITS[one] for ten, value in _TENS.items() for one in list(_UNITS)[1:10]},
    "hundra": 100, "etthundra": 100, "tvåhundra": 200, "trehundra": 300, "fyrahundra": 400, "femhundra": 500,
    "sexhundra": 600, "sjuhundra": 700, "åttahundra": 800, "niohundra": 900, "tusen": 1000, "ettusen": 1000,
    "tvåtusen": 2000, "tretusen": 3000, "femtusen": 5000, "tiotusen": 10000, "båda": 2, "bägge": 2,
}  # fmt: skip
"""What a number is called, up to what a note holds."""

LASTING: Final = {
    "minut": 1,
    "kvart": 15,
    "halvtimm": 30,
    "timm": 60,
    "tim": 60,
    "dygn": 1440,
    "dag": 1440,
    "veck": 10080,
}
"""Minutes in what lasts a while; a fortnight is the same as fourteen days."""
YEARLY: Final = {"månad": 1, "år": 12}
NO_AMOUNT: Final = frozenset({1})
"""An "en" is most often no number: it may answer another one, but is never asked after."""
_WORDS: Final = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_FIGURE: Final = r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"
_LASTS: Final = (
    r"minut(?:er)?|kvart(?:ar)?|halvtimm(?:e|ar)|tim(?:m(?:e|ar))?|dygn|dag(?:ar)?|veck(?:a|or)|månad(?:er)?|år"
)
AMOUNT: Final = re.compile(
    rf"(?<![\w.,:/-])(?:(?P<figure>{_FIGURE})|(?P<word>{_WORDS}))(?P<half>\s+och\s+en\s+halv)?"
    rf"(?:(?P<age>[- ]?åri(?:ng|g)\w*)|[\s\u00a0]+(?P<unit>{_LASTS})(?!\w)|(?![\w:/]))",
    re.IGNORECASE,
)
PHONE: Final = re.compile(r"(?<![\d\w])(?:\+46|0)\d{1,3}[- ]?\d(?:[\d -]{3,9})\d(?!\d)")
STATUTE: Final = re.compile(r"(?:\d+\s*kap\.?\s*)?\d+(?:\s*[-–]\s*\d+)?\s*§§?|\d+\s*kap\.?")
_DIGITAL: Final = r"(?P<h>2[0-3]|[01]?\d)(?!\d)(?:[.:](?P<m>[0-5]\d))?"
_HOURS: Final = "|".join(list(_UNITS)[1:13])
CLOCK: Final = re.compile(
    rf"(?<!\w)(?:klockan|kl\.?)\s*(?:(?:{_DIGITAL})(?![\d.:]\d)|(?P<said>(?:(?:halv|kvart\s+(?:i|över)|"
    rf"(?:fem|tio|tjugo)\s+(?:i|över))\s+)?(?:{_HOURS}))(?!\w))"
    rf"|(?<![\d.,:/-])(?P<hh>2[0-3]|[01]?\d)[.:](?P<mm>[0-5]\d)(?![\d.,:]?\d|\s*(?:%|procent|kr|kronor|mg|ml|kg|cm|m\b))"
    rf"|(?<!\w)(?P<spoken>(?:halv|kvart\s+(?:i|över)|(?:fem|tio|tjugo)\s+(?:i|över))\s+(?:{_HOURS}))(?!\w)",
    re.IGNORECASE,
)
TO_CLOCK: Final = re.compile(r"\s*(?:[-–]|till)\s*(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))?(?![\d.:]?\d|\s*\w)")
BETWEEN: Final = re.compile(
    r"(?<!\w)mellan\s+(?P<h>[01]?\d|2[0-3])(?:[.:](?P<m>[0-5]\d))?\s+och\s+(?P<h2>[01]?\d|2[0-3])(?:[.:](?P<m2>[0-5]\d))?"
    r"(?=\s*(?:[.,;!?\n]|$|på\b|varje\b|i\b))",
    re.IGNORECASE,
)
PAST: Final = {"kvart": 15, "fem": 5, "tio": 10, "tjugo": 20}
NOON, HOUR, HALF = 12, 60, 30

_EVERY: Final = r"dag|vecka|månad|år|kväll|natt|morgon|helg|måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag"
OFTEN: Final = re.compile(
    rf"(?<!\w)(?:(?P<every>varje|varannan|vartannat|var\s+(?:tredje|fjärde|femte))\s+(?P<unit>{_EVERY})"
    r"|en\s+gång\s+(?:i|per|om)\s+(?P<once>dag|veck|månad|år)(?:en|an|et|a)?"
    r"|(?:i|per|om)\s+(?P<soft>dag|veck|månad)(?:en|an|et|a)?"
    r"|(?P<adverb>dagligen|veckovis|månadsvis|årligen)"
    r"|(?P<days>måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)ar(?:na)?|på\s+(?P<nights>kvällar|nätter|helger|kvällen|natten|helgen)(?:na)?)(?!\w)",
    re.IGNORECASE,
)
ADVERBS: Final = {"dagligen": "dag", "veckovis": "vecka", "månadsvis": "månad", "årligen": "år"}
STEPS: Final = {"varje": 1, "varannan": 2, "vartannat": 2, "tredje": 3, "fjärde": 4, "femte": 5}
NIGHTS: Final = {
    "kvällar": "kväll",
    "nätter": "natt",
    "helger": "helg",
    "kvällen": "kväll",
    "natten": "natt",
    "helgen": "helg",
}


@dataclass(frozen=True, slots=True)
class Fact:
    """Something a text says that another text has to say too: `kind` is date, time, number or often.

    `keys` are the ways of saying it that count as the same; a `soft` one answers, and is never asked after.
    """

    kind: str
    keys: frozenset[str] = field(repr=False)
    start: int
    end: int
    soft: bool = False

    def same(self, other: "Fact") -> bool:
        """Tell whether both say the same."""
        return self.kind == other.kind and not self.keys.isdisjoint(other.keys)


def without(text: str, facts: list[Fact]) -> str:
    """Blank out what has been read, every place staying where it is."""
    letters = list(text)
    for each in facts:
        letters[each.start : each.end] = "\u00a4" * (each.end - each.start)
    return "".join(letters)


def times(text: str) -> Iterator[Fact]:
    """Read the times of day; "kl. 3" is the same as "kl. 15", "02.00" is not."""
    for found in BETWEEN.finditer(text):
        for h, m in (("h", "m"), ("h2", "m2")):
            keys = _clock_keys(int(found[h]), int(found[m] or 0), found[h])
            yield Fact("time", keys, found.start(h), found.end(m if found[m] else h))
    for found in CLOCK.finditer(text):
        said = found["said"] or found["spoken"]
        hour, minute = _spoken(said) if said else (int(found["h"] or found["hh"]), int(found["m"] or found["mm"] or 0))
        figures = found["h"] or found["hh"] or ""
        yield Fact("time", _clock_keys(hour, minute, figures), found.start(), found.end())
        until = TO_CLOCK.match(text, found.end()) if not said else None
        if until is not None:
            keys = _clock_keys(int(until["h"]), int(until["m"] or 0), until["h"])
            yield Fact("time", keys, until.start("h"), until.end())


def _clock_keys(hour: int, minute: int, figures: str) -> frozenset[str]:
    """Give what answers a time: a time told in twelve hours answers both halves of the day."""
    told = {f"{hour}:{minute:02}"}
    loose = hour <= NOON and not figures.startswith("0")
    if loose:
        told |= {f"{hour % NOON}:{minute:02}", f"{hour % NOON + NOON}:{minute:02}", f"{hour % 24}:{minute:02}"}
    return frozenset(told)


def _spoken(said: str) -> tuple[int, int]:
    words = said.lower().split()
    hour = NUMBER_WORDS[words[-1]]
    if words[0] == "halv":
        return (hour - 1) or NOON, HALF
    if len(words) == 1:
        return hour, 0
    return (hour, PAST[words[0]]) if words[1] == "över" else ((hour - 1) or NOON, HOUR - PAST[words[0]])


def often(text: str) -> Iterator[Fact]:
    """Read how often something is: every second week, on Mondays."""
    for found in OFTEN.finditer(text):
        low = {name: value.lower() for name, value in found.groupdict().items() if value}
        if "every" in low:
            key = f"{STEPS[low['every'].split()[-1]]} {low['unit']}"
        elif "once" in low or "soft" in low:
            unit = low.get("once") or low["soft"]
            key = "1 vecka" if unit == "veck" else f"1 {unit}"
        else:
            key = "1 " + (ADVERBS.get(low.get("adverb", "")) or low.get("days") or NIGHTS[low["nights"]])
        yield Fact("often", frozenset({key}), found.start(), found.end(), soft="soft" in low)


def numbers(text: str) -> Iterator[Fact]:
    """Read the numbers that are left once days, times and sections of law are blanked out."""
    taken = [Fact("number", frozenset(), *found.span()) for found in STATUTE.finditer(text)]
    text = without(text, taken)
    phones = []
    for found in PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0]).removeprefix("46")
        phones.append(Fact("number", frozenset({"tel " + digits.lstrip("0")}), *found.span()))
    yield from phones
    text = without(text, phones)
    for found in AMOUNT.finditer(text):
        yield _amount(found)


def _amount(found: re.Match[str]) -> Fact:
    figure, word = found["figure"], (found["word"] or "").lower()
    value = str(NUMBER_WORDS[word]) if word else re.sub(r"[ \u00a0\u202f]", "", figure).replace(",", ".")
    if found["half"]:
        value = f"{value}.5"
    keys = {value.rstrip("0").rstrip(".") if "." in value else value}
    unit = (found["unit"] or "").lower()
    for table, name in ((LASTING, "min"), (YEARLY, "mon")):
        stem = next((each for each in sorted(table, key=len, reverse=True) if unit.startswith(each)), "")
        if stem and "." not in value:
            keys.add(f"{int(value) * table[stem]} {name}")
    article = word in {"en", "ett"} and not found["age"]
    return Fact("number", frozenset(keys - ({"1"} if article and unit else set())), *found.span(), soft=article)
