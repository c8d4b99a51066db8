"""The hub's backup and restore on both databases: a still picture while it serves, a new history afterwards."""

import json
import os
import shutil
import threading
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from fieldnotes.disk.manifest import check_file, files_below, read_manifest
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up, backup_done
from fieldnotes.hub.backup_age import FORMAT
from fieldnotes.hub.feed import lock_counter, push
from fieldnotes.hub.home import is_home
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.restoring import restore
from fieldnotes.hub.tables import device
from fieldnotes.hub.verifying import verify_hub
from hub_acts import restore_hub, take_hub_backup
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, WORKER, Line
from killed_step import killed_at, steps_of
from running_hub import running

NEVER_LATER = "2099-01-01T00:00:00+00:00"


@pytest.fixture
def again(database):
    """The address of another empty database of the same kind, or None for a file."""
    return database


@pytest.fixture
def restored(again, held_clock):
    """Restores a backup beside the old hub and opens it."""
    opened = []

    def make(source, folder):
        told = restore(source, folder, again, held_clock, LongAct(), "drift")
        opened.append(Hub.open(folder, held_clock))
        return told, opened[-1]

    yield make
    for hub in opened:
        hub.close()


@BOTH
def test_a_hub_comes_back_whole_in_a_new_history(join, hub, tmp_path, restored):
    tove, jonas = join(), join(COLLEAGUE)
    tove.push(*(tove.laptop.signed(note=f"n-{number}") for number in range(3)))
    jonas.push(jonas.laptop.signed(case=OTHER), jonas.laptop.signed(case="c-3"))
    made = back_up(hub, tmp_path / "backup", LongAct())
    told, new = restored(tmp_path / "backup", tmp_path / "again")
    found = verify_hub(new)
    assert found["ok"], found["faults"]
    assert (told["entries"], told["devices"], told["at"]) == (4, 2, made["at"])
    assert new.epoch == told["epoch"] != hub.epoch
    assert new.key.public == hub.key.public
    with new.database.reading() as connection:
        assert "restored" in {act.what for act in acts(connection)}


@BOTH
def test_a_backup_is_a_still_picture_while_others_push(join, hub, tmp_path, restored):
    """Entries that arrive while it is read are all in it or not: heads, positions and receipts fit together."""
    tove = join()
    tove.push(*(tove.laptop.signed(note=f"n-{number}") for number in range(20)))
    pushed = []

    def meanwhile(_done, _total):
        if len(pushed) < 5:
            pushed.append(tove.results(tove.laptop.signed(note=f"m-{len(pushed)}")))

    back_up(hub, tmp_path / "backup", LongAct(meanwhile))
    told, new = restored(tmp_path / "backup", tmp_path / "again")
    assert len(pushed) == 5
    assert told["entries"] == 20
    assert verify_hub(new)["ok"]


@BOTH
def test_a_device_whose_token_moved_on_goes_on_and_is_no_clone(join, hub, tmp_path, restored):
    """The hub forgot the tokens it gave after the backup; a copied disk still shows at the second contact."""
    tove, early = join(), join(COLLEAGUE)
    back_up(hub, tmp_path / "backup", LongAct())
    for _ in range(3):
        tove.open()
        tove.get("/v1/heads").raise_for_status()
    _, new = restored(tmp_path / "backup", tmp_path / "again")
    with running(new) as url, Line(url, new, tove.laptop) as line, Line(url, new, early.laptop) as other:
        copied = tove.laptop.exchange_token
        line.open()
        line.get("/v1/heads").raise_for_status()
        other.open()
        assert line.session().status_code == 200
        line.open()
        line.get("/v1/heads").raise_for_status()
        assert line.session(exchange_token=copied).json()["code"] == "device_cloned"


@BOTH
def test_a_device_that_had_not_spoken_yet_at_the_backup_is_no_clone(url, hub, laptop, tmp_path, restored):
    with Line(url, hub, laptop()) as line:
        line.enrol(invite(hub, WORKER).code).raise_for_status()
        back_up(hub, tmp_path / "backup", LongAct())
        line.open()
        line.get("/v1/heads").raise_for_status()
        _, new = restored(tmp_path / "backup", tmp_path / "again")
        with running(new) as other, Line(other, new, line.laptop) as moved:
            assert moved.session().status_code == 200


def test_a_device_from_before_tokens_had_an_epoch_goes_on_too(join, hub, tmp_path, restored):
    """Rows an older program wrote say no epoch; after a restore the hub cannot know their tokens either."""
    tove = join()
    hub.database.write(lambda connection: connection.execute(update(device).values(token_epoch=None)))
    back_up(hub, tmp_path / "backup", LongAct())
    tove.open()
    tove.get("/v1/heads").raise_for_status()
    _, new = restored(tmp_path / "backup", tmp_path / "again")
    with running(new) as url, Line(url, new, tove.laptop) as line:
        assert line.session().status_code == 200


@BOTH
def test_what_was_good_for_once_is_not_good_again(join, hub, tmp_path, restored):
    """Sessions and nonces stay behind; an invitation may have been used since, so open ones lapse."""
    tove = join()
    code = invite(hub, WORKER).code
    back_up(hub, tmp_path / "backup", LongAct())
    told, new = restored(tmp_path / "backup", tmp_path / "again")
    assert told["invitations_withdrawn"] == 1
    with running(new) as url, Line(url, new, tove.laptop) as line:
        assert line.get("/v1/heads").json()["code"] == "session_expired"
        assert line.enrol(code).json()["code"] == "invitation_wrong"


@BOTH
def test_only_an_operators_word_lets_devices_let_go(join, url, hub, tmp_path, held_clock):
    tove = join()
    said = lambda: tove.http.get("/v1/hello").json()["backed_up_to"]  # noqa: E731 - asked again and again
    made = back_up(hub, tmp_path / "backup", LongAct())
    assert said() is None
    assert backup_done(hub, made["at"]) == {"backed_up_to": made["at"]}
    assert said() == made["at"]
    earlier = (datetime.fromisoformat(made["at"]) - timedelta(days=1)).isoformat()
    assert backup_done(hub, earlier) == {"backed_up_to": made["at"]}  # it never goes back
    held_clock.move(3600)
    second = back_up(hub, tmp_path / "second", LongAct(), done=True)
    assert second["backed_up_to"] == second["at"] == said() > made["at"]


@pytest.mark.parametrize("at", [NEVER_LATER, "2026-03-12T15:59:30+01:00"])
def test_a_moment_no_backup_reaches_is_refused(hub, tmp_path, at):
    """Neither the future, nor the minute that the last backup left out."""
    back_up(hub, tmp_path / "backup", LongAct())
    with pytest.raises(Refused) as caught:
        backup_done(hub, at)
    assert caught.value.code is Code.NO_SUCH_BACKUP


@pytest.mark.parametrize("at", ["i går", "2026-03-12T15:00:00", "2026-03-12"])
def test_a_moment_without_an_offset_is_none(hub, at):
    with pytest.raises(Refused) as caught:
        backup_done(hub, at)
    assert caught.value.code is Code.REQUEST_WRONG


def test_a_backup_made_by_other_means_counts_by_the_operators_word(hub):
    assert backup_done(hub, "2026-03-12T15:00:00+01:00")["backed_up_to"] == "2026-03-12T14:00:00.000000+00:00"


@BOTH
def test_an_entry_stamped_and_not_yet_committed_is_waited_for(join, hub, tmp_path):
    """Everything received up to the backup's moment is in it, a push under way included."""
    tove = join()
    inside, go_on, being_read, told = threading.Event(), threading.Event(), threading.Event(), []

    def slow(connection):
        lock_counter(connection, CASE)
        inside.set()
        go_on.wait(20)

    def copy():
        told.append(back_up(hub, tmp_path / "backup", LongAct(lambda _done, _total: being_read.set())))

    writer = threading.Thread(target=lambda: hub.database.write(slow), daemon=True)
    copier = threading.Thread(target=copy, daemon=True)
    writer.start()
    assert inside.wait(20)
    copier.start()
    assert not being_read.wait(1)
    go_on.set()
    writer.join(20)
    copier.join(20)
    assert told
    assert tove.results(tove.laptop.signed()) == [1]


def test_only_its_owner_may_read_a_backup(join, hub, tmp_path):
    """It holds the hub's key; the address of the database, which may hold a password, stays behind."""
    join()
    folder = Path(back_up(hub, tmp_path / "backup", LongAct())["folder"])
    assert folder.stat().st_mode & 0o077 == 0
    for name in files_below(folder):
        assert (folder / name).stat().st_mode & 0o077 == 0
    assert "database" not in json.loads((folder / "hub.json").read_text())


def test_a_backup_is_never_laid_over_anything_nor_inside_the_hub(hub, tmp_path):
    back_up(hub, tmp_path / "backup", LongAct())
    for target, code in ((tmp_path / "backup", Code.FILE_EXISTS), (hub.home.folder / "b", Code.BACKUP_INSIDE)):
        with pytest.raises(Refused) as caught:
            back_up(hub, target, LongAct())
        assert caught.value.code is code


@BOTH
def test_a_hub_is_never_restored_over_another(hub, tmp_path, held_clock):
    database = hub.home.database
    back_up(hub, tmp_path / "backup", LongAct())
    with pytest.raises(Refused) as caught:
        restore(tmp_path / "backup", hub.home.folder, database, held_clock, LongAct())
    assert caught.value.code is Code.HUB_EXISTS
    folder = tmp_path / "again"
    if database is None:
        folder.mkdir()
        shutil.copy(hub.home.folder / "hub.sqlite", folder)
    with pytest.raises(Refused) as caught:
        restore(tmp_path / "backup", folder, database, held_clock, LongAct())
    assert caught.value.code is Code.DATABASE_FOREIGN
    assert verify_hub(hub)["ok"]


@pytest.mark.parametrize("damage", ["bit", "missing", "manifest"])
def test_a_damaged_backup_becomes_nothing(hub, tmp_path, held_clock, damage):
    back_up(hub, tmp_path / "backup", LongAct())
    path = tmp_path / "backup" / "tables" / "case_head.jsonl.zst"
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.unlink()
    if damage == "bit":
        path.write_bytes(data)
    if damage == "manifest":
        (tmp_path / "backup" / "manifest.json").unlink()
    with pytest.raises(Refused) as caught:
        restore(tmp_path / "backup", tmp_path / "again", None, held_clock, LongAct())
    assert caught.value.code is Code.BACKUP_WRONG
    assert not (tmp_path / "again").exists()


@BOTH
def test_stopped_on_the_way_the_same_again_goes_on(join, hub, tmp_path, restored, again, held_clock):
    tove = join()
    tove.push(*(tove.laptop.signed(note=f"n-{number}") for number in range(3)))
    back_up(hub, tmp_path / "backup", LongAct())
    size = sum(one.size for one in read_manifest(tmp_path / "backup", FORMAT).files)
    counted = []

    def enough():
        return len(counted) > 10 and counted[-1] > size  # in the middle of the rows

    with pytest.raises(Unavailable) as caught:
        restore(
            tmp_path / "backup", tmp_path / "again", again, held_clock,
            LongAct(lambda done, _total: counted.append(done), enough),
        )  # fmt: skip
    assert caught.value.code is Code.CANCELLED
    with pytest.raises(Refused):
        Hub.open(tmp_path / "again", held_clock)
    told, new = restored(tmp_path / "backup", tmp_path / "again")
    assert told["entries"] == 3
    assert verify_hub(new)["ok"]


def test_a_backup_of_sqlite_becomes_a_hub_on_postgresql(join, hub, tmp_path, second_database, held_clock):
    tove = join()
    sent = [tove.laptop.signed(note=f"n-{number}") for number in range(3)]
    tove.push(*sent)
    back_up(hub, tmp_path / "backup", LongAct())
    restore(tmp_path / "backup", tmp_path / "again", second_database, held_clock, LongAct())
    with Hub.open(tmp_path / "again", held_clock) as new, running(new) as url, Line(url, new, tove.laptop) as line:
        assert verify_hub(new)["ok"]
        line.open()
        assert line.pull(c_1=0)[1] == sent
        assert line.results(tove.laptop.signed(note="n-9")) == [4]


@pytest.mark.parametrize("nth", [1, 3, 6])
def test_a_full_disk_leaves_no_half_backup(hub, tmp_path, monkeypatch, nth):
    calls, really = [], os.fsync

    def full(descriptor):
        calls.append(descriptor)
        if len(calls) == nth:
            raise OSError(28, "full")
        really(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(Unavailable) as caught:
        back_up(hub, tmp_path / "out" / "backup", LongAct())
    assert caught.value.code is Code.DISK_FULL
    assert list((tmp_path / "out").iterdir()) == []


def test_killed_at_any_step_there_is_a_whole_backup_or_none(hub, laptop, tmp_path):
    """SIGKILL before changes to the file system; the next backup to the same place succeeds and cleans up."""
    laptop().enrol(hub)
    steps = steps_of(take_hub_backup, tmp_path / "first", hub.home.folder, tmp_path / "first" / "backup")
    assert steps >= 20
    for step in range(2, steps + 1, 4):
        target = tmp_path / f"at-{step}" / "backup"
        killed_at(step, take_hub_backup, target.parent, hub.home.folder, target)
        if not target.exists():
            back_up(hub, target, LongAct())
        for one in read_manifest(target, FORMAT).files:
            check_file(target, one, LongAct())
        assert [path.name for path in target.parent.iterdir() if path.suffix == ".part"] == []


def test_killed_at_any_step_there_is_a_whole_hub_or_none(hub, laptop, tmp_path, held_clock):
    """SIGKILL before each change to the file system; the same restore again goes on from what was left."""
    tove = laptop().enrol(hub)
    push(hub, tove.id, [tove.signed()])
    back_up(hub, tmp_path / "backup", LongAct())
    steps = steps_of(restore_hub, tmp_path / "first", tmp_path / "backup", tmp_path / "first" / "hub")
    assert steps >= 8
    for step in range(1, steps + 1):
        folder = tmp_path / f"at-{step}" / "hub"
        killed_at(step, restore_hub, folder.parent, tmp_path / "backup", folder)
        if not is_home(folder):
            restore(tmp_path / "backup", folder, None, held_clock, LongAct())
        with Hub.open(folder, held_clock) as again:
            found = verify_hub(again)
        assert (found["entries"], found["faults"]) == (1, [])
