"""A sheet and its data become the bytes of a tagged PDF that claims PDF/UA-1: here, or in a process of its own.

Refuses to know what any paper says: it sets what it is handed, in the shipped fonts alone.
"""

import contextlib
import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.report.drawable import drawn_letters
from fieldnotes.report.page_setting import STANDARDS, Standard, lacking, request, set_pages, shipped_fonts

if TYPE_CHECKING:
    import typst

ENVIRONMENT: Final = frozenset({"PATH", "SYSTEMROOT", "TEMP", "TMP", "LANG", "LC_ALL", "HOME", "VIRTUAL_ENV"})
"""What the process may know of this computer."""
_ASK_EVERY: Final = 0.1
"""Seconds between two looks whether somebody still wants a long paper."""
_ETHIOPIC: Final = re.compile(r"[\u1200-\u139f\u2d80-\u2ddf\uab00-\uab2f]")
_RTL_LANGUAGES: Final = frozenset({"ar", "fa", "ckb", "ur", "he", "ps"})


def tagged_pdf(
    name: str,
    data: dict[str, Any],
    fonts: Path,
    sheets: Path,
    at: datetime,
    standards: Sequence[Standard] = STANDARDS,
    root: Path | None = None,
) -> bytes:
    """Set a sheet with its data; the same values give the same bytes on every computer.

    Args:
        name: the sheet's file name in `sheets`.
        data: what it draws, as JSON values; nothing in it is read as markup.
        fonts: the folder of the shipped fonts.
        sheets: the folder of the sheets.
        at: the moment the document says it was made.
        standards: what the document claims to keep to (`STANDARDS`, `ARCHIVE`).
        root: the folder of the pictures its data names; None: it has none.

    Raises:
        Unavailable: FONT_MISSING(file).
    """
    sheet, shipped = _shipped(name, fonts, sheets)
    made = set_pages(sheet, shipped, json.dumps(data, ensure_ascii=False), int(at.timestamp()), standards, root)
    if made is None:
        raise Unavailable(Code.FONT_MISSING, file=name)
    return made


def tagged_pdf_apart(
    name: str,
    data: dict[str, Any],
    fonts: Path,
    sheets: Path,
    at: datetime,
    wanted: Callable[[], None],
    standards: Sequence[Standard] = STANDARDS,
) -> bytes:
    """Do as `tagged_pdf` in a process of its own, which ends with the paper and takes its memory with it.

    `wanted` is called while it works; what it raises ends the process. In a bundle that has no such process it is set
    here. Raises: Unavailable: FONT_MISSING(file), and what `wanted` raises.
    """
    sheet, _fonts = _shipped(name, fonts, sheets)
    command = _command()
    if command is None:
        return tagged_pdf(name, data, fonts, sheets, at, standards)
    asked = request(sheet, fonts, json.dumps(data, ensure_ascii=False), int(at.timestamp()), standards)
    made = _answered(command, asked, wanted)
    if not made:
        raise Unavailable(Code.FONT_MISSING, file=name)
    return made


def _command() -> list[str] | None:
    """Give the command line of the process: the executable beside the program in a bundle, else the module."""
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-P", "-m", "fieldnotes.report.page_setting"]
    beside = Path(sys.executable).with_name("fieldnotes-pages" + (".exe" if sys.platform == "win32" else ""))
    return [str(beside)] if beside.exists() else None


def _answered(command: list[str], asked: bytes, wanted: Callable[[], None]) -> bytes:
    environment = {name: value for name, value in os.environ.items() if name in ENVIRONMENT}
    try:
        process = subprocess.Popen(  # noqa: S603 - our own module or executable, no word of a person on its line
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback of it could hold people's words
            env=environment,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError:
        return b""
    with process:
        _tell(process, asked)
        while True:
            try:
                made, _nothing = process.communicate(timeout=_ASK_EVERY)
            except subprocess.TimeoutExpired:
                _ask(process, wanted)
            else:
                return made if process.returncode == 0 else b""


def _tell(process: "subprocess.Popen[bytes]", asked: bytes) -> None:
    """Hand the request over; the process reads all of it before it answers, so neither waits for the other."""
    told = process.stdin
    process.stdin = None  # `communicate` would flush what is closed
    if told is not None:
        with contextlib.suppress(OSError), told:  # it ended: its answer says so
            told.write(asked)


def _ask(process: "subprocess.Popen[bytes]", wanted: Callable[[], None]) -> None:
    """Go on only while somebody wants it."""
    try:
        wanted()
    except BaseException:
        process.kill()
        raise


@lru_cache(maxsize=4)
def _shipped(name: str, fonts: Path, sheets: Path) -> tuple[bytes, "typst.Fonts"]:
    """Read a sheet and the fonts once. Unavailable: FONT_MISSING(file)."""
    try:
        sheet = (sheets / name).read_bytes()
    except OSError:
        raise Unavailable(Code.FONT_MISSING, file=name) from None
    shipped = shipped_fonts(fonts)
    missing = lacking(shipped)
    if missing is not None:
        raise Unavailable(Code.FONT_MISSING, file=missing)
    return sheet, shipped


@dataclass(frozen=True, slots=True)
class Lettering:
    """How lines are handed to a sheet: their letters, language and direction; `language` is that of its headings."""

    fonts: Path
    language: str

    def ours(self, text: str) -> dict[str, str]:
        """Give a line of the paper's own words."""
        return {"text": drawn_letters(text, self.fonts), "lang": self.language, "dir": self.direction}

    def theirs(self, text: str) -> dict[str, str]:
        """Give a line of people's words, in the direction of its first letter; the note itself is Swedish."""
        shown = drawn_letters(text, self.fonts)
        if _begins_from_the_right(shown):
            own = self.language
            return {"text": shown, "lang": own if own in _RTL_LANGUAGES else "ar", "dir": "rtl"}
        return {"text": shown, "lang": "ti" if _ETHIOPIC.search(shown) else "sv", "dir": "ltr"}

    @property
    def dates(self) -> str:
        """The language dates are written in: a town's own language may have no calendar here."""
        from babel import localedata

        return self.language if localedata.exists(self.language) else "sv"

    @property
    def direction(self) -> str:
        """`rtl` where the headings run from the right."""
        return "rtl" if self.language in _RTL_LANGUAGES else "ltr"


def _begins_from_the_right(text: str) -> bool:
    ways = (unicodedata.bidirectional(letter) for letter in text)
    return next((way != "L" for way in ways if way in {"L", "R", "AL"}), False)
