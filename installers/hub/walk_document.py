"""Do what `docs/operations-hub.md` says, exactly as it stands, in a machine made for it (Linux, root, systemd-nspawn).

    python3 installers/hub/walk_document.py MACHINE RELEASE [--previous RELEASE] [--from HEADING]

MACHINE is the folder of a Debian with systemd in it (`debootstrap --include=systemd-sysv,dbus trixie MACHINE`); it is
changed, and booted with an init of its own. RELEASE is what `make_release.py` made. With `--previous` the document is
walked with that release up to its part about a new version, where the folder is changed for RELEASE.

Every block marked `sh` is given to `bash -euo pipefail` as it stands; the first that fails ends the walk. Variables
that begin with PIP_ are handed on, for machines behind a mirror. Nothing else is added.
"""

import argparse
import contextlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "operations-hub.md"
NEW_VERSION = "A new version"
SECONDS_TO_BOOT = 60
PLACE = "srv/fieldnotes"


def blocks(text):
    """Give each block marked `sh` with the heading it stands under, in order."""
    heading, found = "", []
    for piece in re.finditer(r"^## (?P<heading>[^\n]+)$|^```sh\n(?P<block>.*?)^```$", text, re.MULTILINE | re.DOTALL):
        if piece["heading"]:
            heading = piece["heading"]
        else:
            found.append((heading, piece["block"]))
    return found


def lay(release, machine):
    """Lay a release where the document expects it."""
    there = machine / PLACE
    shutil.rmtree(there, ignore_errors=True)
    shutil.copytree(release, there)


@contextlib.contextmanager
def booted(machine):
    """Boot the machine; gives the process id of its init."""
    line = ["systemd-nspawn", "-D", str(machine), "--boot", "--register=no", "--keep-unit", "--resolv-conf=off"]
    nspawn = subprocess.Popen([*line, "--console=pipe"], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        yield _init_of(nspawn.pid)
    finally:
        nspawn.send_signal(signal.SIGTERM)
        try:
            nspawn.wait(SECONDS_TO_BOOT)
        except subprocess.TimeoutExpired:
            nspawn.kill()
            nspawn.wait()


def _init_of(nspawn):
    end = time.monotonic() + SECONDS_TO_BOOT
    while time.monotonic() < end:
        for child in Path(f"/proc/{nspawn}/task/{nspawn}/children").read_text(encoding="ascii").split():
            asked = inside(child, "systemctl is-system-running --wait", quiet=True)
            if asked.stdout.strip() in ("running", "degraded"):
                return child
        time.sleep(0.5)
    sys.exit("The machine did not boot.")


def inside(init, block, *, quiet=False):
    """Run a block in the booted machine, as root would at its terminal."""
    environment = {name: value for name, value in os.environ.items() if name.startswith("PIP_")}
    environment |= {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/srv"}
    environment |= {"LANG": "C.UTF-8", "TERM": "dumb"}
    told = [f"{name}={value}" for name, value in environment.items()]
    enter = ["nsenter", "-t", str(init), "--mount", "--pid", "--uts", "--ipc", "--cgroup", "env", "-i", "--chdir=/srv"]
    line = [*enter, *told, "bash", "-euo", "pipefail", "-c", block]
    kept = {"stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL} if quiet else {}
    return subprocess.run(line, stdin=subprocess.DEVNULL, text=True, check=False, cwd="/", **kept)


def walk(init, machine, release, todo):
    """Do every block; gives how many were done, or None when one failed."""
    done, changed = 0, False
    for heading, block in todo:
        if heading == NEW_VERSION and not changed:
            lay(release, machine)
            changed = True
        began = time.monotonic()
        print(f"--- {heading} ---\n{block}", flush=True)
        status = inside(init, block).returncode
        print(f"=== {heading}: status {status}, {time.monotonic() - began:.1f} s", flush=True)
        if status:
            return None
        done += 1
    return done


def main(arguments):
    """Walk the document."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("machine", type=Path)
    parser.add_argument("release", type=Path)
    parser.add_argument("--previous", type=Path)
    parser.add_argument("--from", dest="begin", default="")
    asked = parser.parse_args(arguments)
    todo = blocks(DOCUMENT.read_text(encoding="utf-8"))
    headings = [heading for heading, _block in todo]
    first = next((at for at, heading in enumerate(headings) if heading.startswith(asked.begin)), 0)
    if not asked.begin:
        lay(asked.previous or asked.release, asked.machine)
    with booted(asked.machine.resolve()) as init:
        done = walk(init, asked.machine, asked.release, todo[first:])
    print("A command failed." if done is None else f"{done} blocks were done as they stand.")
    return 1 if done is None else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
