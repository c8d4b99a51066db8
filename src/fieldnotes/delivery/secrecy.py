"""The law everything handed over is secret under, read from the words' file: no paragraph stands in the program."""

import json
from collections.abc import Mapping
from pathlib import Path

from fieldnotes.delivery.erms import Secrecy
from fieldnotes.domain.errors import Code, Unavailable

FILE = "secrecy_law.json"


def secrecy(words: Path) -> Secrecy:
    """Read the law of a record as a whole from the folder of words. Unavailable: FILE_MISSING(file)."""
    try:
        data = json.loads((words / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise Unavailable(Code.FILE_MISSING, file=FILE) from None
    said = data.get("record") if isinstance(data, Mapping) else None
    if not isinstance(said, Mapping):
        raise Unavailable(Code.FILE_MISSING, file=FILE)
    return Secrecy(str(said.get("about", "")), str(said.get("law", "")))
