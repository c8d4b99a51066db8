"""Several processes that serve on one socket, and the one that looks after them: it starts, restarts and ends them.

Serves nothing itself and opens no database. One that ends by itself is started again, later and later; a signal ends
all of them once what is under way is finished, a second one at once; SIGHUP lets each look at its files.
"""

import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from types import FrameType
from typing import Final

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.hub.request_log import RequestLog
from fieldnotes.hub.tallies import shared_cells

MOST: Final = 64
_CONTEXT: Final = get_context("spawn")
_LOOK: Final = 0.5
_TO_BEGIN: Final = 60.0
_TO_END: Final = 20.0
_LONGEST_PAUSE: Final = 30.0
_STEADY: Final = 60.0
"""Seconds after which a process counts as one that works."""


@dataclass(frozen=True, slots=True)
class Post:
    """What a process is handed: the socket, where its numbers go, who its parent is, where it says that it listens."""

    listening: socket.socket = field(repr=False)
    cells: object = field(repr=False)
    row: int
    parent: int
    up: Connection = field(repr=False)


Work = Callable[[Post], None]
"""Serves until told to end; a function of a module, for it is called in a process of its own."""


@dataclass(slots=True)
class _Child:
    row: int
    process: SpawnProcess
    up: Connection
    begun: float
    pause: float = 0.0
    ended: float | None = None


class Processes:
    """The processes of one `hub serve`."""

    def __init__(self, listening: socket.socket, count: int, work: Work, log: RequestLog | None) -> None:
        self._listening = listening
        self._work = work
        self._log = log
        self._cells = shared_cells(count)
        self._count = count
        self._children: list[_Child] = []
        self._asked = 0
        self._look = False

    def serve(self, ready: Callable[[], None]) -> None:
        """Serve until a signal says stop; `ready` is called once all processes listen.

        Raises:
            Unavailable: HUB_BUSY when they do not come to listen.
        """
        with self._signalled():
            try:
                self._begin()
                ready()
                self._look_after()
            finally:
                self._end()

    def _begin(self) -> None:
        for row in range(self._count):
            self._start(row)
        for child in self._children:
            if not child.up.poll(_TO_BEGIN) or not _said(child.up):
                raise Unavailable(Code.HUB_BUSY)

    def _start(self, row: int, pause: float = 0.0) -> None:
        here, there = _CONTEXT.Pipe(duplex=False)
        post = Post(self._listening, self._cells, row, os.getpid(), there)
        process = _CONTEXT.Process(target=self._work, args=(post,), name=f"hub-{row}")
        process.start()
        there.close()
        self._children.append(_Child(row, process, here, time.monotonic(), pause))

    def _look_after(self) -> None:
        """Start again who ended by themselves, until a signal comes."""
        while not self._told_to_end():
            alive = [child.process for child in self._children if child.process.is_alive()]
            wait([one.sentinel for one in alive], _LOOK)
            for child in [one for one in self._children if not one.process.is_alive()]:
                self._again(child)

    def _again(self, child: _Child) -> None:
        """Start a successor; one that ended soon after it began is succeeded later and later."""
        now = time.monotonic()
        if child.ended is None:
            child.ended = now
            if self._log is not None:
                self._log.write(level="error", what="process ended", row=child.row, exit=child.process.exitcode)
        if now - child.ended >= child.pause:
            lived = child.ended - child.begun
            self._children.remove(child)
            self._start(child.row, 0.0 if lived > _STEADY else min(_LONGEST_PAUSE, max(1.0, child.pause * 2)))

    def _told_to_end(self) -> bool:
        if self._look:
            self._look = False
            for child in self._children:
                if child.process.is_alive() and child.process.pid is not None:
                    os.kill(child.process.pid, signal.SIGHUP)
            if self._log is not None:
                self._log.open_again()
        return self._asked > 0

    def _end(self) -> None:
        """Ask them to end; at a second signal, or when they take too long, they are ended."""
        self._listening.close()
        for child in self._children:
            child.process.terminate()
        until, asked = time.monotonic() + _TO_END, self._asked
        while any(child.process.is_alive() for child in self._children):
            if time.monotonic() > until or self._asked > asked:
                for child in self._children:
                    child.process.kill()
            wait([child.process.sentinel for child in self._children], _LOOK / 5)
        for child in self._children:
            child.process.join()

    @contextmanager
    def _signalled(self) -> Iterator[None]:
        before = {name: signal.signal(name, self._end_asked) for name in (signal.SIGINT, signal.SIGTERM)}
        if hasattr(signal, "SIGHUP"):
            before[signal.SIGHUP] = signal.signal(signal.SIGHUP, self._look_asked)
        try:
            yield
        finally:
            for name, handler in before.items():
                signal.signal(name, handler)

    def _end_asked(self, _signal: int, _frame: FrameType | None) -> None:
        self._asked += 1

    def _look_asked(self, _signal: int, _frame: FrameType | None) -> None:
        self._look = True


def _said(up: Connection) -> bool:
    try:
        return bool(up.recv())
    except EOFError:
        return False
