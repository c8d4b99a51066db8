"""A speech model's file over HTTP: in pieces that stay, from where they ended, and believed only by its checksum.

What has come lies in a hidden folder beside the models and outlives the program. It installs nothing, and carries
nothing out of this computer but the question for a public file.
"""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final
from urllib.parse import urljoin, urlsplit

import httpx2
from filelock import FileLock, Timeout

from fieldnotes.dictation.model_list import OfferedModel
from fieldnotes.disk.atomic_file import cannot_write
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.sync.hub_address import is_this_computer, trust

FOLDER: Final = ".fetching"
_PIECE: Final = 256 * 1024
_WAITS: Final = httpx2.Timeout(connect=10, read=10, write=10, pool=10)
_TRIES: Final = 3
"""Attempts that bring no byte before it is given up; each byte that comes begins the count anew."""
_REDIRECTS: Final = 5
_OK, _PARTIAL, _NOT_SO_LONG = 200, 206, 416


@dataclass(frozen=True, slots=True)
class Watch:
    """Whom to tell how many bytes have come, and whom to ask whether to pause."""

    progress: Callable[[int, int], None] | None = None
    cancelled: Callable[[], bool] | None = None

    def look(self) -> None:
        """Stop here when that is asked for. Unavailable: CANCELLED; what has come stays."""
        if self.cancelled is not None and self.cancelled():
            raise Unavailable(Code.CANCELLED)

    def told(self, done: int, total: int) -> None:
        """Tell how far it has come, and stop when that is asked for. Unavailable: CANCELLED."""
        self.look()
        if self.progress is not None:
            self.progress(done, total)


class _Cut(Exception):  # noqa: N818 - no error of the house: it ends in one only when nothing more comes
    """The line broke, or the answer was no use; what has come stays."""


def fetched(folder: Path, offered: OfferedModel) -> int:
    """Tell how many bytes of a model have come already."""
    part = _part(folder, offered)
    return part.stat().st_size if part.is_file() else 0


def forget(folder: Path, offered: OfferedModel) -> None:
    """Throw away what has come of a model. Unavailable: CANNOT_WRITE, MODEL_BUSY."""
    with _alone(folder, offered) as part:
        part.unlink(missing_ok=True)


def fetch(
    offered: OfferedModel, folder: Path, watch: Watch | None = None, transport: httpx2.BaseTransport | None = None
) -> Path:
    """Fetch the rest of a model's zip file; give the whole of it, checked. `forget` it once it is installed.

    Refused: MODEL_CHANGED(model) when the file is not the pinned one; it is thrown away then.
    Unavailable: MODEL_UNREACHABLE(model), MODEL_BUSY(model), CANCELLED, DISK_FULL, CANNOT_WRITE; what came stays.
    """
    watch = watch or Watch()
    with _alone(folder, offered) as part:
        tries = 0
        while (have := fetched(folder, offered)) < offered.size:
            try:
                _go_on(offered, part, have, watch, transport)
            except _Cut:
                tries = 0 if fetched(folder, offered) > have else tries + 1
                if tries == _TRIES:
                    raise Unavailable(Code.MODEL_UNREACHABLE, model=offered.name) from None
        _check(offered, part, watch)
        return part


def _part(folder: Path, offered: OfferedModel) -> Path:
    """Name what has come after the checksum too: another file under the same name begins anew."""
    return folder / FOLDER / f"{offered.name}.{offered.sha256[:12]}.zip"


@contextmanager
def _alone(folder: Path, offered: OfferedModel) -> Iterator[Path]:
    """Keep other windows and commands from the same file."""
    part = _part(folder, offered)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(part.with_suffix(".lock"), timeout=0):
            yield part
    except Timeout:
        raise Unavailable(Code.MODEL_BUSY, model=offered.name) from None
    except OSError as problem:
        raise cannot_write(problem, part.name) from None


def _go_on(offered: OfferedModel, part: Path, have: int, watch: Watch, transport: httpx2.BaseTransport | None) -> None:
    """Ask for the rest once, and keep what comes."""
    with _answer(offered, have, transport) as answer:
        if answer.status_code == _NOT_SO_LONG and have:
            part.unlink()
            raise _Cut
        begin = _begins_at(offered, answer, have)
        with part.open("r+b" if begin else "wb") as file:
            file.seek(begin)
            _keep(offered, answer, file, watch)


@contextmanager
def _answer(offered: OfferedModel, have: int, transport: httpx2.BaseTransport | None) -> Iterator[httpx2.Response]:
    """Ask, and follow a file that moved, to encrypted addresses only."""
    address = offered.address
    headers = {"Accept-Encoding": "identity", "User-Agent": "fieldnotes"}
    headers |= {"Range": f"bytes={have}-"} if have else {}
    try:
        for _ in range(_REDIRECTS):
            inside = _is_allowed(offered, address)
            client = httpx2.Client(
                timeout=_WAITS, verify=trust(address, None), trust_env=not inside, transport=transport
            )
            with client, client.stream("GET", address, headers=headers) as answer:
                if not answer.is_redirect:
                    yield answer
                    return
                address = urljoin(address, answer.headers.get("location", ""))
        raise _Cut
    except (httpx2.TransportError, httpx2.InvalidURL, httpx2.StreamError):
        raise _Cut from None


def _is_allowed(offered: OfferedModel, address: str) -> bool:
    """Tell whether an address never leaves this computer; any other has to be encrypted."""
    parts = urlsplit(address)
    inside = is_this_computer(parts.hostname or "")
    if parts.scheme != "https" and not (inside and parts.scheme == "http"):
        raise Unavailable(Code.MODEL_UNREACHABLE, model=offered.name)
    return inside


def _begins_at(offered: OfferedModel, answer: httpx2.Response, have: int) -> int:
    """Read off an answer where its bytes belong. Refused: MODEL_CHANGED when the whole has another length."""
    if answer.headers.get("content-encoding", "identity") != "identity":
        raise _Cut
    if answer.status_code == _OK:
        _same_length(offered, answer.headers.get("content-length"))
        return 0
    span, _, whole = answer.headers.get("content-range", "").removeprefix("bytes ").partition("/")
    if answer.status_code != _PARTIAL or span.partition("-")[0] != str(have):
        raise _Cut
    _same_length(offered, whole)
    return have


def _same_length(offered: OfferedModel, told: str | None) -> None:
    if told is not None and told.isdecimal() and int(told) != offered.size:
        raise Refused(Code.MODEL_CHANGED, model=offered.name)


def _keep(offered: OfferedModel, answer: httpx2.Response, file: BinaryIO, watch: Watch) -> None:
    """Write what comes, never more than the model has."""
    watch.told(file.tell(), offered.size)
    for piece in answer.iter_raw():  # as they come: a slow line is seen to move, and a cut one loses nothing
        if file.tell() + len(piece) > offered.size:
            file.truncate(0)
            raise Refused(Code.MODEL_CHANGED, model=offered.name)
        file.write(piece)
        watch.told(file.tell(), offered.size)
    if file.tell() < offered.size:
        raise _Cut


def _check(offered: OfferedModel, part: Path, watch: Watch) -> None:
    """Believe the file only if every byte is the pinned one's."""
    found = hashlib.sha256()
    with part.open("rb") as file:
        while piece := file.read(_PIECE):
            found.update(piece)
            watch.look()
    if found.hexdigest() != offered.sha256:
        part.unlink()
        raise Refused(Code.MODEL_CHANGED, model=offered.name)
