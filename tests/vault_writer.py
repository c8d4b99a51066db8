"""A process that writes drafts and acts until it is killed, telling each hash once its act is on the disk."""

import time
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from fieldnotes.vault import drafts, entries
from vault_samples import consent, draft, open_quickly


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def write_on(folder: Path, recovery_key: str, name: str, told: Connection) -> None:
    """Save a draft, file an act in its place, tell; for ever."""
    vault = open_quickly(folder, recovery_key)
    clock = RealClock()
    number = 0
    while True:
        number += 1
        note = f"{name}-{number}"
        drafts.save(vault, draft(note=note, text=f"Utkast {note}"))
        filed = entries.file_act(vault, consent(clock, note=note), clock, drop_draft=note)
        told.send_bytes(filed.hash.encode())
