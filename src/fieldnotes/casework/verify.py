"""Verify everything this profile holds. It repairs nothing."""

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Verified
from fieldnotes.vault import verify as verifying


def verify(desk: Desk) -> Verified:
    """Check every byte rule, hash, signature and running head in the profile."""
    report = verifying.verify(desk.vault)
    return Verified(entries=report.entries, ok=report.ok, faults=tuple(str(fault) for fault in report.faults))
