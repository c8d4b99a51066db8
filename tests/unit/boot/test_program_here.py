"""What the program says of itself to those who look for a newer one."""

import json
import sys
from pathlib import Path

import pytest

from fieldnotes import __version__
from fieldnotes.boot import program_here as described
from fieldnotes.boot.program_here import kind_of_computer, program_here, road, where_to_look
from fieldnotes.boot.settings import Settings, settings_file
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.update.program_here import Road
from fieldnotes.wire.base64_text import to_base64

PLACES = frozenset({"/srv/b", "/srv/a"})


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("FIELDNOTES_HOME", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize(
    ("chosen", "places", "looked_in"),
    [
        ("", None, ""), ("/stick", None, "/stick"), ("", PLACES, "/srv/a"), ("/srv/b", PLACES, "/srv/b"),
        ("/stick", PLACES, "/srv/a"), ("/stick", frozenset(), ""),
    ],
)  # fmt: skip
def test_it_looks_where_the_person_says_among_the_workplaces_places(home, chosen, places, looked_in):
    Settings(updates=chosen).write(settings_file())
    assert where_to_look(ManagedRules(updates=places)) == looked_in


def test_settings_that_cannot_be_read_name_no_place(home):
    (home / "settings.json").write_text("{")
    assert where_to_look(ManagedRules()) == ""


def test_it_tells_its_version_and_the_keys_that_were_pinned(home, tmp_path, monkeypatch):
    (tmp_path / "release-keys.json").write_text(json.dumps({"keys": [{"public": to_base64(bytes(32))}]}))
    monkeypatch.setattr(described, "resources", lambda: tmp_path)
    found = program_here("/srv/a")
    assert (found.version, found.source, found.pinned) == (__version__, "/srv/a", (bytes(32),))
    assert found.folder == home / "program"
    assert repr(bytes(32)) not in repr(found)


def test_the_keys_that_are_shipped_can_be_read(home):
    assert all(len(key) == 32 for key in program_here("").pinned)


@pytest.mark.parametrize(
    ("machine", "platform", "named"),
    [
        ("x86_64", "linux", "linux-x86_64"), ("AMD64", "win32", "win32-x86_64"), ("arm64", "darwin", "darwin-aarch64"),
        ("aarch64", "linux", "linux-aarch64"), ("", "linux", "linux-unknown"),
    ],
)  # fmt: skip
def test_a_kind_of_computer_has_one_name(monkeypatch, machine, platform, named):
    monkeypatch.setattr(described.platform, "machine", lambda: machine)
    monkeypatch.setattr(sys, "platform", platform)
    assert kind_of_computer() == named


def test_the_road_is_the_installers_word_and_the_computers_without_one(home, tmp_path, monkeypatch):
    assert road() is Road.PYTHON
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fieldnotes"))
    assert road() is Road.SYSTEM
    (tmp_path / "installed-for").write_text("user")
    assert road() is Road.OWN
    monkeypatch.setattr(sys, "executable", str(Path(home) / "program" / "versions" / "0.2.0" / "fieldnotes"))
    assert road() is Road.OWN
