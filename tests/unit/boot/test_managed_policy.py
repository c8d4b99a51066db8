"""A policy lies where only an administrator writes; one others could have written, or a wrong one, opens nothing."""

import os
import plistlib
import re
from pathlib import Path

import pytest

from fieldnotes.boot import managed_policy
from fieldnotes.boot.managed_policy import policy_in, read_policy, rules_in
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.managed import REASON, RULES, ManagedRules

TOML = 'lock_minutes = 5\npin = false\nhub = ["https://hub.kommun.example"]\nreason = "IT-beslut 3."\n'


@pytest.fixture
def owners():
    """Who may own the file in a test: the administrator, and whoever runs the tests."""
    return frozenset({0, os.getuid()})


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "etc" / "policy.toml"
    path.parent.mkdir(mode=0o755)
    path.write_text(TOML, encoding="utf-8")
    path.chmod(0o644)
    return path


def code(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value.code


def test_no_file_decides_nothing(tmp_path, owners):
    assert read_policy(tmp_path / "policy.toml", owners) == ManagedRules()


def test_the_file_of_an_administrator_is_followed(file, owners):
    found = read_policy(file, owners)
    assert (found.lock_minutes, found.pin, found.hub) == (5, False, {"https://hub.kommun.example"})
    assert found.reasons["pin"] == "IT-beslut 3."


@pytest.mark.parametrize("mode", [0o664, 0o646, 0o666])
def test_a_file_that_others_can_write_is_not_followed(file, owners, mode):
    file.chmod(mode)
    assert code(lambda: read_policy(file, owners)) is Code.POLICY_OPEN


def test_nor_one_in_a_folder_that_others_can_write(file, owners):
    file.parent.chmod(0o777)
    assert code(lambda: read_policy(file, owners)) is Code.POLICY_OPEN


def test_nor_one_that_somebody_else_owns(file):
    assert code(lambda: read_policy(file, frozenset({os.getuid() + 1}))) is Code.POLICY_OPEN


def test_nor_one_that_is_a_link_to_a_folder_of_anybody(file, tmp_path, owners):
    anybodys = tmp_path / "home"
    anybodys.mkdir()
    moved = anybodys / "own.toml"
    file.rename(moved)
    anybodys.chmod(0o777)
    file.symlink_to(moved)
    assert code(lambda: read_policy(file, owners)) is Code.POLICY_OPEN


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("lock_minutes = \n", "line 1"),
        ("pin = false\nescrow = maybe\n", "line 2"),
        ("lock_minutes = 0\n", "lock_minutes"),
    ],
)
def test_what_is_wrong_is_told_by_its_place(file, owners, text, where):
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as stopped:
        read_policy(file, owners)
    assert (stopped.value.code, stopped.value.values["place"]) == (Code.POLICY_WRONG, where)


@pytest.mark.parametrize("raw", [b"\xff\xfe", b"pin = false\n" + b"#" * 70_000])
def test_what_is_no_text_or_far_too_long_is_wrong_whole(file, owners, raw):
    file.write_bytes(raw)
    assert code(lambda: read_policy(file, owners)) is Code.POLICY_WRONG


def test_a_macs_managed_preferences_are_read(tmp_path, owners):
    path = tmp_path / "se.fieldnotes.plist"
    path.write_bytes(plistlib.dumps({"microphone": False, "exports": []}, fmt=plistlib.FMT_BINARY))
    path.chmod(0o644)
    found = read_policy(path, owners)
    assert (found.microphone, found.exports) == (False, frozenset())
    for wrong in (b"<plist", plistlib.dumps(["pin"])):
        path.write_bytes(wrong)
        assert code(lambda: read_policy(path, owners)) is Code.POLICY_WRONG


def test_a_file_is_looked_at_before_it_is_rolled_out_whoever_owns_it(file):
    file.chmod(0o666)
    assert rules_in(file).lock_minutes == 5
    assert policy_in(file)["pin"] is False
    assert code(lambda: rules_in(file.with_name("no.toml"))) is Code.FILE_MISSING


def test_no_profile_opens_under_a_policy_nobody_can_trust(file, monkeypatch):
    """The workshop, which every profile is opened with, is not built; what was decided before is not forgotten."""
    from fieldnotes.boot.workshop import _built_once

    file.chmod(0o666)
    monkeypatch.setattr(managed_policy, "LINUX", file)
    monkeypatch.setattr(managed_policy, "MACOS", file)
    managed_policy.managed_rules.cache_clear()
    try:
        assert code(_built_once.__wrapped__) is Code.POLICY_OPEN
    finally:
        managed_policy.managed_rules.cache_clear()


@pytest.mark.parametrize(
    ("platform", "there"),
    [("linux", "/etc/fieldnotes/"), ("darwin", "/Library/Managed Preferences/"), ("win32", "HKEY_LOCAL_MACHINE\\")],
)
def test_every_platform_has_a_place_only_administrators_write(platform, there):
    assert managed_policy.place(platform).startswith(there)


def test_the_document_tells_every_rule_and_its_example_is_right(tmp_path):
    document = (Path(__file__).parents[3] / "docs" / "managed-settings.md").read_text(encoding="utf-8")
    told = set(re.findall(r"^\| `(\w+)` \|", document, re.MULTILINE))
    assert told == {*RULES, REASON}
    example = tmp_path / "policy.toml"
    example.write_text(re.findall(r"^```toml\n(.*?)^```$", document, re.MULTILINE | re.DOTALL)[0], encoding="utf-8")
    found = rules_in(example)
    assert (found.unknown, len(found.decided)) == (frozenset(), 10)
