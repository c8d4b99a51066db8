"""The Debian package on computers that have nothing else: installed, tried, upgraded with a filled profile, removed.

    python3 installers/build_deb.py && .venv/bin/python -m pytest -m slow tests/rig/test_rig_package.py -s

Debian, as root, with debootstrap, Xvfb and a network; some minutes for each release. FIELDNOTES_DEB names another
package than the newest in `dist`, FIELDNOTES_BARE a folder with `base-RELEASE` machines made before.
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from bare_machine import HOME, bare_machine
from virtual_display import virtual_display

ROOT = Path(__file__).parents[2]
DATA = f"{HOME}/.local/share/FieldNotes"


def tell(line):
    sys.stderr.write(f"{line}\n")


def package():
    named = os.environ.get("FIELDNOTES_DEB")
    found = sorted((ROOT / "dist").glob("fieldnotes_*.deb"), key=lambda path: path.stat().st_mtime)
    assert named or found, "build one first: python3 installers/build_deb.py"
    return Path(named) if named else found[-1]


def newer(package, folder):
    """The same package with a higher version: what an upgrade is to dpkg."""
    tree = folder / "newer"
    subprocess.run(["dpkg-deb", "-R", str(package), str(tree)], check=True)
    control = tree / "DEBIAN" / "control"
    control.write_text(control.read_text(encoding="utf-8").replace("\nVersion: ", "\nVersion: 9."), encoding="utf-8")
    made = folder / "newer.deb"
    subprocess.run(["dpkg-deb", "-Zgzip", "-z1", "-b", str(tree), str(made)], check=True, capture_output=True)
    return made


@pytest.mark.slow
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("release", ["bookworm", "trixie"])
def test_the_package_on_a_computer_with_nothing_else(tmp_path, release):
    with bare_machine(tmp_path, release) as machine:
        machine.put(package(), "/srv/fieldnotes.deb")
        machine.put(newer(package(), tmp_path), "/srv/newer.deb")
        machine.run("apt-get update -qq")
        begun = time.monotonic()
        machine.run("apt-get install -y -qq --no-install-recommends /srv/fieldnotes.deb")
        tell(f"{release}: installed in {time.monotonic() - begun:.0f} s")
        tried(machine)
        filled = demo(machine)
        kept(machine, filled)


def tried(machine):
    """It is whole, with a screen and without one, and there is nothing of Python but its own."""
    machine.run("! command -v python3")
    found = json.loads(machine.run("fieldnotes --selftest --json").stdout)
    assert [each["name"] for each in found["checks"] if not each["ok"]] == []
    with virtual_display() as display:
        shown = json.loads(machine.run("fieldnotes --selftest --json", DISPLAY=display).stdout)
    details = {each["name"]: each["detail"] for each in shown["checks"]}
    assert shown["ok"]
    assert "xcb" in details["devices"]
    tell(f"window {details['window']}")


def demo(machine):
    """The whole road without a screen; gives the notes of its worker, who then begins one more without a hub."""
    begun = time.monotonic()
    told = json.loads(machine.run("fieldnotes --json demo --headless --out /srv/demo").stdout)
    assert (told["state"], told["verified"]) == ("approved", True)
    tell(f"demo {time.monotonic() - begun:.0f} s: {told['seconds']}")
    machine.run(f"mkdir -p {DATA} && cp -a {told['profile']} {DATA}/profile && cp {told['passphrase_file']} /srv/words")
    acting(machine, "note add --case c-prov-01 --template hembesok")  # lies there alone, for the hub is gone
    return notes(machine)


def acting(machine, line):
    return json.loads(machine.run(f"fieldnotes --json {line}", FIELDNOTES_PASSPHRASE_FILE="/srv/words").stdout)


def notes(machine):
    return [(row["note"], row["state"], row["head"]) for row in acting(machine, "note list")["notes"]]


def kept(machine, filled):
    """An upgrade keeps everything; a removal and a purge take the program and say what stays."""
    machine.run("apt-get install -y -qq --no-install-recommends /srv/newer.deb")
    assert "9." in machine.run("dpkg-query -W -f '${Version}' fieldnotes").stdout
    assert notes(machine) == filled
    machine.run("fieldnotes leave-check", status=1)
    removed = machine.run("apt-get remove -y -qq fieldnotes")
    assert "stay where they are, encrypted" in removed.stderr + removed.stdout
    machine.run("! command -v fieldnotes && ! test -e /usr/lib/fieldnotes")
    machine.run("apt-get install -y -qq --no-install-recommends /srv/fieldnotes.deb")
    assert notes(machine) == filled
    purged = machine.run("apt-get purge -y -qq fieldnotes")
    assert "were not removed; they are encrypted" in purged.stderr + purged.stdout
    machine.run(f"test -s {DATA}/profile/store.db")
