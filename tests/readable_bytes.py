"""Looks for words of a note in bytes, in every spelling in which a program could have left them lying."""

import base64
import json
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

WORDS = (
    "Sandin",  # the family's name
    "BV-2026-0142",  # the case's number
    "gäspade",  # observed
    "veckoschema",
    "överstrukna",
    "klockan ringer",  # the child's own words
    "åttaåringar",  # assessed
    "mormor väcker",  # what the child answered when it was shown
    "den här veckan",  # what the mother answered
    "fem morgnar",  # the answer to the supervisor
    "Elsa ensam",  # her question
)
_CODES = ("utf-8", "utf-16-le", "utf-16-be")


@cache
def spellings(word: str) -> frozenset[bytes]:
    """A word as bytes: as written and in small letters, composed and decomposed, as text, in JSON and in base64."""
    forms = {unicodedata.normalize(form, same) for form in ("NFC", "NFD") for same in (word, word.lower())}
    return frozenset(
        {form.encode(code) for form in forms for code in _CODES}
        | {json.dumps(form)[1:-1].encode("ascii") for form in forms}
        | {base64_of(form.encode("utf-8"), at) for form in forms for at in range(3)}
    )


def base64_of(data: bytes, at: int) -> bytes:
    """The characters that base64 gives these bytes alone when `at` bytes, modulo three, stand before them."""
    length = at + len(data)
    whole = base64.b64encode(b"\0" * at + data + b"\0" * (-length % 3))
    return whole[(at * 8 + 5) // 6 : length * 8 // 6]


def found_in_bytes(data: bytes) -> set[str]:
    """The words that can be read somewhere in these bytes."""
    return {word for word in WORDS if any(spelling in data for spelling in spellings(word))}


def found_in_files(files: Iterable[Path]) -> set[tuple[str, str]]:
    """Every file in which a word can be read, with the word."""
    return {(path.name, word) for path in files for word in found_in_bytes(path.read_bytes())}
