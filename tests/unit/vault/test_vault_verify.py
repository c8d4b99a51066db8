"""Everything the profile can prove about itself, and each fault found by name."""

import pytest
from sqlalchemy import text

from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.vault import access, attachments, drafts, entries, feed, outbox, reference, takes
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.faults import Fault
from fieldnotes.vault.key_file import KEPT_KEY_FILE, KEY_FILE
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.verify import verify
from vault_samples import CASE, NOTE, OtherDevice, case_item, consent, draft

FILE = "0195d0f0-0000-7000-8000-0000000000f1"
AT = "2026-03-12T16:05:00.000+01:00"


@pytest.fixture
def whole(vault, hub, held_clock):
    """Two entries of ours and one of a colleague, all received."""
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item()]))
    drafts.save(vault, draft())
    access.record(vault, access.OPENED, CASE, NOTE, "aa", AT)
    attachments.add(vault, Coming(FILE, CASE, NOTE, None, "a.txt", "text/plain", AT), [b"x" * 99])
    take = takes.begin(vault, NOTE, CASE, "iakttagelser.seen", 16000, held_clock)
    take.add(b"\0" * 8000)
    take.close()
    filed = [entries.file_act(vault, consent(held_clock), held_clock) for _ in range(2)]
    ours = [one for _, one in entries.sealed(vault, CASE)]
    hub.file(CASE, ours[0], other.make(), ours[1])
    feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT)
    return filed


def test_a_sound_profile_has_no_faults(vault, whole):
    report = verify(vault)
    assert (report.entries, report.ok, report.faults) == (3, True, ())


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            "UPDATE entry_bytes SET data = CAST(replace(CAST(data AS TEXT), 'nick', 'grim') AS BLOB) WHERE filed = 1",
            "hash",
        ),
        ("UPDATE entry_bytes SET signature = zeroblob(64) WHERE filed = 2", "signature"),
        ("UPDATE entry_bytes SET signature = zeroblob(64) WHERE filed = 3", "signature"),
        ("UPDATE entries SET note = 'another' WHERE filed = 3", "columns"),
        ("UPDATE entries SET position = position + 1 WHERE filed = 3", "head"),
        ("DELETE FROM entries WHERE filed = 1", "chain"),
        ("DELETE FROM entry_bytes WHERE filed = 1", "hash"),
        ("UPDATE receipts SET log_head = '00'", "head"),
        ("UPDATE receipts SET signature = zeroblob(64)", "head"),
        ("DELETE FROM reference_items WHERE type = 'device'", "signature"),
        ("UPDATE promises SET signature = zeroblob(64)", "promise"),
        ("UPDATE promises SET epoch = 'another'", "promise"),
        ("UPDATE promises SET position = 1", "promise"),
        ("UPDATE entries SET where_it_is = 'only_here' WHERE filed = 1", "outbox"),
        ("UPDATE entries SET where_it_is = 'quarantined' WHERE filed = 1", "outbox"),
        ("UPDATE entries SET received_at = NULL WHERE filed = 1", "outbox"),
        ("INSERT INTO outbox (hash, size) SELECT hash, 1 FROM entries WHERE filed = 1", "outbox"),
        ("INSERT INTO outbox (hash, size) VALUES ('gone', 1)", "outbox"),
        ("UPDATE drafts SET sections = '{\"cut'", "draft"),
        ("UPDATE drafts SET cursor = '[]'", "draft"),
        ("UPDATE access_rows SET revision = NULL", "access"),
        ("UPDATE attachments SET sealed_key = zeroblob(60)", "file"),
        ("UPDATE takes SET frames = frames + 1", "sound"),
    ],
)
def test_each_change_is_found_by_name(vault, whole, change, expected):
    """rules: DOC-1"""
    with vault.writing() as connection:
        connection.execute(text(change))
    report = verify(vault)
    assert not report.ok
    assert expected in {fault.what for fault in report.faults}


def test_what_is_set_aside_still_counts_for_the_head(vault, whole, held_clock):
    mine = entries.file_act(vault, consent(held_clock), held_clock)
    result = {"id": mine.entry.id, "hash": mine.hash, "result": "quarantined", "reason": "not_assigned"}
    outbox.settle(vault, [result], [], AT)
    assert verify(vault).ok


@pytest.mark.parametrize("name", [KEY_FILE, KEPT_KEY_FILE])
@pytest.mark.parametrize("damage", ["gone", "torn", "other"])
def test_a_key_file_that_is_not_as_its_copy_is_found(vault, whole, name, damage):
    path = vault.folder / name
    data = path.read_text()
    path.unlink()
    if damage == "torn":
        path.write_text(data[:-20])
    if damage == "other":
        path.write_text(data.replace(vault.profile, f"{vault.profile[:-1]}x"))
    assert {fault.what for fault in verify(vault).faults} == {"keys"}


@pytest.mark.parametrize(("place", "kind"), [("files", "file"), ("sound", "sound")])
@pytest.mark.parametrize("damage", ["gone", "cut", "bit"])
def test_a_sealed_file_that_is_not_whole_is_found(vault, whole, place, kind, damage):
    (path,) = (vault.folder / place).iterdir()
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.unlink()
    if damage != "gone":
        path.write_bytes(data if damage == "bit" else data[:-1])
    assert verify(vault).faults == (Fault(kind, path.name.partition(".")[0]),)


def test_a_flipped_bit_in_the_store_is_found(vault, whole, profiles):
    """rules: DOC-1 – each page bears its own seal, under the key of the profile."""
    vault.empty_log()
    vault.lock()
    path = vault.folder / STORE_FILE
    data = bytearray(path.read_bytes())
    data[-2000] ^= 1
    path.write_bytes(data)
    again = profiles.open(vault.folder)
    found = {str(fault) for fault in verify(again).faults}
    again.lock()
    assert "store: cipher_integrity_check" in found


def test_another_devices_chain_is_followed_too(vault, hub, held_clock):
    """A link past an entry that is here is found; one to an entry the hub keeps aside is not held against it."""
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item()]))
    first = other.make()
    elsewhere = other.make(case_previous="ab" * 32)
    past = other.make(case_previous=None)
    hub.file(CASE, first, elsewhere, past)
    feed.apply_page(vault, CASE, 0, hub.held[CASE], hub.receipt(CASE), AT)
    assert verify(vault).faults == (Fault("chain", past.hash),)


def test_it_tells_how_far_it_has_come_and_stops_when_asked(vault, whole):
    told = []
    verify(vault, LongAct(lambda done, total: told.append((done, total))))
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1] > 4
    with pytest.raises(Unavailable) as caught:
        verify(vault, LongAct(None, lambda: True))
    assert caught.value.code is Code.CANCELLED
