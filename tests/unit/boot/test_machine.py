"""What `doctor` says of the speech engine: where there is one, and what is the matter where there should be."""

import sys
import tomllib
from pathlib import Path

import pytest

from fieldnotes.boot import machine

LOCK = Path(__file__).parents[3] / "uv.lock"
WHEELS = {
    ("linux", "x86_64"): "manylinux2010_x86_64",
    ("linux", "aarch64"): "manylinux2014_aarch64",
    ("linux", "armv7l"): "linux_armv7l",
    ("win32", "amd64"): "win_amd64",
    ("darwin", "x86_64"): "macosx_10_6_universal2",
    ("darwin", "arm64"): "macosx_10_6_universal2",
}


def test_doctor_knows_where_the_engine_has_wheels():
    packages = tomllib.loads(LOCK.read_text(encoding="utf-8"))["package"]
    wheels = [wheel["filename"] for one in packages if one["name"] == "vosk" for wheel in one["wheels"]]
    known = {(system, kind) for system, kinds in machine._ENGINES.items() for kind in kinds}
    assert known == set(WHEELS)
    for ending in WHEELS.values():
        assert any(ending in wheel for wheel in wheels)
    assert all(any(ending in wheel for ending in WHEELS.values()) for wheel in wheels)


@pytest.mark.parametrize(("system", "kind"), [("linux", "riscv64"), ("win32", "ARM64"), ("freebsd", "x86_64")])
def test_a_computer_without_an_engine_is_told_that_typing_works(monkeypatch, system, kind):
    monkeypatch.setattr(sys, "platform", system)
    monkeypatch.setattr(machine.platform, "machine", lambda: kind)
    name, there, detail = machine._speech()
    assert (name, there) == ("speech", False)
    assert detail == f"there is no vosk for {system} on {kind}; typing works"


def test_an_engine_that_cannot_be_loaded_is_told_and_ends_nothing(monkeypatch):
    monkeypatch.setattr(machine, "this_program", lambda: [sys.executable, "-c", "import os; os.abort()"])
    name, there, detail = machine._speech()
    assert (name, there) == ("speech", False)
    assert detail.startswith("vosk cannot be loaded")


def test_no_microphone_is_none_also_when_the_sound_server_complains_beside_it(monkeypatch):
    complaining = [sys.executable, "-c", "import sys; sys.stderr.write('pa_context_connect() failed')"]
    monkeypatch.setattr(machine, "this_program", lambda: complaining)
    assert machine._microphones() == ("microphones", False, "nothing")
