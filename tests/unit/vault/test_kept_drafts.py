"""Drafts sealed for safe-keeping: opaque, bound to their place and number, sent when they changed and only then."""

import secrets
from dataclasses import replace

import pytest
from sqlalchemy import delete

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import drafts, entries, kept_drafts
from fieldnotes.vault.kept_drafts import Fetched
from fieldnotes.vault.key_file import SlotKind, from_bytes, read_key_file, to_bytes
from fieldnotes.vault.keys import DataKey
from fieldnotes.vault.portable_slots import portable_slots, read_portable
from fieldnotes.vault.sealed_draft import open_draft, seal_draft
from fieldnotes.vault.tables import OUTBOX
from fieldnotes.wire.base64_text import to_base64
from vault_samples import NOTE, consent, data_key, draft

OTHER = "0195d0f0-0000-7000-8000-0000000000bb"
LATER = "2026-03-12T16:05:00.000+01:00"
KEPT_AT = "2026-03-12T15:00:00.000000+00:00"


def keep_all(vault):
    sent = kept_drafts.to_send(vault)
    for one in sent:
        kept_drafts.mark_kept(vault, one, KEPT_AT, KEPT_AT)
    return [(one.note, one.number) for one in sent]


def refused(act):
    with pytest.raises(Refused) as problem:
        act()
    return problem.value.code


def test_a_draft_comes_out_as_it_went_in():
    key = DataKey.new()
    whole = draft(family_text={"guardian": {"iakttagelser": "Vi såg."}}, visit="v-1", corrects="11" * 32)
    opened = open_draft(key, "profile", NOTE, seal_draft(key, "profile", whole, 7, {NOTE: 7, OTHER: 3}))
    assert (opened.draft, opened.number, opened.stood) == (whole, 7, {NOTE: 7, OTHER: 3})


def test_a_blob_shows_no_word_and_only_its_length_in_whole_kib():
    key = DataKey.new()
    blobs = [seal_draft(key, "profile", draft(text="kaffe " * count), 1, {NOTE: 1}) for count in (1, 30, 300)]
    assert [(len(blob) - 36) % 1024 for blob in blobs] == [0, 0, 0]
    assert len(blobs[0]) == len(blobs[1]) < len(blobs[2])
    assert not any(b"kaffe" in blob or NOTE.encode() in blob for blob in blobs)
    assert seal_draft(key, "profile", draft(), 1, {}) != seal_draft(key, "profile", draft(), 1, {})


def test_a_blob_in_anothers_place_or_with_another_number_does_not_open():
    key = DataKey.new()
    blob = seal_draft(key, "profile", draft(), 7, {NOTE: 7})
    older = (6).to_bytes(8, "big") + blob[8:]
    flipped = blob[:-1] + bytes([blob[-1] ^ 1])
    for profile, note, data in (
        ("profile", OTHER, blob), ("other", NOTE, blob), ("profile", NOTE, older), ("profile", NOTE, flipped),
        ("profile", NOTE, blob[:20]), ("profile", NOTE, b""), ("profile", NOTE, b"\xff" * 60),
    ):  # fmt: skip
        assert refused(lambda p=profile, n=note, d=data: open_draft(key, p, n, d)) is Code.PROFILE_DAMAGED
    assert refused(lambda: open_draft(DataKey.new(), "profile", NOTE, blob)) is Code.PROFILE_DAMAGED


def test_a_draft_is_sent_when_it_changed_and_only_then(vault):
    kept_drafts.shelf(vault, "epoch-1")
    drafts.save(vault, draft())
    assert keep_all(vault) == [(NOTE, 1)]
    assert keep_all(vault) == []
    drafts.save(vault, draft(text="Det luktar te i köket."))
    drafts.save(vault, draft(OTHER, created_at=LATER))
    assert keep_all(vault) == [(NOTE, 2), (OTHER, 3)]


def test_a_number_once_given_out_is_never_given_again(vault):
    kept_drafts.shelf(vault, "epoch-1")
    drafts.save(vault, draft())
    numbers = [kept_drafts.to_send(vault)[0].number for _ in range(3)]
    assert numbers == [1, 2, 3], "though nothing was answered"


def test_every_blob_says_what_lay_beside_it(vault):
    kept_drafts.shelf(vault, "epoch-1")
    drafts.save(vault, draft())
    keep_all(vault)
    drafts.save(vault, draft(OTHER, created_at=LATER))
    (sent,) = kept_drafts.to_send(vault)
    assert open_draft(vault.key, vault.profile, OTHER, sent.sealed).stood == {NOTE: 1, OTHER: 2}


def test_another_history_of_the_hub_is_handed_everything_again(vault):
    before = kept_drafts.shelf(vault, "epoch-1")
    drafts.save(vault, draft())
    keep_all(vault)
    kept_drafts.mark_slots(vault, "digest")
    after = kept_drafts.shelf(vault, "epoch-2")
    assert (after.id, after.slots) == (before.id, "")
    assert keep_all(vault) == [(NOTE, 2)]


def test_a_new_shelf_leaves_the_numbers_and_begins_with_everything(vault):
    before = kept_drafts.shelf(vault, "epoch-1")
    drafts.save(vault, draft())
    keep_all(vault)
    kept_drafts.begin_new_shelf(vault)
    assert kept_drafts.shelf(vault, "epoch-1").id != before.id
    assert keep_all(vault) == [(NOTE, 2)]


def test_a_rekeyed_profile_hands_everything_in_again(vault):
    assert kept_drafts.state_of(vault.key, draft()) == kept_drafts.state_of(data_key(vault), draft())
    assert kept_drafts.state_of(vault.key, draft()) != kept_drafts.state_of(DataKey.new(), draft())


def test_what_is_signed_leaves_when_its_text_has_arrived_and_what_is_discarded_leaves_at_once(vault, held_clock):
    kept_drafts.shelf(vault, "epoch-1")
    for note in (NOTE, OTHER):
        drafts.save(vault, draft(note))
    keep_all(vault)
    entries.file_act(vault, consent(held_clock), held_clock, drop_draft=NOTE)
    drafts.discard(vault, OTHER)
    assert kept_drafts.to_remove(vault) == [OTHER]
    _everything_arrived(vault)
    assert kept_drafts.to_remove(vault) == [NOTE, OTHER]
    kept_drafts.forget(vault, OTHER)
    assert kept_drafts.to_remove(vault) == [NOTE]


def test_a_draft_put_back_leaves_its_old_shelf_once_the_hub_has_ours(vault):
    kept_drafts.shelf(vault, "epoch-1")
    came = Fetched("d-old", "s-old", NOTE, "c-prov-01", 4, NOTE)
    kept_drafts.put_back(vault, came, draft())
    assert drafts.get(vault, NOTE) == draft()
    assert (kept_drafts.fetched(vault), kept_drafts.settled(vault)) == ([came], [])
    keep_all(vault)
    assert kept_drafts.settled(vault) == [came]
    kept_drafts.forget_fetched(vault, came)
    assert kept_drafts.fetched(vault) == []


def test_only_passphrase_and_recovery_slots_travel(vault, folder):
    file = read_key_file(folder)
    pin = replace(file.slots[0], id="pin-1", kind=SlotKind.PIN, wrapped=secrets.token_bytes(48))
    escrow = replace(file.slots[0], id="esc-1", kind=SlotKind.ESCROW, wrapped=secrets.token_bytes(48))
    whole = replace(file, slots=(*file.slots, pin, escrow))
    portable = portable_slots(whole)
    assert read_portable(portable) == replace(file, slots=file.slots)
    for secret in (pin, escrow):
        assert to_base64(secret.wrapped).encode() in to_bytes(whole)
        assert to_base64(secret.wrapped).encode() not in portable
    assert refused(lambda: read_portable(to_bytes(whole))) is Code.HUB_ANSWER_WRONG


def test_slots_that_would_take_an_hour_to_try_are_not_taken(folder):
    file = read_key_file(folder)
    slots = [replace(file.of_kind(SlotKind.PASSPHRASE)[0], id=f"slot-{n}") for n in range(5)]
    data = to_bytes(replace(file, slots=tuple(slots)))
    assert len(from_bytes(data).slots) == 5
    assert refused(lambda: read_portable(data)) is Code.HUB_ANSWER_WRONG
    assert refused(lambda: read_portable(b"[]")) is Code.HUB_ANSWER_WRONG


def _everything_arrived(vault):
    with vault.writing() as connection:
        connection.execute(delete(OUTBOX))
