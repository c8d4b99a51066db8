"""Where the publisher's list and packages come from: a folder IT fills, or an https address. Believes none of it.

A folder may be on a server or on a stick, for computers that never meet the network. What comes is judged elsewhere:
the list by its signature (`wire/release_list.py`), a package by the list.
"""

from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from fieldnotes.dictation.model_list import OfferedModel
from fieldnotes.disk.manifest import copy_file
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.sync import model_download
from fieldnotes.sync.hub_address import is_this_computer, trust
from fieldnotes.sync.model_download import Watch
from fieldnotes.wire.release_list import LIST_FILE, MOST_BYTES, Build

_SECONDS: Final = 10
_OK: Final = 200


def read_source(source: str) -> bytes:
    """Read the list as it lies at its source; at most a little more than a list may have.

    Raises:
        Refused: UPDATE_NO_SOURCE when none is named, or one that is neither a folder nor an encrypted address.
        Unavailable: UPDATE_UNREACHABLE.
    """
    if not _is_address(source):
        try:
            with (_folder(source) / LIST_FILE).open("rb") as file:
                return file.read(MOST_BYTES + 1)
        except OSError:
            raise Unavailable(Code.UPDATE_UNREACHABLE) from None
    return _read_address(_below(source, LIST_FILE))


def fetch_package(source: str, build: Build, folder: Path, act: LongAct) -> Path:
    """Bring a package here, from where it ended the last time if it comes over the network.

    Args:
        source: the folder or address the list was read from.
        build: what the list says of it.
        folder: where it is put.
        act: counts its bytes; may be stopped.

    Raises:
        Refused: UPDATE_NO_SOURCE; UPDATE_WRONG when what came is not what the list says.
        Unavailable: UPDATE_UNREACHABLE, UPDATE_BUSY, CANCELLED, DISK_FULL, CANNOT_WRITE.
    """
    act.more(build.size)
    if not _is_address(source):
        (folder / build.file).unlink(missing_ok=True)
        try:
            copy_file(_folder(source) / build.file, folder, build.file, act)
        except OSError:
            raise Unavailable(Code.UPDATE_UNREACHABLE) from None
        return folder / build.file
    offered = OfferedModel(build.file, "", build.size, build.sha256, "", _below(source, build.file))
    come = [0]

    def told(done: int, _total: int) -> None:
        act.on(done - come[0])
        come[0] = done

    try:
        return model_download.fetch(offered, folder, Watch(told))
    except FieldNotesError as problem:
        raise _about_a_program(problem, build.file) from None


def _about_a_program(problem: FieldNotesError, file: str) -> FieldNotesError:
    """Say of a package what was said of a speech model: both are fetched the same way."""
    match problem.code:
        case Code.MODEL_CHANGED:
            return Refused(Code.UPDATE_WRONG, file=file)
        case Code.MODEL_UNREACHABLE:
            return Unavailable(Code.UPDATE_UNREACHABLE)
        case Code.MODEL_BUSY:
            return Unavailable(Code.UPDATE_BUSY)
        case _:
            return problem


def _is_address(source: str) -> bool:
    return "://" in source


def _folder(source: str) -> Path:
    """Read a source as a folder; one without a whole path would depend on where the program was started."""
    folder = Path(source)
    if not source or not folder.is_absolute():
        raise Refused(Code.UPDATE_NO_SOURCE)
    return folder


def _below(source: str, name: str) -> str:
    try:
        parts = urlsplit(source)
        inside = is_this_computer(parts.hostname or "")
        good = parts.hostname and not parts.query and not parts.fragment and not parts.username
    except ValueError:
        raise Refused(Code.UPDATE_NO_SOURCE) from None
    if not good or not (parts.scheme == "https" or (inside and parts.scheme == "http")):
        raise Refused(Code.UPDATE_NO_SOURCE)
    return f"{source.rstrip('/')}/{quote(name)}"


def _read_address(address: str) -> bytes:
    """Ask for the list once; an address that sends elsewhere is not followed."""
    import httpx2

    found = b""
    inside = is_this_computer(urlsplit(address).hostname or "")
    client = httpx2.Client(timeout=_SECONDS, verify=trust(address, None), trust_env=not inside)
    try:
        with client, client.stream("GET", address, headers={"User-Agent": "fieldnotes"}) as answer:
            if answer.status_code != _OK:
                raise Unavailable(Code.UPDATE_UNREACHABLE)
            for piece in answer.iter_bytes():
                found += piece
                if len(found) > MOST_BYTES:
                    break
    except (httpx2.TransportError, httpx2.InvalidURL, httpx2.StreamError, httpx2.DecodingError):
        raise Unavailable(Code.UPDATE_UNREACHABLE) from None
    return found
