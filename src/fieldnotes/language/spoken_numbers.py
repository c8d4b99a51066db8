"""Spoken number words to values: compounds, split words, ordinals. The words come from the rule data."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from fieldnotes.domain.json_reader import JsonReader

TEN, HUNDRED, THOUSAND = 10, 100, 1000
MOST_HUNDREDS = 20
"""As far as hundreds are counted where thousands could be: "femton hundra", "tjugo hundra tjugosex"."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number that was said: its value, how many words it took, and whether it was said as a year is."""

    value: int
    used: int
    as_year: bool = False


@dataclass(frozen=True, slots=True)
class Numerals:
    """The number words of one language and the values they build."""

    units: Mapping[str, int]
    tens: Mapping[str, int]
    ordinals: Mapping[str, int]
    special: Mapping[str, int]
    hundred: str
    thousand: str
    zero: str
    one: frozenset[str]
    joins: frozenset[str]
    _known: dict[str, int | None] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def read(cls, data: JsonReader) -> "Numerals":
        """Read the `numbers` part of a rule file."""
        return cls(
            units=_table(data, "units"),
            tens=_table(data, "tens"),
            ordinals=_table(data, "ordinals"),
            special=_table(data, "special"),
            hundred=data.text("hundred", "-"),
            thousand=data.text("thousand", "-"),
            zero=data.text("zero", "-"),
            one=frozenset(data.texts("one")),
            joins=frozenset(data.texts("and")),
        )

    def cardinal(self, word: str) -> int | None:
        """Give the value of one word ("nittonhundranittionio" 1999), or None when it is no number."""
        if word not in self._known:
            if len(self._known) > THOUSAND * TEN:
                self._known.clear()
            self._known[word] = self._cardinal(word)
        return self._known[word]

    def ordinal(self, words: Sequence[str]) -> Number | None:
        """Give an ordinal at the start of some words: "nionde", "tjugotredje", also split "tjugo tredje"."""
        value = self._ordinal(words[0]) if words else None
        if value is not None:
            return Number(value, 1)
        if len(words) > 1 and words[0] in self.tens:
            small = self.ordinals.get(words[1], TEN)
            if small < TEN:
                return Number(self.tens[words[0]] + small, 2)
        return None

    def phrase(self, words: Sequence[str]) -> Number | None:
        """Give the longest number at the start of some words: "tre tusen tvåhundra" 3200, four words or fewer."""
        head = self._hundreds(words)
        if head is None:
            return None
        value, used = head.value, head.used
        joins = used < len(words) and words[used].startswith(self.thousand) and value < THOUSAND
        if joins and (more := self.cardinal(words[used])) is not None:
            value, used = value * THOUSAND + more - THOUSAND, used + 1
        if value >= THOUSAND and value % THOUSAND == 0:
            joined = self._joined(words[used:])
            rest = self._hundreds(words[used + joined :])
            if rest is not None and rest.value < THOUSAND and (joined or not self._lone_one(words[used:], rest)):
                value, used = value + rest.value, used + joined + rest.used
        centuries = used > 1 and head.value // HUNDRED > TEN and words[1].startswith(self.hundred)
        return Number(value, used, as_year=centuries or (used == 1 and self._said_as_year(words[0])))

    def _hundreds(self, words: Sequence[str]) -> Number | None:
        first = self.cardinal(words[0]) if words else None
        if first is None:
            return None
        value, used = first, 1
        following = words[1] if len(words) > 1 else ""
        more = self.cardinal(following) if following else None
        if more is not None and 0 < value <= MOST_HUNDREDS and value != TEN and following.startswith(self.hundred):
            value, used = value * HUNDRED + more - HUNDRED, 2
        elif more is not None and 0 < more < TEN and words[0] in self.tens and not self._stands_alone(words[1:]):
            return Number(value + more, 2)
        if value >= HUNDRED and value % HUNDRED == 0 and (used > 1 or not self._said_as_year(words[0])):
            joined = self._joined(words[used:])
            tail = self._below_hundred_split(words[used + joined :])
            if tail is not None and tail.value > 0 and (joined or not self._lone_one(words[used:], tail)):
                value, used = value + tail.value, used + joined + tail.used
        return Number(value, used)

    def _joined(self, words: Sequence[str]) -> int:
        """Count the word that joins hundreds and what is left: "two hundred and five"."""
        return int(bool(words) and words[0] in self.joins)

    def _below_hundred_split(self, words: Sequence[str]) -> Number | None:
        value = self._below_hundred(words[0]) if words else None
        if value is None or (len(words) > 1 and words[1].startswith(self.hundred)):
            return None
        small = self.units.get(words[1], TEN) if len(words) > 1 else TEN
        if words[0] in self.tens and 0 < small < TEN and not self._stands_alone(words[1:]):
            return Number(value + small, 2)
        return Number(value, 1)

    def _lone_one(self, words: Sequence[str], number: Number) -> bool:
        return number.used == 1 and self._stands_alone(words)

    def _stands_alone(self, words: Sequence[str]) -> bool:
        """Say whether an "ett" begins a count of its own: "tjugo ett barn", but not "tjugo ett tusen"."""
        return words[0] in self.one and not (len(words) > 1 and words[1].startswith(self.thousand))

    def _said_as_year(self, word: str) -> bool:
        head, said, _ = word.partition(self.hundred)
        value = self._below_hundred(head) if said and self.thousand not in word else None
        return value is not None and value > TEN

    def _cardinal(self, word: str) -> int | None:
        for special, value in self.special.items():
            if word.startswith(special):
                rest = self._below_thousand(word[len(special) :]) if word != special else 0
                return None if rest is None else value + rest
        head, said, tail = word.partition(self.thousand)
        if not said:
            return self._below_thousand(word, most_hundreds=HUNDRED - 1)
        thousands = self._below_thousand(head) if head else 1
        rest = self._below_thousand(tail) if tail else 0
        return None if thousands is None or rest is None else thousands * THOUSAND + rest

    def _below_thousand(self, word: str, most_hundreds: int = TEN - 1) -> int | None:
        head, said, tail = word.partition(self.hundred)
        if not said:
            return self._below_hundred(word)
        hundreds = self._below_hundred(head) if head else 1
        rest = self._below_hundred(tail) if tail else 0
        if hundreds is None or rest is None or not 0 < hundreds <= most_hundreds:
            return None
        return hundreds * HUNDRED + rest

    def _below_hundred(self, word: str) -> int | None:
        if word in self.units:
            return self.units[word]
        if word in self.tens:
            return self.tens[word]
        return self._compound(word, self.units)

    def _ordinal(self, word: str) -> int | None:
        if word in self.ordinals:
            return self.ordinals[word]
        return self._compound(word, self.ordinals)

    def _compound(self, word: str, endings: Mapping[str, int]) -> int | None:
        for tens, value in self.tens.items():
            if word.startswith(tens) and 0 < endings.get(word[len(tens) :], TEN) < TEN:
                return value + endings[word[len(tens) :]]
        return None


def _table(data: JsonReader, key: str) -> dict[str, int]:
    part = data.inner(key)
    return {word: part.number(word, 0) for word in part.data}
