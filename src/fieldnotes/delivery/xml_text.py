"""XML as text, written from the inside out: the same values give the same bytes. Knows no schema."""

import re
from collections.abc import Mapping
from html import escape
from typing import Final

_UNWRITABLE: Final = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters XML 1.0 has no way to write; a person can paste them into a note."""
HEAD: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'


def words(text: str) -> str:
    """Write text so that nothing in it is read as markup; what XML cannot hold stands as U+FFFD."""
    return escape(_UNWRITABLE.sub("\ufffd", text), quote=False)


def tag(name: str, attributes: Mapping[str, str | None] | None = None, *inside: str) -> str:
    """Write an element; an attribute that is None is left out, `inside` is markup already."""
    told = "".join(f' {key}="{_in_quotes(value)}"' for key, value in (attributes or {}).items() if value is not None)
    body = "".join(inside)
    return f"<{name}{told}>{body}</{name}>" if body else f"<{name}{told}/>"


def says(name: str, text: str, attributes: Mapping[str, str | None] | None = None) -> str:
    """Write an element that holds text alone; nothing for empty text."""
    return tag(name, attributes, words(text)) if text else ""


def document(root: str) -> bytes:
    """Give the bytes of a document."""
    return f"{HEAD}{root}\n".encode()


def _in_quotes(text: str) -> str:
    return escape(_UNWRITABLE.sub("\ufffd", text)).replace("\n", "&#10;").replace("\t", "&#9;")
