"""A backup becomes a profile again: whole, a device of its own, everything offered again, nothing in another's name."""

import shutil

import pytest
from sqlalchemy import select

from conftest import HeldClock
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault import drafts, entries, outbox
from fieldnotes.vault.backup import back_up
from fieldnotes.vault.identity import LOCAL, identity
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.opening import exists, unlock
from fieldnotes.vault.restoring import by_passphrase, by_recovery_key, restore
from fieldnotes.vault.tables import IDENTITY
from fieldnotes.vault.verify import verify
from fieldnotes.wire.entries import signed_by
from fieldnotes.wire.keys import SigningKey
from killed_step import killed_at, steps_of
from profile_acts import restore_backup
from vault_samples import CASE, NOTE, PASSPHRASE, consent, draft

CLOCK = HeldClock()


@pytest.fixture
def backup(vault, tmp_path):
    """The backup of a profile with a draft and two entries."""
    drafts.save(vault, draft())
    for _ in range(2):
        entries.file_act(vault, consent(CLOCK, note=None), CLOCK)
    return back_up(vault, tmp_path / "backup", CLOCK, LongAct()).folder


@pytest.fixture
def joined_backup(vault, hub, tmp_path):
    """The same of a profile that has joined, with one entry acknowledged and one not."""
    drafts.save(vault, draft())
    filed = [entries.file_act(vault, consent(CLOCK, note=None), CLOCK) for _ in range(2)]
    first = outbox.take(vault, limit=1)
    hub.file(CASE, *first)
    told = [{"id": filed[0].entry.id, "hash": filed[0].hash, "result": "stored", "position": 1}]
    outbox.settle(vault, told, [hub.receipt(CASE)], "2026-03-12T16:00:00+01:00")
    return back_up(vault, tmp_path / "backup", CLOCK, LongAct()).folder


def quickly(profiles, passphrase=PASSPHRASE):
    return by_recovery_key(profiles.recovery_key, passphrase, Kdf.floor())


def test_the_passphrase_restores_and_opens_again(backup, tmp_path, vault):
    made = restore(backup, tmp_path / "new", by_passphrase(PASSPHRASE), CLOCK, LongAct())
    back = unlock(tmp_path / "new", PASSPHRASE, CLOCK)
    assert identity(back).device == made.device != identity(vault).device
    assert drafts.get(back, NOTE) == drafts.get(vault, NOTE)
    assert len(entries.of_case(back, CASE)) == made.entries == 2
    assert verify(back).ok
    back.lock()


def test_the_recovery_key_restores_and_sets_a_new_passphrase(backup, tmp_path, profiles):
    restore(backup, tmp_path / "new", quickly(profiles, "en helt ny fras"), CLOCK, LongAct())
    unlock(tmp_path / "new", "en helt ny fras", CLOCK).lock()
    with pytest.raises(Refused) as caught:
        unlock(tmp_path / "new", PASSPHRASE, CLOCK)
    assert caught.value.code is Code.WRONG_PASSPHRASE


@pytest.mark.parametrize(
    ("way_in", "code"),
    [
        (by_passphrase("fel fras helt enkelt"), Code.WRONG_PASSPHRASE),
        (by_recovery_key("D35C5-V21Q0-B5HNB-RAV57-V2HCX-KJCV7-WMZSB-5EQZZ", "x" * 20, Kdf.floor()),
         Code.WRONG_RECOVERY_KEY),
    ],
)  # fmt: skip
def test_a_wrong_key_restores_nothing(backup, tmp_path, way_in, code):
    with pytest.raises(Refused) as caught:
        restore(backup, tmp_path / "out" / "new", way_in, CLOCK, LongAct())
    assert caught.value.code is code
    assert not (tmp_path / "out").exists()


def test_a_joined_profile_must_join_again_and_offers_everything(joined_backup, tmp_path, profiles, vault):
    old = identity(vault)
    restore(joined_backup, tmp_path / "new", quickly(profiles), CLOCK, LongAct())
    back = profiles.open(tmp_path / "new")
    me = identity(back)
    assert (me.author, me.hub_url, me.epoch) == (old.author, old.hub_url, old.epoch)
    assert me.must_join_again
    assert me.device != old.device
    assert me.seed != old.seed
    with back.reading() as connection:
        assert connection.execute(select(IDENTITY.c.dseq)).scalar() == 0
    held = entries.of_case(back, CASE)
    assert {each.where for each in held} == {Where.UNKNOWN}
    assert [one.hash for one in outbox.take(back)] == [each.hash for each in held]
    back.lock()


def test_the_old_devices_signatures_stand_and_the_new_one_counts_from_one(joined_backup, tmp_path, profiles, vault):
    old = identity(vault)
    restore(joined_backup, tmp_path / "new", quickly(profiles), CLOCK, LongAct())
    back = profiles.open(tmp_path / "new")
    filed = entries.file_act(back, consent(CLOCK, note=None), CLOCK)
    assert (filed.entry.dseq, filed.entry.case_previous, filed.entry.device) == (1, None, identity(back).device)
    for one in outbox.take(back)[:2]:
        assert signed_by(one, SigningKey(old.seed).public)
    back.lock()


def test_what_never_had_a_hub_is_taken_along_as_the_new_devices_own(backup, tmp_path, profiles):
    """Nothing has left the old computer, so the entries are sealed anew and no number is spoken for twice."""
    restore(backup, tmp_path / "new", quickly(profiles), CLOCK, LongAct())
    back = profiles.open(tmp_path / "new")
    filed = entries.file_act(back, consent(CLOCK, note=None), CLOCK)
    held = [each.entry for each in entries.of_case(back, CASE)]
    assert [one.dseq for one in held] == [1, 2, 3]
    assert {one.device for one in held} == {identity(back).device}
    assert {one.author for one in held} == {LOCAL}
    assert {each.where for each in entries.of_case(back, CASE)} == {Where.ONLY_HERE}
    assert filed.entry.case_previous == entries.of_case(back, CASE)[1].hash
    assert verify(back).ok
    back.lock()


def test_two_restored_profiles_are_two_devices(backup, tmp_path, profiles):
    made = {restore(backup, tmp_path / n, quickly(profiles), CLOCK, LongAct()).device for n in ("a", "b")}
    assert len(made) == 2


def test_a_profile_is_never_laid_over_another(backup, tmp_path, profiles, folder):
    with pytest.raises(Refused) as caught:
        restore(backup, folder, quickly(profiles), CLOCK, LongAct())
    assert caught.value.code is Code.PROFILE_EXISTS
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("kvar", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        restore(backup, tmp_path / "full", quickly(profiles), CLOCK, LongAct())
    assert caught.value.code is Code.FILE_EXISTS
    assert [path.name for path in (tmp_path / "full").iterdir()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["store.db", "keys.json", "manifest.json"])
@pytest.mark.parametrize("damage", ["gone", "bit"])
def test_a_damaged_backup_becomes_nothing(backup, tmp_path, profiles, name, damage):
    path = backup / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.unlink()
    if damage == "bit":
        path.write_bytes(data)
    with pytest.raises(Refused) as caught:
        restore(backup, tmp_path / "out" / "new", quickly(profiles), CLOCK, LongAct())
    assert caught.value.code is Code.BACKUP_WRONG
    assert not (tmp_path / "out" / "new").exists()


def test_stopped_on_the_way_there_is_no_profile(backup, tmp_path, profiles):
    with pytest.raises(Unavailable) as caught:
        restore(backup, tmp_path / "out" / "new", quickly(profiles), CLOCK, LongAct(None, lambda: True))
    assert caught.value.code is Code.CANCELLED
    assert list((tmp_path / "out").iterdir()) == []


def test_killed_at_any_step_there_is_a_whole_profile_or_none(backup, tmp_path, profiles, vault):
    """SIGKILL before each change to the file system; what stands is a new device, and the next restore cleans up."""
    first = tmp_path / "first"
    steps = steps_of(restore_backup, first, backup, profiles.recovery_key, first / "new")
    shutil.rmtree(first)
    assert steps >= 10
    for step in range(1, steps + 1):
        target = tmp_path / f"at-{step}" / "new"
        killed_at(step, restore_backup, target.parent, backup, profiles.recovery_key, target)
        if not exists(target):
            restore(backup, target, quickly(profiles), CLOCK, LongAct())
        back = profiles.open(target)
        assert identity(back).device != identity(vault).device
        assert len(entries.of_case(back, CASE)) == 2
        back.lock()
        assert [path.name for path in target.parent.iterdir() if path.suffix == ".part"] == []
