"""A process that writes drafts and acts until it is killed; prints each hash once its act is on the disk.

Run as `python vault_writer.py FOLDER NAME`; the recovery key comes on standard input.
"""

import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from fieldnotes.vault import drafts, entries
from vault_samples import consent, draft, open_quickly


class RealClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def monotonic(self) -> float:
        return time.monotonic()


def main() -> None:
    folder, name = Path(sys.argv[1]), sys.argv[2]
    vault = open_quickly(folder, sys.stdin.readline().strip())
    clock = RealClock()
    number = 0
    while True:
        number += 1
        note = f"{name}-{number}"
        drafts.save(vault, draft(note=note, text=f"Utkast {note}"))
        filed = entries.file_act(vault, consent(clock, note=note), clock, drop_draft=note)
        sys.stdout.write(f"{filed.hash}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
