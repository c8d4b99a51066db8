"""Build the Debian package: `python3 installers/build_deb.py [--out FOLDER] [--fast]`.

On a fresh Debian 12 one command does everything: what is lacking is installed by `bootstrap.py`, PyInstaller makes the
folder, its self-test is run, and `dpkg-deb` makes the package. Build on the oldest release that is served.
"""

import argparse
import datetime as dt
import gzip
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from email.utils import formatdate
from importlib import metadata
from pathlib import Path

from build_bundle import build_bundle, self_test, settle_date, size_of, version

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "installers"
ID = "se.fieldnotes.FieldNotes"
LIBRARY = "usr/lib/fieldnotes"
MAINTAINER = "FieldNotes <drift@fieldnotes.invalid>"
ICON_SIZES = (32, 48, 64, 128, 256)
LOADED_LATE = ("libpulse0",)
"""What is opened by name while the program runs, so that no file of the bundle names it."""
PLUGINS_ASK = {
    "libcups.so.2": "libcups2",
    "libspeechd.so.2": "libspeechd2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
"""What one plugin of Qt wants: without it nobody prints, nothing is read aloud, or it is shown through X."""
RECOMMENDED = (
    "libenchant-2-2",
    "hunspell-sv",
    *PLUGINS_ASK.values(),
    "speech-dispatcher",
    "speech-dispatcher-espeak-ng",
    "at-spi2-core",
)
NOT_CARRIED = {"editables", "hatchling", "pathspec", "pluggy", "psycopg", "psycopg-binary", "trove-classifiers"}
"""In the list of what is installed to build, and not in the bundle."""
ELSEWHERE = {
    "libssl3": "libssl3 | libssl3t64",
    "libglib2.0-0": "libglib2.0-0 | libglib2.0-0t64",
    "libpng16-16": "libpng16-16 | libpng16-16t64",
}
"""Packages that a newer release calls otherwise."""


def main(arguments):
    """Build; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", help="where the package is put")
    parser.add_argument("--fast", action="store_true", help="pack quickly and large, to try things out")
    parser.add_argument("--bundle", type=Path, help="a folder that PyInstaller made before")
    asked = parser.parse_args(arguments)
    if importlib.util.find_spec("PyInstaller") is None:
        return subprocess.run(
            [sys.executable, str(HERE / "bootstrap.py"), "package", *arguments], check=False
        ).returncode
    epoch = settle_date()
    work = asked.out.resolve() / "work"
    made = asked.bundle or build_bundle(work)
    self_test(made / "fieldnotes")
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    fill(tree, made, epoch)
    package = pack(tree, asked.out.resolve(), fast=asked.fast)
    print(f"{package}  {package.stat().st_size / 1e6:.1f} MB, installed {size_of(tree) / 1e6:.1f} MB")
    return 0


def fill(tree, made, epoch):
    """Lay out the package's files."""
    shutil.copytree(made, tree / LIBRARY, symlinks=True)
    (tree / "usr/bin").mkdir(parents=True)
    (tree / "usr/bin/fieldnotes").symlink_to("../lib/fieldnotes/fieldnotes")
    put(HERE / "linux" / f"{ID}.desktop", tree / "usr/share/applications" / f"{ID}.desktop")
    told = (HERE / "linux" / f"{ID}.metainfo.xml").read_text(encoding="utf-8")
    day = formatdate(epoch).replace("-0000", "+0000")
    told = told.replace("@VERSION@", version()).replace("@DATE@", iso_day(epoch))
    write(tree / "usr/share/metainfo" / f"{ID}.metainfo.xml", told)
    icons_of(tree)
    manuals(tree)
    documents = tree / "usr/share/doc/fieldnotes"
    write(documents / "copyright", licences())
    news = f"fieldnotes ({version()}) stable; urgency=medium\n\n  * See CHANGELOG.md.gz.\n\n -- {MAINTAINER}  {day}\n"
    write(documents / "changelog.gz", news)
    write(documents / "CHANGELOG.md.gz", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"))
    control(tree)
    modes(tree, epoch)


def iso_day(epoch):
    """Give the day of a moment in UTC."""
    return f"{dt.datetime.fromtimestamp(epoch, dt.UTC):%Y-%m-%d}"


def put(source, target):
    """Copy a file to where it belongs."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def write(target, text):
    """Write a text; a name that ends in .gz is packed, the same bytes every time."""
    target.parent.mkdir(parents=True, exist_ok=True)
    data = text.encode("utf-8")
    target.write_bytes(gzip.compress(data, 9, mtime=0) if target.suffix == ".gz" else data)


def icons_of(tree):
    """Draw the icon in every size, and keep the drawing."""
    sizes = tree / "usr/share/icons/hicolor"
    put(ROOT / "resources/app/fieldnotes.svg", sizes / "scalable/apps" / f"{ID}.svg")
    for size in ICON_SIZES:
        target = sizes / f"{size}x{size}" / "apps" / f"{ID}.png"
        target.parent.mkdir(parents=True)
        line = [sys.executable, str(HERE / "icons.py"), str(target), "--size", str(size)]
        subprocess.run(line, check=True, env=os.environ | {"QT_QPA_PLATFORM": "offscreen"})


def manuals(tree):
    """Write the manual pages and pack them."""
    folder = tree / "usr/share/man"
    subprocess.run([sys.executable, str(HERE / "man_pages.py"), str(folder)], check=True)
    for page in sorted(folder.rglob("*.1")):
        write(page.with_suffix(".1.gz"), page.read_text(encoding="utf-8"))
        page.unlink()


def licences():
    """Tell what lies in the bundle and under which terms, as the packages themselves say."""
    names = re.findall(
        r"^([A-Za-z0-9_.\-]+)==", (HERE / "requirements-run.txt").read_text(encoding="utf-8"), re.MULTILINE
    )
    lines = ["FieldNotes", "", "The program carries these, each under its own terms:", ""]
    for name in sorted(set(names) - NOT_CARRIED, key=str.lower):
        try:
            about = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            continue  # a package of another system
        terms = about.get("License-Expression") or (about.get("License") or "").split("\n")[0]
        terms = terms or "; ".join(c.split(" :: ")[-1] for c in about.get_all("Classifier") or () if "License" in c)
        lines.append(f"{name} {about['Version']}: {terms}")
    lines += [
        "",
        "Qt and PySide6 are used under the LGPL version 3; their libraries lie as files of their own in",
        f"/{LIBRARY}/_internal/PySide6 and may be replaced. On Debian systems the text of the licence is in",
        "/usr/share/common-licenses/LGPL-3.",
    ]
    return "\n".join(lines) + "\n"


def control(tree):
    """Write what dpkg wants to know, and what it says when the program is taken away."""
    fields = {
        "Package": "fieldnotes",
        "Version": version(),
        "Section": "editors",
        "Priority": "optional",
        "Architecture": told(["dpkg", "--print-architecture"]).strip(),
        "Maintainer": MAINTAINER,
        "Installed-Size": str(-(-size_of(tree) // 1024)),
        "Depends": ", ".join(depends(tree)),
        "Recommends": ", ".join(RECOMMENDED),
        "Description": DESCRIPTION,
    }
    write(tree / "DEBIAN/control", "".join(f"{name}: {value}\n" for name, value in fields.items()))
    for script in ("prerm", "postrm"):
        put(HERE / "linux" / script, tree / "DEBIAN" / script)
    files = sorted(path for path in tree.rglob("*") if path.is_file() and not path.is_symlink())
    sums = [
        f"{hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()}  {path.relative_to(tree)}\n"
        for path in files
        if "DEBIAN" not in path.parts
    ]
    write(tree / "DEBIAN/md5sums", "".join(sums))


DESCRIPTION = """notes from home visits: dictated, shown to the family, signed
 For social workers who work with children and families. A note is spoken or
 typed during the visit, without a network, shown to the child and the
 guardians, signed, and sent to the case system when there is a network.
 .
 Everything on the computer is encrypted."""


def told(line):
    """Run a command and give what it prints."""
    return subprocess.run(line, capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C"}).stdout


def depends(tree):
    """Name the packages whose libraries the bundle's files ask for and do not bring along."""
    files = [path for path in (tree / LIBRARY).rglob("*") if path.is_file() and not path.is_symlink() and is_elf(path)]
    brought = {path.name for path in (tree / LIBRARY).rglob("*") if ".so" in path.name}
    wanted = {name for path in files for name in needed(path)} - brought - PLUGINS_ASK.keys()
    packages, unknown = set(LOADED_LATE), []
    for name in sorted(wanted):
        found = owner(name)
        if found is None:
            unknown.append(name)
        else:
            packages.add(found)
    if unknown:
        sys.exit(f"No package of this system has {', '.join(unknown)}; install it and build again.")
    highest = max((version for path in files for version in glibc(path)), key=lambda text: [*map(int, text.split("."))])
    rest = sorted(ELSEWHERE.get(package, package) for package in packages - {"libc6"})
    return [f"libc6 (>= {highest})", *rest]


def is_elf(path):
    """Tell whether a file is a program or a library."""
    with path.open("rb") as file:
        return file.read(4) == b"\x7fELF"


def needed(path):
    """Name the libraries a file asks for."""
    return re.findall(r"^\s+NEEDED\s+(\S+)", told(["objdump", "-p", str(path)]), re.MULTILINE)


def glibc(path):
    """Give the versions of the C library a file asks for."""
    return re.findall(r"GLIBC_(\d+(?:\.\d+)+)", told(["objdump", "-p", str(path)]))


def owner(library):
    """Name the package of this system that has a library; None when there is none."""
    found = subprocess.run(["dpkg", "-S", f"*/{library}"], capture_output=True, text=True, check=False).stdout
    packages = sorted({line.split(":")[0] for line in found.splitlines() if line.rsplit("/", 1)[-1] == library})
    return packages[0] if packages else None


def modes(tree, epoch):
    """Give every file its rights and one date."""
    programs = {path for path in (tree / LIBRARY).glob("fieldnotes*") if path.is_file()} | {
        tree / "DEBIAN" / script for script in ("prerm", "postrm")
    }
    for path in (tree, *tree.rglob("*")):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or path in programs else 0o644)
        os.utime(path, (epoch, epoch), follow_symlinks=False)


def pack(tree, out, *, fast):
    """Make the package; gives its file."""
    architecture = told(["dpkg", "--print-architecture"]).strip()
    package = out / f"fieldnotes_{version()}_{architecture}.deb"
    packing = ["-Zzstd", "-z1"] if fast else ["-Zxz", "-z6"]
    subprocess.run(["dpkg-deb", "--root-owner-group", *packing, "--build", str(tree), str(package)], check=True)
    return package


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
