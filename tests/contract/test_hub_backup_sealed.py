"""Backups under lock, kept for a stated time; an older one does not bring a disposed case back."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from disposed_town import WHO, approved, over
from fieldnotes.disk.manifest import files_below, read_manifest, write_manifest
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.backup_age import FORMAT, KEEP_DAYS, destroy_backups, expired_beside, gone_from_backups
from fieldnotes.hub.disposal_orders import disposed_cases
from fieldnotes.hub.disposing import dispose
from fieldnotes.hub.feed import push
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.ledger import LEDGER
from fieldnotes.hub.restoring import Also, restore
from fieldnotes.hub.sealed_backup import CONTENT, make_key
from fieldnotes.hub.tables import reference_item
from fieldnotes.hub.verifying import verify_hub
from hub_samples import CASE, OTHER

WORDS = "Elsa väcker mamma."
DAY = 24 * 3600


def code_of(act):
    with pytest.raises(Refused) as caught:
        act()
    return caught.value.code


@pytest.fixture
def filled(hub, laptop):
    tove, jonas = laptop().enrol(hub), laptop("u-jonas").enrol(hub)
    push(hub, tove.id, [tove.signed(note=f"n-{number}", text=WORDS) for number in range(3)])
    push(hub, jonas.id, [jonas.signed(case=OTHER)])
    return hub


@pytest.fixture
def key(filled, tmp_path):
    """The organisation's key, as a file that lies elsewhere."""
    path = tmp_path / "safe" / "backup.key"
    path.parent.mkdir()
    make_key(filled, path, "drift")
    return path


def everything(folder):
    return b"".join((folder / name).read_bytes() for name in files_below(folder))


def test_whoever_finds_a_sealed_backup_reads_nothing_in_it(filled, key, tmp_path):
    """Neither words nor names, nor the hub's key, nor what its files are called; nothing plain is left at the hub.

    rules: SEC-9
    """
    made = back_up(filled, tmp_path / "sealed", LongAct())
    found = everything(tmp_path / "sealed")
    hub_key = (filled.home.folder / "hub.key").read_bytes().strip()
    assert made["sealed"]
    for secret in (WORDS.encode(), b"Elsa Sandin", hub_key, b"case_head", OTHER.encode()):
        assert secret not in found
    assert not (filled.home.folder / "backing-up").exists()
    assert key.stat().st_mode & 0o077 == 0


def test_the_key_opens_it_and_nothing_plain_stays(filled, key, tmp_path, held_clock):
    back_up(filled, tmp_path / "sealed", LongAct())
    told = restore(tmp_path / "sealed", tmp_path / "again" / "hub", None, held_clock, LongAct(), "drift", Also(key))
    assert (told["entries"], told["disposed_again"]) == (4, [])
    assert [path.name for path in (tmp_path / "again").iterdir()] == ["hub"]
    with Hub.open(tmp_path / "again" / "hub", held_clock) as new:
        assert verify_hub(new)["ok"]
        assert back_up(new, tmp_path / "next", LongAct())["sealed"]


def test_without_the_key_or_with_another_it_stays_shut(filled, key, tmp_path, held_clock):
    back_up(filled, tmp_path / "sealed", LongAct())
    other = tmp_path / "safe" / "other.key"
    make_key(filled, other)
    none = tmp_path / "safe" / "none.key"
    none.write_text("{}")

    def tried(also):
        return code_of(
            lambda: restore(tmp_path / "sealed", tmp_path / "a" / "hub", None, held_clock, LongAct(), also=also)
        )

    assert tried(Also()) is Code.BACKUP_SEALED
    assert [tried(Also(file)) for file in (other, none)] == [Code.BACKUP_KEY_WRONG] * 2
    assert tried(Also(tmp_path / "safe" / "missing.key")) is Code.FILE_MISSING
    assert list((tmp_path / "a").rglob("*")) == []
    assert code_of(lambda: make_key(filled, key)) is Code.FILE_EXISTS


def test_a_changed_piece_is_found(filled, key, tmp_path, held_clock):
    """One bit, two pieces in each other's place, a piece cut short."""
    back_up(filled, tmp_path / "sealed", LongAct())
    first, second = (tmp_path / "sealed" / CONTENT / name for name in ("0", "1"))
    data, other = first.read_bytes(), second.read_bytes()
    for damaged in (data[:-1] + bytes([data[-1] ^ 1]), data[:-1], other):
        first.write_bytes(damaged)
        act = lambda: restore(tmp_path / "sealed", tmp_path / "a" / "hub", None, held_clock, LongAct(), also=Also(key))  # noqa: E731 - asked at once
        assert code_of(act) is Code.BACKUP_WRONG


def test_an_older_backup_does_not_bring_a_disposed_case_back(filled, tmp_path, held_clock):
    """It is ended again before anybody is served, by what lies beside a newer backup; the rest is as it was."""
    over(filled, held_clock, years=5.0)
    back_up(filled, tmp_path / "kept" / "older", LongAct())
    held_clock.move(5 * DAY)
    [gone] = dispose(filled, approved(filled), WHO)["disposed"]
    back_up(filled, tmp_path / "kept" / "newer", LongAct())
    told = restore(tmp_path / "kept" / "older", tmp_path / "again", None, held_clock, LongAct())
    assert told["disposed_again"] == [CASE]
    with Hub.open(tmp_path / "again", held_clock) as new:
        found = verify_hub(new)
        assert (found["faults"], found["entries"]) == ([], 2)
        [row] = disposed_cases(new)["disposed"]
        assert (row["case"], row["entries"], row["by"], row["finished"]) == (CASE, gone["entries"], WHO, True)
        with new.database.reading() as connection:
            assert connection.execute(select(reference_item.c.id).where(reference_item.c.id == CASE)).first() is None
        held = b"".join(path.read_bytes() for path in new.home.folder.glob("hub.sqlite*"))
        assert f"NR-{CASE}".encode() not in held


def test_a_ledger_that_lies_elsewhere_is_named(filled, tmp_path, held_clock):
    """The hub's own folder has one, written with each disposal; another hub's tells nothing."""
    over(filled, held_clock)
    back_up(filled, tmp_path / "older", LongAct())
    dispose(filled, approved(filled), WHO)
    ledger = tmp_path / "safe.json"
    shutil.copy(filled.home.folder / LEDGER, ledger)
    strange = tmp_path / "strange.json"
    strange.write_text(ledger.read_text().replace('"signature": "', '"signature": "AAAA'))

    def tried(file):
        return restore(tmp_path / "older", tmp_path / "again", None, held_clock, LongAct(), also=Also(ledger=file))

    assert code_of(lambda: tried(strange)) is Code.WRONG_FILE
    assert code_of(lambda: tried(tmp_path / "none.json")) is Code.FILE_MISSING
    assert tried(ledger)["disposed_again"] == [CASE]
    with Hub.open(tmp_path / "again", held_clock) as new:
        assert verify_hub(new)["ok"]


def test_a_disposed_case_is_gone_from_backups_after_a_stated_time(filled, tmp_path, held_clock):
    """Each backup says how long it is kept; those that are over are named, and can be destroyed.

    rules: RET-1
    """
    assert gone_from_backups(filled) == now(held_clock)
    first = back_up(filled, tmp_path / "first", LongAct())
    back_up(filled, tmp_path / "second", LongAct(), keep_days=10)
    assert gone_from_backups(filled) == first["keep_until"]
    held_clock.move(11 * DAY)
    third = back_up(filled, tmp_path / "third", LongAct(), keep_days=30)
    assert third["expired"] == [str(tmp_path / "second")]
    assert gone_from_backups(filled) == first["keep_until"]
    destroy_backups(expired_beside(filled, tmp_path / "third"))
    assert sorted(path.name for path in Path(tmp_path).iterdir() if path.is_dir()) == ["first", "hub", "third"]
    held_clock.move(KEEP_DAYS * DAY)
    assert [path.name for path in expired_beside(filled, tmp_path / "x")] == ["third", "first"]
    assert gone_from_backups(filled) == now(held_clock)


def now(clock):
    from fieldnotes.hub.moments import moment

    return moment(clock)


def test_another_hubs_backups_are_left_alone(filled, tmp_path, held_clock):
    """Whole as it is, and over: it lies here for somebody else."""
    back_up(filled, tmp_path / "first", LongAct())
    made = read_manifest(tmp_path / "first", FORMAT)
    held_clock.move(1000 * DAY)
    assert expired_beside(filled, tmp_path / "x") == [tmp_path / "first"]
    write_manifest(tmp_path / "first", replace(made, about={**made.about, "hub": "00" * 32}))
    assert expired_beside(filled, tmp_path / "x") == []
