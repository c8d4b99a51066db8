"""`fieldnotes --selftest`: whether this copy of the program is whole, tried before anyone relies on it.

Run after every build, by whoever installs, and by an update before it takes over. Each check is a process of its own,
so that a missing library, which ends a process rather than raise, is one line among the others. It touches no profile.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from fieldnotes.boot.selftest_checks import CHECKS
from fieldnotes.boot.this_program import this_program

SELFTEST: Final = "--selftest"
_LONGEST: Final = 180
_LINE_WRONG: Final = 2
_BUNDLE_ENDED: Final = "[PYI-"
"""How a bundle begins the line it adds below what went wrong."""


def selftest(options: Sequence[str]) -> int:
    """Run every check (`--json`: one document), or with a check's name that one here; 0 when the program is whole."""
    if list(options) in ([], ["--json"]):
        return _all(as_json=bool(options))
    check = CHECKS.get(options[0]) if len(options) == 1 else None
    if check is None:
        print(f"fieldnotes {SELFTEST} [--json]", file=sys.stderr)  # noqa: T201 - a wrong command line
        return _LINE_WRONG
    print(check(Path(os.environ["FIELDNOTES_HOME"])))  # noqa: T201 - the parent reads it
    return 0


def _all(*, as_json: bool) -> int:
    found = []
    for name in CHECKS:
        found.append(_one(name))
        if not as_json:
            print(_line(found[-1]), flush=True)  # noqa: T201 - asked from a terminal
    whole = all(each["ok"] for each in found)
    if as_json:
        print(json.dumps({"ok": whole, "checks": found}, ensure_ascii=False))  # noqa: T201 - likewise
    return 0 if whole else 1


def _line(found: Mapping[str, object]) -> str:
    return f"{'ok' if found['ok'] else 'NO'}  {found['name']}  {found['detail']}  ({found['seconds']} s)"


def _one(name: str) -> dict[str, object]:
    """Run one check in a process and a folder of its own."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="fieldnotes-selftest-", ignore_cleanup_errors=True) as folder:
        ok, detail = _asked(name, Path(folder))
    return {"name": name, "ok": ok, "detail": detail, "seconds": round(time.monotonic() - begun, 2)}


def _asked(name: str, folder: Path) -> tuple[bool, str]:
    try:
        done = subprocess.run(  # noqa: S603 - ourselves
            [*this_program(), SELFTEST, name],
            env=_environment(folder),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=_LONGEST,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False, f"no answer in {_LONGEST} s"
    said = done.stdout if done.returncode == 0 else done.stderr
    lines = [line for line in said.strip().splitlines() if line and not line.startswith(_BUNDLE_ENDED)] or [
        f"ended with {done.returncode}"
    ]
    return done.returncode == 0, lines[-1]


def _environment(folder: Path) -> dict[str, str]:
    """What a check may know: nothing of the person's own data, and a screen only where there is one."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FIELDNOTES_")}
    drawn = sys.platform != "linux" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
    return (
        kept | {"FIELDNOTES_HOME": str(folder), "PYTHONUTF8": "1"} | ({} if drawn else {"QT_QPA_PLATFORM": "offscreen"})
    )
