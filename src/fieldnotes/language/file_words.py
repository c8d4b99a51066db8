"""A file's size and where it is, in words; the same on screens, paper and terminal. Knows no file."""

from typing import Final

from fieldnotes.language.translation import spoken_language
from fieldnotes.language.translation import translate as _

_STEP: Final = 1024
_WHOLE_FROM: Final = 10


def size_words(size: int) -> str:
    """Say a size in bytes as people do: 340 kB, 2,4 MB."""
    if size < _STEP:
        return f"{size} B"
    amount, unit = size / _STEP, "kB"
    if amount >= _STEP:
        amount, unit = amount / _STEP, "MB"
    if amount >= _WHOLE_FROM:
        return f"{round(amount)} {unit}"
    said = f"{amount:.1f}"
    return f"{said.replace('.', ',') if spoken_language() == 'sv' else said} {unit}"


def file_state_words(state: str) -> str:
    """Say where a file of a note is."""
    return {
        "draft": _("is signed with the note"),
        "waiting": _("waits to reach the case system"),
        "received": _("in the case system"),
        "elsewhere": _("not on this computer yet"),
        "destroyed": _("destroyed"),
    }.get(state, state)
