"""Sign, correct, merge, cosign, mark as misfiled: from here on a text is a record and cannot be changed (INS-1)."""

from collections.abc import Mapping

from fieldnotes.casework.desk import Desk, Recorded
from fieldnotes.domain.json_value import JsonObject

Reasons = Mapping[str, str]
"""Rule id -> reason; the key `*` answers for every warning without one of its own."""


def sign(desk: Desk, note: str, reasons: Reasons | None = None, reason: str | None = None) -> Recorded:
    """Sign the draft; `hash` is the revision. A correction draft needs `reason` and becomes NoteCorrected.

    Refused: UNKNOWN_NOTE, ALREADY_SIGNED (no draft), NOT_ASSIGNED, NOTHING_CHANGED, REASON_MISSING,
    CONTENT_MISSING(rules, count) and WARNING_NEEDS_REASON(rules, count), both as `StoppedBy` with `.findings`.
    """
    raise NotImplementedError


def correct(desk: Desk, note: str, data: JsonObject, reason: str, reasons: Reasons | None = None) -> Recorded:
    """Correct a signed note in one act, by anyone assigned, as their own signed revision with a reason.

    Refused: NOT_SIGNED, NOT_ASSIGNED, REASON_MISSING, NOTHING_CHANGED and those of `sign`.
    """
    raise NotImplementedError


def merge(
    desk: Desk, note: str, data: JsonObject, reason: str | None = None, reasons: Reasons | None = None
) -> Recorded:
    """Settle a conflict: `data` over the newest head, with all heads as parents.

    Refused: NOT_A_CONFLICT and as `correct`.
    """
    raise NotImplementedError


def cosign(desk: Desk, note: str, revision: str) -> Recorded:
    """Sign as the second worker. Refused: NOT_THE_HEAD, NEVER_OPENED, OWN_WORK, NOT_ASSIGNED."""
    raise NotImplementedError


def misfiled(desk: Desk, note: str, to_case: str, reason: str) -> Recorded:
    """Say that a note lies in the wrong case (supervisor).

    Refused: NOT_A_SUPERVISOR, NOT_SIGNED, UNKNOWN_CASE, REASON_MISSING.
    """
    raise NotImplementedError
