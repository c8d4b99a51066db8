"""The look from outside: a store or a log in clear is found before anything is opened; noise and noughts are let be."""

import shutil
import sqlite3

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import drafts
from fieldnotes.vault.ciphertext import check_sealed
from fieldnotes.vault.leftovers import FILES, SOUND
from fieldnotes.vault.opening import unlock
from fieldnotes.vault.sealed_files import seal
from fieldnotes.vault.store import STORE_FILE
from vault_samples import NOTE, PASSPHRASE, draft

LOG = f"{STORE_FILE}-wal"


def refused_file(act) -> str:
    with pytest.raises(Refused) as problem:
        act()
    assert problem.value.code is Code.NOT_ENCRYPTED
    return problem.value.values["file"]


@pytest.fixture
def in_use(vault, folder, tmp_path):
    """A copy of a profile whose log is full, taken while it is open: what a power cut leaves."""
    for number in range(40):
        drafts.save(vault, draft(note=f"0195d0f0-0000-7000-8000-{number:012x}", text="Det luktar kaffe. " * 80))
    return shutil.copytree(folder, tmp_path / "in-use")


def plain_log(folder):
    """A log of plain SQLite, full of the same words."""
    path = folder / "plain.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE drafts (note TEXT)")
    connection.executemany("INSERT INTO drafts VALUES (?)", [("Det luktar kaffe i köket. " * 50,)] * 60)
    connection.commit()
    data = path.with_name("plain.db-wal").read_bytes()
    connection.close()
    return data


def test_a_sealed_profile_passes_log_and_all(in_use):
    assert (in_use / LOG).stat().st_size > 40_000
    check_sealed(in_use)


def test_words_in_the_log_are_found_and_the_profile_is_not_opened(in_use, tmp_path, held_clock):
    """rules: SEC-9"""
    (in_use / LOG).write_bytes(plain_log(tmp_path))
    assert refused_file(lambda: check_sealed(in_use)) == LOG
    assert refused_file(lambda: unlock(in_use, PASSPHRASE, held_clock)) == LOG


def test_words_in_the_store_are_found_also_behind_a_noisy_beginning(in_use):
    store = in_use / STORE_FILE
    data = bytearray(store.read_bytes())
    data[4096:8192] = ("Barnet berättar att mamma sover på dagarna. " * 200).encode()[:4096]
    store.write_bytes(data)
    assert refused_file(lambda: check_sealed(in_use)) == STORE_FILE


@pytest.mark.parametrize("length", [0, 31, 56, 4152, 9000])
def test_a_torn_log_locks_nobody_out(in_use, length, held_clock):
    log = (in_use / LOG).read_bytes()
    (in_use / LOG).write_bytes(log[:length])
    check_sealed(in_use)


def test_noughts_where_a_page_never_reached_the_disk_are_no_text(in_use):
    log = bytearray((in_use / LOG).read_bytes())
    log[56:4152] = bytes(4096)
    log[4176 : 4176 + 3584] = bytes(3584)
    (in_use / LOG).write_bytes(log)
    check_sealed(in_use)


def test_no_profile_is_not_looked_at(tmp_path):
    check_sealed(tmp_path)


@pytest.mark.parametrize("place", [FILES, SOUND])
def test_a_sealed_files_name_on_a_file_in_clear_is_found(folder, place, tmp_path):
    """rules: SEC-9"""
    name = f"{NOTE}.sealed"
    (folder / place).mkdir()
    (folder / place / "Thumbs.db").write_bytes(b"not ours to judge" * 9)
    (folder / place / name).write_bytes(bytes(64))
    check_sealed(folder)
    (folder / place / name).write_bytes(b"\xff\xd8\xff\xe0 a photo in clear" * 9)
    assert refused_file(lambda: check_sealed(folder)) == name


def test_what_we_seal_passes(folder):
    (folder / FILES).mkdir()
    seal([b"Elsa"], folder / FILES / f"{NOTE}.sealed", NOTE)
    check_sealed(folder)
