"""Runs an act in a process of its own and kills it just before its n-th change to the file system.

Every opening, renaming, making and deleting of a file under the watched folder is a step, as Python's own audit
events tell it; so no step has to be built into the program for the tests' sake.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from fork_server import fork_server

_CHANGES = {"os.rename", "os.remove", "os.rmdir", "os.mkdir"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def steps_of(act: Callable[..., None], watched: Path, *arguments: object) -> int:
    """How many steps the act has when nobody kills it; it must end by itself."""
    hear, tell = fork_server().Pipe(duplex=False)
    process = fork_server().Process(target=_run, args=(act, str(watched), 0, tell, arguments))
    process.start()
    tell.close()
    process.join(60)
    assert process.exitcode == 0
    return hear.recv()


def killed_at(step: int, act: Callable[..., None], watched: Path, *arguments: object) -> None:
    """Run the act and kill it just before its `step`-th change (1 = before the first)."""
    hear, tell = fork_server().Pipe(duplex=False)
    process = fork_server().Process(target=_run, args=(act, str(watched), step, tell, arguments))
    process.start()
    tell.close()
    process.join(60)
    hear.close()
    assert process.exitcode == -signal.SIGKILL


def _run(act, watched, kill_at, tell, arguments):
    steps = 0

    def watch(event: str, given: tuple) -> None:
        nonlocal steps
        if event == "open":
            path, mode, flags = given
            changes = (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & _WRITES
        else:
            path, changes = given[0] if given else None, event in _CHANGES
        if not changes or not isinstance(path, str | os.PathLike) or not os.fspath(path).startswith(watched):
            return
        steps += 1
        if steps == kill_at:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    act(*arguments)
    tell.send(steps)
    tell.close()
