"""Who opened what: written down, chained, sent once."""

from sqlalchemy import text

from fieldnotes.vault import access
from fieldnotes.vault.verify import verify
from vault_samples import CASE, NOTE

AT = "2026-03-12T16:05:00.000+01:00"


def test_exactly_the_revision_that_was_opened_counts_as_opened(vault):
    """rules: SEC-6"""
    access.record(vault, access.OPENED, CASE, NOTE, "11" * 32, AT)
    access.record(vault, "printed", CASE, NOTE, "22" * 32, AT)
    assert access.has_opened(vault, NOTE, "11" * 32)
    assert not access.has_opened(vault, NOTE, "22" * 32)
    assert not access.has_opened(vault, "another note", "11" * 32)


def test_rows_are_given_until_they_are_marked_sent(vault):
    """rules: SEC-6"""
    for number in range(3):
        access.record(vault, access.OPENED, CASE, NOTE, f"{number:064x}", AT)
    rows = access.unsent(vault)
    assert [(r.what, r.case, r.note, r.at) for r in rows] == [(access.OPENED, CASE, NOTE, AT)] * 3
    access.mark_sent(vault, [r.number for r in rows[:2]])
    assert access.unsent(vault) == rows[2:]
    assert access.has_opened(vault, NOTE, f"{0:064x}")


def test_a_row_taken_out_or_changed_shows(vault):
    """rules: SEC-6"""
    for number in range(3):
        access.record(vault, access.OPENED, CASE, NOTE, f"{number:064x}", AT)
    assert verify(vault).ok
    with vault.writing() as connection:
        connection.execute(text("DELETE FROM access_rows WHERE number = 2"))
    assert [(f.what, f.which) for f in verify(vault).faults] == [("access", "3")]
