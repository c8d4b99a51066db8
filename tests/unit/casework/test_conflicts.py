"""A note with several signed texts: counted, opened, chosen place by place, signed as one; nothing chosen unseen."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import conflicts, read_note, sign, write_note
from fieldnotes.casework.whole_note import sections_of
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import access, entries, unfinished

CASE, CHILD = "c-prov-01", "prov-01-p1"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = {"*": "Provkörning."}
REASON = "Fel ord."


def refusal(call):
    with pytest.raises(Refused) as caught:
        call()
    return caught.value


@pytest.fixture
def parted(worker, colleague, carry):
    """Give what parts a fresh note: each desk's corrections, carried to all; gives the note."""

    def part(*corrections):
        note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
        sign.sign(worker, note, WHY)
        carry()
        for desk, sections in zip((worker, colleague, worker), corrections, strict=False):
            sign.correct(desk, note, {"sections": sections}, REASON, WHY)
        carry()
        return note

    return part


def noted(text):
    return {"information": {"note": text}}


def agreed(text):
    return {"nasta_steg": {"note": text}}


def only(view):
    (found,) = view.differences
    return found


def test_two_texts_are_counted_for_those_who_work_with_the_case(worker, colleague, supervisor, parted):
    note = parted(noted("Toves."), noted("Jonas."))
    for desk in (worker, colleague):
        (row,) = [each for each in conflicts.conflicts(desk) if each.note == note]
        assert (row.case_number, len(row.heads), row.begun) == ("BV-2026-0142", 2, False)
        assert set(row.authors) == {"Tove Ekberg", "Jonas Lilja"}
    assert note not in [each.note for each in conflicts.conflicts(supervisor)]


def test_opening_shows_who_wrote_what_when_by_both_clocks_and_is_recorded(worker, parted):
    """rules: SEC-6, INS-1"""
    note = parted(noted("Toves."), noted("Jonas."))
    view = conflicts.open_conflict(worker, note)
    assert {head.author_name for head in view.heads} == {"Tove Ekberg", "Jonas Lilja"}
    assert all(head.received_at is not None and head.at != head.received_at for head in view.heads)
    assert all(access.has_opened(worker.vault, note, head.hash) for head in view.heads)
    each = only(view)
    assert (each.change, each.proposal, each.joined) == ("both", None, "\n".join(o.text for o in each.offers))
    assert view.left == 1


def test_what_does_not_overlap_is_proposed_and_signed_only_once_a_person_accepts(worker, parted):
    """rules: INS-1"""
    note = parted(noted("Toves."), agreed("Jonas."))
    view = conflicts.open_conflict(worker, note)
    assert [(each.change, each.proposal) for each in view.differences] == [
        ("proposed", "Toves."),
        ("proposed", "Jonas."),
    ]
    assert refusal(lambda: conflicts.merge(worker, note, view.hashes)).code is Code.MERGE_UNDECIDED
    for each in view.differences:
        view = conflicts.choose(worker, note, each.id, conflicts.PROPOSAL)
    assert view.left == 0
    merged = conflicts.merge(worker, note, view.hashes, reasons=WHY).hash
    shown = read_note.show(worker, note)
    assert (shown.head, shown.flags.conflict) == (merged, False)
    assert shown.sections["information"]["note"] == "Toves."
    assert shown.sections["nasta_steg"]["note"] == "Jonas."


def test_choices_outlive_a_lock_and_end_with_the_signing(worker, town, parted):
    note = parted(noted("Toves."), noted("Jonas."))
    each = only(conflicts.open_conflict(worker, note))
    conflicts.choose(worker, note, each.id, "written", "Vi skriver om.")
    again = conflicts.open_conflict(town.desk("u-tove"), note)
    assert (only(again).choice.text, only(again).choice.how, again.left) == ("Vi skriver om.", "written", 0)
    assert [row.begun for row in conflicts.conflicts(worker) if row.note == note] == [True]
    conflicts.merge(worker, note, again.hashes, reasons=WHY)
    assert unfinished.get(worker.vault, "merge", note) is None
    assert read_note.show(worker, note).sections["information"]["note"] == "Vi skriver om."


def test_a_choice_can_be_taken_back(worker, parted):
    note = parted(noted("Toves."), noted("Jonas."))
    each = only(conflicts.open_conflict(worker, note))
    assert conflicts.choose(worker, note, each.id, each.offers[0].heads[0]).left == 0
    view = conflicts.take_back(worker, note, each.id)
    assert (only(view).choice, view.left) == (None, 1)


def test_a_text_that_comes_meanwhile_stops_the_signing_and_takes_no_choice_away(worker, colleague, carry, parted):
    """The choice about what the newcomer changed is asked again, with what was written still there."""
    note = parted(noted("Toves."), {**noted("Jonas."), **agreed("Jonas.")})
    view = conflicts.open_conflict(worker, note)
    for each in view.differences:
        conflicts.choose(worker, note, each.id, "written", f"Egen {each.section}.")
    late = sign.correct(colleague, note, {"sections": noted("Sent.")}, REASON, WHY).hash
    carry()
    assert refusal(lambda: conflicts.merge(worker, note, view.hashes, reasons=WHY)).code is Code.NOT_THE_HEAD
    again = conflicts.open_conflict(worker, note)
    assert late in again.hashes
    chosen = {each.section: (each.choice.text, each.choice.stands) for each in again.differences}
    assert chosen == {
        "information": ("Egen information.", False),
        "nasta_steg": ("Egen nasta_steg.", True),
    }
    assert again.left == 1


def voice(text):
    return {"barnets_rost": {"said": {"text": text, "source_person_id": CHILD, "source_kind": "berattat_pa_plats"}}}


def test_the_childs_words_of_either_text_cannot_be_merged_away(worker, parted):
    """rules: CHI-1"""
    note = parted(voice("Jag vill bo hos mormor."), noted("Jonas."))
    view = conflicts.open_conflict(worker, note)
    said = next(each for each in view.differences if each.section == "barnets_rost")
    assert said.own
    head = next(head for offer in said.offers for head in offer.heads)
    assert refusal(lambda: conflicts.choose(worker, note, said.id, head)).code is Code.WORDS_LOST
    view = conflicts.choose(worker, note, said.id, "written", "Barnet vill något annat.")
    assert next(each for each in view.differences if each.own).choice.loses
    assert view.left == 2
    conflicts.choose(worker, note, next(each.id for each in view.differences if not each.own), conflicts.PROPOSAL)
    lost = refusal(lambda: conflicts.merge(worker, note, view.hashes, reasons=WHY))
    assert (lost.code, lost.values["section"]) == (Code.WORDS_LOST, "barnets_rost")
    conflicts.choose(worker, note, said.id, conflicts.PROPOSAL)
    conflicts.merge(worker, note, view.hashes, reasons=WHY)
    kept = read_note.show(worker, note).sections["barnets_rost"]["said"]["text"]
    heads = [sections_of(f) for f in entries.of_note(worker.vault, note) if f.hash in view.hashes]
    assert all(each["barnets_rost"]["said"]["text"] in kept for each in heads)


def test_a_merge_file_is_held_to_the_same(worker, parted):
    """rules: INS-1, CHI-1"""
    note = parted({**noted("Toves."), **voice("Jag vill bo hos mormor.")}, agreed("Jonas."))
    undecided = refusal(lambda: sign.merge(worker, note, {"sections": noted("Bådas.")}, None, WHY))
    assert undecided.code is Code.MERGE_UNDECIDED
    assert undecided.values == {"fields": "barnets_rost.said, nasta_steg.note", "count": 2}
    gone = {"sections": {**noted("Bådas."), **agreed("Jonas."), **voice("Något annat.")}}
    assert refusal(lambda: sign.merge(worker, note, gone, None, WHY)).code is Code.WORDS_LOST
    assert len(read_note.show(worker, note).heads) == 2
    sign.merge(worker, note, {"sections": noted("Bådas.")}, None, WHY, accept=True)
    sections = read_note.show(worker, note).sections
    assert (sections["information"]["note"], sections["nasta_steg"]["note"]) == ("Bådas.", "Jonas.")


def test_a_correction_one_has_begun_is_still_there_after_the_merge(worker, parted):
    note = parted(noted("Toves."), noted("Jonas."))
    write_note.begin_correction(worker, note)
    write_note.edit(worker, note, {"sections": agreed("Påbörjat.")})
    sign.merge(worker, note, {"sections": noted("Bådas.")}, None, WHY)
    shown = read_note.show(worker, note)
    assert shown.is_draft
    assert shown.sections["nasta_steg"]["note"] == "Påbörjat."


def test_only_those_who_work_with_the_case_choose(supervisor, parted):
    note = parted(noted("Toves."), noted("Jonas."))
    each = only(conflicts.open_conflict(supervisor, note))
    assert refusal(lambda: conflicts.choose(supervisor, note, each.id, "joined")).code is Code.NOT_ASSIGNED


def test_what_the_rules_stop_is_told_before_signing(worker, parted):
    note = parted({"grunddata": {"purpose": "Toves."}}, {"grunddata": {"purpose": "Jonas."}})
    each = only(conflicts.open_conflict(worker, note))
    assert refusal(lambda: conflicts.check_merge(worker, note)).code is Code.MERGE_UNDECIDED
    conflicts.choose(worker, note, each.id, "written", "")
    assert "required" in {finding.rule for finding in conflicts.check_merge(worker, note).blocks}
    conflicts.choose(worker, note, each.id, "joined")
    assert conflicts.check_merge(worker, note).clear


def test_a_note_with_one_text_is_no_conflict(worker):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    assert refusal(lambda: conflicts.open_conflict(worker, note)).code is Code.NOT_SIGNED
    sign.sign(worker, note, WHY)
    assert refusal(lambda: conflicts.open_conflict(worker, note)).code is Code.NOT_A_CONFLICT


def test_rows_are_chosen_one_by_one(worker, parted):
    def seen(*texts):
        return {"iakttagelser": {"obs": [{"text": text, "observed_by": "Tove Ekberg"} for text in texts]}}

    note = parted(seen("Kylen var full.", "Hallen var mörk."), seen("Kylen var tom.", "Hallen var mörk."))
    view = conflicts.open_conflict(worker, note)
    for each in view.differences:
        how = each.offers[0].heads[0] if each.proposal is None else conflicts.PROPOSAL
        view = conflicts.choose(worker, note, each.id, how)
    conflicts.merge(worker, note, view.hashes, reasons=WHY)
    left = [row["text"] for row in read_note.show(worker, note).sections["iakttagelser"]["obs"]]
    assert left.count("Hallen var mörk.") == 1
    assert {"Kylen var full.", "Kylen var tom."} & set(left)
