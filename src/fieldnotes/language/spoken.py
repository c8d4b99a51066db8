"""Spoken words to written text, utterance by utterance, with the spoken commands. Knows no sound and no note.

`write` gives the same for the same utterances; a `Writer` does it as they come. An utterance that holds what no
recogniser says (a capital, a digit, a mark, a line break) is written already and stands as it is, so writing what
was written changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from unicodedata import normalize

from fieldnotes.language.spoken_amounts import Amounts
from fieldnotes.language.spoken_context import Group, Groups
from fieldnotes.language.spoken_names import Names
from fieldnotes.language.spoken_pen import MARKS, Last, Pen
from fieldnotes.language.spoken_rules import Mark, MarkKind, SpokenRules

__all__ = ["Passage", "SpokenRules", "Writer", "join", "write"]

WRITTEN_ALREADY = frozenset(".,:;?!”“()–/\n")
OPENERS = frozenset({MarkKind.QUOTE, MarkKind.QUOTE_OPEN, MarkKind.BRACKET, MarkKind.BRACKET_OPEN})
JOINED_BY_BLANK = frozenset({"och", "eller", "samt", "and", "or"})
"""After a hyphen these begin a new word: "säng- och lekrum"."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Written text and the place (`section` or `section.field`) it belongs to."""

    place: str
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class _Step:
    """One utterance that is still there: the pen before it, and what it wrote."""

    before: Pen
    after: Pen
    text: str = field(repr=False)


def write(
    utterances: Sequence[str],
    rules: SpokenRules,
    places: Mapping[str, str],
    start: str,
    names: Sequence[str] = (),
    *,
    open_quote: bool = False,
    locked: Sequence[str] = (),
) -> list[Passage]:
    """Write utterances from `start` on. `places`: spoken alias -> place; `names`: whole names of the case.

    `locked` words stand exactly as given; `open_quote`: the text before ends inside a quotation.
    """
    writer = Writer(rules, places, start, names, open_quote=open_quote, locked=locked)
    for utterance in utterances:
        writer.add(utterance)
    return writer.passages()


def join(before: str, text: str) -> str:
    """Put written text after what stands in a field already: a blank, or none at a line's beginning."""
    if not before.strip() or not text:
        return text or before
    return before + ("" if before.endswith("\n") or text[0] in ".,:;?!" else " ") + text


class Writer:
    """Writes as the utterances come; adding one costs the same however much was said before."""

    def __init__(
        self,
        rules: SpokenRules,
        places: Mapping[str, str],
        start: str,
        names: Sequence[str] = (),
        *,
        open_quote: bool = False,
        locked: Sequence[str] = (),
        before: str = "",
        spellings: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        """Begin at `start`; `before` is the text that stands there already, which decides the first capital.

        `spellings`: what the worker says -> how it is written (`said` in small letters).
        """
        self._rules = rules
        self._places = {alias.lower(): place for alias, place in places.items()}
        self._names = Names.of(rules, names, locked, spellings)
        self._groups: Groups = {**rules.groups, "name": self._names.group, "between": _union(rules, self._names)}
        self._amounts = Amounts(rules)
        self._pen = Pen(start, quoting=open_quote, last=Last.WORD if open_quote else Last.START)
        self._goes_on = bool(before.strip())
        if self._goes_on:
            self._pen = self._pen.written(before)[1]
        self._steps: list[_Step] = []

    @property
    def steps(self) -> int:
        """Count the utterances that are still there and could be taken back."""
        return len(self._steps)

    @property
    def newest(self) -> str:
        """Give what the last utterance that is still there wrote."""
        return self._steps[-1].text.strip(" ") if self._steps else ""

    def takes_back(self, utterance: str) -> bool:
        """Say whether an utterance is one that takes back the last one."""
        return normalize("NFC", utterance).strip(" \t") in self._rules.undo

    @property
    def place(self) -> str:
        """Where the next words go."""
        return self._pen.place

    def add(self, utterance: str) -> None:
        """Take one utterance: a command, or words to write."""
        words = normalize("NFC", utterance).strip(" \t")
        if self.takes_back(words):
            if self._steps:
                self._pen = self._steps.pop().before
            return
        place = self._command(words)
        text, pen = ("", self._pen.moved(place)) if place is not None else self._written(words)
        if text or place is not None:
            self._steps.append(_Step(self._pen, pen, text))
            self._pen = pen

    def preview(self, partial: str) -> str:
        """Give what words that are still being spoken would add here, without keeping them."""
        words = normalize("NFC", partial).strip()
        command = words in self._rules.undo or self._command(words) is not None
        return words if command else self._written(words)[0].lstrip(" ")

    def passages(self) -> list[Passage]:
        """Give all that is written, in the order it was said; a place come back to is a passage of its own."""
        texts: dict[int, list[str]] = {}
        places: dict[int, str] = {}
        for step in self._steps:
            texts.setdefault(step.after.passage, []).append(step.text)
            places[step.after.passage] = step.after.place
        written = [Passage(places[number], self._trimmed(number, "".join(parts))) for number, parts in texts.items()]
        return [passage for passage in written if passage.text]

    def _trimmed(self, number: int, text: str) -> str:
        """Take blanks from both ends; a line break stays where the passage goes on after a text."""
        bare = text.strip(" \n")
        return text.strip(" ").rstrip("\n ") if bare and number == 0 and self._goes_on else bare

    def _command(self, words: str) -> str | None:
        """Give the place a whole utterance "gå till …" names; a field's alias is heard only inside its section."""
        if not words.startswith(self._rules.go_to + " "):
            return None
        place = self._places.get(words[len(self._rules.go_to) + 1 :])
        if place is None:
            return None
        section, _, named_field = place.partition(".")
        return place if not named_field or self._pen.place.partition(".")[0] == section else None

    def _written(self, utterance: str) -> tuple[str, Pen]:
        if any(letter.isupper() or letter.isdigit() or letter in WRITTEN_ALREADY for letter in utterance):
            return self._pen.written(utterance)
        words, pen, parts, at = utterance.split(), self._pen, [], 0
        while at < len(words):
            text, pen, used = self._next(words[at:], pen, whole=at == 0)
            parts.append(text)
            at += used
        return "".join(parts), pen

    def _next(self, words: list[str], pen: Pen, *, whole: bool) -> tuple[str, Pen, int]:
        """Write what stands first among the words: a locked name, an amount, a break, a mark or a word."""
        own = self._names.whole(words)
        if own is not None:
            return (*self._word(own.text, own.said, pen, exact=own.exact), len(own.said))
        free = words[: self._names.next_whole(words)]
        amount = self._amounts.read(pen.near, free)
        if amount is not None:
            return (*self._word(amount.text, words[: amount.used], pen), amount.used)
        for said, text in self._rules.breaks.items():
            if tuple(free[: len(said)]) == said and (pen.last in MARKS or (whole and len(words) == len(said))):
                return (*pen.line(text), len(said))
        mark = self._mark(words, pen, most=len(free))
        if mark is not None:
            inside = self._sentence_inside(words[len(mark.say) :])
            return (*pen.mark(mark, sentence_inside=inside), len(mark.say))
        before, after = pen.near[-1] if pen.near else "", words[1] if len(words) > 1 else ""
        return (*self._word(self._names.spelled(words[0], before, after), words[:1], pen), 1)

    def _word(self, text: str, said: Sequence[str], pen: Pen, *, exact: bool = False) -> tuple[str, Pen]:
        says = self._rules.groups.get("says")
        return pen.word(
            text,
            tuple(said),
            lower_after_quote=says is not None and says.has(said[0]),
            joins=said[0] not in JOINED_BY_BLANK,
            exact=exact,
        )

    def _mark(self, words: Sequence[str], pen: Pen, most: int) -> Mark | None:
        """Find the mark the first words say, `most` of them, unless the words around make a word of it."""
        for mark in self._rules.marks.get(words[0], ()):
            if tuple(words[: len(mark.say)]) != mark.say or len(mark.say) > most or not pen.can_mark(mark.kind):
                continue
            after = words[len(mark.say) :]
            if mark.kind in OPENERS and not (pen.quoting or pen.bracketed) and self._ends_a_sentence(after):
                continue
            if not any(pattern.fits(pen.near, after, self._groups) for pattern in mark.stays):
                return mark
        return None

    def _sentence_inside(self, rest: Sequence[str]) -> bool:
        """Say whether the words up to the closing quotation mark end with the mark of a sentence."""
        quotes = (MarkKind.QUOTE, MarkKind.QUOTE_CLOSE)
        for at, word in enumerate(rest):
            if any(mark.kind in quotes for mark in self._rules.marks.get(word, ())):
                return self._ends_a_sentence(rest[at - 1 : at] if at else ())
        return False

    def _ends_a_sentence(self, words: Sequence[str]) -> bool:
        """Say whether the first word is the mark of a sentence's end."""
        return any(mark.kind is MarkKind.END for mark in self._rules.marks.get(words[0] if words else "", ()))


def _union(rules: SpokenRules, names: Names) -> Group:
    words = {word for name in rules.between if name in rules.groups for word in rules.groups[name].words}
    return Group(frozenset(words) | names.group.words)
