"""Only the hub's answer moves an entry on; a lost answer makes it unknown, never sent and never forgotten."""

import pytest

from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import entries, feed, offering, outbox, reference
from vault_samples import CASE, HubVoice, OtherDevice, case_item, consent

AT = "2026-03-12T16:05:00.000+01:00"


@pytest.fixture
def filed(vault, hub, held_clock):
    return [entries.file_act(vault, consent(held_clock), held_clock) for _ in range(3)]


def stored(one, position=None):
    result = {"id": one.entry.id, "hash": one.hash, "result": "stored"}
    return result if position is None else {**result, "position": position}


def aside(one, reason="own_work"):
    return {"id": one.entry.id, "hash": one.hash, "result": "quarantined", "reason": reason}


def where(vault):
    return [f.where for f in entries.of_case(vault, CASE)]


def test_taking_marks_as_under_way_and_does_not_give_twice(vault, filed):
    taken = outbox.take(vault, limit=2)
    assert [t.hash for t in taken] == [f.hash for f in filed[:2]]
    assert where(vault) == [Where.SENDING, Where.SENDING, Where.ONLY_HERE]
    assert [t.hash for t in outbox.take(vault)] == [filed[2].hash]
    assert outbox.take(vault) == []
    assert outbox.waiting(vault) == 3


def test_a_batch_keeps_to_its_size_but_is_never_empty(vault, filed):
    size = len(entries.sealed(vault, CASE)[0][1].data) + 68
    assert len(outbox.take(vault, max_bytes=2 * size + 400)) == 2
    assert len(outbox.take(vault, max_bytes=1)) == 1


def test_a_lost_answer_leaves_unknown_and_is_offered_again(vault, filed):
    taken = outbox.take(vault)
    outbox.mark_unknown(vault, [taken[0].hash])
    assert where(vault) == [Where.UNKNOWN, Where.SENDING, Where.SENDING]
    outbox.mark_unknown(vault)
    assert where(vault) == [Where.UNKNOWN] * 3
    assert len(outbox.take(vault)) == 3


def test_a_crash_while_sending_is_found_at_the_next_exchange(vault, filed):
    outbox.take(vault)
    outbox.begin(vault)
    assert where(vault) == [Where.UNKNOWN] * 3


def test_the_answer_settles_each_entry_by_its_id(vault, filed, hub):
    outbox.take(vault)
    hub.file(CASE, *(sealed for _, sealed in entries.sealed(vault, CASE)[:2]))
    results = [stored(filed[0], 1), stored(filed[1], 2), aside(filed[2])]
    found = outbox.settle(vault, results, [hub.receipt(CASE)], AT)
    assert [(a.hash, a.reason, a.ours) for a in found] == [(filed[2].hash, "own_work", True)]
    assert outbox.quarantined(vault) == found
    assert where(vault) == [Where.RECEIVED, Where.RECEIVED, Where.QUARANTINED]
    assert [f.position for f in entries.of_case(vault, CASE)] == [1, 2, None]
    assert entries.of_case(vault, CASE)[0].received_at == AT
    assert outbox.waiting(vault) == 0


@pytest.mark.parametrize(
    "wrong",
    [{"hash": "00" * 32}, {"id": "0195d0f0-0000-7000-8000-00000000beef"}, {"result": "eaten"}],
)
def test_an_answer_about_something_else_settles_nothing(vault, filed, wrong):
    outbox.take(vault)
    with pytest.raises(Refused) as problem:
        outbox.settle(vault, [stored(filed[0], 1), {**stored(filed[1], 2), **wrong}], [], AT)
    assert problem.value.code is Code.HUB_ANSWER_WRONG
    assert where(vault) == [Where.SENDING] * 3
    assert outbox.waiting(vault) == 3


def test_a_receipt_by_another_key_settles_nothing(vault, filed):
    stranger = HubVoice(seed=b"\x08" * 32)
    with pytest.raises(Refused) as problem:
        outbox.settle(vault, [stored(filed[0], 1)], [stranger.receipt(CASE)], AT)
    assert problem.value.code is Code.HUB_KEY_CHANGED
    assert outbox.waiting(vault) == 3


def test_a_receipt_that_takes_back_what_was_confirmed_is_refused(vault, filed, hub):
    sealed = [one for _, one in entries.sealed(vault, CASE)]
    hub.file(CASE, sealed[0])
    outbox.settle(vault, [stored(filed[0], 1)], [hub.receipt(CASE)], AT)
    hub.held[CASE] = [sealed[1]]
    with pytest.raises(Refused) as problem:
        outbox.settle(vault, [stored(filed[1], 1)], [hub.receipt(CASE)], AT)
    assert problem.value.code is Code.FEED_ROLLED_BACK
    assert problem.value.values == {"case": CASE}


def test_an_entry_the_hub_cannot_take_steps_aside_and_is_tried_next_time(vault, filed):
    outbox.take(vault)
    outbox.set_aside_here(vault, filed[0].hash, "too_large")
    outbox.mark_unknown(vault)
    assert [t.hash for t in outbox.take(vault)] == [filed[1].hash, filed[2].hash]
    assert outbox.waiting(vault) == 3
    assert [a.reason for a in outbox.quarantined(vault)] == ["too_large"]
    outbox.mark_unknown(vault)
    outbox.begin(vault)
    assert [one.hash for one in outbox.stuck(vault)] == [filed[0].hash]
    assert filed[0].hash not in {one.hash for one in outbox.take(vault)}
    outbox.settle(vault, [stored(filed[0], 1)], [], AT)
    assert outbox.quarantined(vault) == []
    assert outbox.stuck(vault) == []


def test_another_history_offers_everything_again_and_believes_nothing(vault, filed, hub, held_clock):
    """rules: SEC-12"""
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item()]))
    theirs = other.make()
    hub.file(CASE, entries.sealed(vault, CASE)[0][1], theirs)
    outbox.settle(vault, [stored(filed[0], 1), aside(filed[1])], [hub.receipt(CASE, 1)], AT)
    feed.apply_page(vault, CASE, 1, hub.held[CASE][1:], hub.receipt(CASE), AT)
    offering.offer_everything_again(vault, "epoch-2")
    assert {t.hash for t in outbox.take(vault)} == {*(f.hash for f in filed), theirs.hash}
    assert feed.last_receipt(vault, CASE) is None
    assert outbox.quarantined(vault) == []
    assert reference.version(vault) == 0
    assert {f.position for f in entries.of_case(vault, CASE)} == {None}


def test_a_rebuilt_hub_that_does_not_know_a_colleagues_device_hides_nothing_here(vault, filed, hub):
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item()]))
    theirs = other.make()
    hub.file(CASE, theirs)
    feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT)
    offering.offer_everything_again(vault, "epoch-2")
    held = entries.by_hash(vault, theirs.hash)
    [found] = outbox.settle(vault, [aside(held, "unknown_device")], [], AT)
    assert not found.ours
    assert entries.by_hash(vault, theirs.hash).where is Where.UNKNOWN
    assert theirs.hash not in {one.hash for one in outbox.take(vault)}


def test_what_we_handed_in_ourselves_need_not_come_back(vault, filed, hub):
    hub.file(CASE, *(one for _, one in entries.sealed(vault, CASE)))
    outbox.settle(vault, [stored(one, n) for n, one in enumerate(filed, 1)], [hub.receipt(CASE)], AT)
    assert feed.last_receipt(vault, CASE) == hub.receipt(CASE)


def test_a_colleagues_entry_between_ours_is_still_fetched(vault, filed, hub):
    ours = [one for _, one in entries.sealed(vault, CASE)]
    hub.file(CASE, ours[0], OtherDevice().make(), *ours[1:])
    numbers = [1, *range(3, len(ours) + 2)]
    outbox.settle(vault, [stored(one, n) for n, one in zip(numbers, filed, strict=True)], [hub.receipt(CASE)], AT)
    assert feed.last_receipt(vault, CASE) is None


def test_numbers_that_do_not_lead_to_the_hubs_head_move_nothing(vault, filed, hub):
    """rules: INS-1"""
    hub.file(CASE, *(one for _, one in reversed(entries.sealed(vault, CASE))))
    outbox.settle(vault, [stored(one, n) for n, one in enumerate(filed, 1)], [hub.receipt(CASE)], AT)
    assert feed.last_receipt(vault, CASE) is None
