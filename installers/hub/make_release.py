"""Put a release of the hub together: `python3 installers/hub/make_release.py FOLDER` (needs pip and hatchling).

The folder holds what `docs/operations-hub.md` lays on a server: the wheel, the locked lists of packages, the unit, the
proxy's site, and a small municipality to try it with.
"""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
LISTS = ("requirements-hub.txt", "requirements-run.txt")
TRIAL = {"import.json": "import.json", "note.json": "notes/prov-01.json"}
SCRIPTS = {"make_release.py", "walk_document.py"}


def make(folder):
    """Build the wheel into the folder and lay the rest beside it; gives the version."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    (folder / "hub" / "trial").mkdir(parents=True)
    wheel = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", str(folder)]
    subprocess.run([*wheel, str(ROOT)], check=True)
    (folder / "VERSION").write_text(f"{version}\n", encoding="utf-8")
    for name in LISTS:
        shutil.copy(ROOT / "installers" / name, folder / name)
    for path in sorted(HERE.iterdir()):
        if path.is_file() and path.name not in SCRIPTS:
            shutil.copy(path, folder / "hub" / path.name)
    for name, lies in TRIAL.items():
        shutil.copy(ROOT / "resources" / "demo" / lies, folder / "hub" / "trial" / name)
    return version


def main(arguments):
    """Make one release."""
    if len(arguments) != 1 or Path(arguments[0]).exists():
        print(__doc__)
        return 2
    folder = Path(arguments[0])
    print(f"{folder}: {make(folder)}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
