"""What a decision names as its log-in: the last one, of the wanted level, not older than twelve hours."""

import pytest

from fieldnotes.casework import decide, read_note
from fieldnotes.casework.log_in import is_needed, last, log_in_named
from fieldnotes.domain.errors import Refused
from fieldnotes.vault import entries, reference
from fieldnotes.vault.identity import identity
from fieldnotes.vault.login import keep_login
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.login import DECISION_ACR, Login
from fieldnotes.wire.reference import HUB_POLICY, Item, ItemType, ReferenceDelta
from one_desk import EPOCH, HUB_KEY
from two_desks import SUPERVISOR, make_two, signed

LOA3 = "loa3"


@pytest.fixture
def desks(tmp_path, held_clock):
    made = make_two(tmp_path, held_clock)
    yield made
    made.close()


def asks_for(desk, *levels):
    at = reference.version(desk.vault)
    items = (Item(ItemType.POLICY, HUB_POLICY, {DECISION_ACR: [*levels]}),)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, SUPERVISOR, at, at + 1, items).seal(HUB_KEY))


def logged_in(desk, acr=LOA3, key=HUB_KEY, **changes):
    about = {"user": SUPERVISOR, "device": identity(desk.vault).device, "at": desk.clock.now().isoformat(),
             "acr": acr, "amr": (), "epoch": EPOCH, **changes}  # fmt: skip
    return keep_login(desk.vault, Login(**about).seal(key))


def test_a_decision_names_the_log_in_where_the_hub_asks_for_one(desks, held_clock):
    """rules: IDM-1"""
    boss = desks.supervisor
    note, revision = signed(desks)
    read_note.show(boss, note)
    asks_for(boss, LOA3)
    assert is_needed(boss)
    with pytest.raises(Refused, match="login_needed"):
        decide.approve(boss, note, revision)
    logged_in(boss, "loa2")
    with pytest.raises(Refused, match="login_needed"):
        decide.approve(boss, note, revision)
    found = logged_in(boss)
    assert not is_needed(boss)
    filed = entries.by_hash(boss.vault, decide.approve(boss, note, revision).hash)
    assert (filed.entry.auth["acr"], filed.entry.auth["at"]) == (LOA3, found.at)


def test_it_is_good_for_twelve_hours_by_the_hubs_clock(desks, held_clock):
    boss = desks.supervisor
    asks_for(boss, LOA3)
    logged_in(boss)
    held_clock.move(12 * 3600)
    assert log_in_named(boss)["acr"] == LOA3
    held_clock.move(1)
    assert not last(boss).enough
    with pytest.raises(Refused, match="login_needed"):
        log_in_named(boss)


def test_where_the_hub_asks_for_none_the_passphrase_is_enough(desks):
    boss = desks.supervisor
    assert (log_in_named(boss), is_needed(boss), last(boss)) == (None, False, None)
    logged_in(boss)
    assert last(boss).enough


@pytest.mark.parametrize("wrong", [{"user": "u-tove"}, {"device": "another"}, {"epoch": "another"}])
def test_a_word_about_somebody_else_or_another_history_is_not_kept(desks, wrong):
    with pytest.raises(Refused, match="hub_answer_wrong"):
        logged_in(desks.supervisor, **wrong)
    with pytest.raises(Refused, match="hub_key_changed"):
        logged_in(desks.supervisor, key=SigningKey(bytes(32)))
    assert last(desks.supervisor) is None
