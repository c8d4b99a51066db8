"""The speech models that are offered: what they are, where they lie, what their file must be. Fetches nothing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Self

from fieldnotes.domain.json_reader import JsonReader
from fieldnotes.domain.json_value import Json

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class OfferedModel:
    """A model of the list; its zip file is pinned by exact size and SHA-256, so the address need not be trusted."""

    name: str
    language: str
    size: int
    """Bytes of the zip file."""
    sha256: str
    licence: str
    address: str

    @classmethod
    def read(cls, row: JsonReader) -> Self:
        """Read one row of the list. Refused: WRONG_FILE."""
        name, sha256 = row.text("name"), row.text("sha256")
        if not _NAME.fullmatch(name):
            row.refuse("name", "a text")
        if not _SHA256.fullmatch(sha256):
            row.refuse("sha256", "a text")
        size = row.number("bytes", 0)
        if size <= 0:
            row.refuse("bytes", "a whole number")
        return cls(name, row.text("language"), size, sha256, row.text("licence"), row.text("address"))


@dataclass(frozen=True, slots=True)
class ModelList:
    """The offered models, the proposed one of a language first; `without`: languages nobody has made a model of."""

    models: Sequence[OfferedModel] = ()
    without: Sequence[str] = ()

    @classmethod
    def read(cls, data: Json, file: str) -> Self:
        """Read the list as it is shipped. Refused: WRONG_FILE(file, expected)."""
        reader = JsonReader.of(data, file)
        return cls(tuple(OfferedModel.read(row) for row in reader.each("models")), reader.texts("none"))

    def named(self, name: str) -> OfferedModel | None:
        """Give the offered model of a name, if it is on the list."""
        return next((model for model in self.models if model.name == name), None)
