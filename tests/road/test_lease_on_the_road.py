"""A device without its hub for too long: only a whole exchange lets it go on its passphrase again.

rules: SEC-9
"""

import pytest

from faulty_way import ANSWER_LOST, FaultyWay
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.registers import policy, publish_policy, set_lease
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault.identity import identity
from fieldnotes.vault.lease import check_lease
from road_hub import WORKER

DAY = 86_400


def code_of(act) -> Code:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value.code


def test_a_whole_exchange_renews_the_lease_and_a_failed_one_does_not(own_road):
    worker, clock = own_road.joined(WORKER), own_road.clock
    exchange(worker, clock)
    clock.move(46 * DAY)
    assert code_of(lambda: check_lease(worker, clock)) is Code.LEASE_ENDED
    assert code_of(lambda: exchange(worker, clock, transport=FaultyWay({5: ANSWER_LOST}))) is Code.HUB_UNREACHABLE
    assert code_of(lambda: check_lease(worker, clock)) is Code.LEASE_ENDED
    exchange(worker, clock)
    check_lease(worker, clock)
    clock.move(46 * DAY)
    revoke(own_road.hub, identity(worker).device)
    assert code_of(lambda: exchange(worker, clock)) is Code.DEVICE_REVOKED
    assert code_of(lambda: check_lease(worker, clock)) is Code.LEASE_ENDED


def test_the_workplace_sets_how_many_days_and_an_update_of_the_hub_leaves_that(own_road):
    worker, clock = own_road.joined(WORKER), own_road.clock
    set_lease(own_road.hub, 7, "u-eva")
    publish_policy(own_road.hub)
    assert policy(own_road.hub)["policy"]["lease_days"] == 7
    exchange(worker, clock)
    clock.move(7 * DAY)
    check_lease(worker, clock)
    clock.move(3600)
    assert code_of(lambda: check_lease(worker, clock)) is Code.LEASE_ENDED
