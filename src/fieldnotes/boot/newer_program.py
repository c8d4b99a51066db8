"""At the very start: lets a newer version that lies beside the installed one run in its place. Imports nothing heavy.

Only the installed program chooses; a newer one never does, so nothing can go in circles. A version that has not proven
itself yet is watched until its first window is painted, or its command has ended. One that fails before is put aside
and the program goes on as before, in the same moment where a window was asked for; a command is not run twice.
"""

import os
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fieldnotes import __version__
from fieldnotes.boot.installed_for import installed_for_one
from fieldnotes.domain.errors import Unavailable

if TYPE_CHECKING:
    import subprocess
    from types import FrameType

PATIENCE: Final = 180.0
"""Seconds a new version has until its first window; a virus scanner reads all of it once."""
_LOOKS: Final = 0.1
_FAILED: Final = -1
_ABOUT_ITSELF: Final = ("--selftest", "--ask", "--multiprocessing-fork", "-c")
"""Said by this very program, or by a process of its own that it starts."""


def run_newer(arguments: Sequence[str]) -> int | None:
    """Run a newer version instead, if one is chosen; gives its exit status, None to go on as this one."""
    if not getattr(sys, "frozen", False) or arguments[:1] in [[word] for word in _ABOUT_ITSELF]:
        return None
    running = Path(sys.executable)
    if not installed_for_one(running):
        return None
    from fieldnotes.boot.program_here import is_newer_one, programs_folder
    from fieldnotes.update.versions import to_start

    if is_newer_one(running):
        return None
    folder = programs_folder()
    for start in to_start(folder, __version__, running.name):
        line = [str(start.program), *arguments]
        status = _on_trial(folder, start.version, line) if start.trial else _instead(line)
        if status is not None:
            return status
    return None


def has_started() -> None:
    """Note that this version works, when it was on trial; called once its first window is painted."""
    if not getattr(sys, "frozen", False):
        return
    from fieldnotes.boot.program_here import is_newer_one, programs_folder
    from fieldnotes.update.versions import proven

    if is_newer_one(Path(sys.executable)):
        with suppress(Unavailable):
            proven(programs_folder(), __version__)


def _instead(line: list[str]) -> int | None:
    """Become a version that has proven itself; None when it cannot be started."""
    import subprocess

    from fieldnotes.update.staging import clean_environment

    try:
        if sys.platform == "win32":  # has no way to become another program
            with subprocess.Popen(line, env=clean_environment()) as process:  # noqa: S603 - a version that was put there
                return process.wait()
        os.execve(line[0], line, clean_environment())  # noqa: S606 - likewise
    except OSError:
        return None


def _on_trial(folder: Path, version: str, line: list[str]) -> int | None:
    """Start a version for the first time; gives its exit status, None when the installed one shall go on."""
    import subprocess

    from fieldnotes.update.staging import clean_environment
    from fieldnotes.update.versions import begun, put_aside, waits

    try:
        begun(folder, version)
    except Unavailable:  # a full disk says nothing against the new version
        return None
    status, told = _FAILED, False
    with suppress(OSError), subprocess.Popen(line, env=clean_environment()) as process:  # noqa: S603 - its bytes were signed
        status, told = _watched(process, folder, version, None if line[1:] else PATIENCE)
    if told or not waits(folder, version):
        return status
    with suppress(Unavailable):
        put_aside(folder, version)
    return status if line[1:] and status != _FAILED else None


def _watched(
    process: "subprocess.Popen[bytes]", folder: Path, version: str, patience: float | None
) -> tuple[int, bool]:
    """Wait for a version to end, and tell whether it was told to; one that shows no window for too long is ended.

    A command takes the time it takes (`sync --watch`): it has no `patience`.
    """
    import subprocess

    from fieldnotes.update.versions import waits

    until = time.monotonic() + (patience or float("inf"))
    with _handing_on(process) as told:
        while waits(folder, version) and time.monotonic() < until:
            with suppress(subprocess.TimeoutExpired):
                return process.wait(_LOOKS), bool(told)
        if waits(folder, version):
            process.kill()
        return process.wait(), bool(told)


@contextmanager
def _handing_on(process: "subprocess.Popen[bytes]") -> Iterator[list[int]]:
    """Hand on what the system tells this process; gives what it told. A key pressed to stop reaches both by itself."""
    import signal

    told: list[int] = []

    def hear(number: int, _frame: "FrameType | None") -> None:
        told.append(number)
        if number == signal.SIGTERM:
            process.terminate()

    before = {number: signal.signal(number, hear) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
