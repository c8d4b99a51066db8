"""Everything the profile can prove about itself, and each fault found by name."""

import pytest
from sqlalchemy import text

from fieldnotes.vault import entries, feed, outbox, reference
from fieldnotes.vault.verify import verify
from vault_samples import CASE, OtherDevice, case_item, consent

AT = "2026-03-12T16:05:00.000+01:00"


@pytest.fixture
def whole(vault, hub, held_clock):
    """Two entries of ours and one of a colleague, all received."""
    other = OtherDevice()
    reference.apply_reference(vault, hub.delta([other.as_item(hub), case_item()]))
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
            "UPDATE entries SET data = CAST(replace(CAST(data AS TEXT), 'nickade', 'grimade') AS BLOB) WHERE filed = 1",
            "hash",
        ),
        ("UPDATE entries SET signature = zeroblob(64) WHERE filed = 2", "signature"),
        ("UPDATE entries SET signature = zeroblob(64) WHERE filed = 3", "signature"),
        ("UPDATE entries SET note = 'another' WHERE filed = 3", "columns"),
        ("UPDATE entries SET position = position + 1 WHERE filed = 3", "head"),
        ("DELETE FROM entries WHERE filed = 1", "chain"),
        ("UPDATE receipts SET log_head = '00'", "head"),
        ("UPDATE receipts SET signature = zeroblob(64)", "head"),
        ("DELETE FROM reference_items WHERE type = 'device'", "signature"),
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
