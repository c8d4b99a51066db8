"""The store counts by itself what lists and the status line tell."""

from fieldnotes.vault import drafts, entries, outbox, tally
from vault_samples import CASE, NOTE, consent, draft

OTHER = "0195d0f0-0000-7000-8000-0000000000bb"


def test_notes_and_drafts_are_counted_per_case(vault, held_clock):
    for note in (NOTE, NOTE, OTHER, None):
        entries.file_act(vault, consent(held_clock, note=note), held_clock)
    entries.file_act(vault, consent(held_clock, case="c-other", note=None), held_clock)
    drafts.save(vault, draft())
    counted = tally.of_cases(vault)
    assert counted[CASE] == tally.Tally(notes=2, drafts=1)
    assert counted["c-other"] == counted["c-nowhere"] == tally.Tally()
    assert tally.drafts(vault) == 1


def test_waiting_is_counted_in_notes_and_drafts_do_not_wait(vault, held_clock):
    for note in (NOTE, NOTE, OTHER, None):
        entries.file_act(vault, consent(held_clock, note=note), held_clock)
    drafts.save(vault, draft(note="0195d0f0-0000-7000-8000-0000000000cc"))
    assert (outbox.waiting(vault), tally.waiting_notes(vault)) == (4, 2)
