"""Conflicts between two devices over a real hub and real HTTP: kept, the same everywhere, and settled by people.

rules: INS-1, CHI-1
"""

import pytest

from fieldnotes.casework import conflicts, decide, exchange, read_cases, read_note, sign, waiting_notes, write_note
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Code, Refused
from one_desk import make_workshop, shipped
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER

REASONS = {"*": "Provkörning."}
CHILD = "prov-01-p1"


@pytest.fixture
def desk_of(road, tmp_path):
    """Give a desk of a person on a device of their own, joined to the hub."""

    def make(user, name=None):
        vault = road.joined(user, name)
        desk = Desk(make_workshop(road.clock, tmp_path / f"{name or user}-files"), vault, unlocked=road.clock.now())
        exchange.sync(desk)
        return desk

    return make


@pytest.fixture
def tove(desk_of):
    return desk_of(WORKER)


@pytest.fixture
def jonas(desk_of):
    return desk_of(COLLEAGUE)


def exchanged(*desks):
    """Everybody sends, then everybody has everything."""
    for desk in (*desks, *desks):
        exchange.sync(desk)


def noted(section, text):
    return {"sections": {section: {"note": text}}}


def signed(desk, *others):
    note = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    sign.sign(desk, note, REASONS)
    exchanged(desk, *others)
    return note


def correct(desk, note, data):
    return sign.correct(desk, note, data, "Fel ord.", REASONS).hash


def heads(desk, note):
    return read_note.show(desk, note).heads


def accept_all(desk, note):
    view = conflicts.open_conflict(desk, note)
    for each in view.differences:
        view = conflicts.choose(desk, note, each.id, "joined" if each.proposal is None else conflicts.PROPOSAL)
    return conflicts.merge(desk, note, view.hashes, reasons=REASONS).hash


def test_two_who_correct_offline_see_the_same_two_versions_and_one_settles_it(tove, jonas, desk_of):
    note = signed(tove, jonas)
    both = {correct(tove, note, noted("information", "Toves.")), correct(jonas, note, noted("nasta_steg", "Jonas."))}
    exchanged(tove, jonas)
    henrik = desk_of(SUPERVISOR)
    for desk in (tove, jonas, henrik):
        assert set(heads(desk, note)) == both
    assert [read_cases.status(desk).conflicts for desk in (tove, jonas, henrik)] == [1, 1, 0]
    assert note in [row.note for row in read_cases.today(jonas).conflicts]
    merged = accept_all(tove, note)
    exchanged(tove, jonas, henrik)
    for desk in (tove, jonas, henrik):
        assert heads(desk, note) == (merged,)
    sections = read_note.show(jonas, note).sections
    assert (sections["information"]["note"], sections["nasta_steg"]["note"]) == ("Toves.", "Jonas.")
    assert read_cases.status(jonas).conflicts == 0


def test_two_who_merge_at_once_have_two_merges_and_can_bring_those_together(tove, jonas):
    note = signed(tove, jonas)
    correct(tove, note, noted("information", "Toves."))
    correct(jonas, note, noted("information", "Jonas."))
    exchanged(tove, jonas)
    both = set()
    for desk, how in ((tove, "Toves val."), (jonas, "Jonas val.")):
        view = conflicts.open_conflict(desk, note)
        conflicts.choose(desk, note, view.differences[0].id, "written", how)
        both.add(conflicts.merge(desk, note, view.hashes, reasons=REASONS).hash)
    exchanged(tove, jonas)
    assert set(heads(tove, note)) == set(heads(jonas, note)) == both
    view = conflicts.open_conflict(jonas, note)
    assert len(view.bases) == 2
    assert [each.change for each in view.differences] == ["both"]
    last = accept_all(jonas, note)
    exchanged(jonas, tove)
    assert heads(tove, note) == heads(jonas, note) == (last,)
    assert read_note.show(tove, note).sections["information"]["note"].count("val.") == 2


def test_a_correction_being_written_while_another_is_signed_becomes_a_version_of_its_own(tove, jonas):
    note = signed(tove, jonas)
    write_note.begin_correction(tove, note)
    write_note.edit(tove, note, noted("information", "Toves utkast."))
    correct(jonas, note, noted("nasta_steg", "Jonas."))
    exchanged(jonas, tove)
    draft = read_note.show(tove, note)
    assert draft.is_draft
    assert draft.sections["information"]["note"] == "Toves utkast."
    sign.sign(tove, note, REASONS, "Fel ord.")
    assert len(heads(tove, note)) == 2
    exchanged(tove, jonas)
    accept_all(jonas, note)
    exchanged(jonas, tove)
    sections = read_note.show(tove, note).sections
    assert (sections["information"]["note"], sections["nasta_steg"]["note"]) == ("Toves utkast.", "Jonas.")


def test_a_version_that_arrives_during_the_merge_is_merged_too_and_nobodys_words_are_lost(tove, jonas, road):
    note = signed(tove, jonas)

    def voice(text):
        said = {"text": text, "source_person_id": CHILD, "source_kind": "berattat_pa_plats"}
        return {"sections": {"barnets_rost": {"said": said}}}

    correct(tove, note, voice("Till mormor."))
    road.clock.move(60)  # of two texts the newest is the one that is corrected: Jonas goes on from his own
    correct(jonas, note, noted("nasta_steg", "Jonas."))
    exchanged(tove, jonas)
    view = conflicts.open_conflict(tove, note)
    for each in view.differences:
        conflicts.choose(tove, note, each.id, conflicts.PROPOSAL)
    correct(jonas, note, voice("Inte nu."))
    exchanged(jonas, tove)
    with pytest.raises(Refused) as refused:
        conflicts.merge(tove, note, view.hashes, reasons=REASONS)
    assert refused.value.code is Code.NOT_THE_HEAD
    accept_all(tove, note)
    exchanged(tove, jonas)
    kept = read_note.show(jonas, note).sections["barnets_rost"]["said"]["text"]
    assert "Till mormor." in kept
    assert "Inte nu." in kept


def test_the_second_worker_is_asked_reads_and_cosigns_and_a_later_text_says_it_was_an_earlier_one(tove, jonas):
    shipped_note = shipped("demo/notes/prov-01.json")
    people = shipped_note["sections"]["deltagare"]["people"]
    shipped_note["sections"]["deltagare"]["people"] = [
        *people,
        {"person_id": COLLEAGUE, "name": "Jonas Lilja", "role": "kollega", "presence": "hela"},
    ]
    note = write_note.add(tove, CASE, "hembesok", shipped_note).note
    revision = sign.sign(tove, note, REASONS).hash
    exchanged(tove, jonas)
    assert note in [row.note for row in read_cases.today(jonas).to_cosign]
    assert note not in [row.note for row in read_cases.today(tove).to_cosign]
    assert read_note.show(jonas, note).asked_to_cosign
    sign.cosign(jonas, note, revision)
    exchanged(jonas, tove)
    assert note not in [row.note for row in read_cases.today(jonas).to_cosign]
    (signed_too,) = read_note.show(tove, note).cosigned
    assert (signed_too.by, signed_too.current) == (COLLEAGUE, True)
    correct(tove, note, noted("information", "Rättat."))
    exchanged(tove, jonas)
    (signed_too,) = read_note.show(jonas, note).cosigned
    assert not signed_too.current
    assert [row.earlier for row in read_note.history(jonas, note) if row.kind == "NoteCosigned"] == [True]
    assert note in [row.note for row in read_cases.today(jonas).to_cosign]


def test_opposite_decisions_made_offline_stand_open_until_one_who_has_seen_both_decides(tove, desk_of):
    office, laptop = desk_of(SUPERVISOR, "office"), desk_of(SUPERVISOR, "laptop")
    note = signed(tove, office, laptop)
    revision = read_note.show(office, note).head
    read_note.show(laptop, note)
    decide.approve(office, note, revision)
    pin = {"section": "information", "field": "note", "kind": "question", "text": "När?"}
    decide.return_note(laptop, note, revision, {"pins": [pin]})
    exchanged(office, laptop, tove)
    for desk in (office, laptop, tove):
        seen = read_note.show(desk, note)
        assert (seen.state, seen.flags.decisions_opposed) == ("signed", True)
        assert {each.decision for each in seen.decisions if each.stands} == {"approved", "returned"}
    assert note in [row.note for row in waiting_notes.queue(office)]
    decide.approve(office, note, revision)
    exchanged(office, tove, laptop)
    for desk in (office, laptop, tove):
        seen = read_note.show(desk, note)
        assert (seen.state, seen.flags.decisions_opposed) == ("approved", False)
