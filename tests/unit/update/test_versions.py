"""Which version is started: the best that is there and is not older than the installed one, whatever the file says."""

import json

import pytest

from fieldnotes.update.versions import (
    MOST_TRIES,
    Chosen,
    begun,
    given_up,
    newer,
    place_of,
    program_in,
    proven,
    put_aside,
    to_start,
    waits,
)

INSTALLED = "0.1.0"


def there(folder, *versions):
    for version in versions:
        place_of(folder, version).mkdir(parents=True)
        (place_of(folder, version) / "fieldnotes").write_text("#!/bin/sh\n")


def order(folder, installed=INSTALLED):
    return [(start.version, start.trial) for start in to_start(folder, installed)]


def test_nothing_chosen_starts_what_is_installed(tmp_path):
    there(tmp_path, "0.2.0")
    assert order(tmp_path) == []


def test_the_newest_is_tried_first_then_the_proven_one_then_the_one_before(tmp_path):
    there(tmp_path, "0.2.0", "0.3.0", "0.4.0")
    Chosen(current="0.3.0", former="0.2.0", next="0.4.0").write(tmp_path)
    assert order(tmp_path) == [("0.4.0", True), ("0.3.0", False), ("0.2.0", False)]


def test_a_newer_installation_goes_before_older_versions_beside_it(tmp_path):
    there(tmp_path, "0.2.0", "0.3.0")
    Chosen(current="0.3.0", former="0.2.0").write(tmp_path)
    assert order(tmp_path, "0.3.0") == []
    assert order(tmp_path, "0.2.5") == [("0.3.0", False)]


def test_a_version_that_is_gone_is_passed_over(tmp_path):
    there(tmp_path, "0.2.0")
    Chosen(current="0.3.0", former="0.2.0", next="0.4.0").write(tmp_path)
    assert order(tmp_path) == [("0.2.0", False)]


@pytest.mark.parametrize(
    "spoilt",
    [
        b"", b"[]", b"null", b'{"current": "0.2.0"}', b"\xff",
        json.dumps({"current": 2, "former": "", "next": "", "tries": 0, "failed": []}).encode(),
        json.dumps({"current": "", "former": "", "next": "", "tries": "x", "failed": []}).encode(),
        json.dumps({"current": "", "former": "", "next": "", "tries": 0, "failed": [1]}).encode(),
        json.dumps({"current": "", "former": "", "next": "", "tries": 0, "failed": 1}).encode(),
    ],
)  # fmt: skip
def test_a_spoilt_file_chooses_nothing(tmp_path, spoilt):
    (tmp_path / "program.json").write_bytes(spoilt)
    assert Chosen.read(tmp_path) == Chosen()


@pytest.mark.parametrize("name", ["../../elsewhere", "0.2.0/../..", "latest", "", "/"])
def test_a_name_that_is_no_version_is_never_started(tmp_path, name):
    Chosen(current=name, next=name).write(tmp_path)
    (tmp_path / "fieldnotes").write_text("#!/bin/sh\n")
    assert order(tmp_path) == []


def test_a_trial_that_succeeds_makes_it_the_one_and_keeps_the_one_before(tmp_path):
    there(tmp_path, "0.2.0", "0.3.0")
    Chosen(current="0.2.0", next="0.3.0").write(tmp_path)
    begun(tmp_path, "0.3.0")
    assert waits(tmp_path, "0.3.0")
    proven(tmp_path, "0.3.0")
    assert Chosen.read(tmp_path) == Chosen(current="0.3.0", former="0.2.0")
    proven(tmp_path, "0.3.0")
    assert Chosen.read(tmp_path).former == "0.2.0"


def test_a_trial_that_fails_is_not_tried_again(tmp_path):
    there(tmp_path, "0.2.0", "0.3.0")
    Chosen(current="0.2.0", next="0.3.0").write(tmp_path)
    put_aside(tmp_path, "0.3.0")
    assert given_up(tmp_path, "0.3.0")
    assert order(tmp_path) == [("0.2.0", False)]
    Chosen(current="0.2.0", next="0.3.0", failed=("0.3.0",)).write(tmp_path)
    assert order(tmp_path) == [("0.2.0", False)]


def test_a_computer_that_is_switched_off_in_trials_is_not_held_in_them_for_ever(tmp_path):
    there(tmp_path, "0.2.0", "0.3.0")
    Chosen(current="0.2.0", next="0.3.0").write(tmp_path)
    for _ in range(MOST_TRIES):
        assert order(tmp_path)[0] == ("0.3.0", True)
        begun(tmp_path, "0.3.0")
    assert order(tmp_path) == [("0.2.0", False)]
    assert given_up(tmp_path, "0.3.0")


def test_what_others_chose_meanwhile_is_not_undone(tmp_path):
    Chosen(current="0.2.0", next="0.4.0").write(tmp_path)
    for told in (begun, proven, put_aside):
        told(tmp_path, "0.3.0")
    assert Chosen.read(tmp_path) == Chosen(current="0.2.0", next="0.4.0")


def test_the_program_is_found_by_its_own_name(tmp_path):
    there(tmp_path, "0.2.0")
    (place_of(tmp_path, "0.2.0") / "fieldnotes-windows").write_text("")
    assert program_in(place_of(tmp_path, "0.2.0")).name == "fieldnotes"
    assert program_in(place_of(tmp_path, "0.2.0"), "fieldnotes-windows").name == "fieldnotes-windows"
    assert program_in(tmp_path) is None


def test_what_is_no_version_is_newer_than_nothing():
    assert newer("0.10.0", "0.9.0")
    assert not newer("0.9.0", "0.9.0")
    assert not newer("x", "0.1.0")
    assert not newer("0.2.0", "x")
