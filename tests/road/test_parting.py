"""Access withdrawn: the device hands in all it has, reads nothing, and is wiped on the hub's own word and no other.

rules: SEC-6
"""

import json

import pytest
from sqlalchemy import select, update

from faulty_way import ANSWER_LOST, NOT_SENT, FaultyWay
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub import tables
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.registers import devices
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import access, drafts, entries
from fieldnotes.vault.identity import identity
from fieldnotes.vault.opening import exists
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.wipe_order import WipeOrder
from road_hub import CASE, COLLEAGUE, WORKER
from vault_samples import NOTE, consent, draft


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


@pytest.fixture
def full(own_road):
    """A device with something of everything that is nowhere else."""
    worker = own_road.joined(WORKER)
    exchange(worker, own_road.clock)
    entries.file_act(worker, consent(own_road.clock, CASE), own_road.clock)
    drafts.save(worker, draft())
    access.record(worker, access.OPENED, CASE, NOTE, None, own_road.clock.now().isoformat())
    return worker


def handed_in(road):
    with road.hub.database.reading() as connection:
        entry = connection.execute(select(tables.quarantine.c.reason)).scalars().all()
        rows = connection.execute(select(tables.access_row.c.what)).scalars().all()
        kept = connection.execute(select(tables.kept_draft.c.note)).scalars().all()
    return entry, rows, kept


ALL = (["device_revoked"], ["opened"], [NOTE])


def test_a_device_is_wiped_after_everything_is_handed_in_and_the_hub_knows(own_road, full):
    """rules: SEC-6, SEC-12"""
    name = identity(full).device
    revoke(own_road.hub, name, True, "Eva")
    way = FaultyWay()
    assert refusal(lambda: exchange(full, own_road.clock, transport=way)).code is Code.DEVICE_WIPED
    assert {"/v1/reference", "/v1/heads", "/v1/pull"}.isdisjoint(way.paths)
    assert way.paths[-1] == "/v1/wiped"
    assert handed_in(own_road) == ALL
    assert full.locked
    assert not exists(full.folder)
    assert not list(full.folder.glob("store*"))
    (row,) = [one for one in devices(own_road.hub)["devices"] if one["id"] == name]
    assert row["wiped_at"] is not None


def test_without_an_order_everything_is_handed_in_and_everything_stays(own_road, full):
    revoke(own_road.hub, identity(full).device)
    assert refusal(lambda: exchange(full, own_road.clock)).code is Code.DEVICE_REVOKED
    assert handed_in(own_road) == ALL
    assert not full.locked
    assert len(entries.of_case(full, CASE)) == 1


@pytest.mark.parametrize(("number", "fault"), [*((n, ANSWER_LOST) for n in range(3, 8)), (4, NOT_SENT), (7, NOT_SENT)])
def test_a_device_that_cannot_finish_wipes_nothing_and_finishes_next_time(own_road, full, number, fault):
    """rules: SEC-12"""
    revoke(own_road.hub, identity(full).device, True)
    problem = refusal(lambda: exchange(full, own_road.clock, transport=FaultyWay({number: fault})))
    assert problem.code is Code.HUB_UNREACHABLE
    assert not full.locked
    assert len(entries.of_case(full, CASE)) == 1
    assert refusal(lambda: exchange(full, own_road.clock)).code is Code.DEVICE_WIPED
    assert handed_in(own_road) == ALL


def test_what_the_hub_cannot_take_keeps_the_profile(own_road, full):
    """rules: SEC-12"""
    revoke(own_road.hub, identity(full).device, True)

    class Choking(FaultyWay):
        def handle_request(self, request):
            import httpx2

            if request.url.path == "/v1/push":
                headers = {"content-type": "application/problem+json"}
                return httpx2.Response(400, headers=headers, stream=httpx2.ByteStream(b'{"code": "bytes_wrong"}'))
            return super().handle_request(request)

    assert refusal(lambda: exchange(full, own_road.clock, transport=Choking())).code is Code.DEVICE_REVOKED
    assert not full.locked
    assert refusal(lambda: exchange(full, own_road.clock)).code is Code.DEVICE_WIPED


def with_order(make):
    def change(data: bytes) -> bytes:
        found = json.loads(data)
        return json.dumps({**found, "revoked": True, "wipe": make(found).to_json()}).encode()

    return change


def test_an_order_that_is_not_the_hubs_or_not_for_this_device_wipes_nothing(own_road, full):
    """rules: SEC-6"""
    colleague = own_road.joined(COLLEAGUE)
    me, other, at = identity(full).device, identity(colleague).device, "2026-03-12T15:00:00+00:00"
    forged = lambda found: WipeOrder(me, found["epoch"], at).seal(SigningKey(bytes(32)))  # noqa: E731
    replayed = lambda found: WipeOrder(other, found["epoch"], at).seal(own_road.hub.key)  # noqa: E731
    for make in (forged, replayed):
        way = FaultyWay(change={"/v1/session": with_order(make)})
        assert refusal(lambda way=way: exchange(full, own_road.clock, transport=way)).code is Code.HUB_ANSWER_WRONG
        assert "/v1/wiped" not in way.paths
        assert not full.locked
    assert exchange(full, own_road.clock).waiting == 0


def test_an_order_is_followed_only_when_the_hub_takes_the_receipt(own_road, full):
    revoke(own_road.hub, identity(full).device, True)
    table = tables.device

    def forget(path: str) -> None:
        if path == "/v1/wiped":
            own_road.hub.database.write(lambda c: c.execute(update(table).values(wipe_ordered_at=None)))

    assert (
        refusal(lambda: exchange(full, own_road.clock, transport=FaultyWay(before=forget))).code is Code.SIGNATURE_WRONG
    )
    assert not full.locked
    assert refusal(lambda: exchange(full, own_road.clock)).code is Code.DEVICE_REVOKED
