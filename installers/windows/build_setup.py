"""Build the two installers for Windows: `python installers/bootstrap.py package` there, with NSIS installed.

One for a person (no administrator) and one for a whole machine, out of the same folder. Signs with `signtool` where
FIELDNOTES_SIGN holds its arguments. `--bundle FOLDER` packs a folder that exists, on any system that has makensis: so
the script itself is compiled and looked at where Windows is not.
"""

import argparse
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))
from build_bundle import build_bundle, self_test, settle_date, version  # noqa: E402 - the folder above is no package


def main(arguments):
    """Build both; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE.parents[1] / "dist")
    parser.add_argument("--bundle", type=Path, help="a folder that PyInstaller made before")
    asked = parser.parse_args(arguments)
    makensis = shutil.which("makensis") or shutil.which("makensis", path=r"C:\Program Files (x86)\NSIS")
    if makensis is None:
        sys.exit("makensis is missing. Install NSIS 3 (on Debian: apt-get install nsis) and run this again.")
    settle_date()
    out = asked.out.resolve()
    made = asked.bundle or build_bundle(out / "work")
    if asked.bundle is None:
        sign([str(path) for path in sorted(made.glob("*.exe"))])
        self_test(made / "fieldnotes.exe")
    for scope in ("user", "machine"):
        target = out / f"FieldNotes-{version()}-{scope}-setup.exe"
        said = {"SCOPE": scope, "VERSION": version(), "SOURCE": made.resolve(), "OUT": target}
        line = [makensis, "-V2", "-WX", *(f"-D{name}={value}" for name, value in said.items()), *icon(out)]
        if subprocess.run([*line, str(HERE / "fieldnotes.nsi")], check=False).returncode:
            return 1
        sign([str(target)])
        print(f"{target}  {target.stat().st_size / 1e6:.1f} MB")
    return 0


def icon(out):
    """Draw the installer's icon."""
    target = out / "fieldnotes.ico"
    subprocess.run([sys.executable, str(HERE.parent / "icons.py"), str(target)], check=True)
    return [f"-DICON={target}"]


def sign(files):
    """Sign where there is something to sign with; an unsigned build is for trying out."""
    how = os.environ.get("FIELDNOTES_SIGN")
    if how and files:
        subprocess.run(["signtool", "sign", *shlex.split(how), *files], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
