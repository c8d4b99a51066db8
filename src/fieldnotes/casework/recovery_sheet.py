"""The recovery key until it is proved: on a sheet to print or save, and a mark while nobody has shown to have it.

A key that was shown once and never proved is as good as none: whoever opens such a profile is given a new one.
It knows no screen and keeps no key.
"""

from contextlib import suppress
from pathlib import Path

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import people_at
from fieldnotes.casework.views import Exported
from fieldnotes.casework.written_file import write_whole
from fieldnotes.disk.atomic_file import cannot_write, write_atomically
from fieldnotes.domain.errors import Unavailable
from fieldnotes.domain.private import Private

_UNPROVED = "recovery.unproved"


def sheet_pdf(desk: Desk, key: str) -> bytes:
    """Draw the sheet of a recovery key, for printing. Unavailable: FONT_MISSING."""
    from fieldnotes.report.recovery_sheet import RecoverySheet, recovery_sheet_pdf  # drawing PDF is large to import

    made = desk.clock.now().astimezone()
    sheet = RecoverySheet(tuple(key.split("-")), Private(people_at(desk).me.name), made)
    return recovery_sheet_pdf(sheet, desk.workshop.fonts, desk.workshop.language)


def write_sheet(desk: Desk, key: str, path: Path) -> Exported:
    """Write the sheet as a PDF only its owner may read. Unavailable: CANNOT_WRITE, DISK_FULL, FONT_MISSING."""
    return write_whole(path, sheet_pdf(desk, key))


def expect_proof(desk: Desk) -> None:
    """Remember beside the store that nobody has shown yet to have the key; a full disk keeps nobody from working."""
    with suppress(Unavailable):
        write_atomically(desk.vault.folder / _UNPROVED, b"")


def proved(desk: Desk) -> None:
    """Remember that somebody has the key. Unavailable: CANNOT_WRITE."""
    try:
        (desk.vault.folder / _UNPROVED).unlink(missing_ok=True)
    except OSError as problem:
        raise cannot_write(problem, _UNPROVED) from None


def is_unproved(desk: Desk) -> bool:
    """Tell whether the profile's recovery key was never proved."""
    return (desk.vault.folder / _UNPROVED).exists()
