"""Backup, restore, wipe and batch as a person or a script meets them; every refusal leaves everything as it was."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from cli_town import PASSPHRASE, Person, newcomer
from conftest import HeldClock
from fieldnotes.vault import drafts
from fieldnotes.vault.contact import note_contact
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.key_file import WIPING
from fieldnotes.vault.opening import unlock
from vault_samples import draft

SECOND = "en helt annan fras\n"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Person:
    """A person with a profile that has joined nothing, made once."""
    first = newcomer(tmp_path_factory.mktemp("made"), "someone", {})
    first.file("recovery", first.done("init", "init", "--name", "Någon", "--kdf", "floor")["recovery_key"] + "\n")
    return first


@pytest.fixture
def someone(made: Person, tmp_path: Path) -> Person:
    """A copy of that person, to whom anything may happen."""
    shutil.copytree(made.folder.parent, tmp_path, dirs_exist_ok=True)
    return newcomer(tmp_path, "someone", {})


def again(person: Person, name: str = "again") -> Person:
    """The same person at another computer."""
    return newcomer(person.folder.parent, name, {})


def test_a_backup_comes_back_with_the_passphrase_or_the_recovery_key(someone: Person, tmp_path: Path) -> None:
    someone.run("backup", str(tmp_path / "copy"))
    by_passphrase, by_key = again(someone), again(someone, "by-key")
    made = by_passphrase.run("restore", str(tmp_path / "copy")).json
    assert made["profile"] == str(by_passphrase.folder)
    assert by_passphrase.run("verify").json["ok"]
    second, recovery = someone.file("second", SECOND), str(tmp_path / "someone-recovery")
    done = by_key.run(
        "restore", str(tmp_path / "copy"), "--recovery-key-file", recovery, "--new-passphrase-file", second
    )
    assert done.json["device"] != made["device"]
    assert by_key.run("verify", "--passphrase-file", second).json["ok"]


@pytest.mark.parametrize(
    ("argv", "code", "status"),
    [
        (("restore", "{copy}"), "profile_exists", 1),
        (("restore", "{folder}/none", "--profile", "{folder}/new"), "backup_wrong", 1),
        (("restore", "{copy}", "--profile", "{folder}/new", "--passphrase-file", "{wrong}"), "wrong_passphrase", 1),
        (("restore", "{copy}", "--profile", "{folder}/new", "--recovery-key-file", "{wrong}"), "request_wrong", 2),
        (("backup", "{copy}"), "file_exists", 1),
        (("backup", "{profile}/inside"), "backup_inside", 1),
        (("wipe", "--passphrase-file", "{wrong}"), "wrong_passphrase", 1),
        (("batch", "{folder}/none"), "file_missing", 1),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(
    someone: Person, tmp_path: Path, argv: tuple[str, ...], code: str, status: int
) -> None:
    someone.run("backup", str(tmp_path / "copy"))
    wrong = someone.file("wrong", "fel\n")
    places = {"copy": tmp_path / "copy", "folder": tmp_path, "profile": someone.folder, "wrong": wrong}
    before = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    outcome = someone.run(*(part.format(**places) for part in argv))
    assert (outcome.code, outcome.status) == (code, status)
    after = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*"))
    assert {path.name for path in set(after) ^ set(before)} <= {"tries.json"}


def test_progress_is_told_beside_the_answer(someone: Person, tmp_path: Path) -> None:
    outcome = someone.run("backup", str(tmp_path / "copy"))
    assert "100 %" in outcome.err
    assert set(outcome.json) == {"folder", "at", "files", "bytes"}


def test_a_batch_unlocks_once_and_gives_every_answer(someone: Person) -> None:
    lines = "\n# a comment\ncases   # what is here\ntemplates\n\nverify\n"
    done = someone.run("batch", "-", stdin=lines).json
    assert [(one["line"], one["status"]) for one in done["lines"]] == [(3, 0), (4, 0), (6, 0)]
    assert done["lines"][2]["result"]["ok"]
    assert (done["ok"], done["left"]) == (True, 0)


def test_a_batch_stops_at_the_first_line_that_fails(someone: Person) -> None:
    outcome = someone.run("batch", someone.file("lines", "cases\nnote show n-none\ntemplates\n"))
    assert outcome.status == 1
    assert [one["status"] for one in outcome.json["lines"]] == [0, 1]
    assert outcome.json["lines"][1]["error"]["code"] == "unknown_note"
    assert (outcome.json["ok"], outcome.json["left"]) == (False, 1)
    assert "2" in outcome.err


def test_a_batch_goes_on_when_it_is_told_to(someone: Person) -> None:
    outcome = someone.run("batch", "--keep-going", someone.file("lines", "note show n-none\nno such\ntemplates\n"))
    assert [one["status"] for one in outcome.json["lines"]] == [1, 2, 0]
    assert outcome.status == 1


@pytest.mark.parametrize(
    "line",
    ["init --name x", "batch -", "wipe", "recover", "hub users", "cases --profile x", "cases --json", "sync --watch",
     "note list --case 'x", "verify --passphrase-file=x"],
)  # fmt: skip
def test_some_lines_cannot_stand_in_a_batch(someone: Person, line: str) -> None:
    outcome = someone.run("batch", "-", stdin=f"{line}\n")
    assert (outcome.status, outcome.json["lines"][0]["error"]["code"]) == (2, "request_wrong")


def test_quotation_marks_hold_a_name_together(someone: Person, tmp_path: Path) -> None:
    outcome = someone.run("batch", "-", stdin=f'backup "{tmp_path}/a copy with blanks"\n')
    assert outcome.json["ok"], outcome.err
    assert (tmp_path / "a copy with blanks" / "manifest.json").is_file()


def test_wiping_is_refused_while_something_is_only_here_unless_it_is_spelled_out(someone: Person) -> None:
    """rules: DOC-2 – a draft that lies nowhere else is not destroyed by a slip."""
    vault = unlock(someone.folder, PASSPHRASE, HeldClock())
    drafts.save(vault, draft())
    vault.lock()
    refused = someone.run("wipe")
    assert (refused.code, refused.status) == ("only_here", 1)
    assert "1" in refused.err
    assert someone.run("verify").json["ok"]
    assert someone.run("leave-check").code == "not_handed_in"  # asked of the closed profile, without any passphrase
    done = someone.run("wipe", "--even-unsent").json
    assert (done["lost"]["drafts"], done["lost"]["total"]) == (1, 1)
    assert not someone.folder.exists()
    assert someone.run("leave-check").json == {"profiles": []}


def test_an_end_that_was_cut_short_is_finished_without_a_passphrase(someone: Person) -> None:
    (someone.folder / WIPING).write_bytes(b"")
    assert someone.run("cases").code == "no_profile"
    assert someone.run("wipe", "--passphrase-file", "/none").json == {"profile": str(someone.folder), "lost": None}
    assert not someone.folder.exists()
    assert someone.run("wipe").code == "no_profile"


def test_after_too_long_without_the_hub_the_recovery_key_stands_beside_the_passphrase(someone: Person) -> None:
    """rules: SEC-9"""
    vault = unlock(someone.folder, PASSPHRASE, HeldClock())
    save_identity(vault, replace(identity(vault), author="u-tove"))
    note_contact(vault, HeldClock())
    vault.lock()
    refused = someone.run("verify")
    assert (refused.code, refused.status) == ("lease_ended", 1)
    assert "--recovery-key-file" in refused.err
    wrong = someone.file("wrong", "ABCDE\n")
    assert someone.run("verify", "--recovery-key-file", wrong).code == "wrong_recovery_key"
    recovery = str(someone.folder.parent / "someone-recovery")
    assert someone.run("verify", "--recovery-key-file", recovery).json["ok"]
    assert someone.run("verify").code == "lease_ended"
