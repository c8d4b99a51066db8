"""Filing an act: one transaction, linked, signed, and never twice."""

import pytest

from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import drafts, entries, outbox
from fieldnotes.vault.contact import note_contact
from fieldnotes.vault.identity import identity
from fieldnotes.wire.entries import read, signed_by
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SigningKey
from fieldnotes.wire.parcel import MAX_BYTES
from vault_samples import CASE, NOTE, consent, draft


def test_a_filed_act_is_signed_stored_waiting_and_its_draft_is_gone(vault, held_clock):
    """rules: DOC-1"""
    drafts.save(vault, draft())
    act = consent(held_clock)
    filed = entries.file_act(vault, act, held_clock, drop_draft=NOTE)
    assert drafts.get(vault, NOTE) is None
    assert outbox.waiting(vault) == 1
    assert entries.of_note(vault, NOTE) == [filed]
    assert entries.by_hash(vault, filed.hash) == filed
    assert filed.where is Where.ONLY_HERE
    [(position, sealed)] = entries.sealed(vault, CASE)
    assert position is None
    assert signed_by(sealed, SigningKey(identity(vault).seed).public)
    assert read(sealed.data) == filed.entry
    assert filed.entry.body == act.body
    assert filed.entry.at == "2026-03-12T16:00:00.000+01:00"
    assert (filed.entry.author, filed.entry.role, filed.entry.unit) == ("local", "worker", "local")


def test_the_counter_runs_over_all_cases_and_the_link_within_each(vault, held_clock):
    filed = [entries.file_act(vault, consent(held_clock, case), held_clock) for case in ("c-1", "c-2", "c-1", "c-1")]
    assert [f.entry.dseq for f in filed] == [1, 2, 3, 4]
    assert [f.entry.case_previous for f in filed] == [None, None, filed[0].hash, filed[2].hash]


def test_the_same_act_again_is_given_back_as_it_was_filed(vault, held_clock):
    act = consent(held_clock)
    first = entries.file_act(vault, act, held_clock)
    held_clock.move(60)
    assert entries.file_act(vault, act, held_clock) == first
    assert outbox.waiting(vault) == 1


def test_an_act_that_breaks_its_kind_leaves_everything_as_it_was(vault, held_clock):
    drafts.save(vault, draft())
    with pytest.raises(Refused) as problem:
        entries.file_act(vault, consent(held_clock, unknown="x"), held_clock, drop_draft=NOTE)
    assert problem.value.code is Code.BYTES_WRONG
    assert drafts.get(vault, NOTE) == draft()
    assert (outbox.waiting(vault), entries.of_note(vault, NOTE)) == (0, [])
    assert entries.file_act(vault, consent(held_clock), held_clock).entry.dseq == 1


def test_nothing_is_signed_that_could_never_be_sent(vault, held_clock):
    drafts.save(vault, draft())
    body = {"question": "11" * 32, "text": "å" * (MAX_BYTES // 2)}
    act = Act(new_id(held_clock), Kind.QUESTION_ANSWERED, CASE, NOTE, body)
    with pytest.raises(Refused) as problem:
        entries.file_act(vault, act, held_clock, drop_draft=NOTE)
    assert problem.value.code is Code.TOO_LARGE
    assert (drafts.get(vault, NOTE), outbox.waiting(vault)) == (draft(), 0)


def test_acts_that_belong_together_are_filed_together_or_not_at_all(vault, held_clock):
    def two(**second) -> None:
        with entries.filing(vault, held_clock) as file:
            file(consent(held_clock))
            file(consent(held_clock, **second))

    with pytest.raises(Refused):
        two(unknown="x")
    assert entries.of_case(vault, CASE) == []
    with entries.filing(vault, held_clock) as file:
        first, second = file(consent(held_clock)), file(consent(held_clock))
    assert second.entry.case_previous == first.hash
    assert entries.of_case(vault, CASE) == [first, second]


def test_joined_entries_carry_person_role_and_unit(vault, hub, held_clock):
    """rules: DOC-1"""
    entry = entries.file_act(vault, consent(held_clock), held_clock).entry
    assert (entry.author, entry.role, entry.unit) == ("u-tove", "worker", "unit-bou")


def test_seconds_since_the_hub_are_told_only_while_both_clocks_agree(vault, held_clock):
    """A clock at 1970 or 2099 must not lie about how long ago the hub was seen."""
    assert entries.file_act(vault, consent(held_clock), held_clock).entry.since_hub is None
    note_contact(vault, held_clock)
    held_clock.move(90)
    assert entries.file_act(vault, consent(held_clock), held_clock).entry.since_hub == 90
    held_clock.wall = held_clock.wall.replace(year=2099)
    assert entries.file_act(vault, consent(held_clock), held_clock).entry.since_hub is None
    held_clock.wall = held_clock.wall.replace(year=2026)
    held_clock.passed = 1.0
    assert entries.file_act(vault, consent(held_clock), held_clock).entry.since_hub is None


@pytest.mark.parametrize("year", [1970, 2099])
def test_a_wrong_clock_changes_neither_order_nor_links(vault, held_clock, year):
    first = entries.file_act(vault, consent(held_clock), held_clock)
    held_clock.wall = held_clock.wall.replace(year=year)
    second = entries.file_act(vault, consent(held_clock), held_clock)
    assert second.entry.case_previous == first.hash
    assert entries.of_note(vault, NOTE) == [first, second]


def test_the_entries_of_all_notes_are_read_at_once_in_the_order_they_came(vault, held_clock):
    filed = [
        entries.file_act(vault, consent(held_clock, case, note), held_clock)
        for note, case in (("n-2", "c-1"), ("n-1", "c-2"), (None, "c-1"), ("n-2", "c-1"))
    ]
    assert entries.of_notes(vault) == [filed[0], filed[1], filed[3]]


def test_entries_and_identity_show_no_words_and_no_seed(vault, hub, held_clock):
    """rules: SEC-9"""
    filed = entries.file_act(vault, consent(held_clock), held_clock)
    me = identity(vault)
    assert "nickade" not in repr(filed)
    assert repr(me.seed) not in repr(me)
    assert "Tove" not in repr(me)
