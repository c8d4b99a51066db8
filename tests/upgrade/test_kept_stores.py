"""Every store that was ever kept opens in today's program with nothing lost: killed, out of room or newer, too.

`stores/` has one encrypted profile for each release, and one from before there was any, made by the program of its
day (`keep_store.py`). What it said of itself then is held against what it says now.

`pytest -m slow tests/upgrade` kills an upgrade before each of its steps; the everyday run around the swap.
"""

import io
import json
import shutil
import signal
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy import text

from conftest import HeldClock
from fieldnotes import __version__
from fieldnotes.cli.command_line import main
from fieldnotes.cli.request import Given
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.vault import migrations, upgrading
from fieldnotes.vault.key_file import read_key_file
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery
from fieldnotes.vault.store import STORE_FILE, connect, open_engine
from fieldnotes.vault.upgrading import bring_up_to_date
from fork_server import fork_server
from killed_step import killed_at, steps_of
from killed_upgrade import COMMITTED, upgrade, upgrade_and_die
from one_desk import make_workshop
from small_disk import small_disk

STORES = Path(__file__).parent / "stores"
KEPT = sorted(path.name for path in STORES.iterdir())
OLDEST = "0.0.4"
OF_A_NOTE = (
    "case", "template", "state", "head", "heads", "sections", "family", "questions", "decisions", "author", "reasons",
    "family_text", "visit", "revisions", "cosigned",
)  # fmt: skip
OF_AN_ENTRY = ("id", "hash", "kind", "author", "at", "note", "position", "received_at")


def said(version):
    return json.loads((STORES / version / "said.json").read_text(encoding="utf-8"))


def laid_out(version, folder):
    shutil.copytree(STORES / version / "profile", folder)
    return folder


@pytest.fixture(scope="module")
def keys():
    """The data key of each kept store, by its passphrase."""
    found = {}
    for version in KEPT:
        key = open_with_passphrase(read_key_file(STORES / version / "profile"), said(version)["passphrase"])
        found[version] = bytes(key._key)
    return found


class Opened:
    """A kept profile in today's program, an hour after it was kept."""

    def __init__(self, version, folder, workshop):
        self.then, self.folder = said(version), folder
        self.given = Given(lambda: workshop, {}, dict, folder, folder, environ={})
        self.passphrase = folder.parent / "passphrase"
        self.passphrase.write_text(self.then["passphrase"], encoding="utf-8")

    def ask(self, *lines):
        """Ask today's program, with one unlock; gives each line's answer."""
        asked = self.folder.parent / "asked"
        asked.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        line = ["--json", "--passphrase-file", str(self.passphrase), "batch", str(asked)]
        status = main(line, self.given, io.StringIO(), out, err)
        assert status == 0, out.getvalue() + err.getvalue()
        return [each["result"] for each in json.loads(out.getvalue())["lines"]]


@pytest.fixture(scope="module")
def workshop(tmp_path_factory):
    clock = HeldClock()
    moments = [
        entry["at"] for then in map(said, KEPT) for each in then["history"].values() for entry in each["entries"]
    ]
    clock.wall = max(map(datetime.fromisoformat, moments)) + timedelta(hours=1)
    return make_workshop(clock, tmp_path_factory.mktemp("shop"))


@pytest.fixture
def opened(request, tmp_path, workshop):
    return Opened(request.param, laid_out(request.param, tmp_path / "profile"), workshop)


def named(rows, fields):
    return [{name: row.get(name) for name in fields} for row in rows]


@pytest.mark.parametrize("opened", KEPT, indirect=True)
def test_a_kept_store_says_today_what_it_said_then_and_can_be_worked_in(opened, tmp_path):
    then, notes = opened.then, list(opened.then["notes"])
    letters = [each["id"] for note in notes for each in then["files"][note]["attachments"]]
    draft = next(note for note in notes if then["notes"][note]["template"] == "telefonsamtal")
    more = tmp_path / "more.json"
    more.write_text('{"sections": {"information": "Hon ringde upp."}}', encoding="utf-8")
    answers = iter(
        opened.ask(
            *(f"note show {note}" for note in notes),
            *(f"note history {note}" for note in notes),
            *(f"attachments {note}" for note in notes),
            *(f"attachment get {letter} -o {tmp_path / letter}" for letter in letters),
            "draft list",
            "cases",
            "verify",
            f"note edit {draft} --from {more}",
            f"note show {draft}",
        )
    )
    for note in notes:
        assert named([next(answers)], OF_A_NOTE) == named([then["notes"][note]], OF_A_NOTE)
    for note in notes:
        assert named(next(answers)["entries"], OF_AN_ENTRY) == named(then["history"][note]["entries"], OF_AN_ENTRY)
    for note in notes:
        fields = ("id", "name", "media_type", "size", "state")
        assert named(next(answers)["attachments"], fields) == named(then["files"][note]["attachments"], fields)
    assert letters
    for letter in letters:
        next(answers)
        assert sha256((tmp_path / letter).read_bytes()).hexdigest() == then["letter"]
    assert {each["note"] for each in next(answers)["drafts"]} == {each["note"] for each in then["drafts"]["drafts"]}
    now_cases = {case["id"]: case for case in next(answers)["cases"]}
    for case in then["cases"]["cases"]:
        people = ("person_id", "name", "role", "protected", "personnummer")
        assert named(now_cases[case["id"]]["people"], people) == named(case["people"], people)
    checked = next(answers)
    assert (checked["entries"], checked["faults"]) == (then["entries"], [])
    next(answers)
    written = next(answers)["sections"]["information"]
    assert "Hon ringde upp." in json.dumps(written, ensure_ascii=False)


@pytest.mark.parametrize("version", KEPT)
def test_the_recovery_key_of_then_still_opens(version):
    secret = from_paper(said(version)["recovery_key"])
    assert open_with_recovery(read_key_file(STORES / version / "profile"), secret) is not None


def test_a_store_of_this_release_is_kept():
    assert __version__ in KEPT


def stand(folder, key):
    """At which step a store is; it is whole, and has all that was in it."""
    connection = connect(folder / STORE_FILE, DataKey(bytearray(key)))
    assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert connection.execute("PRAGMA cipher_integrity_check").fetchall() == []
    (step,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    (entries,) = connection.execute("SELECT count(*) FROM entries").fetchone()
    assert entries == said(OLDEST)["entries"]
    connection.close()
    return step


def older_program_writes(folder, key):
    """What the older program, which goes on after a failed update, writes into its store; the store grows by it."""
    connection = connect(folder / STORE_FILE, DataKey(bytearray(key)))
    connection.execute("UPDATE drafts SET cursor = 'skrivet sedan'")
    connection.executemany("INSERT INTO spellings VALUES (?, ?)", [(f"ord {n}", "o" * 2000) for n in range(100)])
    connection.close()


def check_after(folder, key):
    """A store that was left where an upgrade was cut short: whole, and nothing of it is lost by the next try."""
    step = stand(folder, key)
    assert step in ("0004", migrations.HEAD)
    if step == "0004":
        older_program_writes(folder, key)
        upgrade(str(folder), key)
        connection = connect(folder / STORE_FILE, DataKey(bytearray(key)))
        assert connection.execute("SELECT DISTINCT cursor FROM drafts").fetchall() == [("skrivet sedan",)]
        assert connection.execute("SELECT count(*), min(length(written)) FROM spellings").fetchone() == (100, 2000)
        connection.close()
    assert stand(folder, key) == migrations.HEAD
    assert sorted(path.name for path in folder.glob("store*")) == [STORE_FILE]


def kill_before(steps, tmp_path, key):
    for step in steps:
        folder = laid_out(OLDEST, tmp_path / str(step))
        killed_at(step, upgrade, folder, str(folder), key)
        check_after(folder, key)


def steps_there_are(tmp_path, key):
    first = laid_out(OLDEST, tmp_path / "first")
    return steps_of(upgrade, first, str(first), key)


def test_killed_around_the_swap_the_store_is_whole_and_what_is_written_then_stays(tmp_path, keys):
    last = steps_there_are(tmp_path, keys[OLDEST])
    kill_before((last - 1, last), tmp_path, keys[OLDEST])


@pytest.mark.slow
def test_killed_before_any_step_the_store_is_whole_and_what_is_written_then_stays(tmp_path, keys):
    kill_before(range(1, steps_there_are(tmp_path, keys[OLDEST]) + 1), tmp_path, keys[OLDEST])


@pytest.mark.parametrize("statement", [3, COMMITTED])
def test_killed_inside_a_migration_the_store_is_whole_and_what_is_written_then_stays(tmp_path, keys, statement):
    folder = laid_out(OLDEST, tmp_path / "profile")
    process = fork_server().Process(target=upgrade_and_die, args=(str(folder), keys[OLDEST], statement))
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL
    check_after(folder, keys[OLDEST])


@pytest.mark.parametrize("left", [0, 200_000, 252_000])
def test_a_disk_that_is_full_leaves_the_store_as_it_was(tmp_path, keys, left):
    """Whatever is full first, the copy, its log or the swap; with room again it goes on."""
    with small_disk("limited", tmp_path / "disk") as disk:
        folder = laid_out(OLDEST, disk.folder / "profile")
        disk.fill(left)
        with pytest.raises(FieldNotesError) as problem:
            upgrade(str(folder), keys[OLDEST])
        assert problem.value.code in (Code.DISK_FULL, Code.CANNOT_WRITE)
        disk.make_room()
        check_after(folder, keys[OLDEST])


def test_too_little_room_is_said_before_anything_is_copied(tmp_path, keys, monkeypatch):
    folder = laid_out(OLDEST, tmp_path / "profile")
    room = type("Room", (), {"free": 2 * (folder / STORE_FILE).stat().st_size})()
    monkeypatch.setattr(upgrading.shutil, "disk_usage", lambda _folder: room)
    with pytest.raises(FieldNotesError) as problem:
        upgrade(str(folder), keys[OLDEST])
    assert problem.value.code is Code.DISK_FULL
    monkeypatch.undo()
    check_after(folder, keys[OLDEST])


@pytest.mark.parametrize(
    "lossy",
    [
        "UPDATE drafts SET sections = '{}'", "DELETE FROM spellings", "UPDATE entries SET kind = 'x' WHERE filed = 1",
        "UPDATE entry_bytes SET data = x'00' WHERE filed = 1", "DELETE FROM drafts",
    ],
)  # fmt: skip
def test_a_step_that_loses_a_single_field_is_never_swapped_in(tmp_path, keys, monkeypatch, lossy):
    folder = laid_out(OLDEST, tmp_path / "profile")
    key = DataKey(bytearray(keys[OLDEST]))
    with_words = connect(folder / STORE_FILE, key)
    with_words.execute("INSERT INTO spellings (said, written) VALUES ('elsa', 'Elsa')")
    with_words.close()
    run = upgrading._run_steps

    def losing(connection, *to):
        run(connection, *to)
        connection.execute(text(lossy))

    monkeypatch.setattr(upgrading, "_run_steps", losing)
    with pytest.raises(FieldNotesError) as problem:
        bring_up_to_date(folder / STORE_FILE, key)
    assert problem.value.code is Code.PROFILE_DAMAGED
    assert stand(folder, keys[OLDEST]) == "0004"


@pytest.mark.parametrize("newer", ["store", "keys"])
def test_a_profile_of_a_newer_program_is_refused_politely_and_left_alone(tmp_path, keys, workshop, newer):
    folder = laid_out(__version__, tmp_path / "profile")
    if newer == "store":
        engine = open_engine(folder / STORE_FILE, DataKey(bytearray(keys[__version__])))
        with engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        engine.dispose()
    else:
        for name in ("keys.json", "keys.previous.json"):
            whole = json.loads((folder / name).read_text())
            (folder / name).write_text(json.dumps({**whole, "format": 2}))
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    (tmp_path / "passphrase").write_text(said(__version__)["passphrase"], encoding="utf-8")
    given, out = Given(lambda: workshop, {}, dict, folder, folder, environ={}), io.StringIO()
    line = ["--json", "--passphrase-file", str(tmp_path / "passphrase"), "cases"]
    assert main(line, given, io.StringIO(), out, io.StringIO()) == 1
    assert json.loads(out.getvalue())["error"]["code"] == "profile_newer"
    after = {path.name: path.read_bytes() for path in folder.iterdir() if path.name in before}
    assert after == before
