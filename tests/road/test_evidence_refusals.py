"""Bad input to the program as a person gives it: one sentence, the right exit status, no traceback, and every table
of profile and hub as it was.

Every day one try for each exit status is a process of its own, the rest are commands in this one; all as processes:
`pytest -m slow tests/road/test_evidence_refusals.py`.
"""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from cli_town import PASSPHRASE, Outcome, Person, Town, listening, town
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.vault import opening
from fieldnotes.vault.safe_keeping_tables import METADATA
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.keys import SigningKey

__all__ = ["town"]

ROOT = Path(__file__).parents[2]
NOTE_FILE = ROOT / "resources/demo/notes/prov-01.json"
SILENCE = ROOT / "tests/data/audio/silence.wav"
CASE = "c-prov-01"
SECRET = "hemligt-ord-i-filen"
LOOKED_AT = {"lease_used", "looked_at", "looked_monotonic"}


class AnHourLater(SystemClock):
    """Past the wait that a wrong passphrase costs."""

    def monotonic(self) -> float:
        return super().monotonic() + 3600


def profile_state(person: Person) -> dict:
    """Every row of every table of the encrypted store; when it was last looked at is no part of it (the lease)."""
    vault = opening.unlock(person.folder, PASSPHRASE, AnHourLater())
    try:
        with vault.reading() as connection:
            return {
                table.name: [
                    tuple(row) for row in connection.execute(select(*(c for c in table.c if c.name not in LOOKED_AT)))
                ]
                for table in METADATA.sorted_tables
            }
    finally:
        vault.lock()


def hub_state(folder: Path) -> dict:
    """Every row of every table of an embedded hub."""
    with closing(sqlite3.connect(f"file:{folder / 'hub.sqlite'}?mode=ro", uri=True)) as database:
        names = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for name in names}  # noqa: S608


def started(person: Person, *argv: str) -> Outcome:
    """The program, as a terminal starts it."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FIELDNOTES_")}
    environment = ours | {
        "FIELDNOTES_HOME": str(person.hub.parent / "home"),
        "FIELDNOTES_PROFILE": str(person.folder),
        "FIELDNOTES_HUB_DATA": str(person.hub),
        "FIELDNOTES_PASSPHRASE_FILE": str(person.passphrase_file),
    }
    line = [sys.executable, "-m", "fieldnotes", *argv, "--json"]
    ended = subprocess.run(line, env=environment, capture_output=True, encoding="utf-8", check=False)
    return Outcome(ended.returncode, ended.stdout, ended.stderr)


WAYS = {"here": Person.run, "process": started}
AS_STARTED = pytest.mark.parametrize("refused", ["process"], indirect=True)


@pytest.fixture(params=["here", pytest.param("process", marks=pytest.mark.slow)])
def refused(request: pytest.FixtureRequest) -> Callable[..., tuple[str, str]]:
    """Tries a command, expects one sentence and nothing else anywhere; gives the code and the sentence."""
    start = WAYS[request.param]

    def tried(person: Person, *argv: str, status: int = 1) -> tuple[str, str]:
        before = profile_state(person), hub_state(person.hub)
        ended = start(person, *argv)
        assert ended.status == status, ended.err
        assert "Traceback" not in ended.err
        told = ended.json["error"]
        assert ended.err == told["message"] + "\n"
        assert told["message"][-1] in ".”"
        assert not {"{", "}", "…"} & set(told["message"])
        assert SECRET not in ended.err
        assert (profile_state(person), hub_state(person.hub)) == before, "something was half done"
        return told["code"], told["message"]

    return tried


@pytest.fixture(scope="module")
def writer(town: Town) -> tuple[Person, str]:
    """Somebody with a draft that lacks what signing needs."""
    note = town.tove.done("note-add", "note", "add", "--case", CASE, "--template", "hembesok")["note"]
    return town.tove, note


@pytest.fixture(scope="module")
def signed(town: Town) -> tuple[str, str]:
    """A signed note that the supervisor has received and not opened: the note and its revision."""
    line = ("note", "add", "--case", CASE, "--template", "hembesok", "--from", str(NOTE_FILE))
    note = town.tove.done("note-add", *line)["note"]
    reason = town.tove.file("why", "Prov.")
    revision = town.tove.done("note-sign", "note", "sign", note, "--reason-file", reason)["revision"]
    for person in (town.tove, town.henrik):
        person.done("sync", "sync")
    return note, revision


@AS_STARTED
def test_a_wrong_passphrase(refused, town: Town) -> None:
    wrong = town.jonas.file("wrong", SECRET)
    code, said = refused(town.jonas, "cases", "--passphrase-file", wrong)
    assert (code, said) == (
        "wrong_passphrase",
        "Lösenfrasen öppnar inte den här profilen. Kontrollera den och försök igen.",
    )


@pytest.mark.parametrize(
    ("content", "code", "named"),
    [
        ({"koket": {"note": SECRET}}, "unknown_section", "koket"),
        ({"grunddata": {"temperature": SECRET}}, "unknown_field", "temperature"),
        ({"grunddata": {"interpreter": SECRET}}, "wrong_type", "grunddata.interpreter är inte ja eller nej"),
        ({"grunddata": {"start": SECRET}}, "wrong_type", "grunddata.start är inte en tidpunkt med tidszon"),
        (
            {"iakttagelser": {"obs": [{"text": "x", "observed_by": "y", "colour": SECRET}]}},
            "wrong_type",
            "har inget colour",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_wrong_section_field_or_type(
    refused, writer: tuple[Person, str], content: dict, code: str, named: str
) -> None:
    person, note = writer
    found, said = refused(person, "note", "edit", note, "--from", person.file("bad", {"sections": content}))
    assert found == code
    assert named in said


def test_an_unknown_case(refused, writer: tuple[Person, str]) -> None:
    person, _ = writer
    assert refused(person, "note", "add", "--case", "c-none", "--template", "hembesok")[0] == "unknown_case"


def test_missing_required_content(refused, writer: tuple[Person, str]) -> None:
    person, note = writer
    code, said = refused(person, "note", "sign", note)
    assert code == "content_missing"
    assert "consent_required" in said


@pytest.mark.parametrize(("content", "code"), [(SECRET * 50, "not_audio"), ("", "empty_audio")])
def test_a_file_that_is_no_sound(refused, writer: tuple[Person, str], content: str, code: str) -> None:
    person, note = writer
    sound = person.file("sound.wav", content)
    assert refused(person, "dictate", sound, "--into", f"{note}:iakttagelser")[0] == code


def test_a_missing_model(refused, writer: tuple[Person, str]) -> None:
    person, note = writer
    line = ("dictate", str(SILENCE), "--into", f"{note}:iakttagelser", "--model", "none")
    assert refused(person, *line)[0] == "model_missing"


def test_approving_ones_own_note(refused, town: Town, signed: tuple[str, str]) -> None:
    town.tove.done("note-show", "note", "show", signed[0])
    assert refused(town.tove, "approve", signed[0], "--revision", signed[1])[0] == "own_work"


def test_a_hash_never_opened_and_one_that_is_not_the_head(refused, town: Town, signed: tuple[str, str]) -> None:
    note, revision = signed
    assert refused(town.henrik, "approve", note, "--revision", revision)[0] == "never_opened"
    assert refused(town.henrik, "approve", note, "--revision", "0" * 64)[0] == "not_the_head"
    ended = started(town.henrik, "approve", note)
    assert ended.status == 2, "a decision without a text is no command"


def test_a_used_invitation(refused, town: Town) -> None:
    late = town.stranger("late")
    late.done("init", "init", "--name", "Sen", "--kdf", "floor")
    assert refused(late, "join", "--invitation", str(town.folder / "tove.invitation"))[0] == "invitation_used"


@pytest.fixture
def elsewhere(town: Town, tmp_path: Path) -> tuple[Person, str]:
    """A copy of Jonas's profile and of the hub, in a folder of this test's own, with a signed note that waits."""
    person = Person(tmp_path / "jonas", tmp_path / "hub", {}, town.jonas.passphrase_file)
    shutil.copytree(town.jonas.folder, person.folder)
    line = ("note", "add", "--case", CASE, "--template", "hembesok", "--from", str(NOTE_FILE))
    note = person.done("note-add", *line)["note"]
    person.done("note-sign", "note", "sign", note, "--reason-file", person.file("why", "Prov."))
    with closing(sqlite3.connect(town.hub / "hub.sqlite")) as there:
        person.hub.mkdir()
        with closing(sqlite3.connect(person.hub / "hub.sqlite")) as here:
            there.backup(here)
    shutil.copy(town.hub / "hub.json", person.hub)
    return person, note


def move(person: Person, url: str) -> None:
    """Let the profile look for its hub at another address, as if the network led there."""
    vault = opening.unlock(person.folder, PASSPHRASE, SystemClock())
    try:
        with vault.writing() as connection:
            connection.execute(METADATA.tables["identity"].update().values(hub_url=url))
    finally:
        vault.lock()


@AS_STARTED
def test_an_unreachable_hub_leaves_everything_waiting(refused, elsewhere: tuple[Person, str]) -> None:
    person, note = elsewhere
    move(person, "http://127.0.0.1:9")
    assert refused(person, "sync", status=3)[0] == "hub_unreachable"
    assert person.run("note", "show", note).json["where"] == "only_here"


def test_a_hub_whose_key_was_replaced_is_sent_nothing(refused, elsewhere: tuple[Person, str]) -> None:
    """The same address, the same people, cases and devices, everything copied but the secret key."""
    person, note = elsewhere
    thief = b"t" * 32
    with closing(sqlite3.connect(person.hub / "hub.sqlite")) as database, database:
        database.execute("UPDATE hub_mark SET hub_key = ?", (SigningKey(thief).public,))
    (person.hub / "hub.key").write_text(to_base64(thief) + "\n", encoding="ascii")
    with listening(person.hub) as line:
        move(person, line["listening"])
        code, said = refused(person, "sync")
    assert code == "hub_key_changed"
    assert "Inget skickades" in said
    assert person.run("note", "show", note).json["where"] == "only_here"
