"""What a report for support may say about a computer: which facts, and in which form. Everything else is left out.

A list of what is allowed, never of what is forbidden: a name, a word or a path has no form here, so it cannot pass.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

Value = bool | int | str | tuple[str, ...]
"""What a fact may be."""
MOST: Final = 10**12
"""No count or size is larger."""
LONGEST: Final = 60
"""Things in a list of a fact."""


@dataclass(frozen=True, slots=True)
class Form:
    """How a fact must look: yes or no, a whole number, or a text that is one of `words` or fits `pattern`."""

    kind: type = str
    words: frozenset[str] = frozenset()
    pattern: str = ""
    many: bool = False

    def fits(self, value: object) -> bool:
        """Tell whether a value looks so."""
        if self.many:
            return isinstance(value, tuple) and len(value) <= LONGEST and all(self._one(each) for each in value)
        return self._one(value)

    def _one(self, value: object) -> bool:
        if type(value) is not self.kind:
            return False
        if isinstance(value, str):
            return value in self.words or bool(self.pattern and re.fullmatch(self.pattern, value, re.ASCII))
        return not isinstance(value, int) or -MOST <= value <= MOST


def one_of(*words: str, many: bool = False) -> Form:
    """Ask for one of these words."""
    return Form(words=frozenset(words), many=many)


YES: Final = Form(bool)
COUNT: Final = Form(int)
_NUMBER: Final = r"\d{1,5}(?:\.\d{1,5}){0,4}"
VERSION: Final = Form(pattern=rf"{_NUMBER}(?:(?:a|b|rc|\.post|\.dev)\d{{1,4}})?", words=frozenset({"missing"}))
"""A version as libraries write it; no word fits."""
SCREEN: Final = Form(pattern=r"\d{3,5}x\d{3,5}@\d{1,3}%", many=True)

LIBRARIES: Final = (
    "alembic", "cryptography", "httpx2", "keyring", "pillow", "psycopg", "pyenchant", "pypdf",
    "pyside6-addons", "pyside6-essentials", "reportlab", "soundfile", "sqlalchemy", "sqlcipher3", "typst", "uvicorn",
    "vosk", "zstandard",
)  # fmt: skip
"""The libraries whose version is told."""
CHECKS: Final = ("python", "qt", "microphones", "speech", "store", "test model", "profile", "speech models", "policy")
"""The looks around of `doctor` whose yes or no is told; their details are not, for they name things."""

FACTS: Final[Mapping[str, Form]] = {
    "program.version": VERSION,
    "program.bundled": YES,
    "program.language": one_of("sv", "en"),
    "python.version": VERSION,
    "system.name": one_of("Linux", "Windows", "Darwin"),
    "system.release": Form(pattern=_NUMBER),
    "system.machine": one_of("x86_64", "AMD64", "aarch64", "arm64", "ARM64", "armv7l", "i686"),
    "system.processors": COUNT,
    "system.free_mb": COUNT,
    "screen.platform": one_of("xcb", "wayland", "offscreen", "windows", "cocoa", "minimal"),
    "screen.screens": SCREEN,
    "screen.theme": one_of("system", "light", "dark", "contrast"),
    "screen.text_percent": COUNT,
    "screen.lock_minutes": COUNT,
    "speech.own_models": COUNT,
    "profile.there": YES,
    "profile.open": YES,
    "profile.joined": YES,
    "profile.mb": COUNT,
    "profile.entries": COUNT,
    "profile.drafts": COUNT,
    "profile.files": COUNT,
    "profile.recordings": COUNT,
    "profile.waiting": COUNT,
    "profile.files_waiting": COUNT,
    "profile.set_aside": COUNT,
    "profile.conflicts": COUNT,
    "profile.hours_since_contact": COUNT,
    "profile.clock_ahead_minutes": COUNT,
    **{f"library.{name}": VERSION for name in LIBRARIES},
    **{f"check.{name}": YES for name in CHECKS},
}
"""Each fact that may be told, and its form."""


@dataclass(frozen=True, slots=True)
class Diagnostics:
    """Facts that passed, in order of their names, and how many were left out."""

    facts: Mapping[str, Value]
    left_out: int


def only_allowed(found: Mapping[str, object], official: frozenset[str] = frozenset()) -> Diagnostics:
    """Keep the facts that may be told and look as they must; the rest is only counted.

    `official`: names of speech models that stand on the public list, the only names that may be told.
    """
    forms = {**FACTS, "speech.models": one_of(*official, many=True)}
    kept = {name: value for name, value in sorted(found.items()) if name in forms and forms[name].fits(value)}
    facts = {name: value for name, value in kept.items() if isinstance(value, bool | int | str | tuple)}
    return Diagnostics(facts, len(found) - len(facts))
