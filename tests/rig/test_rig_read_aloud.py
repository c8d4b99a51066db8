"""A text is read aloud by the system's Swedish voice, through its sound server: it is heard, and the mark moves along.

Needs speech-dispatcher with its voice, which `installers/bootstrap.py` adds: `pytest -m slow tests/rig -k read_aloud`.

rules: INS-7
"""

import json
import subprocess
import sys
from array import array
from pathlib import Path

import pytest

from virtual_microphone import RATE, VirtualMicrophone

PROGRAM = Path(__file__).parents[1] / "reading_program.py"
LOUD = 1_000
"""An amplitude no empty room has."""
STILL = 1_000
"""Milliseconds; waking the voice takes two seconds and more, and would show if the window's thread waited for it."""
LEAST = 2.0
"""Seconds in which two sentences are surely not yet said."""


def read_aloud(room):
    """Run the program with this sound server; give what it told, and all that was heard meanwhile."""
    environment = {**room.process_environment(), "QT_QPA_PLATFORM": "offscreen"}
    line = ["pacat", "--record", "--raw", "--device=to_room.monitor", "--latency-msec=50"]
    listener = subprocess.Popen(
        [*line, f"--rate={RATE}", "--channels=1", "--format=s16le", str(room.folder / "heard.raw")], env=environment
    )
    try:
        said = subprocess.run(
            [sys.executable, str(PROGRAM)], env=environment, capture_output=True, text=True, check=True, timeout=120
        )
    finally:
        listener.terminate()
        listener.wait(20)
    told = [json.loads(each) for each in said.stdout.splitlines()]
    heard = array("h", (room.folder / "heard.raw").read_bytes())
    return told, heard


@pytest.mark.slow
def test_two_sentences_are_heard_and_marked_one_after_another():
    with VirtualMicrophone() as room:
        room.plug_in("room", "Rum")
        told, heard = read_aloud(room)
    tenth = RATE // 10
    loud = sum(max(map(abs, heard[at : at + tenth])) > LOUD for at in range(0, len(heard) - tenth, tenth)) / 10
    marks = [each for each in told if "marked" in each]
    still = told[-1]["still"]
    print(f"heard {loud:.1f} s of speech; the window's thread stood still {still} ms at most")  # noqa: T201 - a figure
    assert [each["marked"] for each in marks] == [
        "Elsa lagade mat till sin bror.", "Hon väcker mamma när klockan ringer.", "",
    ]  # fmt: skip
    assert loud > LEAST
    assert still < STILL
    assert marks[1]["at"] - marks[0]["at"] > LEAST / 2
    assert marks[2]["at"] - marks[1]["at"] > LEAST / 2
