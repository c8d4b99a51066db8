"""Own time as a table for a spreadsheet: one line a note, months and minutes, without text, day, case or id."""

from pathlib import Path
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.time_given_back import settle
from fieldnotes.disk.atomic_file import write_atomically
from fieldnotes.domain.fold import Family
from fieldnotes.vault import times
from fieldnotes.vault.times import TimeRow

COLUMNS: Final = (
    "month", "way", "typed_minutes", "spoken_minutes", "visit_to_signed_minutes", "signed_to_read_minutes",
    "signed_to_approved_minutes", "shown", "answered",
)  # fmt: skip
"""The first line; `way` is `before` (without this program) or `here`, an empty place is not known."""
_SEPARATOR: Final = ";"
_MINUTE: Final = 60


def export_times(desk: Desk, path: Path) -> int:
    """Write the table (UTF-8, semicolons, a decimal point); gives how many notes it holds.

    The lines of a month are in the order of their numbers, not of the notes, so that none can be told by its place.
    Unavailable: CANNOT_WRITE, DISK_FULL.
    """
    settle(desk)
    lines = sorted(_line(row) for row in times.rows(desk.vault) if row.day is not None)
    table = [_SEPARATOR.join(each) for each in (COLUMNS, *lines)]
    write_atomically(path, ("\n".join(table) + "\n").encode("utf-8"))
    return len(lines)


def _line(row: TimeRow) -> tuple[str, ...]:
    worked = row.typed + row.spoken > 0
    shown = row.family in (Family.TOOK_PART, Family.DID_NOT)
    return (
        str(row.day)[: len("YYYY-MM")],
        "before" if row.old_way else "here",
        _minutes(row.typed if worked else None),
        _minutes(row.spoken if worked and not row.old_way else None),
        _minutes(row.to_signed),
        _minutes(row.to_read),
        _minutes(row.to_approved),
        str(int(shown)),
        str(int(row.family == Family.TOOK_PART)),
    )


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else f"{seconds / _MINUTE:.1f}"
