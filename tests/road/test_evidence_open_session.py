"""A laptop taken while the program runs: what its disk holds during a session, after a kill, and after a lock.

Searched: every byte of the profile with its live -wal and -shm, the temporary folder, home and caches, and what
went to the log (standard error), in every spelling of `readable_bytes`.
"""

import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo_walk import WITH_CORES, is_shipped_model
from readable_bytes import WORDS, found_in_bytes, found_in_files, spellings

TESTS = Path(__file__).parents[1]


@dataclass
class OpenSession:
    """A running program and where it may write."""

    folder: Path
    process: subprocess.Popen[str]
    told: dict

    @property
    def wal(self) -> Path:
        return self.folder / "profile" / "store.db-wal"

    def readable(self) -> set[tuple[str, str]]:
        """Where a word can be read just now."""
        files = [path for path in self.folder.rglob("*") if path.is_file() and not is_shipped_model(path)]
        assert {"store.db", "stderr"} <= {path.name for path in files}
        return found_in_files(files)

    def left_in_temporary(self) -> list[str]:
        return [path.name for path in (self.folder / "tmp").rglob("*") if path.is_file()]


@pytest.fixture
def session(tmp_path: Path) -> Iterator[OpenSession]:
    """A profile that is open just now, in a process of its own that was allowed to leave core files."""
    for name in ("tmp", "home"):
        (tmp_path / name).mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("FIELDNOTES_")},
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path / "tmp")),
        **dict.fromkeys(("HOME", "FIELDNOTES_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(tmp_path / "home")),
    }
    line = [*WITH_CORES, sys.executable, str(TESTS / "open_session.py"), str(tmp_path / "profile")]
    with (
        (tmp_path / "stderr").open("wb") as err,
        subprocess.Popen(
            line, stdout=subprocess.PIPE, stdin=subprocess.PIPE, stderr=err, text=True, env=environment, cwd=tmp_path
        ) as process,
    ):
        first = process.stdout.readline()
        assert first, (tmp_path / "stderr").read_text(encoding="utf-8")
        yield OpenSession(tmp_path, process, json.loads(first))
        process.kill()


def test_nothing_is_readable_while_open_nor_after_lock(session: OpenSession) -> None:
    """rules: SEC-9 – the unsigned draft and the signed note hold every word, and none is on the disk."""
    assert session.told == {"held": sorted(WORDS), "state": "draft"}
    assert session.wal.stat().st_size > 0
    assert session.wal.with_name("store.db-shm").exists()
    assert session.readable() == set()
    assert resource.prlimit(session.process.pid, resource.RLIMIT_CORE) == (0, 0)

    session.process.communicate("lock\n", timeout=30)
    assert session.process.returncode == 0
    assert not session.wal.exists()
    assert session.readable() == set()
    assert session.left_in_temporary() == []


def test_nothing_is_readable_after_the_power_went(session: OpenSession) -> None:
    """rules: SEC-9 – killed with everything open, the -wal stays behind and is as closed as the store."""
    session.process.send_signal(signal.SIGKILL)
    session.process.wait(timeout=30)
    assert session.wal.stat().st_size > 0
    assert session.readable() == set()


def test_the_search_finds_what_lies_open(tmp_path: Path) -> None:
    """Every spelling of every word, hidden in noise at any offset, is found, and noise alone is not."""
    for word in WORDS:
        for at, spelling in enumerate(sorted(spellings(word))):
            assert found_in_bytes(os.urandom(1000 + at) + spelling + os.urandom(1000)) == {word}
    assert found_in_bytes(os.urandom(1_000_000)) == set()
    (tmp_path / "leak").write_bytes(json.dumps({"text": "Karin gäspade."}).encode("ascii"))
    assert found_in_files(tmp_path.iterdir()) == {("leak", "gäspade")}
