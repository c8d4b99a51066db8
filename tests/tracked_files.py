"""What belongs to the project: the files under version control, or all of a copy without it."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NOT_OURS = {"__pycache__", "build", "dist", "node_modules"}


@cache
def tracked() -> tuple[Path, ...]:
    """Every file of the project."""
    if (ROOT / ".git").exists():
        listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
        paths = [ROOT / name for name in listed.decode("utf-8").split("\0") if name]
    else:
        paths = [path for path in ROOT.rglob("*") if not is_foreign(path.relative_to(ROOT))]
    return tuple(path for path in paths if path.is_file())


def is_foreign(path: Path) -> bool:
    """Whether a file of a copy is somebody else's: an environment, a cache, what was built."""
    folders = path.parts[:-1]
    return any(part in NOT_OURS or (part.startswith(".") and part != ".ci") for part in folders)


@cache
def texts() -> dict[str, str]:
    """The text files, by their path in the project."""
    found = {}
    for path in tracked():
        data = path.read_bytes()
        if b"\0" not in data:
            found[path.relative_to(ROOT).as_posix()] = data.decode("utf-8", "replace")
    return found
