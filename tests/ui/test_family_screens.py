"""A projector that is pulled out and plugged in again, on a real X server: nothing ever comes back by itself.

rules: SEC-1, ACC-3
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def server():
    """An X server without anybody at it; it says itself which number it took."""
    reader, writer = os.pipe()
    line = ["Xvfb", "-displayfd", str(writer), "-noreset", "-nolisten", "tcp", "-screen", "0", "2304x800x24"]
    process = subprocess.Popen(line, pass_fds=[writer], stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        display = told.readline().strip()
    yield f":{display}"
    process.terminate()
    process.wait(timeout=20)


@pytest.fixture(scope="module")
def told(server):
    environment = {**os.environ, "DISPLAY": server, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(TESTS)}
    line = [sys.executable, str(TESTS / "family_on_screens.py")]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return json.loads(done.stdout)


def test_the_copy_covers_the_projector_and_not_the_laptop(told):
    assert told["before"]["where"] is None
    assert told["shown"] == {"where": ["PROJ", [1280, 0, 1024, 768]], "empty": False, "blank": ""}
    assert told["entries"] == ["NoteShown"]


def test_pulling_it_out_takes_the_copy_away_and_never_onto_the_laptop(told):
    """rules: SEC-1"""
    assert told["unplugged"] == {"where": None, "empty": None, "blank": "screen"}
    assert told["windows"] == ["FamilyScreen"]


def test_plugging_it_in_shows_nothing_until_the_worker_says_so(told):
    """rules: SEC-1"""
    assert told["plugged"] == {"where": None, "empty": None, "blank": "screen"}
    assert told["again"]["empty"] is False
    assert told["again"]["where"][0] == "PROJ"
