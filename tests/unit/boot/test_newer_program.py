"""The installed program lets a newer one run in its place, and goes on itself when that one does not start.

Real processes: a script stands for each executable of a bundle, as it would lie on a disk.

rules: SEC-13
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.boot.installed_for import ROAD_FILE
from fieldnotes.update.versions import Chosen, given_up, place_of

SOURCE = Path(__file__).parents[3] / "src"
FROZEN = f"""#!{sys.executable} -S
import os, sys
sys.frozen, sys.executable = True, __file__
sys.path.insert(0, {str(SOURCE)!r})
sys.path += {[path for path in sys.path if "site-packages" in path]!r}
import fieldnotes
fieldnotes.__version__ = VERSION
from fieldnotes.boot import newer_program
newer_program.PATIENCE = float(os.environ.get("PATIENCE", "60"))
"""
INSTALLED = """
status = newer_program.run_newer(sys.argv[1:])
if status is None:
    print("installed", *sys.argv[1:], flush=True)
sys.exit(status or 0)
"""
SAYS = "print(VERSION, *sys.argv[1:], flush=True)\n"
WORKS = "assert newer_program.run_newer(sys.argv[1:]) is None\nnewer_program.has_started()\n" + SAYS


def script(path, version, body):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"{FROZEN}VERSION = {version!r}\n{body}".replace("= VERSION", f"= {version!r}", 1))
    path.chmod(0o755)


class Installed:
    """A program that one person installed, with newer versions beside it."""

    def __init__(self, home):
        self.home, self.folder = home, home / "program"
        self.program = home / "bin" / "fieldnotes"
        script(self.program, "0.1.0", INSTALLED)
        (self.program.parent / ROAD_FILE).write_text("user\n")

    def beside(self, version, body, **chosen):
        script(place_of(self.folder, version) / "fieldnotes", version, body)
        Chosen(**chosen).write(self.folder)

    def start(self, *words, patience=60):
        done = subprocess.run(
            [self.program, *words],
            env={**os.environ, "FIELDNOTES_HOME": str(self.home), "PATIENCE": str(patience)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        return done.stdout.split(), done.returncode

    @property
    def chosen(self):
        return Chosen.read(self.folder)


@pytest.fixture
def here(tmp_path):
    return Installed(tmp_path)


def test_a_proven_version_runs_in_its_place_with_the_same_words(here):
    here.beside("0.2.0", SAYS + "sys.exit(3)\n", current="0.2.0")
    assert here.start("today", "--json") == (["0.2.0", "today", "--json"], 3)


def test_a_new_version_proves_itself_by_starting(here):
    here.beside("0.2.0", WORKS, next="0.2.0")
    assert here.start() == (["0.2.0"], 0)
    assert here.chosen == Chosen(current="0.2.0")


def test_a_window_that_does_not_come_is_followed_at_once_by_the_one_that_works(here):
    here.beside("0.2.0", "sys.exit(1)\n", next="0.2.0")
    assert here.start() == (["installed"], 0)
    assert given_up(here.folder, "0.2.0")
    assert here.start() == (["installed"], 0)


def test_a_window_that_hangs_is_ended_and_followed_by_the_one_that_works(here):
    here.beside("0.2.0", "import time\ntime.sleep(600)\n", next="0.2.0")
    assert here.start(patience=0.3) == (["installed"], 0)
    assert given_up(here.folder, "0.2.0")


def test_a_command_that_fails_in_a_new_version_is_not_run_twice(here):
    """It may have signed something before it failed."""
    here.beside("0.2.0", SAYS + "sys.exit(70)\n", next="0.2.0")
    assert here.start("sync") == (["0.2.0", "sync"], 70)
    assert given_up(here.folder, "0.2.0")
    assert here.start("sync") == (["installed", "sync"], 0)


def test_a_command_takes_the_time_it_takes(here):
    here.beside("0.2.0", "import time\ntime.sleep(0.5)\n" + WORKS, next="0.2.0")
    assert here.start("sync", "--watch", patience=0.1) == (["0.2.0", "sync", "--watch"], 0)
    assert here.chosen == Chosen(current="0.2.0")


def test_a_program_that_cannot_be_run_at_all_is_passed_over(here):
    here.beside("0.2.0", WORKS, current="0.2.0", next="0.3.0")
    broken = place_of(here.folder, "0.3.0") / "fieldnotes"
    broken.parent.mkdir()
    broken.write_bytes(b"\x7fELF torn")
    broken.chmod(0o755)
    assert here.start() == (["0.2.0"], 0)
    assert given_up(here.folder, "0.3.0")
    (place_of(here.folder, "0.2.0") / "fieldnotes").chmod(0o600)
    assert here.start("today") == (["installed", "today"], 0)


@pytest.mark.parametrize("written", [None, "\xff"])
def test_a_program_that_belongs_to_the_computer_starts_nothing_from_a_persons_folder(here, written):
    here.beside("0.2.0", WORKS, current="0.2.0", next="0.2.0")
    (here.program.parent / ROAD_FILE).unlink()
    if written is not None:
        (here.program.parent / ROAD_FILE).write_text(written, encoding="latin-1")
    assert here.start() == (["installed"], 0)


def test_who_asks_the_program_about_itself_is_answered_by_that_program(here):
    here.beside("0.2.0", WORKS, current="0.2.0")
    assert here.start("--selftest") == (["installed", "--selftest"], 0)
