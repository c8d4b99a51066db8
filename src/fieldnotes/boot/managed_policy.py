"""Reads what the workplace has decided from where only an administrator can write. Obeys nothing itself.

Linux: `/etc/fieldnotes/policy.toml`. macOS: the managed preferences of the device, which its management writes.
Windows: the registry's policy key, which group policy writes. A policy that others could have written is not trusted,
and one that is wrong is not guessed at: no profile opens until an administrator has mended it (decision 057).
"""

import os
import re
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final, cast

from fieldnotes.boot.settings import Settings
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.managed import ManagedRules, read_rules, stricter_metered

LINUX: Final = Path("/etc/fieldnotes/policy.toml")
MACOS: Final = Path("/Library/Managed Preferences/se.fieldnotes.plist")
WINDOWS: Final = r"SOFTWARE\Policies\FieldNotes"
"""Under HKEY_LOCAL_MACHINE."""
ROOT: Final = frozenset({0})
MOST: Final = 65_536
"""Bytes; a larger file is something else."""
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def place(platform: str = sys.platform) -> str:
    """Say where the policy of this computer lies, whether there is one or not."""
    if platform == "win32":
        return rf"HKEY_LOCAL_MACHINE\{WINDOWS}"
    return str(MACOS if platform == "darwin" else LINUX)


@cache
def managed_rules() -> ManagedRules:
    """Read this computer's policy, once; without one every rule is at its weakest.

    Raises:
        Refused: POLICY_WRONG, POLICY_OPEN.
    """
    if sys.platform == "win32":
        return _of_registry()
    return read_policy(MACOS if sys.platform == "darwin" else LINUX)


def settings_under(settings: Settings, rules: ManagedRules) -> Settings:
    """What holds of the person's own choices where the workplace has decided: of each the stricter."""
    return replace(
        settings,
        lock_minutes=min(settings.lock_minutes, rules.lock_minutes),
        metered=str(stricter_metered(settings.metered, rules.metered)),
    )


def read_policy(file: Path, owners: frozenset[int] = ROOT) -> ManagedRules:
    """Read one policy file, TOML or a property list by its ending; a missing one decides nothing.

    Args:
        file: where it would lie.
        owners: ids of the users who may own it and every folder above it.

    Raises:
        Refused: POLICY_OPEN when others could write it; POLICY_WRONG when it cannot be read or a rule in it is wrong.
    """
    try:
        number = os.open(file, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except FileNotFoundError:
        return ManagedRules()
    except OSError:
        raise _wrong(file, "the whole", "a file everybody can read") from None
    with open(number, "rb") as opened:  # noqa: PTH123 - the very file that was looked at, not its name once more
        _require_owned(file, os.fstat(number), owners)
        raw = opened.read(MOST + 1)
    return read_rules(_parsed(file, raw), file.name)


def rules_in(file: Path) -> ManagedRules:
    """Read a policy file before it is rolled out, whoever owns it. Refused: FILE_MISSING, POLICY_WRONG."""
    return read_rules(policy_in(file), file.name)


def policy_in(file: Path) -> JsonObject:
    """Read the names and values of a policy file, whoever owns it. Refused: as `rules_in`."""
    try:
        raw = file.read_bytes()
    except FileNotFoundError:
        raise Refused(Code.FILE_MISSING, file=file.name) from None
    except OSError:
        raise _wrong(file, "the whole", "a file everybody can read") from None
    return _parsed(file, raw[: MOST + 1])


def _require_owned(file: Path, about: os.stat_result, owners: frozenset[int]) -> None:
    """See that nobody else could have written the file, or put another in its place or in a folder's above it."""
    if not stat.S_ISREG(about.st_mode) or about.st_uid not in owners or about.st_mode & _OTHERS_WRITE:
        raise Refused(Code.POLICY_OPEN, file=str(file))
    for folder in {*file.absolute().parents, *file.resolve().parents}:
        above = folder.stat()
        shared = above.st_mode & _OTHERS_WRITE and not above.st_mode & stat.S_ISVTX
        if above.st_uid not in owners or shared:
            raise Refused(Code.POLICY_OPEN, file=str(file))


def _parsed(file: Path, raw: bytes) -> JsonObject:
    if len(raw) > MOST:
        raise _wrong(file, "the whole", "a file")
    reads: Callable[[bytes], Any] = _property_list if file.suffix == ".plist" else _toml
    try:
        found = reads(raw)
    except ValueError as wrong:
        line = re.search(r"line (\d+)", str(wrong))
        raise _wrong(file, f"line {line[1]}" if line else "the whole", "name = value") from None
    return cast("JsonObject", found)


def _toml(raw: bytes) -> object:
    import tomllib

    return tomllib.loads(raw.decode("utf-8"))


def _property_list(raw: bytes) -> object:
    import plistlib
    from xml.parsers.expat import ExpatError

    try:
        found = plistlib.loads(raw)
    except (plistlib.InvalidFileException, ExpatError) as wrong:
        raise ValueError(str(wrong)) from None
    if not isinstance(found, dict):
        raise ValueError(type(found))  # noqa: TRY004 - wrong like any other that is no table
    return found


def _wrong(file: Path, where: str, expected: str) -> Refused:
    return Refused(Code.POLICY_WRONG, file=file.name, place=where, expected=expected)


if sys.platform == "win32":
    import ctypes
    import winreg

    def _of_registry() -> ManagedRules:
        """Read the policy key; one that this person may change without being an administrator is not trusted."""
        try:
            key = winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS, access=winreg.KEY_READ | winreg.KEY_WOW64_64KEY)
        except FileNotFoundError:
            return ManagedRules()
        with key:
            if not ctypes.windll.shell32.IsUserAnAdmin() and _may_change():
                raise Refused(Code.POLICY_OPEN, file=place())
            named = (winreg.EnumValue(key, at) for at in range(winreg.QueryInfoKey(key)[1]))
            return read_rules({name: value for name, value, _kind in named}, "FieldNotes")

    def _may_change() -> bool:
        access = winreg.KEY_SET_VALUE | winreg.KEY_WOW64_64KEY
        try:
            winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, WINDOWS, access=access).Close()
        except OSError:
            return False
        return True
