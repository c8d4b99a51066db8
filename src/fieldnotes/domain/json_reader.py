"""Typed values out of a JSON object, or a refusal naming the file and the key. Knows nothing of what they mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NoReturn

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject


def is_list(value: Json) -> bool:
    """Tell a JSON list from text, which Python also calls a sequence."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def rows(value: Json) -> Sequence[Json]:
    """Read a value as a list: a list as it is, anything else as one row."""
    if isinstance(value, list | tuple) or (isinstance(value, Sequence) and not isinstance(value, str)):
        return value
    return (value,)


def has_content(value: Json) -> bool:
    """Say whether something stands there: false and 0 count; null, "", only blanks, [] and {} do not."""
    if value is None:
        return False
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list | dict):
        return len(value) > 0
    return not (isinstance(value, Sequence | Mapping) and len(value) == 0)


@dataclass(frozen=True, slots=True)
class JsonReader:
    """One JSON object of a file; every reader names what was expected when it is not there.

    Refused: WRONG_FILE(file, expected).
    """

    data: JsonObject = field(repr=False)
    file: str

    @classmethod
    def of(cls, value: Json, file: str) -> "JsonReader":
        """Take a value that must be an object."""
        if not isinstance(value, Mapping):
            raise Refused(Code.WRONG_FILE, file=file, expected="a JSON object")
        return cls(value, file)

    def refuse(self, key: str, expected: str) -> NoReturn:
        """Refuse the file for what stands, or fails to stand, under one key."""
        raise Refused(Code.WRONG_FILE, file=self.file, expected=f"{expected} in '{key}'")

    def text(self, key: str, default: str | None = None) -> str:
        """Read a text; a missing or null one is the default, or refused without a default."""
        value = self.data.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            self.refuse(key, "a text")
        return value

    def maybe_text(self, key: str) -> str | None:
        """Read a text that may be missing; an empty one counts as missing."""
        return self.text(key, "") or None

    def flag(self, key: str, *, default: bool) -> bool:
        """Read true or false."""
        value = self.data.get(key)
        if value is None:
            return default
        if not isinstance(value, bool):
            self.refuse(key, "true or false")
        return value

    def number(self, key: str, default: int) -> int:
        """Read a whole number."""
        value = self.data.get(key)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, int):
            self.refuse(key, "a whole number")
        return value

    def texts(self, key: str) -> tuple[str, ...]:
        """Read a list of texts; a missing one is empty."""
        found = self._list(key)
        texts = tuple(item for item in found if isinstance(item, str))
        if len(texts) != len(found):
            self.refuse(key, "a list of texts")
        return texts

    def inner(self, key: str) -> "JsonReader":
        """Read an object; a missing one is empty."""
        value = self.data.get(key)
        if value is None:
            return JsonReader({}, self.file)
        if not isinstance(value, Mapping):
            self.refuse(key, "an object")
        return JsonReader(value, self.file)

    def each(self, key: str) -> tuple["JsonReader", ...]:
        """Read a list of objects; a missing one is empty."""
        found = self._list(key)
        objects = tuple(JsonReader(item, self.file) for item in found if isinstance(item, Mapping))
        if len(objects) != len(found):
            self.refuse(key, "a list of objects")
        return objects

    def items(self, key: str) -> tuple[Json, ...]:
        """Read a list of anything; a missing one is empty."""
        return tuple(self._list(key))

    def lists(self, key: str) -> tuple[tuple[str, ...], ...]:
        """Read a list of lists of texts, each with at least two."""
        found: list[tuple[str, ...]] = []
        for item in self._list(key):
            row = tuple(text for text in rows(item) if isinstance(text, str))
            if len(row) < len(rows(item)) or len(row) < 2:  # noqa: PLR2004 - an id and its label
                self.refuse(key, "a list of pairs")
            found.append(row)
        return tuple(found)

    def _list(self, key: str) -> Sequence[Json]:
        value = self.data.get(key)
        if value is None:
            return ()
        if isinstance(value, str) or not isinstance(value, Sequence):
            self.refuse(key, "a list")
        return value
