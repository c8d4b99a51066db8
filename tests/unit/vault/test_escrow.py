"""The organisation's way in: two officers together, never one, and only for the profile and slot it was sealed for."""

import json
from dataclasses import replace

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.vault.escrow import escrow_slot, keep_escrow, open_escrow, published_pair, with_fresh_recovery_key
from fieldnotes.vault.kdf import Kdf
from fieldnotes.vault.key_file import SlotKind, from_bytes, read_key_file, to_bytes
from fieldnotes.vault.officer_key import make_officer_key, open_officer_key
from fieldnotes.vault.opening import change_passphrase, recover
from fieldnotes.vault.recovery_key import from_paper
from fieldnotes.vault.reference import apply_reference
from fieldnotes.vault.slots import open_with_passphrase, open_with_recovery
from fieldnotes.wire.escrow_pair import PAIR_ID, EscrowPair, Officer
from fieldnotes.wire.reference import Item, ItemType
from vault_samples import PASSPHRASE, HubVoice, data_key

WORDS = "en nyckel i kassaskåpet"


def make(name: str):
    public, content = make_officer_key(name, WORDS, Kdf.floor())
    return public, content, open_officer_key(content, WORDS, "officer.json")


@pytest.fixture(scope="module")
def officers():
    """Three officers: a pair, and one who took over later."""
    return [make(name) for name in ("Anna Ek", "Bo Ask", "Cia Lind")]


@pytest.fixture
def pair(officers):
    return EscrowPair(officers[0][0], officers[1][0])


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


@pytest.fixture
def lost(vault, folder, pair):
    """A key file with a slot for the pair."""
    file = read_key_file(folder)
    return file.with_only(SlotKind.ESCROW, escrow_slot(file.profile, vault.key, pair))


def test_two_officers_open_it_in_either_order(lost, officers, vault):
    one, other = officers[0][2], officers[1][2]
    for keys in ((one, other), (other, one)):
        opened = open_escrow(lost, *keys)
        assert opened.database_key() == vault.key.database_key()


def test_neither_opens_it_alone_nor_with_somebody_else(lost, officers):
    """rules: SEC-9"""
    one, other, third = (officer[2] for officer in officers)
    for keys in ((one, one), (other, other), (one, third), (third, other)):
        assert refusal(lambda keys=keys: open_escrow(lost, *keys)).code is Code.OFFICERS_WRONG


def test_one_officer_sees_only_the_others_envelope(lost, officers, vault):
    """What the outer officer's key gives is sealed still: opened with it alone, no byte of the data key shows."""
    from fieldnotes.vault.escrow import _INNER, _OUTER, _SUITE
    from fieldnotes.vault.key_file import bound

    (slot,) = lost.of_kind(SlotKind.ESCROW)
    about = bound(lost.profile, slot.id, slot.kind, None, slot.officers)
    middle = _SUITE.decrypt(slot.wrapped, officers[0][2].private, info=_OUTER + about)
    assert bytes(data_key(vault)._key) not in middle
    opened = _SUITE.decrypt(middle, officers[1][2].private, info=_INNER + about)
    assert opened == bytes(data_key(vault)._key)


@pytest.mark.parametrize("change", ["profile", "slot", "officers", "byte"])
def test_a_slot_moved_or_changed_does_not_open(lost, officers, change):
    (slot,) = lost.of_kind(SlotKind.ESCROW)
    one, other = officers[0][2], officers[1][2]
    damaged = slot.wrapped[:-1] + bytes([slot.wrapped[-1] ^ 1])
    moved = {
        "profile": lambda: replace(lost, profile="0195d0f0-0000-7000-8000-00000000ffff"),
        "slot": lambda: lost.with_only(SlotKind.ESCROW, replace(slot, id="00" * 8)),
        "officers": lambda: lost.with_only(SlotKind.ESCROW, replace(slot, officers=slot.officers[::-1])),
        "byte": lambda: lost.with_only(SlotKind.ESCROW, replace(slot, wrapped=damaged)),
    }[change]()
    assert refusal(lambda: open_escrow(moved, one, other)).code is Code.OFFICERS_WRONG


def test_the_slot_survives_the_disk_and_a_file_without_one_says_so(lost, officers, folder):
    assert from_bytes(to_bytes(lost)) == lost
    keys = (officers[0][2], officers[1][2])
    assert refusal(lambda: open_escrow(read_key_file(folder), *keys)).code is Code.NO_ESCROW


def test_the_lost_profile_gets_a_recovery_key_and_is_opened_with_it(
    lost, officers, vault, folder, tmp_path, held_clock
):
    fresh, paper = with_fresh_recovery_key(lost, open_escrow(lost, officers[0][2], officers[1][2]))
    brought = tmp_path / "opened.json"
    brought.write_bytes(to_bytes(fresh))
    vault.lock()
    assert open_with_recovery(fresh, from_paper(paper)) is not None
    recover(folder, paper, "helt nya ord nu", Kdf.floor(), held_clock, brought).lock()
    after = read_key_file(folder)
    assert open_with_passphrase(after, "helt nya ord nu") is not None
    assert open_with_passphrase(after, PASSPHRASE) is None
    assert after.of_kind(SlotKind.ESCROW) == lost.of_kind(SlotKind.ESCROW)


def test_a_key_file_of_another_profile_is_not_taken(lost, folder, vault, tmp_path, held_clock):
    brought = tmp_path / "opened.json"
    brought.write_bytes(to_bytes(replace(lost, profile="0195d0f0-0000-7000-8000-00000000ffff")))
    vault.lock()
    act = lambda: recover(folder, "", "helt nya ord nu", Kdf.floor(), held_clock, brought)  # noqa: E731 - one call
    assert refusal(act).code is Code.OTHER_PROFILE
    brought.write_bytes(b"{")
    assert refusal(act).code is Code.WRONG_FILE


def test_a_device_learns_the_pair_seals_to_it_and_follows_a_new_one(vault, folder, officers, pair):
    hub = HubVoice()
    hub.welcome(vault)
    assert published_pair(vault) is None
    assert not keep_escrow(vault)
    apply_reference(vault, hub.delta([Item(ItemType.ESCROW, PAIR_ID, pair.to_json())]))
    assert keep_escrow(vault)
    assert not keep_escrow(vault)
    assert open_escrow(read_key_file(folder), officers[0][2], officers[1][2]) is not None
    later = EscrowPair(officers[2][0], officers[1][0])
    apply_reference(vault, hub.delta([Item(ItemType.ESCROW, PAIR_ID, later.to_json())], after=hub.version))
    assert keep_escrow(vault)
    file = read_key_file(folder)
    assert [slot.officers for slot in file.of_kind(SlotKind.ESCROW)] == [later.officers]
    assert refusal(lambda: open_escrow(file, officers[0][2], officers[1][2])).code is Code.OFFICERS_WRONG
    change_passphrase(vault, "helt nya ord nu", Kdf.floor())
    assert open_escrow(read_key_file(folder), officers[1][2], officers[2][2]) is not None


def test_a_pair_that_cannot_be_read_changes_nothing(vault, folder, officers):
    hub = HubVoice()
    hub.welcome(vault)
    one = officers[0][0].to_json()
    for wrong in ({}, {"officers": [one]}, {"officers": [one, one]}, {"officers": [one, {**one, "id": "0" * 32}]}):
        apply_reference(vault, hub.delta([Item(ItemType.ESCROW, PAIR_ID, wrong)], after=hub.version))
        assert not keep_escrow(vault)
    assert not read_key_file(folder).of_kind(SlotKind.ESCROW)


def test_an_officers_file_opens_with_its_passphrase_only_and_every_byte_of_it_counts(officers):
    """rules: SEC-9"""
    _, content, _ = officers[0]
    assert (
        refusal(lambda: open_officer_key(content, "fel ord helt och hållet", "a.key")).code is Code.OFFICER_KEY_CLOSED
    )
    renamed = json.loads(content)
    renamed["officer"]["name"] = "Någon Annan"
    changed = json.dumps(renamed).encode()
    assert refusal(lambda: open_officer_key(changed, WORDS, "a.key")).code is Code.OFFICER_KEY_CLOSED
    for torn in (b"", b"{}", content[:-20], b"[1]"):
        assert refusal(lambda torn=torn: open_officer_key(torn, WORDS, "a.key")).code is Code.WRONG_FILE
    assert refusal(lambda: make_officer_key("Anna", "kort", Kdf.floor())).code is Code.WEAK_PASSPHRASE


def test_nothing_private_lies_in_an_officers_file(officers):
    public, content, key = officers[0]
    from fieldnotes.wire.base64_text import to_base64

    raw = key.private.private_bytes_raw()
    assert raw.hex().encode() not in content
    assert to_base64(raw).encode() not in content
    assert "private" not in repr(key)
    assert Officer.from_json(public.to_json()) == public
