"""What a text promises: who is to do what, how surely, and by which day. Reads sentences; knows no record."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from fieldnotes.language.plain_text import Sentence, sentences
from fieldnotes.language.said_days import DayWords

FIRM: Final = re.compile(
    r"\b(?:ska|skall|lovar|lovade|lovat|kommer\s+(?:[^\W\d_]+\s+){0,2}att|återkommer|ansvarar\s+för|ansvarig\s+för|ser\s+till\s+att"
    r"|åtar\s+sig|tar\s+på\s+sig|tog\s+på\s+sig|måste)\b",
    re.IGNORECASE,
)
WEAK: Final = re.compile(
    r"\b(?:kan|kunde|försöker|försöka|hoppas|kanske|bör|borde|vill|tänker|funderar|eventuellt|om\s+det\s+går|om\s+möjligt)\b",
    re.IGNORECASE,
)
"""Words after which nothing is promised for sure."""
NOT: Final = re.compile(r"\b(?:inte|ej|aldrig|slipper|ingen|inget|inga)\b", re.IGNORECASE)
PAST: Final = re.compile(
    r"\b(?:kom|var|hade|berättade|sade|sa|såg|blev|fanns|gick|visade|ville|åkte|ringde|träffade|träffades|pratade|fick"
    r"|tyckte|kände|svarade|bodde|[^\W\d_]{2,}(?:ade|ades))\b",
    re.IGNORECASE,
)
STATE: Final = re.compile(rf"{PAST.pattern}|\b(?:är|heter|blir|gäller)\b", re.IGNORECASE)
"""What only tells how things are, a day ahead or not."""
QUOTED: Final = re.compile(r"[”“\"][^”“\"\n]*[”“\"]?")
"""What somebody said, word for word, binds nobody."""
FREE: Final = re.compile(r"\bom\s+(?:du|ni|han|hon|hen|de)\s+vill\b", re.IGNORECASE)
EVERY: Final = re.compile(r"\bvar(?:je|annan|tannat)\b", re.IGNORECASE)
WISH: Final = re.compile(r"\b(?:vill|ville|önskar|undrar|undrade|frågar|frågade)\b", re.IGNORECASE)
MEETING: Final = re.compile(r"\b(?:nästa|nytt)\s+|\bmötet\b", re.IGNORECASE)
CLAUSE: Final = re.compile(r"\s(?:om|när|så|som|därför)\s+(?!det\s+går|möjligt)", re.IGNORECASE)
STEM: Final = 5
"""Letters that have to be the same for two words to speak of one thing: förskola, förskolan."""
SHORT: Final = 3
US: Final = "us"
_US: Final = frozenset({
    "vi", "jag", "socialsekreteraren", "socialsekreterare", "socialtjänsten", "handläggaren", "utredaren", "oss", "mig",
    "undertecknad",
})  # fmt: skip
EMPTY: Final = frozenset({
    "alla", "allt", "andra", "ansvarar", "att", "av", "bara", "bli", "blir", "bort", "dag", "dagen", "de", "dem",
    "den", "det", "dig", "din", "dina", "ditt", "du", "där", "därför", "då", "efter", "eller", "en", "er", "era",
    "ert", "ett", "finns", "från", "för", "före", "gällande", "gå", "går", "gör", "göra", "hade", "han", "har", "hem",
    "hen", "hon", "hos", "här", "igen", "innan", "inte", "jag", "kan", "klockan", "kom", "kommer", "kring", "lovade",
    "lovar", "mamma", "mamman", "med", "men", "mer", "måste", "ner", "ni", "när", "och", "också", "om", "oss",
    "pappa", "pappan", "på", "redan", "sedan", "senare", "senast", "sig", "sin", "sina", "sitt", "ska", "skall",
    "som", "så", "till", "tillsammans", "upp", "ut", "vad", "var", "vem", "vi", "vid", "vidare", "vill", "åt",
    "återkommer", "överens",
})  # fmt: skip
SAME_DEED: Final = (
    frozenset({"ringa", "ringe", "konta", "hör", "höra", "telef", "kontak"}),
    frozenset({"träff", "ses", "möte", "mötet", "besök", "kom", "komme", "häls"}),
    frozenset({"prata", "tala", "samta", "talar", "diskut"}),
    frozenset({"skick", "skriv", "mejla", "maila", "brev"}),
    frozenset({"undersö", "under", "redap", "reda", "kolla", "kontr", "utred"}),
    frozenset({"söka", "söker", "ansök", "ansöka"}),
    frozenset({"hjälp", "stöd", "stödj", "bistå"}),
    frozenset({"hämta", "avhäm"}),
    frozenset({"betal", "ersät"}),
)
"""Deeds that have a plain and an office word; each set of stems speaks of one thing."""


ENDS: Final = re.compile(r"(\b(?:klockan|kl\.?)\s+\d{1,2})\.(?=\s+[A-ZÅÄÖ])")
"""A full stop after an hour, which looks like the dot of a day."""
ENOUGH: Final = 2
"""How like two sentences have to be to speak of one thing."""


@dataclass(frozen=True, slots=True)
class Promise:
    """Somebody is to do something. `doer`: a person's id, `us`, or empty where the sentence does not say."""

    start: int
    end: int
    doer: str
    firm: bool
    negated: bool
    said: bool
    """Whether the words themselves promise; else it is only a sentence that may answer one."""
    stems: frozenset[str] = field(repr=False)
    days: frozenset[date] = field(repr=False)


@dataclass(frozen=True)
class PromiseReader:
    """Reads promises on one day. `called`: a word in small letters -> the id of whom it names."""

    days: DayWords = field(repr=False)
    today: date
    called: Mapping[str, str] = field(repr=False)

    def read(self, text: str, *, agreed: bool = False) -> list[Promise]:
        """Find what may be a promise; in a text of what was `agreed` every sentence is one that tells no past."""
        text = ENDS.sub(lambda found: f"{found[1]}!", text)
        return [each for found in sentences(text) if (each := self._promise(text, found, agreed=agreed)) is not None]

    def _promise(self, text: str, sentence: Sentence, *, agreed: bool) -> Promise | None:
        words = QUOTED.sub(lambda said: " " * len(said[0]), text[sentence.start : sentence.end])
        if words.rstrip().endswith(("?", ":")) or FREE.search(words):
            return None
        firm, weak = FIRM.search(words), WEAK.search(_main_clause(words))
        said = self.days.days(words, self.today, coming=True)
        still = STATE.search(words) is not None or EVERY.search(words) is not None
        coming = any(each.day > self.today for each in said) and (not still or MEETING.search(words) is not None)
        open_ended = not STATE.search(words) or MEETING.search(words) is not None
        if (firm is None and not coming and not open_ended) or (firm is not None and _told(words, firm)):
            return None
        return Promise(
            sentence.start,
            sentence.end,
            self._doer(sentence, words, firm or weak),
            firm=weak is None,
            negated=NOT.search(words) is not None,
            said=firm is not None or coming or (agreed and open_ended),
            stems=stems(words, self.called),
            days=frozenset(each.day for each in said),
        )

    def _doer(self, sentence: Sentence, words: str, verb: re.Match[str] | None) -> str:
        """Find who acts: the last one named before the verb, or the first after it; else the first of all."""
        named = [(word.start - sentence.start, who) for word in sentence.words if (who := self._who(word.low))]
        if not named:
            return ""
        if verb is None:
            return named[0][1]
        before = [who for at, who in named if at < verb.start()]
        after = re.match(r"\s*([^\W\d_]+)", words[verb.end() :])
        inverted = bool(words[: verb.start()].strip()) and not verb[0].lower().endswith("att")
        if inverted and after and self._who(after[1].lower()):
            return self._who(after[1].lower())
        return before[0] if before else named[0][1]

    def _who(self, low: str) -> str:
        if low in _US:
            return US
        return self.called.get(low) or (self.called.get(low[:-1], "") if low.endswith("s") else "")


def _told(words: str, verb: re.Match[str]) -> bool:
    """Tell what somebody wants of others from a promise: "vill att vi ska", "frågade om vi ska"."""
    return WISH.search(words[: verb.start()]) is not None


def _main_clause(words: str) -> str:
    """Leave out what somebody is to find out: "vi kollar om ni kan få hjälp" is sure."""
    clause = CLAUSE.search(words)
    return words[: clause.start()] if clause else words


def stems(words: str, called: Mapping[str, str]) -> frozenset[str]:
    """Give what a sentence speaks of, as the beginnings of its words; names and small words are no matter."""
    low = [each.lower() for each in re.findall(r"[^\W\d_]+", words)]
    kept = {each[:STEM] for each in low if len(each) >= SHORT and each not in EMPTY and each not in called}
    spoken = {each for each in low if each not in called}
    deeds = {f"#{at}" for at, group in enumerate(SAME_DEED) if any(e in group or e[:STEM] in group for e in spoken)}
    return frozenset(kept | deeds)


def pairs(ours: Sequence[Promise], theirs: Sequence[Promise]) -> list[tuple[Promise, Promise]]:
    """Join promises that speak of one thing, the likest first; each is joined once at most."""
    both = ((at, to, one, other) for at, one in enumerate(ours) for to, other in enumerate(theirs))
    scored = sorted(
        ((likeness(one, other), -at, -to, one, other) for at, to, one, other in both), key=_first, reverse=True
    )
    joined: list[tuple[Promise, Promise]] = []
    for like, _at, _to, one, other in scored:
        taken = any(one is mine or other is yours for mine, yours in joined)
        if like >= ENOUGH and not taken:
            joined.append((one, other))
    return joined


def _first(scored: tuple[int, int, int, Promise, Promise]) -> tuple[int, int, int]:
    return scored[:3]


def likeness(one: Promise, other: Promise) -> int:
    """Say how like two are: what they speak of, the day, and who does it."""
    shared = len(one.stems & other.stems)
    same_day = bool(one.days & other.days)
    same_doer = bool(one.doer) and one.doer == other.doer
    return 2 * shared + 2 * same_day + (1 if same_doer and (shared or same_day) else 0)
