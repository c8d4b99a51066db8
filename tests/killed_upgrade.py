"""A process that brings a kept store up to date and is killed inside the database's own work."""

import os
import signal
from pathlib import Path

from sqlalchemy import Engine, Pool, event

from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.upgrading import bring_up_to_date

COMMITTED = 0
"""Instead of a statement's number: the steps are committed, and lie in the log of the copy."""


def upgrade(folder: str, key: bytes) -> None:
    """Bring a store up to date."""
    bring_up_to_date(Path(folder) / STORE_FILE, DataKey(bytearray(key)))


def upgrade_and_die(folder: str, key: bytes, statement: int) -> None:
    """Bring it up to date; SIGKILL strikes before the statement with this number (1 is the first)."""
    done = []

    def strike(*_about: object) -> None:
        done.append(1)
        if len(done) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    def strike_now(*_about: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    if statement == COMMITTED:
        event.listen(Pool, "checkin", strike_now)
    else:
        event.listen(Engine, "before_cursor_execute", strike)
    upgrade(folder, key)
