"""Proposed cases, bindings, hand-overs and notes gone astray at the hub, on both databases."""

import pytest
from sqlalchemy import insert, select

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub import proposing, tables
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.handing_over import hand_over
from fieldnotes.hub.reference import item
from fieldnotes.hub.releasing import quarantine_release
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.reference import ItemType
from hub_samples import BOSS, BOTH, CASE, COLLEAGUE, OTHER, OTHER_BOSS, OTHER_UNIT, OUTSIDER, THIRD, UNIT, WORKER, H

NEW = "0195d0f0-0000-7000-8000-0000000abcde"
CHILD = {"person_id": "n-p1", "name": "Alva Berg", "role": "barn"}


def proposal(laptop, case=NEW, unit=UNIT, **body):
    return laptop.act(Kind.CASE_PROPOSED, {"child": CHILD, "people": [], "unit": unit, **body}, case, None)


def bound(laptop, case=NEW, to=CASE, proposed=None):
    return laptop.act(Kind.CASE_BOUND, {"proposed": proposed or case, "to_case": to}, case, None)


def a_case(hub, name):
    with hub.database.reading() as connection:
        return item(connection, ItemType.CASE, name)


def refused(act) -> Code:
    with pytest.raises(Refused) as problem:
        act()
    return problem.value.code


@BOTH
def test_a_proposal_opens_its_case_for_its_author_and_the_unit_s_supervisors(join):
    """rules: SEC-6"""
    tove, jonas, boss, siv = join(), join(COLLEAGUE), join(boss=True), join(OTHER_BOSS, OTHER_UNIT, boss=True)
    note = tove.laptop.signed(case=NEW, note="n-new")
    first = proposal(tove.laptop)
    assert tove.results(note) == ["unknown_case"], "before the proposal nobody knows the case"
    assert tove.results(first, tove.laptop.signed(case=NEW, note="n-2")) == [1, 2]
    assert tove.results(first) == [1], "the same again changes nothing"
    assert jonas.results(jonas.laptop.signed(case=NEW, note="n-2")) == ["not_assigned"]
    assert siv.results(siv.laptop.signed(case=NEW, note="n-2")) == ["not_assigned"]
    assert boss.results(boss.laptop.signed(case=NEW, note="n-3")) == [4], "what came too early was let in behind"
    hub = tove.hub
    assert a_case(hub, NEW)["assigned"] == [WORKER]
    assert verify_hub(hub)["ok"]


@BOTH
def test_a_proposal_that_may_not_stand_opens_nothing(join):
    """A foreign unit, people nobody can read, a revoked device, another act's number."""
    tove, maja = join(), join(OUTSIDER)
    assert tove.results(proposal(tove.laptop, unit=OTHER_UNIT)) == ["unknown_case"]
    assert tove.results(proposal(tove.laptop, child={"name": "Utan id"})) == ["unknown_case"]
    tove.laptop.dseq -= 1
    assert tove.results(proposal(tove.laptop)) == ["fork"]
    revoke(tove.hub, maja.laptop.id)
    tove.results(late := proposal(maja.laptop, case=f"{NEW[:-1]}f"))
    assert a_case(tove.hub, NEW) is None
    assert a_case(tove.hub, f"{NEW[:-1]}f") is None
    quarantine_release(tove.hub, late.hash)
    assert a_case(tove.hub, f"{NEW[:-1]}f")["assigned"] == [OUTSIDER]
    assert verify_hub(tove.hub)["ok"]


@BOTH
def test_what_was_proposed_is_bound_by_a_supervisor_of_both_and_reaches_the_people_of_the_case(join):
    """rules: SEC-6, DOC-8"""
    tove, jonas, boss = join(), join(COLLEAGUE), join(boss=True)
    siv = join(OTHER_BOSS, OTHER_UNIT, boss=True)
    tove.results(proposal(tove.laptop), tove.laptop.signed(case=NEW, note="n-1"))
    assert tove.results(bound(tove.laptop)) == ["not_a_supervisor"]
    assert boss.results(bound(boss.laptop, to=THIRD)) == ["not_a_supervisor"]
    assert boss.results(bound(boss.laptop, to="c-none")) == ["unknown_case"]
    assert boss.results(bound(boss.laptop, case=CASE, to=OTHER)) == ["not_proposed"]
    assert boss.results(bound(boss.laptop, proposed=OTHER)) == ["not_proposed"]
    assert siv.results(bound(siv.laptop)) == ["not_assigned"]
    assert boss.results(bound(boss.laptop, to=OTHER)) == [3]
    assert a_case(tove.hub, NEW)["bound_to"] == OTHER
    assert jonas.results(jonas.laptop.signed(case=NEW, note="n-1")) == [4], "he works with the case it was bound to"
    assert tove.results(tove.laptop.signed(case=NEW, note="n-9")) == [5], "who wrote it may go on"
    assert verify_hub(tove.hub)["ok"]


@BOTH
def test_an_administrator_binds_and_lists(join):
    tove = join()
    tove.results(proposal(tove.laptop))
    assert refused(lambda: proposing.bind(tove.hub, OTHER, CASE)) is Code.NOT_PROPOSED
    assert refused(lambda: proposing.bind(tove.hub, NEW, "c-none")) is Code.UNKNOWN_CASE
    proposing.bind(tove.hub, NEW, CASE)
    (row,) = proposing.proposed_cases(tove.hub)["proposed"]
    assert (row["case"], row["entries"], row["bound_to"], row["by"]) == (NEW, 1, CASE, WORKER)
    assert "Alva" not in str(row)


@BOTH
def test_a_hand_over_moves_the_assignments_in_one_go_and_is_logged(join):
    """rules: SEC-6"""
    tove, jonas, maja = join(), join(COLLEAGUE), join(OUTSIDER)
    hub = tove.hub
    assert refused(lambda: hand_over(hub, WORKER, "u-none", None)) is Code.UNKNOWN_USER
    assert refused(lambda: hand_over(hub, WORKER, WORKER, None)) is Code.UNKNOWN_USER
    assert refused(lambda: hand_over(hub, WORKER, OUTSIDER, "c-none")) is Code.UNKNOWN_CASE
    assert refused(lambda: hand_over(hub, WORKER, OUTSIDER, OTHER)) is Code.NOT_ASSIGNED
    moved = hand_over(hub, COLLEAGUE, OUTSIDER, None)
    assert moved["cases"] == [CASE, OTHER]
    assert a_case(hub, CASE)["assigned"] == [WORKER, OUTSIDER]
    assert maja.results(maja.laptop.signed(case=OTHER)) == [1]
    assert jonas.results(jonas.laptop.signed(case=OTHER)) == ["not_assigned"]
    with hub.database.reading() as connection:
        acts = connection.execute(select(tables.operator_act.c.what, tables.operator_act.c.about)).all()
    assert sorted((row.what, row.about) for row in acts) == [("handed_over", CASE), ("handed_over", OTHER)]


@BOTH
def test_a_hand_over_waits_for_unsigned_drafts_unless_they_shall_stay(join):
    """rules: DOC-2"""
    tove = join()
    hub = tove.hub
    at = "2026-03-12T08:00:00+00:00"
    row = {"case_id": CASE, "note": "n-draft", "device": tove.laptop.id, "shelf": "s", "user_id": WORKER, "number": 1,
           "begun": at, "since": at, "received_at": at, "sealed": b"x"}  # fmt: skip
    hub.database.write(lambda connection: connection.execute(insert(tables.kept_draft).values(row)))
    with pytest.raises(Refused) as stopped:
        hand_over(hub, WORKER, OUTSIDER, None)
    assert (stopped.value.code, stopped.value.values) == (Code.DRAFTS_LEFT, {"count": 1})
    assert a_case(hub, CASE)["assigned"] == [WORKER, COLLEAGUE], "nothing moved"
    moved = hand_over(hub, WORKER, OUTSIDER, None, drafts_stay=True)
    assert moved["drafts"] == [{"case": CASE, "note": "n-draft", "since": "2026-03-12T08:00:00+00:00"}]
    assert a_case(hub, CASE)["taken_over"]["from"] == WORKER


@BOTH
def test_a_note_gone_astray_becomes_a_task_only_where_its_supervisor_cannot_go(join):
    """rules: DOC-8, SEC-6"""
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    tove.results(note)

    def astray(to):
        return boss.laptop.act(Kind.NOTE_MISFILED, {"revision": note.hash, "to_case": to, "reason": "Fel akt."})

    assert boss.results(astray(OTHER)) == [2]
    assert "misfiled_here" not in a_case(tove.hub, OTHER)
    assert boss.results(astray(f"NR-{THIRD}"), astray("NR-none"), astray(None)) == [3, 4, 5]
    assert a_case(tove.hub, THIRD)["misfiled_here"] == [
        {"revision": note.hash, "by": BOSS, "unit": UNIT, "at": "2026-03-12T15:12:00+01:00"}
    ]
    assert H not in str(a_case(tove.hub, THIRD))
