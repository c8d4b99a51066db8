"""A profile's folder is copied, or put back as it was: nobody overwrites anybody, and nothing that was written is lost.

rules: SEC-6, DOC-2
"""

from pathlib import Path

import pytest
from sqlalchemy import select

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exchange import put_aside
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub import tables
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.releasing import quarantine_list, quarantine_release
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.language.set_aside_words import set_aside_words
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import drafts, entries, kept_drafts, outbox
from fieldnotes.vault.identity import identity
from fieldnotes.vault.verify import verify
from in_the_clear import in_the_clear
from one_desk import make_workshop
from road_hub import CASE, COLLEAGUE, WORKER
from vault_samples import consent, draft


def code_of(act) -> Code:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value.code


def copied(vault, to: Path) -> Path:
    """The files as they lie on the disk of a computer that is off."""
    vault.lock()
    to.mkdir()
    for path in vault.folder.iterdir():
        if path.is_file() and path.suffix != ".lock":
            (to / path.name).write_bytes(path.read_bytes())
    return to


def opened(road, folder):
    vault = road.profiles.open(folder)
    road.vaults.append(vault)
    return vault


def act(road, vault):
    return entries.file_act(vault, consent(road.clock, CASE), road.clock)


def at_the_hub(road) -> tuple[dict[str, bytes], set[str]]:
    """The record's bytes by hash, and the hashes in quarantine."""
    with road.hub.database.reading() as connection:
        record = {row.hash: data for row, data in in_the_clear(connection)}
        aside = set(connection.execute(select(tables.quarantine.c.hash)).scalars())
    return record, aside


def join_anew(road, vault):
    assert identity(vault).must_join_again
    before = identity(vault).device
    join(vault, invite(road.hub, WORKER, road.url), road.clock)
    assert identity(vault).device != before


def all_is_quiet(road, *vaults):
    """Nothing goes to and fro any more, and every chain holds."""
    for _ in range(2):
        for vault in vaults:
            exchange(vault, road.clock)
    for vault in vaults:
        done = exchange(vault, road.clock)
        assert (done.sent, done.received, done.waiting, done.quarantined) == (0, 0, 0, [])
        assert verify(vault).ok
    assert verify_hub(road.hub)["ok"]


def drafts_lie_apart(road, *vaults) -> bool:
    """Each copy's draft lies on a shelf of its own."""
    mine = {kept_drafts.shelf(vault, road.hub.epoch).id for vault in vaults}
    with road.hub.database.reading() as connection:
        full = set(connection.execute(select(tables.kept_draft.c.shelf)).scalars())
    return len(mine) == len(vaults) and mine <= full


def test_two_copies_of_one_profile_work_on_and_the_work_of_both_is_kept(own_road, tmp_path):
    road, worker = own_road, own_road.joined(WORKER)
    colleague = road.joined(COLLEAGUE)
    common = act(road, worker)
    exchange(worker, road.clock)
    images = [copied(worker, tmp_path / "first"), copied(worker, tmp_path / "second")]
    first, second = (opened(road, folder) for folder in images)
    of_first, of_second = [act(road, first)], [act(road, second), act(road, second)]
    for copy, text in ((first, "Vid bordet."), (second, "I hallen.")):
        drafts.save(copy, draft(text=text))
    exchange(first, road.clock)
    before, _ = at_the_hub(road)
    assert code_of(lambda: exchange(second, road.clock)) is Code.DEVICE_CLONED
    assert code_of(lambda: exchange(second, road.clock)) is Code.DEVICE_CLONED, "and does not get in by asking again"
    assert len(of_second) == outbox.waiting(second)
    join_anew(road, second)
    exchange(second, road.clock)
    assert code_of(lambda: exchange(first, road.clock)) is Code.DEVICE_CLONED
    join_anew(road, first)
    assert len({identity(vault).device for vault in (first, second)}) == 2
    of_both = [act(road, first), act(road, second)]
    all_is_quiet(road, first, second, colleague)
    record, aside = at_the_hub(road)
    made = {filed.hash for filed in (common, *of_first, *of_second, *of_both)}
    assert made == set(record) | aside
    assert not set(record) & aside
    assert before.items() <= record.items(), "nothing that stood was overwritten"
    assert {filed.hash for filed in (common, *of_first, *of_both)} <= set(record)
    assert {held["reason"] for held in quarantine_list(road.hub)["quarantine"]} == {"fork"}
    assert drafts_lie_apart(road, first, second)


def test_an_old_image_put_back_loses_nothing_and_says_what_to_write_once_more(own_road, tmp_path):
    road, worker = own_road, own_road.joined(WORKER)
    colleague = road.joined(COLLEAGUE)
    exchange(worker, road.clock)
    image = copied(worker, tmp_path / "image")
    worker = opened(road, worker.folder)
    stood = [act(road, worker), act(road, worker)]
    exchange(worker, road.clock)
    put_back = opened(road, image)
    lost = act(road, put_back)
    assert code_of(lambda: exchange(put_back, road.clock)) is Code.DEVICE_CLONED
    join_anew(road, put_back)
    later = act(road, put_back)
    exchange(put_back, road.clock)
    all_is_quiet(road, put_back, colleague)
    record, aside = at_the_hub(road)
    assert (set(record), aside) == ({filed.hash for filed in (*stood, later)}, {lost.hash})
    for vault in (put_back, colleague):
        here = {filed.hash for filed in entries.of_case(vault, CASE) if filed.where is Where.RECEIVED}
        assert here == set(record)
    assert entries.by_hash(put_back, lost.hash).where is Where.QUARANTINED
    desk = Desk(make_workshop(road.clock, tmp_path / "desk"), put_back, unlocked=road.clock.now())
    [shown] = put_aside(desk)
    assert (shown.hash, shown.reason, shown.ours) == (lost.hash, "fork", True)
    assert "Write yours once more" in set_aside_words(shown.reason, ours=shown.ours)
    assert code_of(lambda: quarantine_release(road.hub, lost.hash, "u-eva")) is Code.FORK
    assert at_the_hub(road) == (record, aside)
