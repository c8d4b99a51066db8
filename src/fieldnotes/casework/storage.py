"""What this profile takes on the disk and what it keeps there. It opens no note."""

from dataclasses import dataclass

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.view import View
from fieldnotes.vault.holdings import holdings


@dataclass(frozen=True, slots=True)
class StorageView(View):
    """Where the profile lies, how many bytes it takes, and counts of what it keeps."""

    folder: str
    bytes: int
    entries: int
    drafts: int
    files: int
    recordings: int


def storage(desk: Desk) -> StorageView:
    """Measure the profile."""
    found = holdings(desk.vault)
    return StorageView(str(desk.vault.folder), found.size, found.entries, found.drafts, found.files, found.recordings)
