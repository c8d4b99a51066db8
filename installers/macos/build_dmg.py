"""Build the program for macOS: `python installers/bootstrap.py package` there. An .app in a .dmg, and a .pkg for IT.

FIELDNOTES_SIGN: the "Developer ID Application" identity; FIELDNOTES_SIGN_PKG: the "Developer ID Installer" one;
FIELDNOTES_NOTARY: a keychain profile of `notarytool`. Without them the build is for trying out on this Mac only.

Silent installation: `installer -pkg FieldNotes-VERSION.pkg -target /`. Removal: `uninstall.sh` beside this file.
"""

import argparse
import os
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
    out = parser.parse_args(arguments).out.resolve()
    settle_date()
    build_bundle(out / "work")
    app = out / "work" / "bundle" / "FieldNotes.app"
    self_test(app / "Contents" / "MacOS" / "fieldnotes")
    sign(app)
    stem = out / f"FieldNotes-{version()}-{os.uname().machine}"
    for made in (image(app, stem.with_name(f"{stem.name}.dmg")), package(app, stem.with_name(f"{stem.name}.pkg"))):
        notarise(made)
        print(f"{made}  {made.stat().st_size / 1e6:.1f} MB")
    return 0


def sign(app):
    """Sign everything inside and then the app, hardened, with leave to use the microphone."""
    who = os.environ.get("FIELDNOTES_SIGN")
    if who:
        rights = ["--entitlements", str(HERE / "entitlements.plist"), "--options", "runtime", "--timestamp"]
        subprocess.run(["codesign", "--force", "--deep", *rights, "--sign", who, str(app)], check=True)
        subprocess.run(["codesign", "--verify", "--strict", "--deep", str(app)], check=True)


def image(app, target):
    """Make the disk image: the app and a way to the folder it belongs in."""
    folder = target.with_suffix("")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    subprocess.run(["ditto", str(app), str(folder / app.name)], check=True)
    (folder / "Applications").symlink_to("/Applications")
    line = ["hdiutil", "create", "-volname", "FieldNotes", "-srcfolder", str(folder), "-ov", "-format", "UDZO"]
    subprocess.run([*line, str(target)], check=True)
    return target


def package(app, target):
    """Make the package for silent installation."""
    who = os.environ.get("FIELDNOTES_SIGN_PKG")
    line = ["pkgbuild", "--component", str(app), "--install-location", "/Applications", "--version", version()]
    line += ["--identifier", "se.fieldnotes.FieldNotes", *(["--sign", who] if who else [])]
    subprocess.run([*line, str(target)], check=True)
    return target


def notarise(made):
    """Let Apple look at it, and staple its word to the file."""
    profile = os.environ.get("FIELDNOTES_NOTARY")
    if profile:
        line = ["xcrun", "notarytool", "submit", str(made), "--keychain-profile", profile, "--wait"]
        subprocess.run(line, check=True)
        subprocess.run(["xcrun", "stapler", "staple", str(made)], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
