"""Keeps the open store's key out of files the system writes when a program crashes (SEC-9). Knows no key.

POSIX: no core files. Linux besides: the process is not dumpable, so no other program of the same person may attach to
it either. Windows: no local dump by Windows Error Reporting. Swap and hibernation are the disk encryption's affair.
"""

import ctypes
import sys
from pathlib import Path
from typing import Final

_PR_SET_DUMPABLE: Final = 4


def protect_memory() -> None:
    """Do what this system offers; a system that refuses stops nobody from working."""
    if sys.platform == "win32":
        _no_error_reports()
        return
    _no_core_files()
    if sys.platform == "linux":
        _not_dumpable()


def _no_core_files() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _not_dumpable() -> None:
    """prctl(PR_SET_DUMPABLE, 0): no core by a collector such as systemd-coredump, which RLIMIT_CORE does not stop."""
    try:
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    except (OSError, AttributeError):
        return


def _no_error_reports() -> None:
    """Ask Windows Error Reporting to leave this program out, for this person only."""
    windows = getattr(ctypes, "WinDLL", None)
    if windows is None:
        return
    try:
        windows("wer.dll").WerAddExcludedApplication(ctypes.c_wchar_p(Path(sys.executable).name), ctypes.c_int(0))
    except (OSError, AttributeError):
        return
