"""What lies aside, for the supervisor of its case: listed without a word of it, let in or kept out, written down."""

import pytest

from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.registers import assign, unassign
from hub_samples import BOSS, BOTH, CASE, OTHER_BOSS, OTHER_UNIT, WORKER

WORDS = "Elsa väcker mamma."


@pytest.fixture
def late(join, hub, held_clock):
    """A supervisor, another unit's, and what a worker signed before the case was taken from them."""
    boss, siv, tove = join(boss=True), join(OTHER_BOSS, OTHER_UNIT, boss=True), join()
    first, second = tove.laptop.signed(), tove.laptop.signed(note="n-2")
    unassign(hub, CASE, WORKER)
    assert tove.results(first) == ["not_assigned"]
    held_clock.move(1)
    assert tove.results(second) == ["not_assigned"]
    return boss, siv, tove, first, second


def aside(line):
    answer = line.get("/v1/quarantine")
    assert answer.status_code == 200, answer.text
    return answer.json()["aside"]


def settle(line, entry, decision="release"):
    return line.post("/v1/quarantine", {"hash": entry.hash, "decision": decision})


def code(answer):
    return answer.status_code, answer.json()["code"]


@BOTH
def test_the_supervisor_of_the_case_lets_it_in_or_keeps_it_out(late, hub):
    """rules: SEC-6"""
    boss, siv, tove, first, second = late
    rows = aside(boss)
    assert [(row["hash"], row["reason"], row["state"], row["may_release"]) for row in rows] == [
        (first.hash, "not_assigned", "waiting", True), (second.hash, "not_assigned", "waiting", True),
    ]  # fmt: skip
    assert WORDS not in str(rows), "who did what and when, never what it says"
    assert aside(siv) == aside(tove) == []
    assert code(settle(siv, first)) == (404, "unknown_entry")
    after = settle(boss, first).json()["aside"]
    assert [row["state"] for row in after] == ["released", "waiting"]
    assert [row["state"] for row in settle(boss, second, "refuse").json()["aside"]] == ["released", "refused"]
    assert code(settle(boss, second)) == (405, "not_allowed")
    assert tove.results(first, second) == [1, "not_assigned"]
    with hub.database.reading() as connection:
        told = sorted((act.what, act.who, act.about) for act in acts(connection) if "quarantine" in act.what)
    assert told == [("quarantine_refused", BOSS, second.hash), ("quarantine_released", BOSS, first.hash)]


def test_what_nobody_may_let_in_stays_out_and_can_be_kept_out(late, hub):
    boss, _siv, tove, first, _second = late
    settle(boss, first).raise_for_status()
    assign(hub, CASE, WORKER)
    own = tove.laptop.approved(first.hash)
    assert tove.results(own) == ["own_work"]
    [row] = [row for row in aside(boss) if row["hash"] == own.hash]
    assert (row["kind"], row["may_release"]) == ("NoteApproved", False)
    assert code(settle(boss, own)) == (422, "cannot_release")
    assert settle(boss, own, "refuse").status_code == 200


def test_what_lacks_something_settles_itself_and_says_so(late, hub):
    boss, _siv, _tove, first, _second = late
    early = boss.laptop.approved("33" * 32)
    assert boss.results(early) == ["unknown_revision"]
    [row] = [row for row in aside(boss) if row["hash"] == early.hash]
    assert (row["settles_itself"], row["may_release"]) == (True, False)
    assert code(settle(boss, early)) == (403, "own_work"), "one's own entry is another's to settle"
    assert first.hash


@pytest.mark.parametrize("body", [{}, {"hash": "x", "decision": "release"}, {"hash": "11" * 32, "decision": "burn"}])
def test_what_is_no_decision_is_refused(late, body):
    boss, *_others = late
    assert code(boss.post("/v1/quarantine", body)) == (400, "request_wrong")
