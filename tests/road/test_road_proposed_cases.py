"""A child nobody has a case for: proposed offline, written in at once, nothing set aside, bound later everywhere."""

import json

import pytest
from pypdf import PdfReader

import verify_case
from fieldnotes.casework import decide, find_in_case, make_report, profile, propose_case, read_cases, read_note, sign
from fieldnotes.casework.people import people_at
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.proposed_case import proposed_number
from fieldnotes.hub import proposing
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.registers import assign
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.vault import outbox
from life_samples import PROPOSAL, carry, desk_at, joined_desk, missed
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER


def refusal(act) -> Refused:
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def test_a_case_proposed_in_the_field_is_written_in_at_once_and_nothing_is_set_aside(own_road):
    """rules: DOC-2, VIS-3, SEC-6"""
    worker, boss, other = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR, "u-maja"))
    case = propose_case.propose(worker, PROPOSAL).case
    note = missed(worker, case)
    carry(worker, boss, other)

    assert outbox.quarantined(worker.vault) == []
    assert outbox.waiting(worker.vault) == 0
    (waiting,) = propose_case.proposed_cases(boss)
    assert (waiting.case, waiting.number, waiting.by, waiting.may_bind) == (case, proposed_number(case), WORKER, True)
    assert [row["case"] for row in proposing.proposed_cases(own_road.hub)["proposed"]] == [case]
    assert read_note.show(boss, note).case_number == waiting.number
    (due,) = read_cases.case(worker, case).deadlines
    assert (due.rule, due.days_left) == ("VIS-3", 14)
    assert refusal(lambda: read_cases.case(other, case)).code is Code.UNKNOWN_CASE
    assert verify_hub(own_road.hub)["ok"]


def test_once_bound_the_notes_lie_under_the_right_case_everywhere(own_road, tmp_path):
    """rules: DOC-8, SEC-6"""
    worker, boss, colleague = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR, COLLEAGUE))
    case = propose_case.propose(worker, PROPOSAL).case
    note = missed(worker, case)
    carry(worker, boss)
    propose_case.bind(boss, case, CASE)
    carry(boss, worker, colleague)

    for desk in (worker, boss, colleague):
        seen = read_note.show(desk, note)
        assert (seen.case, seen.case_number, seen.proposed_as) == (CASE, "BV-2026-0142", proposed_number(case))
        assert note in {row.note for row in read_note.notes(desk, CASE)}
        assert case not in {each.id for each in read_cases.cases(desk)}
        assert find_in_case.find_in_case(desk, CASE, "ringde på")
    make_report.export_pdf(worker, note, tmp_path / "note.pdf")
    printed = " ".join("".join(page.extract_text() for page in PdfReader(tmp_path / "note.pdf").pages).split())
    assert "BV-2026-0142" in printed
    assert proposed_number(case) in printed
    make_report.export_case(worker, CASE, tmp_path / "out")
    export = json.loads((tmp_path / "out" / "case.json").read_text("utf-8"))
    assert [chain["case"] for chain in export["proposed"]] == [case]
    assert verify_case.check_case(export) == []


def test_a_decision_about_a_bound_note_stays_in_its_chain_and_the_hub_takes_it(own_road):
    worker, boss = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR))
    case = propose_case.propose(worker, PROPOSAL).case
    note = missed(worker, case)
    carry(worker, boss)
    propose_case.bind(boss, case, CASE)
    carry(boss, worker)
    head = read_note.show(boss, note).head
    decide.approve(boss, note, head)
    sign.correct(worker, note, {"sections": {"grunddata": {"tried": "Vi ringde på fyra gånger."}}}, "Räknade fel.")
    carry(boss, worker)
    assert outbox.quarantined(boss.vault) == outbox.quarantined(worker.vault) == []
    assert read_note.show(boss, note).flags.changed_after_approval
    assert verify_hub(own_road.hub)["ok"]


def test_an_administrator_binds_it_at_the_hub(own_road):
    worker = joined_desk(own_road, WORKER)
    case = propose_case.propose(worker, PROPOSAL).case
    note = missed(worker, case)
    carry(worker)
    assert refusal(lambda: proposing.bind(own_road.hub, CASE, case)).code is Code.NOT_PROPOSED
    assert refusal(lambda: proposing.bind(own_road.hub, case, "c-none")).code is Code.UNKNOWN_CASE
    assert proposing.bind(own_road.hub, case, CASE)["case"] == CASE
    carry(worker)
    assert read_note.show(worker, note).case == CASE


def test_a_lone_laptop_proposes_and_the_hub_it_joins_later_takes_it_all(own_road):
    """rules: DOC-2"""
    lone = desk_at(own_road, own_road.device("lone"))
    case = propose_case.propose(lone, PROPOSAL).case
    note = missed(lone, case)
    assert read_note.show(lone, note).case_number == proposed_number(case)
    profile.join(lone, invite(own_road.hub, WORKER, own_road.url).to_json())
    carry(lone)
    assert outbox.quarantined(lone.vault) == []
    (row,) = proposing.proposed_cases(own_road.hub)["proposed"]
    assert (row["case"], row["by"], row["unit"], row["entries"]) == (case, WORKER, "unit-bou", 2)


def test_who_writes_on_after_the_binding_without_knowing_of_it_loses_nothing(own_road):
    """The worker is out of reach while it is bound; her later note in the old chain reaches the right case."""
    worker, boss = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR))
    case = propose_case.propose(worker, PROPOSAL).case
    carry(worker, boss)
    propose_case.bind(boss, case, "c-prov-02")
    carry(boss)
    later = missed(worker, case)
    carry(worker, boss)
    assert outbox.quarantined(worker.vault) == []
    assert read_note.show(boss, later).case == "c-prov-02"
    assert read_note.show(worker, later).case == case, "a case she does not work with is not opened to her by this"
    assert "c-prov-02" not in people_at(worker).cases
    assign(own_road.hub, "c-prov-02", WORKER)
    carry(worker)
    assert read_note.show(worker, later).case == "c-prov-02"


def test_binding_is_for_a_supervisor_of_both(own_road):
    worker, boss = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR))
    case = propose_case.propose(worker, PROPOSAL).case
    carry(worker, boss)
    assert refusal(lambda: propose_case.bind(worker, case, CASE)).code is Code.NOT_A_SUPERVISOR
    assert refusal(lambda: propose_case.bind(boss, CASE, "c-prov-02")).code is Code.NOT_PROPOSED
    assert refusal(lambda: propose_case.bind(boss, case, "c-none")).code is Code.UNKNOWN_CASE
