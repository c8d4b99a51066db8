"""Drafts are saved as one types, focus included, and thrown away without a trace."""

from dataclasses import replace

import pytest

from fieldnotes.vault import drafts
from vault_samples import draft


def test_a_draft_comes_back_as_it_was_with_its_focus(vault):
    """rules: DOC-2"""
    whole = draft(text="Å, ä, ö – ”citat”.", visit="v-1", corrects="11" * 32, family_text={"guardian": {"a": "Hej"}})
    drafts.save(vault, whole)
    assert drafts.get(vault, whole.note) == whole


def test_saving_again_replaces_but_keeps_when_it_was_begun(vault):
    drafts.save(vault, draft())
    later = draft(text="Mer.", created_at="2026-03-13T08:00:00.000+01:00", changed_at="2026-03-13T08:00:00.000+01:00")
    drafts.save(vault, later)
    assert drafts.all_drafts(vault) == [replace(later, created_at=draft().created_at)]


def test_a_draft_survives_lock_and_opening_again(vault, folder, profiles):
    drafts.save(vault, draft())
    vault.lock()
    again = profiles.open(folder)
    assert drafts.get(again, draft().note) == draft()
    again.lock()


def test_drafts_are_listed_by_case_in_the_order_they_were_begun(vault):
    for number, case in enumerate(["c-1", "c-2", "c-1"]):
        drafts.save(vault, draft(note=f"n-{2 - number}", case=case, created_at=f"2026-03-12T15:0{number}:00+01:00"))
    assert [d.note for d in drafts.all_drafts(vault)] == ["n-2", "n-1", "n-0"]
    assert [d.note for d in drafts.all_drafts(vault, "c-1")] == ["n-2", "n-0"]


def test_a_discarded_draft_is_gone(vault):
    drafts.save(vault, draft())
    drafts.discard(vault, draft().note)
    drafts.discard(vault, "no such note")
    assert drafts.get(vault, draft().note) is None
    assert drafts.all_drafts(vault) == []


@pytest.mark.parametrize("shown", [repr, str])
def test_a_draft_shows_none_of_its_words(shown):
    """rules: SEC-9"""
    assert "kaffe" not in shown(draft(family_text={"guardian": {"a": "kaffe"}}))
