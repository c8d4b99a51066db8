"""Problems in words: the sentence for a foreseen one, a calm line and a log without words for a bug. Knows no Qt."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from fieldnotes.domain.errors import FieldNotesError, Unavailable
from fieldnotes.language.sentences import sentence
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from traceback import FrameSummary


@dataclass(frozen=True)
class Problem:
    """What to say: `kind` is refused, unavailable or bug."""

    kind: str
    words: str


def explain(error: BaseException) -> Problem:
    """Give the words for a problem; a bug is logged by type and place, never by its message (SEC-9)."""
    if isinstance(error, FieldNotesError):
        kind = "unavailable" if isinstance(error, Unavailable) else "refused"
        return Problem(kind, sentence(error, _))
    import logging  # this and the next are large, and bugs are rare

    places = [f"{frame.filename.rpartition('/')[2]}:{frame.lineno}" for frame in _frames(error)]
    logging.getLogger("fieldnotes.ui").error("bug %s at %s", type(error).__name__, " < ".join(reversed(places[-6:])))
    words = _("Something went wrong in the program itself. What you wrote is saved. You can go on working.")
    return Problem("bug", words)


def _frames(error: BaseException) -> "list[FrameSummary]":
    import traceback

    return list(traceback.extract_tb(error.__traceback__, limit=-8))
