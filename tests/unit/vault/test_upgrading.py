"""Migrations: they end where the tables say, keep everything, and a newer or busy store is left alone."""

import shutil
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.vault import drafts, entries, migrations
from fieldnotes.vault.opening import unlock
from fieldnotes.vault.safe_keeping_tables import METADATA
from fieldnotes.vault.store import STORE_FILE, open_engine
from fieldnotes.vault.upgrading import _run_steps, bring_up_to_date
from fieldnotes.vault.verify import verify
from vault_samples import CASE, PASSPHRASE, consent, data_key, draft

ADDED_SINCE = (
    "access_rows", "quarantine", "attachments", "takes", "recorded_people", "purged", "kept_drafts", "safe_keeping",
    "fetched_drafts", "waiting_drafts", "unfinished", "spellings", "marks", "times", "time_choices", "time_shares",
)  # fmt: skip
"""Tables that a store of step 0001 does not have."""
BYTES_IN_THEIR_ROWS = (
    "ALTER TABLE entries ADD COLUMN data BLOB",
    "ALTER TABLE entries ADD COLUMN signature BLOB",
    "UPDATE entries SET data = (SELECT data FROM entry_bytes WHERE entry_bytes.filed = entries.filed)",
    "UPDATE entries SET signature = (SELECT signature FROM entry_bytes WHERE entry_bytes.filed = entries.filed)",
    "DROP TABLE entry_bytes",
)


@pytest.fixture
def older(vault, folder, held_clock):
    """A store of step 0001 with a draft and an entry in it; gives its key."""
    drafts.save(vault, draft())
    entries.file_act(vault, consent(held_clock), held_clock)
    with vault.writing() as connection:
        for statement in BYTES_IN_THEIR_ROWS:
            connection.execute(text(statement))
        for table in ADDED_SINCE:
            connection.execute(text(f"DROP TABLE {table}"))
        for column in ("clock_ahead_ms", "backed_up_to", "lease_used", "looked_at", "looked_monotonic"):
            connection.execute(text(f"ALTER TABLE identity DROP COLUMN {column}"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    key = data_key(vault)
    vault.lock()
    return key


def step(folder: Path, key) -> str:
    engine = open_engine(folder / STORE_FILE, key)
    with engine.connect() as connection:
        found = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    engine.dispose()
    return found


def test_the_last_step_ends_in_exactly_our_tables(vault):
    with vault.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert found == []


def test_the_steps_we_know_are_the_steps_there_are():
    scripts = ScriptDirectory(str(Path(migrations.__file__).parent))
    assert tuple(script.revision for script in scripts.walk_revisions())[::-1] == migrations.STEPS
    assert scripts.get_heads() == [migrations.HEAD]


def test_an_older_store_is_brought_up_to_date_at_unlock_and_keeps_everything(folder, older, held_clock):
    vault = unlock(folder, PASSPHRASE, held_clock)
    assert drafts.get(vault, draft().note) == draft()
    assert len(entries.of_case(vault, CASE)) == 1
    assert verify(vault).ok
    vault.lock()
    assert step(folder, older) == migrations.HEAD
    assert not list(folder.glob("store.upgrade*"))


def test_a_store_of_today_is_not_touched(folder, vault):
    key = data_key(vault)
    vault.lock()
    before = (folder / STORE_FILE).stat().st_mtime_ns
    assert not bring_up_to_date(folder / STORE_FILE, key)
    assert (folder / STORE_FILE).stat().st_mtime_ns == before


def test_a_newer_store_is_refused_and_left_alone(folder, vault, held_clock):
    with vault.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    key = data_key(vault)
    vault.lock()
    with pytest.raises(FieldNotesError) as problem:
        unlock(folder, PASSPHRASE, held_clock)
    assert problem.value.code is Code.PROFILE_NEWER
    assert step(folder, key) == "9999"


def test_an_older_store_open_elsewhere_is_not_swapped_away_under_it(folder, older):
    path = folder / STORE_FILE
    elsewhere = open_engine(path, older)
    with elsewhere.connect() as connection:
        connection.execute(text("SELECT 1"))
        with pytest.raises(FieldNotesError) as problem:
            bring_up_to_date(path, older)
    elsewhere.dispose()
    assert problem.value.code is Code.PROFILE_IN_USE
    assert step(folder, older) == "0001"


def test_a_migration_that_fails_leaves_the_old_store_and_no_copy(folder, older):
    engine = open_engine(folder / STORE_FILE, older)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE quarantine (in_the_way INTEGER)"))
    engine.dispose()
    with pytest.raises(Exception, match="quarantine"):
        bring_up_to_date(folder / STORE_FILE, older)
    assert step(folder, older) == "0001"
    assert not list(folder.glob("store.upgrade*"))


def test_a_damaged_older_store_is_not_migrated(folder, older):
    path = folder / STORE_FILE
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    shutil.copyfile(path, folder / "as-it-was")
    with pytest.raises(FieldNotesError) as problem:
        bring_up_to_date(path, older)
    assert problem.value.code is Code.PROFILE_DAMAGED


def test_each_step_can_be_taken_from_the_one_before(tmp_path, vault):
    engine = open_engine(tmp_path / "steps.db", data_key(vault), create=True)
    for known in migrations.STEPS:
        with engine.begin() as connection:
            _run_steps(connection, known)
    engine.dispose()
