"""The end of a profile: the keys first, all of it in the end, and begun once it is finished whatever happens."""

import shutil

import pytest

from conftest import HeldClock
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.vault import attachments, drafts, entries, takes
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.destroying import being_destroyed, destroy_profile
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE, WIPING, Slot, SlotKind, read_key_file, readable, to_bytes
from fieldnotes.vault.only_here import only_here
from fieldnotes.vault.opening import unlock
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.slots import open_with_recovery
from fieldnotes.vault.wrong_tries import TRIES_FILE
from killed_step import killed_at, steps_of
from profile_acts import destroy
from vault_samples import CASE, NOTE, PASSPHRASE, consent, draft

CLOCK = HeldClock()
FILE = "0195d0f0-0000-7000-8000-0000000000f1"


class HandKeychain:
    """A keychain that remembers what was erased."""

    def __init__(self):
        self.erased = []

    def erase(self, name):
        self.erased.append(name)


@pytest.fixture
def full(vault):
    """A locked profile that has one of everything, the leftovers of a crash included."""
    folder = vault.folder
    drafts.save(vault, draft())
    entries.file_act(vault, consent(CLOCK, note=None), CLOCK)
    attachments.add(vault, Coming(FILE, CASE, NOTE, None, "a.txt", "text/plain", "2026-03-12T16:00:00Z"), [b"x" * 99])
    take = takes.begin(vault, NOTE, CASE, "iakttagelser.seen", 16000, CLOCK)
    take.close()
    vault.lock()
    shutil.copyfile(folder / KEY_FILE, folder / ".0123456789abcdef.new")
    for name in (TRIES_FILE, "opening.lock", "exchange.lock", "store.upgrade.db"):
        (folder / name).write_bytes(b"{}")
    return folder


def slots_that_open(folder, recovery_key):
    """Every file below a folder from which the data key can still be had."""
    found = []
    for path in folder.rglob("*"):
        file = readable(path) if path.is_file() else None
        if file is not None and open_with_recovery(file, from_paper(recovery_key)) is not None:
            found.append(path.name)
    return found


def test_nothing_is_left(full):
    destroy_profile(full)
    assert not full.exists()


def test_what_is_not_the_profiles_stays(full):
    (full / "letter.txt").write_text("kvar", encoding="utf-8")
    destroy_profile(full)
    assert [path.name for path in full.iterdir()] == ["letter.txt"]


def test_a_folder_without_a_profile_is_left_alone(tmp_path):
    (tmp_path / "letter.txt").write_text("kvar", encoding="utf-8")
    with pytest.raises(Refused) as caught:
        destroy_profile(tmp_path)
    assert caught.value.code is Code.NO_PROFILE
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_the_keychains_half_of_a_pin_goes_too(full):
    file = read_key_file(full)
    pin = Slot("the-pin", SlotKind.PIN, None, b"", b"", b"")
    (full / KEPT_KEY_FILE).write_bytes(to_bytes(file.with_only(SlotKind.PIN, pin)))
    keychain = HandKeychain()
    destroy_profile(full, keychain)
    assert keychain.erased == ["the-pin"]
    assert not full.exists()


def test_once_begun_nothing_opens_any_more(full):
    (full / WIPING).write_bytes(b"")
    with pytest.raises(Refused) as caught:
        unlock(full, PASSPHRASE, CLOCK)
    assert caught.value.code is Code.NO_PROFILE


def test_killed_at_any_step_it_does_not_open_and_the_next_call_finishes(full, profiles, tmp_path):
    """SIGKILL before each change to the file system; from the first key deleted on, no slot opens anywhere."""
    shutil.copytree(full, tmp_path / "first" / "profile")
    steps = steps_of(destroy, tmp_path / "first", tmp_path / "first" / "profile")
    assert steps >= 15
    unreadable = 0
    for step in range(1, steps + 1):
        folder = tmp_path / f"at-{step}" / "profile"
        shutil.copytree(full, folder)
        killed_at(step, destroy, folder.parent, folder)
        opening = slots_that_open(folder, profiles.recovery_key)
        if not being_destroyed(folder) and (folder / KEY_FILE).exists():
            assert len(opening) == 3  # it had not begun: nothing is half
        else:
            with pytest.raises(FieldNotesError):
                unlock(folder, PASSPHRASE, CLOCK)
        if len(list(folder.glob("keys*"))) < 2 or not (folder / "store.db").exists():
            assert opening == []
        unreadable += opening == []
        if folder.exists() and any(folder.iterdir()):
            destroy_profile(folder)
        assert not folder.exists() or not any(folder.iterdir())  # at the very end only an empty folder is left
    assert unreadable >= 10


def test_what_only_this_computer_has_is_counted(vault):
    assert only_here(vault).total == 0
    drafts.save(vault, draft())
    entries.file_act(vault, consent(CLOCK, note=None), CLOCK)
    attachments.add(vault, Coming(FILE, CASE, NOTE, None, "a.txt", "text/plain", "2026-03-12T16:00:00Z"), [b"x" * 99])
    takes.begin(vault, NOTE, CASE, "iakttagelser.seen", 16000, CLOCK).close()
    found = only_here(vault)
    assert (found.entries, found.drafts, found.files, found.recordings, found.log_rows) == (1, 1, 1, 1, 0)
    assert found.total == 4
