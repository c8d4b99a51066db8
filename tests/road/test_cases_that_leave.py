"""A case leaves this computer only when it is someone else's, all of it is at the hub, and the hub has a backup.

rules: SEC-12
"""

from datetime import timedelta

import pytest

from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.backup import backup_done
from fieldnotes.hub.registers import assign, unassign
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import access, drafts, entries, feed, offering, outbox, purging, times, unfinished
from fieldnotes.vault.contact import hub_now
from fieldnotes.vault.promises import receipt_in
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.tables import PROMISES
from fieldnotes.vault.verify import verify
from fieldnotes.wire.running_head import sign_receipt
from road_hub import CASE, COLLEAGUE, WORKER
from vault_samples import NOTE, consent, draft

MINE = "c-prov-04"
HOUR = 3600


def ready(road):
    """A worker whose case has an entry at the hub, and who then loses the case."""
    worker = road.joined(WORKER)
    for case in (CASE, MINE, CASE):
        entries.file_act(worker, consent(road.clock, case), road.clock)
    exchange(worker, road.clock)
    unassign(road.hub, CASE, WORKER)
    return worker


def backup(road, at=None):
    road.clock.move(HOUR)
    backup_done(road.hub, (at or road.clock.now()).isoformat())


def gone(vault):
    return entries.of_case(vault, CASE) == []


def test_what_is_in_a_backup_and_no_longer_mine_leaves_and_nothing_of_it_stays(own_road):
    """rules: SEC-12, SEC-6"""
    worker = ready(own_road)
    assert exchange(worker, own_road.clock).purged == ()
    assert purging.leaving(worker) == [CASE]
    backup(own_road)
    done = exchange(worker, own_road.clock)
    assert done.purged == (CASE,)
    assert gone(worker)
    assert purging.leaving(worker) == []
    assert len(entries.of_case(worker, MINE)) == 1
    assert verify(worker).ok
    assert (worker.folder / f"{STORE_FILE}-wal").stat().st_size == 0
    assert exchange(worker, own_road.clock).purged == ()


def test_choices_begun_about_a_note_leave_with_its_case(own_road):
    """rules: SEC-12"""
    worker = ready(own_road)
    about = next(filed.entry.note for filed in entries.of_case(worker, CASE))
    for note in (about, "another"):
        unfinished.save(worker, "merge", note, "{}", own_road.clock.now().isoformat())
    times.keep_signed(worker, [times.Signed(about, "2026-03-12", 60, None, None, "not_shown")])
    backup(own_road)
    assert exchange(worker, own_road.clock).purged == (CASE,)
    assert unfinished.get(worker, "merge", about) is None
    assert unfinished.get(worker, "merge", "another") == "{}"
    assert [(row.note, row.to_signed) for row in times.rows(worker)] == [(None, 60)]


def test_a_case_that_comes_back_is_fetched_from_its_beginning_and_goes_on(own_road):
    road = own_road
    worker, colleague = ready(road), road.joined(COLLEAGUE)
    backup(road)
    exchange(worker, road.clock)
    entries.file_act(colleague, consent(road.clock, CASE), road.clock)
    exchange(colleague, road.clock)
    assign(road.hub, CASE, WORKER)
    assert exchange(worker, road.clock).received == 3
    assert [f.position for f in entries.of_case(worker, CASE)] == [1, 2, 3]
    mine = entries.file_act(worker, consent(road.clock, CASE), road.clock)
    exchange(worker, road.clock)
    assert mine.entry.case_previous == entries.of_case(worker, CASE)[1].hash
    assert entries.by_hash(worker, mine.hash).where is Where.RECEIVED
    assert verify(worker).ok
    unassign(road.hub, CASE, WORKER)
    backup(road)
    assert exchange(worker, road.clock).purged == (CASE,)
    assert verify(worker).ok


def test_the_hubs_last_word_about_a_case_stays_when_the_case_leaves(own_road):
    """rules: SEC-6. Should it come back shorter than it was, that is noticed."""
    worker = ready(own_road)
    backup(own_road)
    exchange(worker, own_road.clock)
    with worker.reading() as connection:
        kept = receipt_in(connection, PROMISES, CASE)
    assert (kept.position, feed.last_receipt(worker, CASE)) == (2, None)
    shorter = sign_receipt(own_road.hub.key, own_road.hub.epoch, CASE, 1, "11" * 32)
    with pytest.raises(Refused) as problem:
        feed.compare_heads(worker, [shorter])
    assert problem.value.code is Code.FEED_ROLLED_BACK


@pytest.mark.parametrize("in_the_way", ["draft", "quarantined", "early backup", "no backup", "assigned"])
def test_whatever_is_open_keeps_all_of_the_case_here(own_road, in_the_way):
    """rules: SEC-12"""
    road = own_road
    worker = ready(road)
    late = road.clock.now() + timedelta(minutes=4)
    if in_the_way == "assigned":
        assign(road.hub, CASE, WORKER)
    if in_the_way == "draft":
        drafts.save(worker, draft(NOTE, CASE))
    if in_the_way == "quarantined":
        entries.file_act(worker, consent(road.clock, CASE), road.clock)
        exchange(worker, road.clock)
        assert [one.reason for one in outbox.quarantined(worker)] == ["not_assigned"]
    if in_the_way != "no backup":
        backup(road, late if in_the_way == "early backup" else None)
    held = entries.of_case(worker, CASE)
    assert exchange(worker, road.clock).purged == ()
    assert entries.of_case(worker, CASE) == held


def test_an_entry_not_yet_confirmed_keeps_the_case(own_road):
    road = own_road
    worker = ready(road)
    exchange(worker, road.clock)
    backup(road)
    exchange_at = hub_now(worker, road.clock).isoformat()
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    assert purging.purge(worker, exchange_at).cases == ()
    access.record(worker, access.OPENED, CASE, NOTE, None, exchange_at)
    assert purging.purge(worker, exchange_at).cases == ()
    assert len(entries.of_case(worker, CASE)) == 3


def test_after_a_restore_nothing_leaves_before_it_is_confirmed_and_backed_up_again(own_road):
    """rules: SEC-12"""
    worker = ready(own_road)
    exchange(worker, own_road.clock)
    backup(own_road)
    offering.offer_everything_again(worker, "another-history")
    assert purging.purge(worker, own_road.clock.now().isoformat()).cases == ()
    assert len(entries.of_case(worker, CASE)) == 2
