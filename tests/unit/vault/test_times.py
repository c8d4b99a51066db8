"""Time given back in the store: seconds that add up, notes that leave, and what is deleted on wish."""

import pytest

from fieldnotes.vault import drafts, offering, times
from fieldnotes.vault.store import STORE_FILE
from fieldnotes.vault.times import Choices, Share, Signed
from vault_samples import draft

NOTE = draft().note
DONE = Signed(NOTE, "2026-03-12", 5400, None, 90000, "took_part")


def test_work_adds_up_and_the_record_stands_beside_it(vault):
    drafts.save(vault, draft())
    times.add_work(vault, NOTE, 40, 0)
    times.add_work(vault, NOTE, 20, 300)
    times.keep_signed(vault, [DONE])
    times.keep_signed(vault, [DONE])
    (row,) = times.rows(vault)
    assert (row.note, row.day, row.typed, row.spoken) == (NOTE, "2026-03-12", 60, 300)
    assert (row.to_signed, row.to_read, row.to_approved, row.family) == (5400, None, 90000, "took_part")


def test_a_note_that_has_left_leaves_numbers_and_a_draft_that_has_left_leaves_nothing(vault):
    times.add_work(vault, "n-draft", 40, 0)
    times.keep_signed(vault, [DONE])
    times.keep_signed(vault, [])
    (row,) = times.rows(vault)
    assert (row.note, row.to_signed) == (None, 5400)


def test_the_work_on_a_draft_goes_when_it_is_thrown_away_but_a_signed_note_keeps_its_own(vault):
    for note in ("n-1", NOTE):
        drafts.save(vault, draft())
        times.add_work(vault, note, 40, 0)
    times.keep_signed(vault, [Signed(NOTE, "2026-03-12", None, None, None, "not_shown")])
    drafts.discard(vault, NOTE)
    assert [row.note for row in times.rows(vault)] == [NOTE]
    for let_go in (lambda: drafts.discard(vault, "n-2"), lambda: times.drop_begun(vault)):
        times.add_work(vault, "n-2", 40, 0)
        let_go()
        assert [row.note for row in times.rows(vault)] == [NOTE]


def test_what_is_deleted_on_wish_is_gone_and_the_choice_stands(vault, folder):
    times.choose(vault, Choices(measuring=False, since="2026-03-12T16:00:00+01:00", withdraw=True))
    times.add_old_way(vault, "t-1", "2026-03-01", 1800, None, "not_shown")
    times.make_ready(vault, [Share("2026-02", "unit-bou", {"typed": 60})])
    times.forget_everything(vault)
    assert (times.rows(vault), times.shares(vault)) == ([], [])
    assert (folder / f"{STORE_FILE}-wal").stat().st_size == 0
    assert times.choices(vault) == Choices(measuring=False, since="2026-03-12T16:00:00+01:00", withdraw=True)
    times.withdrawn(vault)
    assert not times.choices(vault).withdraw


def test_a_month_is_made_ready_once(vault):
    first, later = Share("2026-02", "unit-bou", {"typed": 60}), Share("2026-02", "unit-b", {"typed": 90})
    times.make_ready(vault, [first])
    times.make_ready(vault, [later])
    assert times.shares(vault) == [first]
    times.sent(vault, ["2026-02"])
    assert [share.sent for share in times.shares(vault)] == [True]
    times.drop_shares(vault)
    assert times.shares(vault) == []


def test_a_hub_with_another_past_is_told_the_months_again(vault):
    """Its backup does not hold them; what it was told too late it drops."""
    times.make_ready(vault, [Share("2026-02", "unit-bou", {"typed": 60})])
    times.sent(vault, ["2026-02"])
    offering.offer_everything_again(vault, "epoch-2")
    assert [share.sent for share in times.shares(vault)] == [False]


@pytest.mark.parametrize("chosen", [Choices(), Choices(measuring=False, team=True, baseline_from="2026-03-01")])
def test_choices_are_kept(vault, chosen):
    assert times.choices(vault) == Choices()
    times.choose(vault, chosen)
    assert times.choices(vault) == chosen
