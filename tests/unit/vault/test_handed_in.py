"""What a closed profile tells without its key: a mark that fits only while nothing lies on this computer alone."""

import os

import pytest

from fieldnotes.vault import drafts, kept_drafts
from fieldnotes.vault.handed_in import MARK, lock_marked, nothing_only_here
from fieldnotes.vault.leftovers import SOUND
from fieldnotes.vault.store import STORE_FILE
from vault_samples import draft

AT = "2026-03-12T15:00:00.000000+00:00"


def keep_all(vault):
    kept_drafts.shelf(vault, "epoch-1")
    for one in kept_drafts.to_send(vault):
        kept_drafts.mark_kept(vault, one, AT, AT)


def test_a_folder_without_a_profile_holds_nothing(tmp_path):
    assert nothing_only_here(tmp_path)
    assert nothing_only_here(tmp_path / "none")


def test_a_profile_that_was_never_locked_in_order_may_hold_something(folder):
    assert not nothing_only_here(folder)


def test_a_profile_with_everything_handed_in_says_so_and_nothing_more(vault, folder):
    lock_marked(vault)
    assert nothing_only_here(folder)
    assert len((folder / MARK).read_text(encoding="ascii")) == 64
    lock_marked(vault)  # locked already: the mark stays
    assert nothing_only_here(folder)


def test_a_draft_that_lies_here_alone_takes_the_mark_away_until_it_is_in_safe_keeping(profiles, folder):
    lock_marked(profiles.open(folder))
    again = profiles.open(folder)
    drafts.save(again, draft())
    assert not nothing_only_here(folder)  # while it is open, and after a crash
    lock_marked(again)
    assert not (folder / MARK).exists()
    third = profiles.open(folder)
    keep_all(third)
    lock_marked(third)
    assert nothing_only_here(folder)


@pytest.mark.parametrize("what", ["store", "sound"])
def test_whatever_is_written_later_makes_the_mark_void(vault, folder, what):
    lock_marked(vault)
    store = folder / STORE_FILE
    if what == "store":
        seen = store.stat()
        os.utime(store, ns=(seen.st_atime_ns, seen.st_mtime_ns + 1))
    else:
        (folder / SOUND).mkdir(exist_ok=True)
        (folder / SOUND / "a.take").write_bytes(b"sealed")
    assert not nothing_only_here(folder)


def test_a_mark_that_cannot_be_written_or_read_holds_up_no_lock(vault, folder):
    (folder / MARK).mkdir()
    lock_marked(vault)
    assert vault.locked
    assert not nothing_only_here(folder)
