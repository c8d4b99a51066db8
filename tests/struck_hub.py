"""A hub's process that takes a file in piece by piece until it is struck down; tells what it has acknowledged."""

import multiprocessing
import os
import signal
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path

from fieldnotes.hub import attachments
from fieldnotes.hub.attachments import Place, put_piece
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.sessions import Caller


class Still:
    """A clock that stands."""

    def now(self) -> datetime:
        return datetime(2026, 3, 12, 14, 0, tzinfo=UTC)

    def monotonic(self) -> float:
        return 0.0


def piece(number: int) -> bytes:
    """What lies under a number."""
    return bytes([number]) * 1000


def hand_in(
    folder: Path, who: Caller, at: Place, numbers: Sequence[int], struck_at: int | None, told: Connection
) -> None:
    """Hand in piece after piece; struck down at the row of one of them, after its bytes."""
    note = attachments._note

    def struck(hub, connection, at, number, digest, size):
        if number == struck_at:
            os.kill(os.getpid(), signal.SIGKILL)
        note(hub, connection, at, number, digest, size)

    attachments._note = struck
    with Hub.open(folder, Still()) as hub:
        for number in numbers:
            put_piece(hub, who, at, number, piece(number))
            told.send(number)


def killed(folder: Path, who: Caller, at: Place, numbers: Sequence[int], *, struck_at=None, after=None) -> list[int]:
    """Run such a process until it is struck, or until so many are acknowledged; gives which are."""
    context = multiprocessing.get_context("spawn")
    heard, told = context.Pipe(duplex=False)
    process = context.Process(target=hand_in, args=(folder, who, at, numbers, struck_at, told))
    process.start()
    told.close()
    acknowledged: list[int] = []
    try:
        while True:  # what was told before it died counts as well
            acknowledged.append(heard.recv())
            if len(acknowledged) == after:
                process.kill()
    except EOFError:
        process.join()
    heard.close()
    return acknowledged
