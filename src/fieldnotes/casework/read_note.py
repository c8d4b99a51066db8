"""Read a note, its list, history and changes. Opening a signed text is recorded (SEC-6); it writes no more."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import HistoryRow, Hit, NoteRow, NoteView, SectionChange


def show(desk: Desk, note: str, at: str | None = None) -> NoteView:
    """Read one note: its draft, else its head, or the revision `at`; opening a signed text is recorded as opened.

    Refused: UNKNOWN_NOTE(note), UNKNOWN_REVISION.
    """
    raise NotImplementedError


def notes(desk: Desk, case: str | None = None) -> tuple[NoteRow, ...]:
    """All notes on this computer, drafts among them, the newest first."""
    raise NotImplementedError


def history(desk: Desk, note: str) -> tuple[HistoryRow, ...]:
    """Every entry of the note in order. Refused: UNKNOWN_NOTE."""
    raise NotImplementedError


def timeline(desk: Desk, case: str) -> tuple[HistoryRow, ...]:
    """Every entry of the case, the newest first. Refused: UNKNOWN_CASE."""
    raise NotImplementedError


def changes(desk: Desk, note: str, since: str | None = None, until: str | None = None) -> tuple[SectionChange, ...]:
    """Compare two revisions as people read them; default: the last decided (else the first) with the head."""
    raise NotImplementedError


def find_in_case(desk: Desk, case: str, text: str) -> tuple[Hit, ...]:
    """Search the notes of one open case: every word given must stand there, as it stands or as the beginning of a word.

    Any case; accents are folded but å, ä and ö kept apart; a part of a compound counts from three letters.
    Refused: UNKNOWN_CASE, SEARCH_NOT_ALLOWED for an empty text.
    """
    raise NotImplementedError
