"""The headless demo, run once for all tests as a person runs it, with an eye on everything it writes meanwhile."""

import contextlib
import hashlib
import json
import os
import resource
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pytest

from readable_bytes import found_in_bytes

ROOT = Path(__file__).parents[1]
CASE = "c-prov-01"
NOT_SEARCHED = {
    "hembesok.pdf": "the paper is what the demo is asked to make; it is for reading",
    "hub": "its cards name whom a case is found by; what else lies there is asked by a test of its own",
    "passphrase.txt": "the demo's invented passphrase lies open so that a curious person can go on",
}

WITH_CORES = ("sh", "-c", 'ulimit -S -c "$(ulimit -H -c)"; exec "$@"', "sh")
"""Lets a program leave core files unless it says no itself, whatever the machine's own default is."""


@dataclass
class DemoWalk:
    """What one run of `demo --headless --json` left behind."""

    folder: Path
    home: Path
    temporary: Path
    status: int = -1
    out: str = field(default="", repr=False)
    err: str = field(default="", repr=False)
    core_limits: set[tuple[int, int]] = field(default_factory=set)
    readable: set[tuple[str, str]] = field(default_factory=set)
    files_looked_at: set[str] = field(default_factory=set)

    @property
    def result(self) -> dict:
        return json.loads(self.out)

    @property
    def searched(self) -> list[Path]:
        """The folders where nothing may be readable."""
        return [self.folder, self.home, self.temporary]

    def left_out(self, path: Path) -> bool:
        """Whether a reason in `NOT_SEARCHED` holds for a file."""
        return any(path.is_relative_to(self.folder / name) for name in NOT_SEARCHED)

    def searched_files(self) -> Iterator[Path]:
        """Every file that may hold nothing readable."""
        return (path for path in self._files() if not is_shipped_model(path))

    def _files(self) -> Iterator[Path]:
        for folder in self.searched:
            for inner, _, names in os.walk(folder):  # a folder that is gone meanwhile is no error
                yield from (path for name in names if not self.left_out(path := Path(inner, name)))

    def look(self, seen: dict[Path, tuple[int, int]]) -> None:
        """Search what has changed since the last look; a file may be gone before it is read."""
        for path in self._files():
            with contextlib.suppress(FileNotFoundError):
                about = path.stat()
                if seen.get(path) == (about.st_size, about.st_mtime_ns):
                    continue
                seen[path] = (about.st_size, about.st_mtime_ns)
                if not is_shipped_model(path):
                    self.files_looked_at.add(path.name)
                    self.readable |= {(path.name, word) for word in found_in_bytes(path.read_bytes())}


@cache
def model_files() -> frozenset[bytes]:
    """Fingerprints of what lies in the shipped speech model: its word list knows every Swedish word it can hear."""
    with zipfile.ZipFile(ROOT / "resources/speech/vosk-model-sv-mini.zip") as model:
        return frozenset(hashlib.sha256(model.read(name)).digest() for name in model.namelist())


def is_shipped_model(path: Path) -> bool:
    """Tell a file that everybody has, byte for byte."""
    if "models" not in path.parts:
        return False
    with contextlib.suppress(FileNotFoundError):
        return hashlib.sha256(path.read_bytes()).digest() in model_files()
    return True


def family_of(process: int) -> list[int]:
    """A process and those it has started."""
    found = [process]
    for parent in found:
        with contextlib.suppress(FileNotFoundError, ProcessLookupError):
            found += map(int, Path(f"/proc/{parent}/task/{parent}/children").read_text(encoding="ascii").split())
    return found


def walk(folder: Path) -> DemoWalk:
    """Run the demo with temporary folder, home and cache of its own, and watch it until it is over."""
    walked = DemoWalk(folder / "out", folder / "home", folder / "tmp")
    for place in walked.searched:
        place.mkdir()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("FIELDNOTES_", "QT_"))},
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(walked.temporary)),
        **dict.fromkeys(("HOME", "FIELDNOTES_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"), str(walked.home)),
    }
    line = [
        *WITH_CORES,
        sys.executable,
        "-m",
        "fieldnotes",
        "demo",
        "--headless",
        "--json",
        "--out",
        str(walked.folder),
    ]
    with (folder / "stdout").open("wb") as out, (folder / "stderr").open("wb") as err:
        process = subprocess.Popen(line, stdout=out, stderr=err, stdin=subprocess.DEVNULL, env=environment, cwd=folder)
        over = threading.Thread(target=process.wait)
        over.start()
        seen: dict[Path, tuple[int, int]] = {}
        while over.is_alive():
            over.join(0.3)
            if (folder / "stderr").stat().st_size:  # the program has begun to tell
                walked.core_limits |= limits(process.pid)
            walked.look(seen)
    walked.look(seen)
    walked.status = process.returncode
    walked.out = (folder / "stdout").read_text(encoding="utf-8")
    walked.err = (folder / "stderr").read_text(encoding="utf-8")
    return walked


def limits(process: int) -> set[tuple[int, int]]:
    """How large a core file the program and those it started may leave."""
    found = set()
    for one in family_of(process):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            found.add(resource.prlimit(one, resource.RLIMIT_CORE))
    return found


_WALK = pytest.StashKey[DemoWalk]()


@pytest.fixture(scope="session")
def demo(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> DemoWalk:
    """One walk for all tests; nobody changes what it left."""
    stash = request.config.stash
    if _WALK not in stash:
        stash[_WALK] = walk(tmp_path_factory.mktemp("demo"))
    return stash[_WALK]
