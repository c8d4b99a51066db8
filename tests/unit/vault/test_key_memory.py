"""After lock the keys are gone from where they lay, and the data key from the whole process."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import SlotKind, read_key_file
from fieldnotes.vault.keys import DataKey, expand, overwrite, used_once
from fieldnotes.vault.opening import unlock
from fieldnotes.vault.slots import first_opened, passphrase_slot, wrapped_slot
from vault_samples import PASSPHRASE


def test_a_key_made_on_the_way_is_overwritten_whether_the_slot_opens_or_not(folder):
    """rules: SEC-9"""
    made = []

    def kek(slot):
        made.append(bytearray(slot.kdf.derive(PASSPHRASE if len(made) else "fel ord här nu", slot.salt)))
        return made[-1]

    file = read_key_file(folder)
    slots = file.of_kind(SlotKind.PASSPHRASE)
    assert first_opened(file.profile, slots, kek) is None
    assert first_opened(file.profile, slots, kek) is not None
    assert made == [bytearray(32), bytearray(32)]


def test_the_key_that_wraps_a_new_slot_is_overwritten():
    made = []

    def kek(salt):
        made.append(expand(b"secret", b"label", salt))
        return made[-1]

    wrapped_slot("p", DataKey.new(), SlotKind.RECOVERY, None, kek)
    assert made == [bytearray(32)]


def test_a_key_lent_for_a_block_is_overwritten_even_when_the_block_fails():
    key = bytearray(b"\x07" * 32)
    with pytest.raises(ZeroDivisionError), used_once(key):
        1 / 0  # noqa: B018 - a failure
    assert key == bytearray(32)
    overwrite(key)
    assert key == bytearray(32)


def test_lock_overwrites_the_data_key(folder, held_clock):
    """rules: SEC-9"""
    vault = unlock(folder, PASSPHRASE, held_clock)
    raw = vault.key._key
    assert any(raw)
    vault.lock()
    assert raw == bytearray(32)


def test_a_passphrase_slot_keeps_no_passphrase():
    slot = passphrase_slot("p", DataKey.new(), PASSPHRASE, Kdf.floor())
    assert PASSPHRASE.encode() not in repr(slot).encode()


def test_after_lock_the_data_key_is_nowhere_in_the_process(folder):
    """rules: SEC-9 – every writable byte of a process that unlocked, wrote, sealed, and locked is searched.

    What can be promised: the data key and the passphrase slot's key are gone. Not promised: the raw key of the
    database, whose text copies Python and SQLCipher made while opening; it is told as a number beside.
    """
    script = Path(__file__).parents[2] / "searched_memory.py"
    told = subprocess.run(
        [sys.executable, str(script), str(folder)], input=PASSPHRASE, capture_output=True, text=True, check=False
    )
    assert told.returncode == 0, told.stderr
    found = json.loads(told.stdout)
    assert found["open"]["data_key"] >= 1
    assert found["locked"]["data_key"] == 0
    assert found["locked"]["slot_key"] == 0
