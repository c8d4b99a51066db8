"""`update check` and `update install`: from a folder IT fills, signed, forward only, in answers of the promised shape.

rules: SEC-13
"""

import io
import json
from dataclasses import replace
from types import SimpleNamespace

import pytest
from jsonschema import Draft202012Validator

from fieldnotes.cli.command_line import main
from fieldnotes.cli.request import Given
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.update.program_here import ProgramHere, Road
from fieldnotes.update.versions import Chosen, place_of, put_aside, to_start
from fieldnotes.wire.release_list import LIST_FILE, Build, seal
from one_desk import RESOURCES
from release_samples import FAILS, PLATFORM, PUBLISHER, STRANGER, publish, release

SCHEMAS = RESOURCES / "schemas"


class Computer:
    """A program on a computer, and the folder it looks in."""

    def __init__(self, folder, clock):
        self.clock, self.shelf, self.managed = clock, folder / "shelf", ManagedRules()
        self.here = ProgramHere("0.1.0", PLATFORM, Road.OWN, folder / "program", str(self.shelf), (PUBLISHER.public,))

    def run(self, *words):
        shop = SimpleNamespace(program=self.here, clock=self.clock, language="en", managed=self.managed)
        given = Given(lambda: shop, {}, dict, self.shelf, self.shelf, environ={})
        out, err = io.StringIO(), io.StringIO()
        status = main(["update", *words, "--json"], given, io.StringIO(), out, err)
        said = json.loads(out.getvalue())
        if status == 0:
            schema = json.loads((SCHEMAS / f"update-{words[0]}.json").read_text())
            Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(said)
        return said.get("state") or said["error"]["code"]

    def versions(self):
        return [start.version for start in to_start(self.here.folder, self.here.version)]


@pytest.fixture
def computer(tmp_path, held_clock):
    return Computer(tmp_path, held_clock)


def test_a_newer_version_is_told_of_and_installed_for_the_next_start(computer):
    publish(computer.shelf)
    assert computer.run("check") == "offered"
    assert computer.versions() == []
    assert computer.run("install") == "ready"
    assert computer.versions() == ["0.2.0"]
    assert computer.run("check") == "ready"
    assert computer.run("install") == "ready"
    assert Chosen.read(computer.here.folder) == Chosen(next="0.2.0")


def test_a_place_can_be_named_for_once(computer, tmp_path):
    publish(tmp_path / "stick")
    assert computer.run("check") == "update_unreachable"
    assert computer.run("check", "--from", str(tmp_path / "stick")) == "offered"
    assert computer.run("install", "--from", str(tmp_path / "stick")) == "ready"


def test_where_the_workplace_has_named_a_place_no_other_is_used(computer, tmp_path):
    publish(tmp_path / "stick")
    publish(computer.shelf)
    computer.managed = ManagedRules(updates=frozenset({str(computer.shelf)}), decided=frozenset({"updates"}))
    assert computer.run("check", "--from", str(tmp_path / "stick")) == "managed"
    assert computer.run("install", "--from", str(tmp_path / "stick")) == "managed"
    assert computer.run("install") == "ready"


def test_what_runs_is_never_made_older(computer):
    publish(computer.shelf, version="0.1.0")
    assert computer.run("install") == "newest"
    publish(computer.shelf, version="0.0.9", serial=8)
    assert computer.run("install") == "newest"
    assert computer.versions() == []


def test_an_older_list_than_one_that_was_seen_is_refused_even_when_it_is_signed(computer):
    publish(computer.shelf, version="0.3.0", serial=9)
    assert computer.run("check") == "offered"
    publish(computer.shelf, version="0.2.0", serial=8)
    assert computer.run("check") == "update_backwards"
    assert computer.run("install") == "update_backwards"


def test_a_list_that_is_over_holds_nobody_back_unseen(computer):
    publish(computer.shelf, days=3)
    assert computer.run("check") == "update_expired"
    assert computer.run("install") == "update_expired"


def test_only_the_publisher_pinned_in_the_program_is_believed(computer):
    publish(computer.shelf)
    found = release()
    (computer.shelf / LIST_FILE).write_bytes(seal(found, STRANGER))
    assert computer.run("install") == "update_wrong"
    computer.here = replace(computer.here, pinned=())
    assert computer.run("install") == "update_no_key"


def test_another_package_than_the_signed_one_is_thrown_away(computer):
    found = publish(computer.shelf)
    (computer.shelf / found.builds[0].file).write_bytes(b"x" * found.builds[0].size)
    assert computer.run("install") == "update_wrong"
    (computer.shelf / found.builds[0].file).unlink()
    assert computer.run("install") == "update_unreachable"
    assert computer.versions() == []


def test_a_version_that_does_not_work_here_is_not_used(computer):
    publish(computer.shelf, script=FAILS)
    assert computer.run("install") == "update_unfit"
    assert computer.versions() == []


def test_a_version_that_did_not_start_here_is_not_offered_again_but_the_next_one_is(computer):
    publish(computer.shelf)
    assert computer.run("install") == "ready"
    put_aside(computer.here.folder, "0.2.0")
    assert computer.run("check") == "put_aside"
    assert computer.run("install") == "update_unfit"
    publish(computer.shelf, version="0.2.1", serial=8)
    assert computer.run("install") == "ready"
    assert computer.versions() == ["0.2.1"]


@pytest.mark.parametrize("road", [Road.SYSTEM, Road.PYTHON])
def test_a_program_that_others_look_after_is_told_of_and_not_touched(computer, road):
    publish(computer.shelf)
    computer.here = replace(computer.here, road=road)
    assert computer.run("check") == "by_others"
    assert computer.run("install") == "update_not_here"
    assert not place_of(computer.here.folder, "0.2.0").exists()


def test_a_list_without_a_build_for_this_computer_says_so(computer):
    computer.shelf.mkdir()
    other = release(Build("darwin-aarch64", "x.tar.xz", 1, 1, "ab" * 32))
    (computer.shelf / LIST_FILE).write_bytes(seal(other, PUBLISHER))
    assert computer.run("check") == "no_build"
    assert computer.run("install") == "update_no_build"


@pytest.mark.parametrize(
    "source", ["", "shelf", "http://updates.example.org/", "ftp://x/", "https://a:b@c/", "https://x?y"]
)
def test_a_place_that_is_none_is_refused(computer, source):
    computer.here = replace(computer.here, source=source)
    assert computer.run("check") == "update_no_source"
