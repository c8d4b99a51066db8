"""One thing that is proposed for a field, and what the field holds once somebody takes it. Finds nothing itself."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as kept
from enum import StrEnum

from fieldnotes.domain.json_value import Json, JsonObject


class Way(StrEnum):
    """How a proposal comes into its field."""

    VALUE = "value"
    """It becomes the field's value."""
    ROW = "row"
    """It becomes one more row."""
    ADD = "add"
    """Its items join those that are chosen."""
    FACTS = "facts"
    """Its keys are set in the row it is about."""
    NAME = "name"
    """One word of the text becomes another."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal. `key` is the same for as long as the same thing is proposed; it holds nobody's words.

    `sure`: the words say only this; of two answers that both seem said, each is shown and neither taken along.
    """

    section: str
    field: str
    way: Way
    key: str
    value: Json = kept(repr=False)
    sure: bool = True
    row: int = 0
    heard: str = kept(default="", repr=False)
    """The words that give reason for it."""

    def taken(self, now: Json) -> Json:
        """Give the field's value after taking, from what stands there now."""
        rows = list(now) if isinstance(now, list | tuple) else []
        if self.way is Way.ROW:
            return [*rows, self.value]
        if self.way is Way.ADD:
            added = self.value if isinstance(self.value, list | tuple) else []
            return [*rows, *(each for each in added if each not in rows)]
        if self.way in {Way.FACTS, Way.NAME}:
            if isinstance(now, list | tuple):
                return [self._within(each) if at == self.row else each for at, each in enumerate(rows)]
            return self._within(now)
        return self.value

    def _within(self, row: Json) -> Json:
        given: JsonObject = self.value if isinstance(self.value, Mapping) else {}
        if self.way is Way.FACTS:
            return {**row, **given} if isinstance(row, Mapping) else row
        if isinstance(row, Mapping):
            return {**row, "text": _replaced(str(row.get("text", "")), given)}
        return _replaced(row, given) if isinstance(row, str) else row


def offer_key(section: str, field: str, way: Way, *about: Json) -> str:
    """Name a proposal by what it is about, without its words (they are people's)."""
    digest = hashlib.sha256(json.dumps(about, ensure_ascii=False, sort_keys=True, default=list).encode())
    return f"{section}.{field}:{way}:{digest.hexdigest()[:16]}"


def _replaced(text: str, given: JsonObject) -> str:
    """Put the right name where the word stands, once."""
    word, name, at = str(given["word"]), str(given["name"]), given.get("at")
    if isinstance(at, int) and text[at : at + len(word)] == word:
        return text[:at] + name + text[at + len(word) :]
    return text.replace(word, name, 1)
