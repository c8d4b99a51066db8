"""Write a note or a case to files outside the vault: a disclosure, so each is logged (SEC-6)."""

from pathlib import Path

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.views import Exported


def export_pdf(desk: Desk, note: str, path: Path, at: str | None = None) -> Exported:
    """Write the signed note as a PDF: who, when, state, sections, the family's answers, questions and decisions.

    Refused: UNKNOWN_NOTE, NOT_SIGNED, CONTENT_MISSING (an export rule). Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    raise NotImplementedError


def pdf_bytes(desk: Desk, note: str, at: str | None = None) -> bytes:
    """Make the same PDF without a file, for reading on the screen. Refused: as `export_pdf`."""
    raise NotImplementedError


def export_json(desk: Desk, note: str, path: Path) -> Exported:
    """Write the note and its entries as one JSON document. Refused and Unavailable: as `export_pdf`."""
    raise NotImplementedError


def export_case(desk: Desk, case: str, folder: Path) -> Exported:
    """Write `case.json`: every entry's exact bytes, signatures, receipts, device certificates and the hub's key.

    An independent verifier can check it from its bytes alone. Refused: UNKNOWN_CASE, FILE_EXISTS.
    """
    raise NotImplementedError
