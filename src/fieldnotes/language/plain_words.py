"""The plain-word list with Swedish endings: finds "erhåller" from "erhålla". Knows no sentences."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.language.plain_judged import ADDRESS_FORMS, VALUE_VERBS
from fieldnotes.language.plain_swaps import IRREGULAR

ENDINGS = (
    "", "n", "en", "et", "t", "ar", "or", "er", "r", "na", "arna", "erna", "orna", "a", "s", "ns", "ens", "ets", "ers",
    "arnas", "ernas", "de", "te", "des", "des", "ts", "d", "da", "st",
)  # fmt: skip
STEMS = (
    ("a", ("er", "te", "t", "s", "es", "tes", "ts")),
    ("e", ("ar", "arna", "as")),
    ("ad", ("at", "ana", "ade")),
    ("en", ("et", "na", "ene")),
    ("el", ("la",)),
    ("et", ("en", "na")),
    ("igt", ("ig", "iga")),
    ("ivt", ("iv", "iva")),
    ("amt", ("am", "amma")),
)
"""What some words end in -> the endings of their other forms: påtala -> påtalar, regelbundet -> regelbundna."""
APART = {"tillsvidare": ("tills", "vidare")}
"""Words that are also written in two."""
NOT_ENDED = frozenset({"dock", "samt", "ej", "dito", "bör", "skall", "parter", "endast", "ca", "torde"})
"""Words that take no ending; with one they are another word."""


@dataclass(frozen=True, slots=True)
class PlainWord:
    """One line of the list: what to say instead, and why; `rule` is the kind of mark it makes."""

    term: str
    plain: str
    note: str
    rule: str


@dataclass(frozen=True)
class PlainWords:
    """The list, ready to look up; `longest` is the most words of a term."""

    forms: Mapping[tuple[str, ...], PlainWord] = field(repr=False)
    exact: Mapping[str, PlainWord] = field(repr=False)
    longest: int

    @classmethod
    def read(cls, lines: Iterable[Mapping[str, str]]) -> "PlainWords":
        """Read `klarsprak.jsonl`, one mapping with term, plain and note a line; capital short forms match exactly."""
        forms: dict[tuple[str, ...], PlainWord] = {}
        exact: dict[str, PlainWord] = {}
        for line in lines:
            entry = PlainWord(line["term"], line["plain"], line.get("note", ""), _rule(line))
            if any(letter.isupper() for letter in entry.term):
                exact.setdefault(entry.term, entry)
                continue
            for form in _forms(entry.term):
                forms.setdefault(form, entry)
        return cls(forms, exact, max((len(form) for form in forms), default=1))

    def at(self, words: Sequence[str], spelled: str) -> tuple[PlainWord, int] | None:
        """Find the longest term at the start of some words in small letters; `spelled` is the first as written."""
        if spelled in self.exact:
            return self.exact[spelled], 1
        for count in range(min(self.longest, len(words)), 0, -1):
            entry = self.forms.get(tuple(words[:count]))
            if entry is not None:
                return entry, count
        return None


def _rule(line: Mapping[str, str]) -> str:
    if line["term"] in ADDRESS_FORMS:
        return "address_form"
    if line["term"].endswith("."):
        return "abbreviation"
    valued = line.get("note", "").startswith("Värdeladdat") or any(
        form[0] in VALUE_VERBS for form in _forms(line["term"])
    )
    return "value_word" if valued or line["term"] == "utåtagerande" else "hard_word"


def _forms(term: str) -> set[tuple[str, ...]]:
    """Give all forms of a term; in a phrase that begins with a verb only the verb changes."""
    words = term.rstrip(".").lower().split()
    if len(words) > 1:
        first = {words[0], *IRREGULAR.get(words[0], ())}
        return {(form, *words[1:]) for form in first}
    word = words[0]
    if word in NOT_ENDED or term.endswith("."):
        return {(word,)}
    forms = {word + ending for ending in ENDINGS} | set(IRREGULAR.get(word, ()))
    for last, instead in STEMS:
        if word.endswith(last):
            forms |= {word.removesuffix(last) + ending for ending in instead}
    return {(form,) for form in forms} | {APART[form] for form in (word,) if form in APART}
