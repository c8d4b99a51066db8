"""The templates this program comes with. A server reads them too, so nothing of a desktop is imported here."""

import json
from functools import cache

from fieldnotes.boot.resources import resources
from fieldnotes.domain.templates import TemplateBook, read_book


@cache
def shipped_book() -> TemplateBook:
    """Read them once."""
    return read_book(json.loads((resources() / "templates" / "templates.json").read_text(encoding="utf-8")))
