"""A packed program into a folder of its own: nothing leads out of it and nothing swells. Knows no signature."""

import lzma
import os
import shutil
import tarfile
from pathlib import Path
from typing import Final

from fieldnotes.disk.atomic_file import settle_folder
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct

_SPARE: Final = 50 * 1024 * 1024
"""Bytes that stay free beside the program: the profile has to be able to save."""


def room_for(size: int, folder: Path) -> None:
    """See that the disk has room for so many bytes and some to spare. Unavailable: DISK_FULL."""
    if shutil.disk_usage(folder).free < size + _SPARE:
        raise Unavailable(Code.DISK_FULL, file=folder.name)


def unpack(package: Path, target: Path, most: int, act: LongAct) -> None:
    """Unpack a `.tar.xz` into an empty folder and bring it to the disk itself.

    Args:
        package: the packed program; its fingerprint has been checked.
        target: the empty folder.
        most: bytes that may come out of it.
        act: told the bytes as they come.

    Raises:
        Refused: UPDATE_WRONG when it is no such archive, or holds more, or something that leads out of the folder.
        Unavailable: CANCELLED. An OSError of the target is the caller's to name.
    """
    wrong = Refused(Code.UPDATE_WRONG, file=package.name)
    done = 0
    try:
        with tarfile.open(package, "r:xz") as archive:
            for member in archive:
                done += member.size
                if done > most:
                    raise wrong
                archive.extract(member, target, filter="data")
                act.on(member.size)
    except (tarfile.TarError, lzma.LZMAError, EOFError, UnicodeError):
        raise wrong from None
    _to_disk(target)


def _to_disk(folder: Path) -> None:
    """Let a power cut after this find whole files: all at once where the system can, else one by one."""
    if hasattr(os, "sync"):
        os.sync()
        settle_folder(folder)
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb+") as file:
                os.fsync(file.fileno())
