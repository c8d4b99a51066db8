"""What a screen reader is given of the program's window, read from the system's own accessibility bus.

rules: ACC-1
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from spoken_bus import Reader, session_bus

PROGRAM = Path(__file__).parents[1] / "spoken_window.py"
BUTTONS = {"push button", "toggle button", "check box"}
FIELDS = {"combo box"}
SAYS_NOTHING = {"filler", "unknown", "panel", "layered pane", "invalid"}


class Window:
    """The program, and what a screen reader reads of it."""

    def __init__(self, around, folder):
        line = [sys.executable, str(PROGRAM), str(folder)]
        self.process = subprocess.Popen(line, env=around, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.reader = Reader(around)

    def go(self, place):
        """Everything that is in sight there."""
        self.process.stdin.write(f"{place}\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "there\n"
        (program,) = self.reader.programs()
        return [node for node in program.all() if "showing" in node.states]

    def close(self):
        self.process.stdin.close()
        assert self.process.wait(timeout=30) == 0
        self.process.stdout.close()
        self.reader.close()


@pytest.fixture
def window(tmp_path, display):
    with session_bus(tmp_path, display) as around:
        around["QT_QPA_PLATFORM"] = "xcb"
        made = Window(around, tmp_path / "profile")
        yield made
        made.close()


def faults(nodes):
    """Stops without a name or a role, lists of choices without a label, buttons nothing can be done with."""
    for node in nodes:
        stop = "focusable" in node.states
        if stop and not node.name:
            yield f"a {node.role} has no name"
        if stop and node.role in SAYS_NOTHING:
            yield f"{node.name} says it is a {node.role}"
        if node.role in FIELDS and not node.labelled:
            yield f"the {node.role} {node.name} has no label"
        if node.role in BUTTONS and "enabled" in node.states and not node.actions:
            yield f"{node.name} cannot be pressed"
        if node.role == "text" and "Text" not in node.interfaces:
            yield f"{node.name} cannot be read"


def test_what_is_on_the_screens_is_what_a_screen_reader_is_given(window):
    found = {place: window.go(place) for place in ("door", "open", "case", "note", "security")}
    assert {place: list(faults(nodes)) for place, nodes in found.items()} == {place: [] for place in found}
    said = {place: {(node.role, node.name) for node in nodes} for place, nodes in found.items()}
    assert ("heading", "FieldNotes är låst") in said["door"]
    assert ("push button", "Ny anteckning") in said["open"]
    assert any(role == "heading" and "Elsa" in name for role, name in said["case"])
    assert {role for role, _name in said["note"]} >= {"heading", "text", "check box", "push button"}
    assert any(node.role == "combo box" and node.labelled for node in found["security"])
    assert not any("Elsa" in name for _role, name in said["door"]), json.dumps(sorted(said["door"]))


def test_a_screen_reader_can_press_what_it_reads(window):
    before = window.go("door")
    (eye,) = [node for node in before if node.role == "check box"]
    assert "checked" not in eye.states
    window.reader.press(eye)
    (after,) = [node for node in window.go("door") if node.role == "check box"]
    assert "checked" in after.states
