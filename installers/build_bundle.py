"""The program's folder, made by PyInstaller and tested by itself: what every package of every system begins with."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import bundle

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installers"


def version():
    """Read the program's version."""
    return bundle.version(ROOT)


def settle_date():
    """Take the date of the last change for everything that carries one, so that a build can be repeated."""
    if "SOURCE_DATE_EPOCH" not in os.environ:
        told = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        found = subprocess.run(told, capture_output=True, text=True, check=False) if shutil.which("git") else None
        stamp = found.stdout.strip() if found and found.returncode == 0 else ""
        os.environ["SOURCE_DATE_EPOCH"] = stamp or str(int((ROOT / "CHANGELOG.md").stat().st_mtime))
    return int(os.environ["SOURCE_DATE_EPOCH"])


def build_bundle(work):
    """Let PyInstaller make the folder; gives it."""
    line = [
        sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", "--distpath", str(work / "bundle"),
        "--workpath", str(work / "pyinstaller"), str(HERE / "fieldnotes.spec"),
    ]  # fmt: skip
    if subprocess.run(line, check=False, cwd=ROOT).returncode:
        sys.exit("The bundle could not be built; look at the lines above.")
    made = work / "bundle" / "fieldnotes"
    if sys.platform == "linux":
        strip_symbols(made / "_internal")
    return made


def strip_symbols(folder):
    """Take the symbols out of what came with them; libraries that a wheel was patched with would not survive it."""
    found = (path for path in folder.rglob("*.so*") if path.is_file() and not path.is_symlink())
    patched = ("numpy", "PySide6", "shiboken6")
    files = [
        str(path)
        for path in found
        if not any(part in patched or part.endswith(".libs") for part in path.relative_to(folder).parts)
    ]
    subprocess.run(["strip", "--strip-unneeded", *files], check=True)


def self_test(program):
    """Stop where the folder is not whole."""
    if subprocess.run([str(program), "--selftest"], check=False).returncode:
        sys.exit("The bundle did not pass its self-test; no package is made.")


def size_of(tree):
    """Count the bytes of a folder's files."""
    return sum(path.lstat().st_size for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
