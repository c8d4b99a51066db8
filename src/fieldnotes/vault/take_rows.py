"""What is known of each take: its row in the store, without its sound."""

from dataclasses import dataclass
from typing import Final

from sqlalchemy import RowMapping, Select, select

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import TAKES

FRAMES_PER_SECOND: Final = 4


@dataclass(frozen=True, slots=True)
class TakeRow:
    """What is known of one take: `place` it was spoken into, `rate` samples a second, `frames` as its row says.

    The words of its first `heard` samples stand in the draft, and what follows goes to `heard_place`.
    """

    id: str
    case: str
    note: str
    place: str
    rate: int
    open: bool
    frames: int
    started_at: str
    ended_at: str | None
    destroyed_at: str | None
    heard: int = 0
    heard_place: str | None = None
    language: str = ""
    """In which language it was spoken, ISO 639-1; empty for the worker's own."""

    @property
    def seconds(self) -> int:
        """How long it is, in whole seconds rounded up."""
        return -(-self.frames // FRAMES_PER_SECOND)


def takes_of(vault: OpenVault, note: str) -> list[TakeRow]:
    """Read the takes of a note that are not destroyed, the first first."""
    there = select(TAKES).where(TAKES.c.note == note, TAKES.c.destroyed_at.is_(None))
    return read_takes(vault, there.order_by(TAKES.c.started_at, TAKES.c.id))


def read_takes(vault: OpenVault, wanted: Select[*tuple[object, ...]]) -> list[TakeRow]:
    """Read rows of the table as values."""
    with vault.reading() as connection:
        return [row_of(row) for row in connection.execute(wanted).mappings()]


def row_of(row: RowMapping) -> TakeRow:
    """Read one row of the table as a value."""
    return TakeRow(
        row["id"], row["case_id"], row["note"], row["place"], row["rate"], row["open"], row["frames"],
        row["started_at"], row["ended_at"], row["destroyed_at"], row["heard"], row["heard_place"],
        row["language"],
    )  # fmt: skip
