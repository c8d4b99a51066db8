"""A publisher, its lists and packages of tiny programs: shell scripts that answer `--selftest` as they are told."""

import hashlib
import io
import tarfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fieldnotes.domain.long_act import LongAct
from fieldnotes.update.staging import alone, stage
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.release_list import LIST_FILE, Build, ReleaseList, seal

PUBLISHER = SigningKey(b"publisher of the tests, 32 bytes")
STRANGER = SigningKey(b"a stranger who signs lists as we")
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PLATFORM = "linux-x86_64"
NEWS = {"sv": "Nytt: ett sätt att leta.", "en": "New: a way to look."}
WORKS = "#!/bin/sh\nexit 0\n"
FAILS = "#!/bin/sh\nexit 1\n"


def packed(folder: Path, version: str = "0.2.0", script: str = WORKS, **more: str) -> Build:
    """Put a package in a folder: `fieldnotes` and what else is named; give what a list says of it."""
    path = folder / f"fieldnotes-{version}-{PLATFORM}.tar.xz"
    files = {"fieldnotes": script, "data/words.txt": "ord\n", **more}
    with tarfile.open(path, "w:xz", preset=0) as archive:
        for name, text in files.items():
            member = tarfile.TarInfo(name)
            member.size, member.mode = len(text.encode()), 0o755
            archive.addfile(member, io.BytesIO(text.encode()))
    data = path.read_bytes()
    unpacked = sum(len(text.encode()) for text in files.values())
    return Build(PLATFORM, path.name, len(data), unpacked, hashlib.sha256(data).hexdigest())


def release(*builds: Build, version: str = "0.2.0", serial: int = 7, days: int = 30) -> ReleaseList:
    """A list as a publisher would write it."""
    return ReleaseList(serial, NOW, NOW + timedelta(days=days), version, NEWS, builds)


def stage_incoming(folder: str, build: Build) -> None:
    """Stage the package that lies in the incoming folder as 0.3.0, in a process that may be killed."""
    with alone(Path(folder)) as incoming:
        stage(Path(folder), "0.3.0", build, incoming / build.file, LongAct())


def publish(folder: Path, version: str = "0.2.0", serial: int = 7, days: int = 30, script: str = WORKS) -> ReleaseList:
    """Put a package and a signed list in a folder."""
    folder.mkdir(exist_ok=True)
    found = release(packed(folder, version, script), version=version, serial=serial, days=days)
    (folder / LIST_FILE).write_bytes(seal(found, PUBLISHER))
    return found
