"""What this machine offers and lacks: the screen, microphones, speech, the cipher. Changes nothing."""

import importlib.util
import os
import platform
import subprocess
import sys
from collections.abc import Sequence

from fieldnotes.boot.machine_questions import ASK
from fieldnotes.boot.resources import resources
from fieldnotes.boot.this_program import this_program

_ENGINES = {"linux": ("x86_64", "aarch64", "armv7l"), "win32": ("amd64",), "darwin": ("x86_64", "arm64")}
"""Where vosk has an engine, as its wheels say; the markers in pyproject.toml say the same."""

Check = tuple[str, bool, str]


def machine_checks() -> Sequence[Check]:
    """Look around; each check is a name, whether it is there, and a detail."""
    return [_python(), _qt(), _microphones(), _speech(), _cipher(), _test_model()]


def _python() -> Check:
    return "python", (3, 11) <= sys.version_info[:2] <= (3, 13), f"{platform.python_version()}, {platform.platform()}"


def _asked(question: str, *, headless: bool) -> tuple[bool, str]:
    """Ask in a process of its own (see `machine_questions`)."""
    more = {"QT_QPA_PLATFORM": "offscreen"} if headless else {}
    line = [*this_program(), ASK, question]
    try:
        done = subprocess.run(  # noqa: S603 - ourselves with our own line
            line, capture_output=True, text=True, timeout=30, check=False, env=os.environ | more
        )
    except subprocess.TimeoutExpired:
        return False, "no answer in 30 s"
    if done.returncode == 0:
        return True, done.stdout.strip() or "nothing"  # a library may complain beside an answer
    return False, (done.stderr.strip().splitlines() or ["nothing"])[-1]


def _qt() -> Check:
    screen = sys.platform != "linux" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    there, detail = _asked("screens", headless=not screen)
    return "qt", there, detail if screen or not there else f"{detail} (no display; windows open under Xvfb)"


def _microphones() -> Check:
    there, detail = _asked("microphones", headless=True)
    return "microphones", there and bool(detail) and detail != "nothing", detail


def _speech() -> Check:
    """Load the engine in a process of its own: a processor it was not made for ends that one, not this."""
    if platform.machine().lower() not in _ENGINES.get(sys.platform, ()):
        return "speech", False, f"there is no vosk for {sys.platform} on {platform.machine()}; typing works"
    there, detail = _asked("engine", headless=True)
    return "speech", there, f"vosk {detail}" if there else f"vosk cannot be loaded: {detail}"


def _cipher() -> Check:
    there = importlib.util.find_spec("sqlcipher3") is not None
    return "store", there, "sqlcipher3" if there else "sqlcipher3 is missing"


def _test_model() -> Check:
    model = resources() / "speech" / "vosk-model-sv-mini.zip"
    return "test model", model.exists(), "understands a synthetic voice only, not people"
