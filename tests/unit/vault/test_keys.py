"""The key file: torn, swapped, lowered, moved; and one data key for all its slots."""

import hashlib
import json

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, KeyFile, read_key_file, write_key_file
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery, passphrase_slot, recovery_slot
from fieldnotes.wire import canonical
from vault_samples import PASSPHRASE


def rewrite(folder, change):
    """Change both key files as somebody with the disk in hand would, checksum included."""
    for name in (KEY_FILE, KEPT_KEY_FILE):
        data = json.loads((folder / name).read_bytes())
        change(data)
        content = {key: value for key, value in data.items() if key != "sha256"}
        data["sha256"] = hashlib.sha256(canonical.encode(content)).hexdigest()
        (folder / name).write_text(json.dumps(data))


@pytest.mark.parametrize("left", [b"", b"{", None, b'{"format": 1}', b"[]", b"\xff\xfe"])
def test_a_torn_key_file_is_read_from_the_kept_copy(folder, profiles, left):
    """rules: SEC-9"""
    whole = (folder / KEY_FILE).read_bytes()
    (folder / KEY_FILE).write_bytes(whole[: len(whole) // 2] if left is None else left)
    file = read_key_file(folder)
    assert open_with_recovery(file, from_paper(profiles.recovery_key)) is not None


def test_a_key_file_torn_at_any_byte_is_read_from_the_kept_copy_and_opens(folder, profiles):
    """rules: SEC-9 – at every length, from nothing to one byte short."""
    path, kept = folder / KEY_FILE, read_key_file(folder)
    whole = path.read_bytes()
    ends = len(whole.rstrip())
    for length in range(ends):
        path.write_bytes(whole[:length])
        assert read_key_file(folder) == kept, length
    assert open_with_recovery(kept, from_paper(profiles.recovery_key)) is not None


def test_one_flipped_character_is_noticed_and_the_kept_copy_used(folder, profiles):
    text = (folder / KEY_FILE).read_text()
    at = text.index('"wrapped"') + 14
    (folder / KEY_FILE).write_text(text[:at] + ("A" if text[at] != "A" else "B") + text[at + 1 :])
    assert open_with_recovery(read_key_file(folder), from_paper(profiles.recovery_key)) is not None


def test_two_torn_key_files_are_a_damaged_profile(folder):
    for name in (KEY_FILE, KEPT_KEY_FILE):
        (folder / name).write_bytes(b"{")
    with pytest.raises(Refused) as problem:
        read_key_file(folder)
    assert problem.value.code is Code.PROFILE_DAMAGED


def test_no_key_file_is_no_profile(tmp_path):
    with pytest.raises(Refused) as problem:
        read_key_file(tmp_path)
    assert problem.value.code is Code.NO_PROFILE


def test_swapped_parameters_do_not_open(folder):
    """rules: SEC-9"""

    def cheaper_to_guess(data):
        for slot in data["slots"]:
            if slot["kind"] == "passphrase":
                slot["kdf"]["iterations"] += 1

    rewrite(folder, cheaper_to_guess)
    assert open_with_passphrase(read_key_file(folder), PASSPHRASE) is None


def test_parameters_under_the_floor_are_not_even_tried(folder):
    """rules: SEC-9"""

    def lowered(data):
        data["slots"][0]["kdf"]["memory_kib"] = 1024

    rewrite(folder, lowered)
    with pytest.raises(Refused) as problem:
        read_key_file(folder)
    assert problem.value.code is Code.PROFILE_DAMAGED


@pytest.mark.parametrize("change", ["profile", "id", "kind"])
def test_a_slot_moved_to_another_profile_or_place_does_not_open(folder, profiles, change):
    def move(data):
        if change == "profile":
            data["profile"] = "0195d0f0-0000-7000-8000-00000000ffff"
        recovery = next(s for s in data["slots"] if s["kind"] == "recovery")
        if change == "id":
            recovery["id"] = "00" * 8
        if change == "kind":
            recovery["kind"] = "passphrase"

    rewrite(folder, move)
    assert open_with_recovery(read_key_file(folder), from_paper(profiles.recovery_key)) is None


def test_both_slots_open_the_same_one_key(folder, profiles):
    file = read_key_file(folder)
    by_passphrase = open_with_passphrase(file, PASSPHRASE)
    by_recovery = open_with_recovery(file, from_paper(profiles.recovery_key))
    assert by_passphrase is not None
    assert by_recovery is not None
    assert by_passphrase.database_key() == by_recovery.database_key()
    assert by_passphrase.database_key() != by_passphrase.blob_key()


def test_a_new_file_that_does_not_open_never_becomes_the_kept_copy(folder):
    kept = (folder / KEPT_KEY_FILE).read_bytes()
    file = read_key_file(folder)
    with pytest.raises(Refused):
        write_key_file(folder, KeyFile(file.profile, file.slots[:1]), lambda _: False)
    assert (folder / KEPT_KEY_FILE).read_bytes() == kept


def test_a_key_is_erased_where_it_lies():
    raw = bytearray(b"\x05" * 32)
    key = DataKey(raw)
    key.erase()
    assert key.erased
    assert raw == bytes(32)


def test_a_seed_is_bound_to_its_device():
    key = DataKey.new()
    sealed = key.seal_seed(b"\x01" * 32, "device-a")
    assert key.open_seed(sealed, "device-a") == b"\x01" * 32
    with pytest.raises(Refused):
        key.open_seed(sealed, "device-b")


def test_nothing_secret_shows_in_a_repr():
    """rules: SEC-9"""
    key = DataKey(bytearray(b"\x41" * 32))
    slots = (passphrase_slot("p", key, "fyra torra ord", Kdf.floor()), recovery_slot("p", key, b"\x42" * 20))
    for shown in (repr(key), repr(KeyFile("p", slots))):
        assert "AAAA" not in shown
        assert "BBBB" not in shown
        assert "torra" not in shown
        assert "wrapped" not in shown
