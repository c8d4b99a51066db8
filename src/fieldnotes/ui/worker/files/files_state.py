"""What the card of a note's files shows: plain values from presenter to view. Knows no Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file: `detail` is its size and where it is; `removed`: taken away unless somebody says undo."""

    id: str
    name: str
    detail: str
    removable: bool = False
    removed: bool = False
    here: bool = True
    fetchable: bool = False


@dataclass(frozen=True, slots=True)
class FilesState:
    """All files, whether more may be added, and what is under way (empty: nothing)."""

    rows: tuple[FileRow, ...] = ()
    may_add: bool = False
    under_way: str = ""
    percent: int | None = None
