"""Reads the files a town keeps itself beside the shipped ones. One that is wrong is named and left out whole."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TypeVar

from fieldnotes.boot.settings import data_folder
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.language.family_words import TEXT, FamilyWords
from fieldnotes.language.town_words import (
    COLUMNS,
    HEADINGS,
    WORD_LIST,
    TownFile,
    TownFolder,
    read_headings,
    read_word_list,
)

Read = TypeVar("Read")

LANGUAGES = "languages"
"""Folder of language files, one a language, shipped and the town's."""
MOST = 1_000_000
"""Bytes of one file; a larger one is something else."""


@dataclass(frozen=True, slots=True)
class Town:
    """What was read. `headings`: language -> section -> heading; the town's stand before the language's."""

    folder: TownFolder
    plain_words: Sequence[Mapping[str, str]] = field(repr=False)
    headings: Mapping[str, Mapping[str, str]] = field(repr=False)
    languages: Mapping[str, FamilyWords] = field(repr=False)


def words_folder() -> Path:
    """Say where a town's own files lie: in `words`, beside the person's data."""
    return data_folder() / "words"


def read_town(shipped: Path, folder: Path, sections: Sequence[str]) -> Town:
    """Read the shipped languages and all of the town's files; never raises for what stands in a town's file."""
    found: list[TownFile] = []
    words: Sequence[Mapping[str, str]] = _taken(folder / WORD_LIST, found, read_word_list) or ()
    headings = _taken(folder / HEADINGS, found, partial(read_headings, sections=sections)) or {}
    languages = {each.language: each for each in map(_language, sorted(shipped.glob("*.json"), key=_swedish_first))}
    for file in sorted((folder / LANGUAGES).glob("*.json")):
        added = _taken(file, found, partial(_parsed, file.name))
        languages |= {added.language: added} if added else {}
    both = {code: {**each.headings, **headings.get(code, {})} for code, each in languages.items()}
    return Town(TownFolder(folder, tuple(found)), words, {**headings, **both}, languages)


def _swedish_first(file: Path) -> tuple[bool, bool, str]:
    return file.stem != TEXT, file.stem != "en", file.stem


def _language(file: Path) -> FamilyWords:
    return FamilyWords.read(json.loads(file.read_text(encoding="utf-8")), file.name)


def _parsed(name: str, text: str) -> FamilyWords:
    try:
        read: Json = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        line = wrong.lineno if isinstance(wrong, json.JSONDecodeError) else 1
        raise Refused(Code.TOWN_FILE_WRONG, file=name, line=line) from None
    return FamilyWords.read(read, name)


def _taken(file: Path, found: list[TownFile], read: Callable[[str], Read]) -> Read | None:
    """Read one file of the town's and note how it went; a file that is not there is no problem."""
    if not file.is_file():
        return None
    try:
        text = _text(file)
        taken = read(text)
    except Refused as wrong:
        found.append(TownFile(file.name, problem=wrong))
        return None
    used = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    found.append(TownFile(file.name, lines=len(used) - (file.name in COLUMNS)))
    return taken


def _text(file: Path) -> str:
    """Read a file as UTF-8, or as what a spreadsheet on Windows saves."""
    try:
        raw = file.read_bytes() if file.stat().st_size <= MOST else None
    except OSError:
        raw = None
    if raw is None:
        raise Refused(Code.TOWN_FILE_WRONG, file=file.name, line=1)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")
