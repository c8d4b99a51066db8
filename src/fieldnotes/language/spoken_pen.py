"""The pen that sets words and marks down in a row: blanks, capitals, quotations. It does not know what was said why."""

from dataclasses import dataclass, field, replace
from enum import StrEnum

from fieldnotes.language.spoken_rules import Mark, MarkKind

QUOTE = "”"
OPENING_QUOTE = "“"
"""Of languages that open a quotation otherwise than they close it."""
NEAR = 12
"""How many words back the rules can see."""


class Last(StrEnum):
    """What stands at the end of the text so far."""

    START = "start"
    WORD = "word"
    END = "end"
    INNER = "inner"
    COLON = "colon"
    OPENED = "opened"
    CLOSED = "closed"
    CLOSED_SENTENCE = "closed_sentence"
    BREAK = "break"
    HYPHEN = "hyphen"
    SLASH = "slash"


MARKS = frozenset({Last.END, Last.INNER, Last.COLON, Last.CLOSED, Last.CLOSED_SENTENCE, Last.BREAK})
MARKABLE = frozenset({Last.WORD, Last.CLOSED, Last.CLOSED_SENTENCE})
CLOSABLE = frozenset({Last.WORD, Last.END, Last.CLOSED, Last.CLOSED_SENTENCE})
NO_BLANK_AFTER = frozenset({Last.START, Last.OPENED, Last.BREAK, Last.SLASH})
AFTER = {
    MarkKind.END: Last.END,
    MarkKind.COLON: Last.COLON,
    MarkKind.INNER: Last.INNER,
    MarkKind.HYPHEN: Last.HYPHEN,
    MarkKind.SLASH: Last.SLASH,
}


@dataclass(frozen=True, slots=True)
class Pen:
    """Where the writing stands. Every stroke gives the text it adds and the pen after it; nothing is changed."""

    place: str
    passage: int = 0
    last: Last = Last.START
    capital: bool = True
    quoting: bool = False
    bracketed: bool = False
    near: tuple[str, ...] = field(default=(), repr=False)

    def word(
        self, text: str, said: tuple[str, ...], *, lower_after_quote: bool, joins: bool, exact: bool = False
    ) -> tuple[str, "Pen"]:
        """Set a word, or digits; `joins` lets it follow a hyphen without a blank, `exact` gives it no capital."""
        capital = self.capital and not exact and not (self.last is Last.CLOSED_SENTENCE and lower_after_quote)
        bare = self.last in NO_BLANK_AFTER or (self.last is Last.HYPHEN and joins)
        written = text[:1].upper() + text[1:] if capital else text
        pen = replace(self, last=Last.WORD, capital=False, near=(*self.near, *said)[-NEAR:])
        return ("" if bare else " ") + written, pen

    def can_mark(self, kind: MarkKind) -> bool:
        """Say whether a mark may stand here: a word before it, something opened before it closes."""
        if kind in (MarkKind.QUOTE, MarkKind.QUOTE_OPEN, MarkKind.QUOTE_CLOSE):
            closes = self.quoting and kind is not MarkKind.QUOTE_OPEN
            return self.last in CLOSABLE if closes else kind is not MarkKind.QUOTE_CLOSE and not self.quoting
        if kind in (MarkKind.BRACKET, MarkKind.BRACKET_OPEN, MarkKind.BRACKET_CLOSE):
            closes = self.bracketed and kind is not MarkKind.BRACKET_OPEN
            return self.last in CLOSABLE if closes else kind is not MarkKind.BRACKET_CLOSE and not self.bracketed
        if kind is MarkKind.DASH:
            return self.last in MARKABLE or self.last is Last.BREAK
        return self.last in MARKABLE

    def mark(self, mark: Mark, *, sentence_inside: bool) -> tuple[str, "Pen"]:
        """Set a mark that may stand here; `sentence_inside` says that the quotation it opens is a whole sentence."""
        near = (*self.near, mark.write)[-NEAR:]
        if mark.kind in (MarkKind.QUOTE, MarkKind.QUOTE_OPEN, MarkKind.QUOTE_CLOSE):
            return self._quote(near, mark.write, sentence_inside=sentence_inside)
        if mark.kind in (MarkKind.BRACKET, MarkKind.BRACKET_OPEN, MarkKind.BRACKET_CLOSE):
            return self._bracket(near)
        if mark.kind is MarkKind.END and self.last is Last.CLOSED_SENTENCE:
            return "", replace(self, near=near)  # the mark of the sentence stands inside the quotation already
        if mark.kind is MarkKind.DASH:
            return ("" if self.last in NO_BLANK_AFTER else " ") + mark.write, replace(self, last=Last.INNER, near=near)
        return mark.write, replace(self, last=AFTER[mark.kind], capital=mark.kind is MarkKind.END, near=near)

    def line(self, text: str) -> tuple[str, "Pen"]:
        """Break the line or begin a paragraph; nothing where nothing stands yet."""
        if self.last is Last.START:
            return "", self
        return text, replace(self, last=Last.BREAK, capital=True, near=(*self.near, text)[-NEAR:])

    def written(self, text: str) -> tuple[str, "Pen"]:
        """Set text that is written already, exactly as it is."""
        end = text.rstrip(" ")[-1:]
        before_quote = text.rstrip(" )" + QUOTE)[-1:]
        last = _last_of(end, before_quote)
        turned = text.count(QUOTE) % 2 == 1
        quoting = text.rfind(OPENING_QUOTE) > text.rfind(QUOTE) if OPENING_QUOTE in text else self.quoting != turned
        pen = replace(
            self,
            last=last,
            capital=last in (Last.END, Last.BREAK, Last.CLOSED_SENTENCE),
            quoting=quoting,
            bracketed=text.count("(") > text.count(")") or (self.bracketed and ")" not in text),
            near=tuple(text.lower().split()[-NEAR:]),
        )
        return ("" if self.last in NO_BLANK_AFTER else " ") + text, pen

    def moved(self, place: str) -> "Pen":
        """Begin a new passage at another place; at the same place go on."""
        return self if place == self.place else Pen(place, self.passage + 1)

    def _quote(self, near: tuple[str, ...], write: str, *, sentence_inside: bool) -> tuple[str, "Pen"]:
        if self.quoting:
            return QUOTE if write == QUOTE else write, self._closed(replace(self, quoting=False, near=near))
        capital = self.capital or sentence_inside or self.last is Last.COLON
        pen = replace(self, quoting=True, last=Last.OPENED, capital=capital, near=near)
        return ("" if self.last in NO_BLANK_AFTER else " ") + write, pen

    def _bracket(self, near: tuple[str, ...]) -> tuple[str, "Pen"]:
        if self.bracketed:
            return ")", self._closed(replace(self, bracketed=False, near=near))
        pen = replace(self, bracketed=True, last=Last.OPENED, near=near)
        return ("" if self.last in NO_BLANK_AFTER else " ") + "(", pen

    def _closed(self, pen: "Pen") -> "Pen":
        sentence = self.last in (Last.END, Last.CLOSED_SENTENCE)
        return replace(pen, last=Last.CLOSED_SENTENCE if sentence else Last.CLOSED, capital=sentence)


def _last_of(end: str, before_quote: str) -> Last:
    """Read off the last character of a text what the pen follows."""
    if end in (QUOTE, ")") and end:
        return Last.CLOSED_SENTENCE if before_quote in (".", "!", "?") else Last.CLOSED
    kinds = {".": Last.END, "!": Last.END, "?": Last.END, ",": Last.INNER, ";": Last.INNER, ":": Last.COLON}
    return kinds.get(end, Last.BREAK if end == "\n" else Last.WORD)
