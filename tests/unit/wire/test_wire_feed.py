import dataclasses

import pytest

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire import parcel, running_head
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.entries import seal
from fieldnotes.wire.hub_word import CERTIFICATE_LABEL, REFERENCE_LABEL, Word
from fieldnotes.wire.ids import is_id, new_code, new_id
from fieldnotes.wire.invitation import Invitation
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.reference import Item, ItemType, ReferenceDelta
from wire_samples import KEY, sample

HUB = SigningKey(b"h" * 32)
SEALED = [seal(sample(Kind.NOTE_SIGNED, n), KEY) for n in (1, 2, 3)]


def test_a_parcel_comes_out_as_it_went_in():
    head, inside = parcel.unpack(parcel.pack({"epoch": "e"}, SEALED))
    assert head == {"epoch": "e"}
    assert inside == SEALED


def test_a_parcel_cut_anywhere_is_refused_or_shorter():
    whole = parcel.pack({}, SEALED)
    for end in range(len(whole)):
        try:
            _, inside = parcel.unpack(whole[:end])
        except Refused:
            continue
        assert inside == SEALED[: len(inside)]
        assert len(inside) < len(SEALED)


def test_the_running_head_tells_order_and_holes():
    hashes = [s.hash for s in SEALED]
    whole = running_head.head_after(running_head.START, hashes)
    assert whole != running_head.head_after(running_head.START, hashes[:2])
    assert whole != running_head.head_after(running_head.START, [hashes[1], hashes[0], hashes[2]])


@pytest.mark.parametrize("change", [{"epoch": "x"}, {"case": "x"}, {"position": 4}, {"log_head": "00" * 32}])
def test_a_receipt_holds_only_as_the_hub_wrote_it(change):
    receipt = running_head.sign_receipt(HUB, "e1", "c1", 3, "11" * 32)
    assert receipt.holds(HUB.public)
    assert running_head.Receipt.from_json(receipt.to_json()) == receipt
    assert not dataclasses.replace(receipt, **change).holds(HUB.public)
    assert not receipt.holds(KEY.public)


def test_a_certificate_is_the_hubs_word():
    certificate = DeviceCertificate("d1", "u-tove", KEY.public, "2026-03-12T15:12:00+01:00")
    word = certificate.seal(HUB)
    assert DeviceCertificate.read(Word.from_json(word.to_json()), HUB.public) == certificate
    with pytest.raises(Refused) as refused:
        DeviceCertificate.read(word, KEY.public)
    assert refused.value.code is Code.SIGNATURE_WRONG


def test_one_kind_of_word_does_not_pass_for_another():
    word = DeviceCertificate("d1", "u-tove", KEY.public, "2026-03-12T15:12:00+01:00").seal(HUB)
    with pytest.raises(Refused):
        word.read(REFERENCE_LABEL, HUB.public)
    assert word.read(CERTIFICATE_LABEL, HUB.public)["user"] == "u-tove"


def test_a_reference_delta_reads_back_with_its_tombstones():
    items = (Item(ItemType.CASE, "c1", {"id": "c1"}), Item(ItemType.CASE, "c2", None))
    delta = ReferenceDelta("e1", "u-tove", 3, 5, items)
    assert ReferenceDelta.read(delta.seal(HUB), HUB.public) == delta


def test_an_invitation_survives_editing_of_its_address_only():
    invitation = Invitation("http://127.0.0.1:1", HUB.public, None, "u-tove", new_code(), "2026-03-13T00:00:00+01:00")
    text = invitation.to_text()
    assert Invitation.from_text(text) == invitation
    assert Invitation.from_text(text.replace("127.0.0.1:1", "hub.example")).hub_key == HUB.public
    for broken in ("", "{}", "[1]", text[:-20], text.replace("fieldnotes/invitation/1", "x")):
        with pytest.raises(Refused):
            Invitation.from_text(broken)


def test_ids_are_uuid7_and_codes_are_long(held_clock):
    first, second = new_id(held_clock), new_id(held_clock)
    assert is_id(first)
    assert first != second
    assert len(new_code()) == 32
