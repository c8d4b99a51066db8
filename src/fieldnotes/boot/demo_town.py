"""The demo's invented town in a throwaway folder: a hub that runs as its own process, a worker, a supervisor."""

import json
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from fieldnotes.boot import hub_commands
from fieldnotes.boot.demo_days import as_of
from fieldnotes.boot.resources import resources
from fieldnotes.boot.this_program import this_program
from fieldnotes.boot.workshop import workshop
from fieldnotes.casework import profile
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import sync
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.shell.profiles import FIRST, MORE, WHO

WORKER, SUPERVISOR = "u-tove", "u-henrik"
_WORDS = ["björk", "sjö", "lykta", "moln", "kanel", "stig", "vante", "ekorre", "hamn", "mossa", "trappa", "klöver"]


@dataclass(frozen=True, slots=True)
class Town:
    """Where everything of one demo lies."""

    folder: Path

    @property
    def worker(self) -> Path:
        """The worker's profile, where the windows look for the first one."""
        return self.folder / FIRST

    @property
    def supervisor(self) -> Path:
        """The supervisor's profile, where the windows look for more."""
        return self.folder / MORE / "supervisor"

    @property
    def hub_data(self) -> Path:
        """The hub's data folder, with its embedded SQLite."""
        return self.folder / "hub"

    @property
    def passphrase_file(self) -> Path:
        """The invented passphrase of both profiles."""
        return self.folder / "passphrase.txt"

    @property
    def passphrase(self) -> str:
        """What stands in the passphrase file."""
        return self.passphrase_file.read_text(encoding="utf-8").strip()


def found_town(folder: Path, today: date | None = None) -> Town:
    """Make the folder, a passphrase, and a hub with the shipped municipality, its cases as if they were of today."""
    town = Town(folder)
    folder.mkdir(parents=True, exist_ok=True)
    chosen = " ".join(secrets.choice(_WORDS) for _ in range(5))
    town.passphrase_file.write_text(chosen + "\n", encoding="utf-8")
    hub_commands.init(town.hub_data, None)
    cases = resources() / "demo" / "import.json"
    if today is not None:
        moved = as_of(json.loads(cases.read_text(encoding="utf-8")), today)
        cases = folder / "import.json"
        cases.write_text(json.dumps(moved, ensure_ascii=False), encoding="utf-8")
    hub_commands.import_file(town.hub_data, str(cases))
    return town


@contextmanager
def running_hub(town: Town) -> Iterator[str]:
    """Run the hub as a process of its own; gives its address and stops it in the end."""
    line = [*this_program(), "hub", "serve", "--data", str(town.hub_data), "--host", "127.0.0.1", "--port", "0"]
    with subprocess.Popen(line, stdout=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True) as process:  # noqa: S603 - ourselves
        try:
            with _told_to_end():
                yield _address(process)
        finally:
            process.terminate()
            process.wait(timeout=20)


@contextmanager
def _told_to_end() -> Iterator[None]:
    """Let a SIGTERM end the demo as closing its windows does: its hub ends with it."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _address(process: subprocess.Popen[str]) -> str:
    for line in process.stdout or ():
        if line.startswith("listening on "):
            return line.removeprefix("listening on ").strip()
    raise Unavailable(Code.HUB_UNREACHABLE, url="127.0.0.1")


def move_in(town: Town, user: str, folder: Path, url: str) -> Desk:
    """Make a person's encrypted profile, enrol it with an invitation and fetch what is theirs."""
    desk, _ = profile.create_profile(workshop(), folder, town.passphrase, user)
    profile.join(desk, hub_commands.invite(town.hub_data, user, url))
    sync(desk)
    profile.leave_name(desk, WHO)
    return desk
