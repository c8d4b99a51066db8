"""Verify everything this profile holds. It repairs nothing."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Verified
from fieldnotes.domain.long_act import Cancelled, LongAct, Progress
from fieldnotes.vault import verify as verifying


def verify(desk: Desk, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Verified:
    """Check every byte rule, hash, signature, chain and running head, and every piece of the sealed files.

    Unavailable: CANCELLED.
    """
    report = verifying.verify(desk.vault, LongAct(progress, cancelled))
    return Verified(entries=report.entries, ok=report.ok, faults=tuple(str(fault) for fault in report.faults))
