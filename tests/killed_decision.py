"""A process that returns a note and is killed right before it writes one of the entries."""

import os
import signal
from pathlib import Path

from sqlalchemy import event

from conftest import HeldClock
from fieldnotes.casework import decide
from fieldnotes.casework.desk import Desk
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.store import STORE_FILE, open_engine
from one_desk import make_workshop


def return_and_die(folder: Path, profile: str, key: bytes, note: str, revision: str, pins: list, entry: int) -> None:
    """Return the note; SIGKILL strikes as the entry with this number is about to be written (1 is the first)."""
    data_key = DataKey(bytearray(key))
    engine = open_engine(folder / STORE_FILE, data_key)
    written = []

    def strike(_connection, _cursor, statement, *_rest) -> None:
        written.append(statement.startswith("INSERT INTO entries"))
        if sum(written) == entry:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(engine, "before_cursor_execute", strike)
    clock = HeldClock()
    desk = Desk(make_workshop(clock, folder.parent), OpenVault(folder, profile, data_key, engine), unlocked=clock.now())
    decide.return_note(desk, note, revision, {"pins": pins})
