"""The reference feed: signed, for this person, in order; cases and users come out as the domain's values."""

import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import reference
from fieldnotes.vault.identity import identity
from fieldnotes.wire.reference import Item, ItemType
from vault_samples import CASE, HubVoice, OtherDevice, case_item, user_item

UNIT = Item(ItemType.UNIT, "unit-bou", {"id": "unit-bou", "name": "Barn och unga", "authority": "Socialnämnden"})


def code_of(act) -> Code:
    with pytest.raises(Refused) as problem:
        act()
    return problem.value.code


def test_a_delta_becomes_cases_users_and_units(vault, hub):
    touched = reference.apply_reference(vault, hub.delta([case_item(), user_item(), UNIT], version=7))
    assert touched == {CASE}
    assert [c.number for c in reference.cases(vault)] == ["BV-2026-0142"]
    assert reference.case(vault, CASE).child.person_id == "p-1"
    assert reference.case(vault, "c-unknown") is None
    assert [u.id for u in reference.users(vault)] == ["u-tove"]
    assert [u.name for u in reference.units(vault)] == ["Barn och unga"]
    assert reference.version(vault) == 7


def test_a_tombstone_takes_a_case_away(vault, hub):
    """rules: SEC-6"""
    reference.apply_reference(vault, hub.delta([case_item(), case_item("c-2")]))
    reference.apply_reference(vault, hub.delta([Item(ItemType.CASE, CASE, None)], after=1))
    assert [c.id for c in reference.cases(vault)] == ["c-2"]


def test_a_delta_from_the_beginning_replaces_everything(vault, hub):
    reference.apply_reference(vault, hub.delta([case_item(), case_item("c-2")], version=0))
    reference.apply_reference(vault, hub.delta([case_item()], version=3))
    assert [c.id for c in reference.cases(vault)] == [CASE]


def test_ones_own_role_and_unit_follow_the_feed(vault, hub):
    reference.apply_reference(vault, hub.delta([user_item(role="supervisor", unit="unit-2")]))
    me = identity(vault)
    assert (me.role, me.unit, me.author) == ("supervisor", "unit-2", "u-tove")


def test_a_delta_by_another_key_for_another_person_or_out_of_order_changes_nothing(vault, hub):
    """rules: SEC-6"""
    stranger = HubVoice(seed=b"\x08" * 32)
    apply = reference.apply_reference
    assert code_of(lambda: apply(vault, stranger.delta([case_item()]))) is Code.HUB_KEY_CHANGED
    assert code_of(lambda: apply(vault, hub.delta([case_item()], user="u-jonas"))) is Code.HUB_ANSWER_WRONG
    assert code_of(lambda: apply(vault, hub.delta([case_item()], after=4))) is Code.HUB_ANSWER_WRONG
    elder = HubVoice(epoch="epoch-0")
    assert code_of(lambda: apply(vault, elder.delta([case_item()]))) is Code.HUB_ANSWER_WRONG
    assert reference.cases(vault) == []
    assert reference.version(vault) == 0


def test_a_feed_that_goes_backwards_is_refused(vault, hub):
    reference.apply_reference(vault, hub.delta([case_item()], version=5))
    assert code_of(lambda: reference.apply_reference(vault, hub.delta([], after=5, version=4))) is Code.FEED_ROLLED_BACK


def test_device_keys_come_only_from_certificates(vault, hub):
    other = OtherDevice()
    assert reference.device_key(vault, other.id) is None
    reference.apply_reference(vault, hub.delta([other.as_item(hub)]))
    assert reference.device_key(vault, other.id) == other.key.public
    assert reference.device_key(vault, identity(vault).device) is not None
