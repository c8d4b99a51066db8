"""The supervisor's queue and decisions, the author's answers. A decision names the exact hash that was read."""

from fieldnotes.casework.desk import Desk, Recorded
from fieldnotes.casework.views import QuestionView, QueueRow
from fieldnotes.domain.json_value import JsonObject


def queue(desk: Desk) -> tuple[QueueRow, ...]:
    """Notes that wait for this supervisor, the oldest first."""
    raise NotImplementedError


def questions(desk: Desk, *, all_: bool = False) -> tuple[QuestionView, ...]:
    """Open questions to this author; `all_`: answered ones too."""
    raise NotImplementedError


def approve(desk: Desk, note: str, revision: str) -> Recorded:
    """Approve the revision that was read.

    Refused: UNKNOWN_NOTE, NOT_SIGNED, NOT_A_SUPERVISOR, OWN_WORK, NOT_THE_HEAD, NEVER_OPENED.
    """
    raise NotImplementedError


def return_note(desk: Desk, note: str, revision: str, data: JsonObject) -> Recorded:
    """Return the revision with pinned questions (`{"pins": [...]}`): the questions first, then the return naming them.

    `others` are the questions' hashes. Refused: as `approve`, PIN_MISSING, UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE.
    """
    raise NotImplementedError


def answer(desk: Desk, question: str, text: str) -> Recorded:
    """Answer a question by its hash or id.

    Refused: UNKNOWN_QUESTION, NOT_YOUR_QUESTION, ALREADY_ANSWERED, CONTENT_MISSING.
    """
    raise NotImplementedError


def withdraw(desk: Desk, note: str, reason: str) -> Recorded:
    """Withdraw one's own approval of the head. Refused: NOT_APPROVED, NOT_A_SUPERVISOR, REASON_MISSING."""
    raise NotImplementedError
