"""A sibling's note from one visit, a visit that did not happen, and a colleague who takes over, over real HTTP."""

import pytest

from fieldnotes.casework import not_carried_out, propose_case, read_cases, read_note, siblings, sign, write_note
from fieldnotes.casework.not_carried_out import NotCarriedOut
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.handing_over import hand_over
from fieldnotes.vault import outbox
from life_samples import MISSED, PROPOSAL, carry, joined_desk, missed
from road_hub import CASE, COLLEAGUE, WORKER

MOTHER = {"name": "Karin Sandin", "role": "vardnadshavare"}
SEEN = {"sections": {"iakttagelser": "Köksbordet var dukat för fyra. Elsas säng var bäddad.", "bedomning": "Tryggt."}}


def refusal(act) -> Refused:
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def test_one_visit_gives_each_child_a_note_in_her_own_file(own_road):
    """rules: DOC-8"""
    worker = joined_desk(own_road, WORKER)
    note = write_note.add(worker, CASE, "hembesok", SEEN).note
    assert siblings.sibling_cases(worker, note) == ()
    molly = propose_case.propose(worker, {"child": {"name": "Molly Sandin"}, "people": [MOTHER]}).case
    assert refusal(lambda: siblings.look(worker, note, "c-prov-04")).code is Code.NO_SIBLING
    assert [each[0] for each in siblings.sibling_cases(worker, note)] == [molly]
    plan = siblings.look(worker, note, molly)
    (asked,) = plan.asked
    assert asked.kind == "child"
    stopped = refusal(lambda: siblings.begin(worker, note, molly))
    assert (stopped.code, stopped.values) == (Code.NAMES_ANOTHER_CHILD, {"count": 1})
    assert refusal(lambda: siblings.begin(worker, note, molly, {asked.key: "Elsa sov."})).values == {"count": 1}
    assert len(write_note.draft_list(worker)) == 1, "a refusal leaves nothing behind"
    begun = siblings.begin(worker, note, molly, {asked.key: "Köksbordet var dukat."}).note
    first, second = read_note.show(worker, note), read_note.show(worker, begun)
    assert (second.case, second.visit) == (molly, first.visit)
    assert "Elsa" not in str(second.sections)
    assert "prov-01" not in str(second.sections)
    assert "bedomning" not in second.sections


def test_a_visit_that_did_not_happen_is_signed_in_one_act(own_road):
    """rules: DOC-3"""
    worker = joined_desk(own_road, WORKER)
    note = missed(worker, CASE)
    view = read_note.show(worker, note)
    assert (view.state, view.sections["grunddata"]["outcome"]) == ("signed", "ej_genomfort")
    assert view.sections["nasta_steg"]["steps"][0]["who"] == "Tove Ekberg"
    call = NotCarriedOut("inte_svar", "Jag ringde två gånger.", ("prov-01-p2",), template="telefonsamtal")
    note = not_carried_out.record(worker, CASE, call).note
    people = read_note.show(worker, note).sections["deltagare"]["people"]
    assert {"prov-01-p1", "prov-01-p2"} <= {row["person_id"] for row in people}
    for wrong, code in (
        (NotCarriedOut("nej", "x"), Code.WRONG_TYPE),
        (NotCarriedOut("inte_svar", " "), Code.REASON_MISSING),
        (NotCarriedOut("inte_svar", "x", ("nobody",)), Code.UNKNOWN_PERSON),
        (NotCarriedOut("inte_svar", "x", template="overenskommelse"), Code.WRONG_TYPE),
    ):
        assert refusal(lambda wrong=wrong: not_carried_out.begin(worker, CASE, wrong)).code is code
    assert read_cases.today(worker).drafts == ()


def test_a_colleague_takes_over_and_the_one_who_leaves_keeps_the_unsigned_draft(own_road):
    """rules: SEC-6, DOC-2"""
    leaving, taking = joined_desk(own_road, WORKER), joined_desk(own_road, COLLEAGUE)
    signed_note = missed(leaving, "c-prov-04")
    draft = write_note.add(leaving, "c-prov-04", "telefonsamtal", {"sections": {"samtalet": "Petra ringde."}}).note
    carry(leaving, taking)
    hand_over(own_road.hub, WORKER, COLLEAGUE, "c-prov-04", drafts_stay=True)
    carry(leaving, taking)

    seen = read_cases.case(taking, "c-prov-04")
    assert seen.taken_over_from == "Tove Ekberg"
    assert read_note.show(taking, signed_note).state == "signed"
    assert [each.note for each in read_cases.agreements(taking, "c-prov-04")] == [signed_note]
    assert [row.note for row in read_cases.today(leaving).drafts] == [draft]
    assert "Petra ringde." in str(read_note.show(leaving, draft).sections)
    assert refusal(lambda: sign.sign(leaving, draft, {"*": "x"})).code is Code.NOT_ASSIGNED
    write_note.discard(leaving, draft)
    carry(leaving)
    assert "c-prov-04" not in {each.id for each in read_cases.cases(leaving)}
    assert outbox.quarantined(leaving.vault) == []


def test_a_proposed_case_that_was_taken_away_is_not_shown_any_more(own_road):
    """rules: SEC-6"""
    worker = joined_desk(own_road, WORKER)
    case = propose_case.propose(worker, PROPOSAL).case
    missed(worker, case)
    carry(worker)
    hand_over(own_road.hub, WORKER, COLLEAGUE, case)
    carry(worker)
    assert case not in {each.id for each in read_cases.cases(worker)}


def test_what_was_begun_as_missed_stays_as_a_draft_when_the_rules_stop_it(own_road):
    worker = joined_desk(own_road, WORKER)
    begun = not_carried_out.begin(worker, CASE, MISSED)
    assert [row.note for row in read_cases.today(worker).drafts] == [begun.note]
