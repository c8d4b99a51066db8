"""Files of notes: kept sealed, tied to the record by their entry, destroyed with their key."""

import os
import time

import pytest
from sqlalchemy import select

from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.vault import attachments, drafts, entries, feed, reference
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.leftovers import clear_away
from fieldnotes.vault.store import connect
from fieldnotes.vault.tables import ATTACHMENTS
from fieldnotes.wire.ids import new_id
from store_pages import plain_bytes
from vault_samples import CASE, NOTE, OtherDevice, case_item, data_key, draft, user_item

AT = "2026-03-12T16:00:00.000+01:00"
PHOTO = b"\xff\xd8\xff\xe0 en bild av kylen \xff\xd9"


def added(vault, clock, content=PHOTO, name="kyl.jpg"):
    coming = Coming(new_id(clock), CASE, NOTE, "iakttagelser", name, "image/jpeg", AT)
    return attachments.add(vault, coming, [content])


def sealed_key(vault, attachment):
    with vault.reading() as connection:
        return connection.execute(select(ATTACHMENTS.c.sealed_key).where(ATTACHMENTS.c.id == attachment)).scalar()


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def full_after(_filed):
    raise Unavailable(Code.DISK_FULL)


def file_entry(vault, clock, one):
    act = Act(new_id(clock), Kind.ATTACHMENT_ADDED, CASE, NOTE, attachments.body_of(one))
    return entries.file_act(vault, act, clock)


def test_a_file_comes_back_and_lies_sealed(vault, held_clock):
    one = added(vault, held_clock)
    assert b"".join(attachments.content(vault, one.id)) == PHOTO
    assert [found.name for found in attachments.of_note(vault, NOTE)] == ["kyl.jpg"]
    for path in vault.folder.rglob("*"):
        assert not path.is_file() or b"kylen" not in path.read_bytes()
    assert "kyl" not in repr(one)


def test_its_entry_ties_it_to_the_record_in_one_transaction_and_holds_no_key(vault, held_clock):
    one = added(vault, held_clock)
    filed = file_entry(vault, held_clock, one)
    assert attachments.get(vault, one.id).entry == filed.hash
    assert attachments.unsigned(vault, NOTE) == []
    key = attachments.key_of(vault, one.id)
    row = next(e for _, e in entries.sealed(vault, CASE))
    assert key not in row.data
    assert key.hex().encode() not in row.data


def test_an_act_that_is_not_filed_leaves_the_file_with_its_draft(vault, held_clock):
    one = added(vault, held_clock)
    act = Act(new_id(held_clock), Kind.ATTACHMENT_ADDED, CASE, NOTE, attachments.body_of(one))
    with pytest.raises(FieldNotesError), entries.filing(vault, held_clock) as file:
        full_after(file(act))
    assert attachments.get(vault, one.id).entry is None


def test_destroying_leaves_no_trace_of_the_key_even_for_who_has_the_data_key(vault, held_clock):
    """The key's bytes are looked for in every page of the store, its log and its index, decrypted."""
    one = added(vault, held_clock)
    wrapped, key = sealed_key(vault, one.id), data_key(vault)
    assert wrapped in plain_bytes(vault.folder, key), "the search must be able to find it"
    assert attachments.destroy(vault, one.id, AT)
    assert wrapped not in plain_bytes(vault.folder, key)
    assert not attachments.path_of(vault, one.id).exists()
    assert code_of(lambda: list(attachments.content(vault, one.id))) is Code.ATTACHMENT_GONE
    assert attachments.of_note(vault, NOTE) == []


def test_a_reader_that_holds_the_log_is_told_and_the_truncation_is_made_up_for(vault, held_clock):
    one = added(vault, held_clock)
    wrapped, key = sealed_key(vault, one.id), data_key(vault)
    reader = connect(vault.folder / "store.db", vault.key)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM attachments").fetchone()
    assert not attachments.destroy(vault, one.id, AT)
    assert vault.log_owed
    assert wrapped in plain_bytes(vault.folder, key)
    reader.close()
    assert clear_away(vault)
    assert wrapped not in plain_bytes(vault.folder, key)


def test_destroying_twice_is_the_same_as_once(vault, held_clock):
    one = added(vault, held_clock)
    attachments.destroy(vault, one.id, AT)
    attachments.destroy(vault, one.id, "2027-01-01T00:00:00+01:00")
    assert attachments.get(vault, one.id).destroyed_at == AT
    assert code_of(lambda: attachments.destroy(vault, "no such", AT)) is Code.UNKNOWN_ATTACHMENT


def test_what_a_crash_left_is_cleared_away_after_a_day_and_what_is_on_its_way_is_not(vault, held_clock):
    one = added(vault, held_clock)
    folder = attachments.path_of(vault, one.id).parent
    orphan, coming = folder / f"{new_id(held_clock)}.sealed", folder / ".0a0b.new"
    for path in (orphan, coming):
        path.write_bytes(b"half")
    clear_away(vault)
    assert orphan.exists()
    assert coming.exists()
    long_ago = time.time() - 2 * 86_400
    for path in (orphan, coming, attachments.path_of(vault, one.id)):
        os.utime(path, (long_ago, long_ago))
    clear_away(vault)
    assert [path.name for path in folder.iterdir()] == [attachments.path_of(vault, one.id).name]


def test_a_file_that_vanished_or_changed_is_said_to_be_damaged_not_given(vault, held_clock):
    one = added(vault, held_clock)
    path = attachments.path_of(vault, one.id)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert code_of(lambda: list(attachments.content(vault, one.id))) is Code.ATTACHMENT_DAMAGED
    path.unlink()
    assert code_of(lambda: list(attachments.content(vault, one.id))) is Code.ATTACHMENT_DAMAGED


def other_file(clock, **changes):
    body = {
        "attachment": new_id(clock), "name": "ritning.pdf", "media_type": "application/pdf", "size": 3,
        "chunk_size": 1048576, "chunks": ["ab" * 32],
    }  # fmt: skip
    return {**body, **changes}


def taken(vault, hub, *bodies):
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([case_item(), user_item(), other.as_item(hub)]))
    made = [other.make(kind=Kind.ATTACHMENT_ADDED, body=body) for body in bodies]
    hub.file(CASE, *made)
    feed.apply_page(vault, CASE, 0, made, hub.receipt(CASE), AT)
    return made


def test_others_files_become_known_with_their_entry_and_their_bytes_are_elsewhere(vault, hub, held_clock):
    body = other_file(held_clock)
    (entry,) = taken(vault, hub, body)
    found = attachments.get(vault, body["attachment"])
    assert (found.entry, found.here, found.name) == (entry.hash, False, "ritning.pdf")
    assert code_of(lambda: list(attachments.content(vault, found.id))) is Code.ATTACHMENT_ELSEWHERE


def test_a_manifest_that_does_not_hold_together_names_no_file(vault, hub, held_clock):
    bodies = [
        other_file(held_clock, attachment="../../keys"),
        other_file(held_clock, chunk_size=4096),
        other_file(held_clock, chunks=["ab" * 32] * 2),
        other_file(held_clock, size=2**40),
    ]
    taken(vault, hub, *bodies)
    assert attachments.of_note(vault, NOTE) == []


def test_nobody_takes_over_the_id_of_a_file_that_is_here(vault, hub, held_clock):
    one = added(vault, held_clock)
    taken(vault, hub, other_file(held_clock, attachment=one.id))
    assert attachments.get(vault, one.id).entry is None
    assert b"".join(attachments.content(vault, one.id)) == PHOTO


def test_discarding_a_draft_leaves_no_trace_of_its_words(vault):
    drafts.save(vault, draft(text="Ett alldeles eget ord: blåklocka."))
    key = data_key(vault)
    assert "blåklocka".encode() in plain_bytes(vault.folder, key)
    drafts.discard(vault, NOTE)
    assert "blåklocka".encode() not in plain_bytes(vault.folder, key)
