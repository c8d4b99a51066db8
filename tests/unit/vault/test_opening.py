"""Making, unlocking, recovering, changing the passphrase, locking."""

import sqlite3

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.vault import drafts
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, read_key_file
from fieldnotes.vault.opening import change_passphrase, confirm, create, exists, new_recovery_key, recover, unlock
from fieldnotes.vault.slots import open_with_passphrase
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.wrong_tries import RECOVERY_TRIES_FILE, TRIES_FILE
from vault_samples import PASSPHRASE, Profiles, data_key, draft


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


def test_what_is_saved_is_there_after_lock_and_unlock(folder, profiles, held_clock):
    vault = profiles.open(folder)
    drafts.save(vault, draft())
    vault.lock()
    again = unlock(folder, PASSPHRASE, held_clock)
    assert drafts.get(again, draft().note) == draft()
    again.lock()


def test_a_wrong_passphrase_is_refused_and_makes_the_next_try_wait(folder, held_clock):
    """rules: SEC-9"""
    assert refusal(lambda: unlock(folder, "fel ord här nu", held_clock)).code is Code.WRONG_PASSPHRASE
    waiting = refusal(lambda: unlock(folder, PASSPHRASE, held_clock))
    assert isinstance(waiting, Unavailable)
    assert waiting.code is Code.WAIT_BEFORE_RETRY
    assert waiting.values == {"seconds": 1}
    held_clock.move(1)
    unlock(folder, PASSPHRASE, held_clock).lock()
    assert not (folder / TRIES_FILE).exists()


def test_no_profile_and_a_second_profile_in_one_folder_are_refused(tmp_path, folder, held_clock):
    nowhere = tmp_path / "empty"
    assert not exists(nowhere)
    assert exists(folder)
    assert refusal(lambda: unlock(nowhere, PASSPHRASE, held_clock)).code is Code.NO_PROFILE
    again = refusal(lambda: create(folder, PASSPHRASE, Kdf.floor(), held_clock))
    assert again.code is Code.PROFILE_EXISTS


def test_a_store_without_any_key_file_is_damaged_not_missing(folder, held_clock):
    for name in (KEY_FILE, KEPT_KEY_FILE):
        (folder / name).unlink()
    assert refusal(lambda: unlock(folder, PASSPHRASE, held_clock)).code is Code.PROFILE_DAMAGED
    assert refusal(lambda: create(folder, PASSPHRASE, Kdf.floor(), held_clock)).code is Code.PROFILE_EXISTS


def test_a_weak_passphrase_makes_no_profile(tmp_path, held_clock):
    assert refusal(lambda: create(tmp_path / "p", "kort", Kdf.floor(), held_clock)).code is Code.WEAK_PASSPHRASE
    assert not exists(tmp_path / "p")


def test_a_lost_store_is_never_made_anew_empty(folder, held_clock):
    """rules: SEC-9"""
    (folder / STORE_FILE).unlink()
    assert refusal(lambda: unlock(folder, PASSPHRASE, held_clock)).code is Code.PROFILE_DAMAGED
    assert not (folder / STORE_FILE).exists()


def test_a_plain_database_in_its_place_is_not_opened(folder, held_clock):
    """rules: SEC-9"""
    (folder / STORE_FILE).unlink()
    plain = sqlite3.connect(folder / STORE_FILE)
    plain.execute("CREATE TABLE drafts (note TEXT)")
    plain.commit()
    plain.close()
    assert refusal(lambda: unlock(folder, PASSPHRASE, held_clock)).code is Code.NOT_ENCRYPTED


def test_the_recovery_key_opens_and_sets_a_new_passphrase(folder, profiles, held_clock):
    refusal(lambda: unlock(folder, "fel ord här nu", held_clock))
    vault = recover(folder, profiles.recovery_key.lower(), "helt nya ord nu", Kdf.floor(), held_clock)
    drafts.save(vault, draft())
    vault.lock()
    unlock(folder, "helt nya ord nu", held_clock).lock()
    assert refusal(lambda: unlock(folder, PASSPHRASE, held_clock)).code is Code.WRONG_PASSPHRASE


def test_a_recovery_key_of_another_profile_is_refused(folder, tmp_path, held_clock):
    other = Profiles(tmp_path / "other", held_clock)
    problem = refusal(lambda: recover(folder, other.recovery_key, "helt nya ord nu", Kdf.floor(), held_clock))
    assert isinstance(problem, Refused)
    assert problem.code is Code.WRONG_RECOVERY_KEY


def test_after_a_change_the_old_passphrase_is_gone_from_the_kept_copy_too(folder, profiles):
    """rules: SEC-9"""
    vault = profiles.open(folder)
    change_passphrase(vault, "helt nya ord nu", Kdf.floor())
    vault.lock()
    (folder / KEY_FILE).write_bytes(b"torn")
    file = read_key_file(folder)
    assert open_with_passphrase(file, PASSPHRASE) is None
    assert open_with_passphrase(file, "helt nya ord nu") is not None
    assert len(file.slots) == 2


def test_a_locked_vault_gives_nothing_and_its_key_is_overwritten(vault):
    """rules: SEC-9"""
    key = vault.key
    spare = data_key(vault)
    vault.lock()
    vault.lock()
    assert key.erased
    assert not spare.erased
    assert vault.locked
    assert refusal(lambda: drafts.all_drafts(vault)).code is Code.PROFILE_LOCKED
    assert refusal(lambda: vault.key).code is Code.PROFILE_LOCKED
    assert refusal(lambda: change_passphrase(vault, "helt nya ord nu", Kdf.floor())).code is Code.PROFILE_LOCKED


def test_wrong_recovery_keys_wait_on_their_own_and_a_slip_of_the_pen_does_not(folder, profiles, tmp_path, held_clock):
    """rules: SEC-9"""
    other = Profiles(tmp_path / "other", held_clock).recovery_key
    slip = "A" * 40
    for key, code in (
        (slip, Code.WRONG_RECOVERY_KEY),
        (other, Code.WRONG_RECOVERY_KEY),
        (other, Code.WAIT_BEFORE_RETRY),
    ):
        assert refusal(lambda key=key: recover(folder, key, "helt nya ord nu", Kdf.floor(), held_clock)).code is code
    unlock(folder, PASSPHRASE, held_clock).lock()
    held_clock.move(1)
    recover(folder, profiles.recovery_key, "helt nya ord nu", Kdf.floor(), held_clock).lock()
    assert not (folder / RECOVERY_TRIES_FILE).exists()


def test_a_new_recovery_key_opens_and_the_old_one_does_not(folder, profiles, held_clock):
    """rules: SEC-9"""
    vault = profiles.open(folder)
    paper = new_recovery_key(vault)
    confirm(vault, PASSPHRASE, held_clock)
    assert refusal(lambda: confirm(vault, "fel ord här nu", held_clock)).code is Code.WRONG_PASSPHRASE
    vault.lock()
    old = refusal(lambda: recover(folder, profiles.recovery_key, "helt nya ord nu", Kdf.floor(), held_clock))
    assert old.code is Code.WRONG_RECOVERY_KEY
    held_clock.move(1)
    (folder / KEY_FILE).write_bytes(b"torn")
    recover(folder, paper, "helt nya ord nu", Kdf.floor(), held_clock).lock()
