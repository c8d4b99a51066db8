"""What comes back from the hub: recomputed, in one transaction with its cursor; what proves nothing is set aside."""

from dataclasses import replace

import pytest

from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import entries, feed, outbox, reference
from fieldnotes.vault.verify import verify
from fieldnotes.wire.entries import Sealed, entry_hash, seal
from fieldnotes.wire.running_head import Receipt, sign_receipt
from vault_samples import CASE, NOTE, HubVoice, OtherDevice, case_item, consent, user_item

AT = "2026-03-12T16:05:00.000+01:00"


@pytest.fixture
def other(vault, hub):
    device = OtherDevice()
    reference.apply_reference(vault, hub.delta([device.as_item(hub), case_item(), user_item()]))
    return device


def refused(act) -> Refused:
    with pytest.raises(Refused) as problem:
        act()
    return problem.value


def pull(vault, hub, receipt=None):
    after = last.position if (last := feed.last_receipt(vault, CASE)) else 0
    found = receipt or hub.receipt(CASE)
    return feed.apply_page(vault, CASE, after, hub.held[CASE][after : found.position], found, AT)


def test_entries_and_cursor_come_in_together(vault, hub, other):
    hub.file(CASE, other.make(), other.make())
    taken = pull(vault, hub)
    assert taken.new == tuple(one.hash for one in hub.held[CASE])
    assert taken.notes == {NOTE}
    assert [(f.position, f.where) for f in entries.of_note(vault, NOTE)] == [(1, Where.RECEIVED), (2, Where.RECEIVED)]
    assert feed.last_receipt(vault, CASE) == hub.receipt(CASE)
    assert verify(vault).ok


def test_ones_own_entry_coming_back_settles_it(vault, hub, other, held_clock):
    mine = entries.file_act(vault, consent(held_clock), held_clock)
    hub.file(CASE, other.make(), entries.sealed(vault, CASE)[0][1])
    outbox.take(vault)
    outbox.mark_unknown(vault)
    taken = pull(vault, hub)
    assert mine.hash not in taken.new
    found = entries.by_hash(vault, mine.hash)
    assert (found.where, found.position, outbox.waiting(vault)) == (Where.RECEIVED, 2, 0)


def test_an_entry_released_from_quarantine_is_trusted_again(vault, hub, other, held_clock):
    mine = entries.file_act(vault, consent(held_clock), held_clock)
    result = {"id": mine.entry.id, "hash": mine.hash, "result": "quarantined", "reason": "not_assigned"}
    outbox.settle(vault, [result], [], AT)
    hub.file(CASE, entries.sealed(vault, CASE)[0][1])
    pull(vault, hub)
    assert entries.by_hash(vault, mine.hash).where is Where.RECEIVED
    assert outbox.quarantined(vault) == []


@pytest.mark.parametrize("fault", ["dropped", "swapped", "foreign"])
def test_a_feed_that_does_not_lead_to_its_receipt_is_refused_whole(vault, hub, other, fault):
    """rules: SEC-6"""
    first, second, third = other.make(), other.make(), other.make()
    hub.file(CASE, first, second, third)
    served = {"dropped": [first, third], "swapped": [second, first, third], "foreign": [first, second, other.make()]}
    problem = refused(lambda: feed.apply_page(vault, CASE, 0, served[fault], hub.receipt(CASE), AT))
    assert problem.code is Code.FEED_ROLLED_BACK
    assert problem.values == {"case": CASE}
    assert entries.of_case(vault, CASE) == []
    assert feed.last_receipt(vault, CASE) is None


def test_a_page_that_does_not_begin_where_we_stand_is_refused(vault, hub, other):
    hub.file(CASE, other.make(), other.make())
    pull(vault, hub, hub.receipt(CASE, 1))
    problem = refused(lambda: feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT))
    assert problem.code is Code.HUB_ANSWER_WRONG


def test_a_receipt_by_another_key_or_of_another_case_or_history_is_refused(vault, hub, other):
    hub.file(CASE, other.make())
    stranger = HubVoice(seed=b"\x08" * 32)
    stranger.held = hub.held
    assert refused(lambda: pull(vault, hub, stranger.receipt(CASE))).code is Code.HUB_KEY_CHANGED
    moved = sign_receipt(hub.key, hub.epoch, "c-2", 1, hub.receipt(CASE).log_head)
    assert refused(lambda: pull(vault, hub, moved)).code is Code.HUB_ANSWER_WRONG
    elder = sign_receipt(hub.key, "epoch-0", CASE, 1, hub.receipt(CASE).log_head)
    assert refused(lambda: pull(vault, hub, elder)).code is Code.HUB_ANSWER_WRONG
    forged = replace(hub.receipt(CASE), signature=bytes(64))
    assert refused(lambda: pull(vault, hub, forged)).code is Code.HUB_KEY_CHANGED
    assert feed.last_receipt(vault, CASE) is None


def test_the_feed_must_pass_through_every_head_the_hub_has_signed(vault, hub, other):
    """A hub that confirmed one history must not serve another that happens to be longer."""
    confirmed, instead, later = other.make(), other.make(), other.make()
    hub.file(CASE, confirmed)
    feed.compare_heads(vault, [hub.receipt(CASE)])
    hub.held[CASE] = [instead, later]
    assert refused(lambda: pull(vault, hub)).code is Code.FEED_ROLLED_BACK


def test_a_shorter_case_or_another_head_at_the_same_place_is_a_roll_back(vault, hub, other):
    """rules: SEC-6"""
    hub.file(CASE, other.make(), other.make())
    pull(vault, hub)
    assert refused(lambda: feed.compare_heads(vault, [hub.receipt(CASE, 1)])).code is Code.FEED_ROLLED_BACK
    hub.held[CASE][1] = other.make()
    assert refused(lambda: feed.compare_heads(vault, [hub.receipt(CASE)])).code is Code.FEED_ROLLED_BACK


def test_heads_tell_where_the_hub_has_more(vault, hub, other):
    hub.file(CASE, other.make(), other.make())
    assert feed.compare_heads(vault, [hub.receipt(CASE)]) == [feed.Behind(CASE, 0, 2)]
    pull(vault, hub)
    assert feed.compare_heads(vault, [hub.receipt(CASE)]) == []


def test_a_case_we_may_read_must_be_listed(vault, hub, other):
    assert feed.hidden_cases(vault, []) == []
    hub.file(CASE, other.make())
    pull(vault, hub)
    assert feed.hidden_cases(vault, []) == [CASE]
    assert feed.hidden_cases(vault, [hub.receipt(CASE)]) == []


def tampered(other: OtherDevice) -> Sealed:
    good = other.make()
    return Sealed(good.data, good.hash, bytes(64))


def unreadable(_: OtherDevice) -> Sealed:
    return Sealed(b"{}", entry_hash(b"{}"), bytes(64))


def of_a_stranger(_: OtherDevice) -> Sealed:
    return OtherDevice(number=0xEE).make()


def under_anothers_name(other: OtherDevice) -> Sealed:
    return seal(other.entry(author="u-tove"), other.key)


def about_another_case(other: OtherDevice) -> Sealed:
    return other.make("c-2")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (tampered, "signature_wrong"),
        (unreadable, "bytes_wrong"),
        (of_a_stranger, "unknown_device"),
        (under_anothers_name, "wrong_author"),
        (about_another_case, "wrong_case"),
    ],
)
def test_what_does_not_prove_itself_is_kept_shown_and_never_folded(vault, hub, other, make, reason):
    """rules: DOC-1"""
    bad, good = make(other), other.make()
    hub.file(CASE, bad, good)
    taken = pull(vault, hub)
    assert [(a.hash, a.reason, a.ours) for a in taken.aside] == [(bad.hash, reason, False)]
    assert [f.hash for f in entries.of_note(vault, NOTE)] == [good.hash]
    assert entries.by_hash(vault, bad.hash) is None
    assert outbox.quarantined(vault) == list(taken.aside)
    assert [(p, s.hash) for p, s in entries.sealed(vault, CASE)] == [(1, bad.hash), (2, good.hash)]
    assert verify(vault).ok


def test_one_id_with_other_bytes_is_set_aside(vault, hub, other):
    first = other.make()
    again = other.make(id="0195d0f1-0000-7000-8000-000000000001")
    hub.file(CASE, first, again)
    assert [a.reason for a in pull(vault, hub).aside] == ["id_twice"]
    assert [f.hash for f in entries.of_note(vault, NOTE)] == [first.hash]


def test_an_entry_of_a_device_vouched_for_later_is_taken_in_then(vault, hub, other):
    late = OtherDevice("u-maja", b"\x0a" * 32, 0xEE)
    entry = late.make()
    hub.file(CASE, entry)
    assert feed.unknown_devices(vault, [entry])
    assert pull(vault, hub).new == ()
    assert feed.examine_again(vault, AT).new == ()
    reference.apply_reference(vault, hub.delta([late.as_item(hub)], after=1))
    assert not feed.unknown_devices(vault, [entry])
    taken = feed.examine_again(vault, AT)
    assert (taken.new, taken.notes) == ((entry.hash,), {NOTE})
    assert outbox.quarantined(vault) == []
    assert verify(vault).ok


def test_a_device_the_hub_vouches_for_under_another_key_is_not_believed(vault, hub, other):
    stranger = HubVoice(seed=b"\x08" * 32)
    forged = OtherDevice("u-maja", b"\x0a" * 32, 0xEE)
    reference.apply_reference(vault, hub.delta([forged.as_item(stranger)], after=1))
    hub.file(CASE, forged.make())
    assert pull(vault, hub).new == ()


def test_the_same_page_twice_changes_nothing(vault, hub, other):
    hub.file(CASE, other.make())
    pull(vault, hub)
    before = entries.of_case(vault, CASE)
    problem = refused(lambda: feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT))
    assert problem.code is Code.HUB_ANSWER_WRONG
    assert entries.of_case(vault, CASE) == before


def test_an_empty_page_must_stand_where_we_stand(vault, hub, other):
    assert feed.apply_page(vault, CASE, 0, [], hub.receipt(CASE), AT) == feed.PageTaken()
    hub.file(CASE, other.make())
    assert refused(lambda: feed.apply_page(vault, CASE, 0, [], hub.receipt(CASE), AT)).code is Code.FEED_ROLLED_BACK
    assert isinstance(feed.last_receipt(vault, CASE), Receipt)
