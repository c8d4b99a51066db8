"""A backup: a still, whole, encrypted copy, made while others write; there whole or not at all."""

import errno
import hashlib
import json
import os
from contextlib import closing

import pytest

from conftest import HeldClock
from fieldnotes.disk.manifest import MANIFEST, check_file, files_below, read_manifest
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault import attachments, drafts, entries
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.backup import FORMAT, back_up, portable
from fieldnotes.vault.key_file import KEY_FILE, KeyFile, Slot, SlotKind, readable
from fieldnotes.vault.store import STORE_FILE, connect
from fieldnotes.vault.verify import verify
from killed_step import killed_at, steps_of
from profile_acts import take_backup
from vault_samples import CASE, NOTE, consent, draft

CLOCK = HeldClock()
MARKER = "gömmer sig i garderoben"
FILE = "0195d0f0-0000-7000-8000-0000000000f1"


@pytest.fixture
def worked(vault):
    """A profile with a draft, an entry and a sealed file."""
    drafts.save(vault, draft(text=MARKER))
    entries.file_act(vault, consent(CLOCK, note=None), CLOCK)
    add_file(vault)
    return vault


def add_file(vault, name=FILE):
    coming = Coming(name, CASE, NOTE, None, "garderob.txt", "text/plain", "2026-03-12T16:00:00+01:00")
    attachments.add(vault, coming, [MARKER.encode() * 2000])


def check_all(folder):
    """Hold a backup against its manifest."""
    for one in read_manifest(folder, FORMAT).files:
        check_file(folder, one, LongAct())


def held_in(folder, vault):
    """What a copied store holds, read with the vault's key."""
    with closing(connect(folder / STORE_FILE, vault.key)) as copy:
        found = [row[0] for row in copy.execute("SELECT hash FROM entries ORDER BY filed")]
        texts = [row[0] for row in copy.execute("SELECT sections FROM drafts")]
    return found, texts


def test_a_backup_holds_everything_and_nothing_readable(worked, tmp_path):
    made = back_up(worked, tmp_path / "backup", CLOCK, LongAct())
    manifest = read_manifest(made.folder, FORMAT)
    names = [one.name for one in manifest.files]
    assert sorted(names) == sorted(set(files_below(made.folder)) - {MANIFEST})
    assert {STORE_FILE, KEY_FILE, f"files/{FILE}.sealed"} == set(names)
    check_all(made.folder)
    found, texts = held_in(made.folder, worked)
    assert found == [each.hash for each in entries.of_case(worked, CASE)]
    assert MARKER in texts[0]
    for name in files_below(made.folder):
        data = (made.folder / name).read_bytes()
        assert MARKER.encode() not in data
        assert not data.startswith(b"SQLite format 3")
    assert (made.files, made.size) == (3, manifest.size)
    assert (made.folder / KEY_FILE).stat().st_mode & 0o077 == 0
    assert made.folder.stat().st_mode & 0o077 == 0


def test_what_is_written_meanwhile_does_not_disturb_the_still_picture(worked, tmp_path):
    """Another connection commits between any two pages; the copy stays as the store was when it began."""
    for number in range(300):
        drafts.save(worked, draft(note=f"n-{number}", text="x" * 4000))
    filed = []

    def busy(_done, _total):
        if len(filed) < 5:
            filed.append(entries.file_act(worked, consent(CLOCK, note=None), CLOCK).hash)

    made = back_up(worked, tmp_path / "backup", CLOCK, LongAct(busy))
    found, texts = held_in(made.folder, worked)
    assert len(filed) > 2
    assert not set(found) & set(filed)
    assert len(texts) == 301
    assert verify(worked).ok


def test_a_backup_is_never_laid_over_anything(worked, tmp_path):
    target = tmp_path / "backup"
    target.mkdir()
    back_up(worked, target, CLOCK, LongAct())  # an empty folder may stand there
    before = hashlib.sha256((target / MANIFEST).read_bytes()).digest()
    with pytest.raises(Refused) as caught:
        back_up(worked, target, CLOCK, LongAct())
    assert caught.value.code is Code.FILE_EXISTS
    assert hashlib.sha256((target / MANIFEST).read_bytes()).digest() == before


def test_a_backup_does_not_lie_inside_the_profile(worked):
    with pytest.raises(Refused) as caught:
        back_up(worked, worked.folder / "files" / "backup", CLOCK, LongAct())
    assert caught.value.code is Code.BACKUP_INSIDE


def test_stopped_on_the_way_nothing_of_it_stays(worked, tmp_path):
    asked = []

    def cancelled():
        asked.append(True)
        return len(asked) > 1

    with pytest.raises(Unavailable) as caught:
        back_up(worked, tmp_path / "out" / "backup", CLOCK, LongAct(None, cancelled))
    assert caught.value.code is Code.CANCELLED
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("nth", range(1, 6))
def test_a_full_disk_leaves_nothing_half(worked, tmp_path, monkeypatch, nth):
    """The disk has no room left when one file or another is to reach it."""
    calls = []
    really = os.fsync

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == nth:
            raise OSError(errno.ENOSPC, "full")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as caught:
        back_up(worked, tmp_path / "out" / "backup", CLOCK, LongAct())
    assert caught.value.code is Code.DISK_FULL
    assert list((tmp_path / "out").iterdir()) == []


def test_a_profile_locked_meanwhile_ends_the_backup(worked, tmp_path):
    with pytest.raises(Refused) as caught:
        back_up(worked, tmp_path / "backup", CLOCK, LongAct(lambda _done, _total: worked.lock()))
    assert caught.value.code is Code.PROFILE_LOCKED
    assert not (tmp_path / "backup").exists()


def test_what_is_destroyed_meanwhile_is_not_in_the_backup(worked, tmp_path):
    """A key that is destroyed while the copy is made does not live on in it."""
    struck = []

    def destroy_once(done, total):
        if done == total and not struck:
            struck.append(attachments.destroy(worked, FILE, "2026-03-12T16:01:00+01:00"))

    made = back_up(worked, tmp_path / "backup", CLOCK, LongAct(destroy_once))
    assert struck
    assert f"files/{FILE}.sealed" not in set(files_below(made.folder))
    with closing(connect(made.folder / STORE_FILE, worked.key)) as copy:
        assert copy.execute("SELECT count(*) FROM attachments WHERE sealed_key IS NOT NULL").fetchone() == (0,)


def test_what_opens_on_this_computer_only_stays_here():
    slots = tuple(Slot(kind.value, kind, None, b"", b"", b"") for kind in SlotKind)
    assert {slot.kind for slot in portable(KeyFile("p", slots)).slots} == set(SlotKind) - {SlotKind.PIN}


def test_the_key_file_of_a_backup_opens_it(worked, tmp_path):
    made = back_up(worked, tmp_path / "backup", CLOCK, LongAct())
    assert readable(made.folder / KEY_FILE) == readable(worked.folder / KEY_FILE)


@pytest.mark.parametrize("damage", ["cut", "changed", "missing", "manifest", "renamed"])
def test_a_backup_that_is_not_whole_is_recognised(worked, tmp_path, damage):
    folder = back_up(worked, tmp_path / "backup", CLOCK, LongAct()).folder
    path = folder / "files" / f"{FILE}.sealed"
    data = path.read_bytes()
    match damage:
        case "cut":
            path.write_bytes(data[:-1])
        case "changed":
            path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
        case "missing":
            path.unlink()
        case "manifest":
            (folder / MANIFEST).write_text((folder / MANIFEST).read_text().replace('"size": ', '"size": 1'))
        case "renamed":
            whole = json.loads((folder / MANIFEST).read_text())
            whole["files"][0]["name"] = "../store.db"
            (folder / MANIFEST).write_text(json.dumps(whole))
    with pytest.raises(Refused) as caught:
        check_all(folder)
    assert caught.value.code is Code.BACKUP_WRONG


def test_killed_at_any_step_there_is_a_whole_backup_or_none(worked, profiles, tmp_path):
    """SIGKILL before each change to the file system; the next backup to the same place succeeds and cleans up."""
    folder, key = worked.folder, profiles.recovery_key
    steps = steps_of(take_backup, tmp_path / "first", folder, key, tmp_path / "first" / "backup")
    assert steps >= 10
    for step in range(1, steps + 1):
        target = tmp_path / f"at-{step}" / "backup"
        killed_at(step, take_backup, target.parent, folder, key, target)
        if target.exists():
            check_all(target)
        else:
            back_up(worked, target, CLOCK, LongAct())
        assert [path.name for path in target.parent.iterdir() if path.suffix == ".part"] == []
