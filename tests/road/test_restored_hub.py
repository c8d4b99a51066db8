"""A hub that was restored from a backup: everything held anywhere comes back, once, and nothing is thought lost.

rules: SEC-12
"""

from contextlib import ExitStack, suppress
from dataclasses import replace

import pytest
from sqlalchemy import select

from faulty_way import ANSWER_LOST, FaultyWay
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub import tables
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import access, entries, feed, outbox
from fieldnotes.vault.identity import identity, save_identity
from fieldnotes.vault.verify import verify
from fieldnotes.wire.ids import new_id
from restored_hub import backed_up, restored
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER
from vault_samples import NOTE, consent
from wire_samples import REVISION


def signed(clock) -> Act:
    return Act(new_id(clock), Kind.NOTE_SIGNED, CASE, NOTE, {**REVISION, "shown": []})


def numbered(vault):
    """Every entry of the case: its hash, where it is and its number."""
    return {(f.hash, f.where, f.position) for f in entries.of_case(vault, CASE)}


def test_what_came_after_the_backup_comes_back_by_those_who_hold_it(own_road, tmp_path):
    """rules: SEC-12, DOC-1"""
    road, clock = own_road, own_road.clock
    worker, colleague, supervisor = (road.joined(user) for user in (WORKER, COLLEAGUE, SUPERVISOR))
    before = entries.file_act(worker, signed(clock), clock)
    exchange(worker, clock)
    backup = backed_up(road.hub, tmp_path / "backup")
    after = [entries.file_act(colleague, consent(clock), clock) for _ in range(3)]
    exchange(colleague, clock)
    exchange(supervisor, clock)
    body = {"revision": before.hash, "seen": []}
    approval = entries.file_act(supervisor, Act(new_id(clock), Kind.NOTE_APPROVED, CASE, NOTE, body), clock)
    for vault in (supervisor, worker, colleague):
        exchange(vault, clock)
    held = {before.hash, approval.hash, *(one.hash for one in after)}
    with restored(backup, tmp_path / "again", clock, worker, colleague, supervisor) as hub:
        way = FaultyWay()
        assert exchange(worker, clock, transport=way).sent == len(held)
        assert way.paths.count("/v1/lacking") == 1
        assert way.paths.count("/v1/push") == 1
        for vault in (supervisor, colleague):
            way = FaultyWay()
            assert exchange(vault, clock, transport=way).waiting == 0
            assert {"/v1/push", "/v1/pull"}.isdisjoint(way.paths), "nothing travels that is there"
        for vault in (worker, colleague, supervisor):
            assert {digest for digest, _, _ in numbered(vault)} == held
            assert {where for _, where, _ in numbered(vault)} == {Where.RECEIVED}
            assert sorted(n for _, _, n in numbered(vault)) == [1, 2, 3, 4, 5]
            assert outbox.quarantined(vault) == []
            assert verify(vault).ok
            assert identity(vault).epoch == hub.epoch
        assert numbered(worker) == numbered(colleague) == numbered(supervisor)
        found = verify_hub(hub)
        assert (found["entries"], found["faults"]) == (5, [])


def test_only_one_device_is_left_and_it_brings_everybodys_entries_back(own_road, tmp_path):
    """rules: SEC-12. The others' laptops are gone; what they wrote lies here too."""
    road, clock = own_road, own_road.clock
    worker, colleague = road.joined(WORKER), road.joined(COLLEAGUE)
    backup = backed_up(road.hub, tmp_path / "backup")
    theirs = [entries.file_act(colleague, consent(clock), clock).hash for _ in range(2)]
    exchange(colleague, clock)
    exchange(worker, clock)
    with restored(backup, tmp_path / "again", clock, worker) as hub:
        exchange(worker, clock)
        with hub.database.reading() as connection:
            there = connection.execute(select(tables.entry.c.hash).order_by(tables.entry.c.position)).scalars().all()
        assert there == theirs


def test_the_rows_of_the_access_log_come_back_too(own_road, tmp_path):
    """rules: SEC-6"""
    road, clock = own_road, own_road.clock
    worker = road.joined(WORKER)
    backup = backed_up(road.hub, tmp_path / "backup")
    access.record(worker, access.OPENED, CASE, NOTE, None, clock.now().isoformat())
    exchange(worker, clock)
    with restored(backup, tmp_path / "again", clock, worker) as hub:
        exchange(worker, clock)
        exchange(worker, clock)
        with hub.database.reading() as connection:
            rows = connection.execute(select(tables.access_row.c.number)).scalars().all()
        assert rows == [1]


def test_a_device_that_joined_after_the_backup_joins_again_and_loses_nothing(own_road, tmp_path):
    road, clock = own_road, own_road.clock
    backup = backed_up(road.hub, tmp_path / "backup")
    worker = road.joined(WORKER)
    mine = entries.file_act(worker, consent(clock), clock)
    exchange(worker, clock)
    with restored(backup, tmp_path / "again", clock, worker) as hub:
        with pytest.raises(Refused) as problem:
            exchange(worker, clock)
        assert problem.value.code is Code.UNKNOWN_DEVICE
        assert identity(worker).must_join_again
        written = entries.file_act(worker, consent(clock), clock)
        join(worker, invite(hub, WORKER, identity(worker).hub_url), clock)
        assert exchange(worker, clock).sent == 2
    assert numbered(worker) == {(mine.hash, Where.RECEIVED, 1), (written.hash, Where.RECEIVED, 2)}


class Restoring(FaultyWay):
    """Puts the restored hub in the place of the old one from the request with a certain number on."""

    def __init__(self, number: int, url: str) -> None:
        super().__init__()
        self._number = number
        self._port = int(url.rsplit(":", 1)[1])

    def handle_request(self, request):
        if len(self.paths) + 1 >= self._number:
            request.url = request.url.copy_with(port=self._port)
        return super().handle_request(request)


def test_a_hub_that_is_restored_while_an_exchange_runs_is_offered_everything(own_road, tmp_path):
    """rules: SEC-12. Whatever request it comes before: this exchange makes it good, or the next one does."""
    road, clock = own_road, own_road.clock
    worker, colleague = road.joined(WORKER), road.joined(COLLEAGUE)
    hub = road.hub
    with ExitStack() as hubs:
        for turn, number in enumerate((2, 4, 5, 6, 7, 9), 1):
            backup = backed_up(hub, tmp_path / f"backup-{number}")
            for vault in (colleague, worker, colleague):
                entries.file_act(vault, consent(clock), clock)
            exchange(colleague, clock)
            hub = hubs.enter_context(restored(backup, tmp_path / f"hub-{number}", clock, colleague))
            url = identity(colleague).hub_url
            with suppress(Unavailable, Refused):
                exchange(worker, clock, transport=Restoring(number, url))
            save_identity(worker, replace(identity(worker), hub_url=url))
            for vault in (colleague, worker, colleague):
                exchange(vault, clock)
            assert numbered(worker) == numbered(colleague)
            assert {where for _, where, _ in numbered(worker)} == {Where.RECEIVED}
            assert outbox.waiting(worker) == outbox.waiting(colleague) == 0
            found = verify_hub(hub)
            assert (found["entries"], found["faults"]) == (3 * turn, [])
        assert verify(worker).ok
        assert verify(colleague).ok


def test_an_answer_lost_while_offering_again_changes_nothing(own_road, tmp_path):
    road, clock = own_road, own_road.clock
    worker = road.joined(WORKER)
    backup = backed_up(road.hub, tmp_path / "backup")
    made = {entries.file_act(worker, consent(clock), clock).hash for _ in range(3)}
    exchange(worker, clock)
    with restored(backup, tmp_path / "again", clock, worker):
        for number in range(1, 9):
            with suppress(Unavailable):
                exchange(worker, clock, transport=FaultyWay({number: ANSWER_LOST}))
        exchange(worker, clock)
    assert {digest for digest, _, _ in numbered(worker)} == made
    assert {where for _, where, _ in numbered(worker)} == {Where.RECEIVED}
    assert feed.last_receipt(worker, CASE).position == 3
