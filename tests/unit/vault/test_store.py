"""The database file: really ciphertext, really durable, silent about what it holds."""

import logging
import sqlite3
import subprocess
import sys

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault import drafts
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.store import STORE_FILE, connect, open_engine
from vault_samples import data_key, draft


def test_every_connection_has_every_guard(vault):
    """rules: SEC-9"""
    wanted = {
        "journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "temp_store": 2,
        "trusted_schema": 0,
    }  # fmt: skip
    with vault.reading() as first, vault.reading() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            assert found == wanted
            assert connection.exec_driver_sql("PRAGMA cipher_version").scalar()


def test_a_driver_without_encryption_is_refused_before_anything_is_written(tmp_path):
    """rules: SEC-9"""
    path = tmp_path / STORE_FILE
    with pytest.raises(Refused) as problem:
        connect(path, DataKey.new(), create=True, driver=sqlite3)
    assert problem.value.code is Code.NOT_ENCRYPTED
    assert path.read_bytes() == b""


def test_a_plain_database_is_no_store(tmp_path):
    """rules: SEC-9"""
    path = tmp_path / STORE_FILE
    plain = sqlite3.connect(path)
    plain.execute("CREATE TABLE drafts (note TEXT)")
    plain.close()
    with pytest.raises(Refused) as problem:
        connect(path, DataKey.new())
    assert problem.value.code is Code.NOT_ENCRYPTED


def test_the_first_bytes_are_never_those_of_a_plain_database(vault, folder):
    """rules: SEC-9"""
    drafts.save(vault, draft())
    assert not (folder / STORE_FILE).read_bytes().startswith(b"SQLite format 3")


def test_another_key_is_a_damaged_profile_and_the_file_is_left_alone(folder):
    before = (folder / STORE_FILE).read_bytes()
    with pytest.raises(Refused) as problem:
        connect(folder / STORE_FILE, DataKey.new())
    assert problem.value.code is Code.PROFILE_DAMAGED
    assert (folder / STORE_FILE).read_bytes() == before


def test_a_wrong_key_prints_nothing(folder):
    script = (
        "import sys, pathlib\n"
        "from fieldnotes.domain.errors import Refused\n"
        "from fieldnotes.vault.keys import DataKey\n"
        "from fieldnotes.vault.store import connect\n"
        "try:\n    connect(pathlib.Path(sys.argv[1]), DataKey.new())\n"
        "except Refused as problem:\n    print(problem.code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(folder / STORE_FILE)], capture_output=True, text=True, check=True
    )
    assert (done.stdout, done.stderr) == ("profile_damaged\n", "")


def test_an_unforeseen_database_error_holds_no_words_of_what_was_written(vault, caplog):
    """rules: SEC-9"""
    caplog.set_level(logging.DEBUG)
    with pytest.raises(DBAPIError) as problem, vault.writing() as connection:
        connection.execute(text("INSERT INTO drafts (note, sections) VALUES ('n', :words)"), {"words": "Elsas hemlis"})
    assert "hemlis" not in f"{problem.value}{problem.value!r}{caplog.text}"


def test_a_full_disk_is_said_and_nothing_is_half_done(vault):
    def fill() -> None:
        with vault.writing() as connection:
            pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
            connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            connection.execute(text("UPDATE identity SET name = :name"), {"name": "x" * 2_000_000})

    with pytest.raises(Unavailable) as problem:
        fill()
    assert problem.value.code is Code.DISK_FULL
    with vault.reading() as connection:
        assert connection.execute(text("SELECT name FROM identity")).scalar() == "Tove"


def test_a_store_held_by_another_writer_is_unavailable_not_a_crash(vault, folder):
    with vault.writing() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout=0")
    other = open_engine(folder / STORE_FILE, data_key(vault))
    with other.begin(), pytest.raises(Unavailable) as problem:
        drafts.save(vault, draft())
    other.dispose()
    assert problem.value.code is Code.CANNOT_WRITE
    drafts.save(vault, draft())
