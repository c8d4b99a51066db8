"""Where in a field spoken words go: after what stands there, or where the person put them. Knows no sound."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from fieldnotes.domain.json_reader import rows
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.text_change import changed_part, position

MARKS: Final = ".,:;?!)"
QUOTE: Final = "”"


@dataclass(frozen=True, slots=True)
class Spot:
    """So many characters into the text of a `row` (0 in a field without rows).

    `seen`: that row's text when the spot was chosen, by which it is found again in a text that went on.
    """

    row: int
    at: int
    seen: str | None = field(default=None, repr=False)


def texts_of(value: Json) -> list[str]:
    """Give the texts of a field, one a row, as `Spot` counts them."""
    if value is None or isinstance(value, str):
        return [] if value is None else [value]
    held: Sequence[Json] = [value] if isinstance(value, Mapping) else rows(value)
    return [_text(row) for row in held]


def follow(value: Json, spot: Spot) -> Spot:
    """Find a spot again in a field that was written in since it was chosen."""
    texts = texts_of(value)
    if spot.seen is None or spot.row >= len(texts):
        return spot
    row = spot.row
    if texts[row] != spot.seen and texts.count(spot.seen) == 1:
        row = texts.index(spot.seen)
    at = position(spot.seen, texts[row], spot.at)
    return Spot(row, changed_part(spot.seen, texts[row])[0] if at is None else at)


def before_spot(value: Json, spot: Spot | None) -> str:
    """Give the text that words at a spot go on after; without a spot that of the last row."""
    texts = texts_of(value)
    if spot is None:
        return texts[-1] if texts else ""
    return texts[spot.row][: spot.at] if spot.row < len(texts) else ""


def begins_row(value: Json, spot: Spot) -> bool:
    """Say whether a spot lies after the last row."""
    return isinstance(value, list | tuple) and 0 < len(value) <= spot.row


def into_spot(value: Json, text: str, spot: Spot) -> Json:
    """Put text into what a field holds; nothing where it goes last, for there a speaker may begin a row."""
    texts = texts_of(value)
    last = spot.row == len(texts) - 1 and not texts[spot.row][spot.at :].strip()
    if spot.row >= len(texts) or last:
        return None
    put = insert(texts[spot.row], text, spot.at)
    if isinstance(value, str):
        return put
    held: list[Json] = [value] if isinstance(value, Mapping) else list(rows(value))
    held[spot.row] = _with_text(held[spot.row], put)
    return held[0] if isinstance(value, Mapping) else held


def after_words(value: Json, words: str, spot: Spot) -> Spot | None:
    """Give the spot after words that were put at one; nothing where they went last."""
    texts = texts_of(value)
    if not words or into_spot(value, words, spot) is None:
        return None if words else spot
    return Spot(spot.row, len(join(texts[spot.row][: spot.at], words)), insert(texts[spot.row], words, spot.at))


def insert(text: str, words: str, at: int) -> str:
    """Put words into a text at a character, with the blanks that belong around them."""
    before, after = join(text[:at], words), text[at:]
    if not after.strip() or after[0].isspace() or after[0] in MARKS or before.endswith("\n"):
        return before + after
    closes = after[0] == QUOTE and before.count(QUOTE) % 2 == 1
    return before + after if closes else f"{before} {after}"


def join(before: str, text: str) -> str:
    """Put text after text: a blank between, unless there is one, a line begins or a mark follows."""
    if not before.strip():
        return text
    opened = before[-1] == "(" or (before[-1] == QUOTE and before.count(QUOTE) % 2 == 1)
    if before[-1].isspace() or opened or text[:1] in ".,:;?!\n":
        return before + text
    return f"{before} {text}"


def _text(row: Json) -> str:
    if isinstance(row, Mapping):
        row = row.get("text", "")
    return row if isinstance(row, str) else ""


def _with_text(row: Json, text: str) -> Json:
    return {**row, "text": text} if isinstance(row, Mapping) else text
