"""Deputies at the hub: named from one moment until another, decide where their supervisor does, end by themselves."""

from datetime import timedelta

import pytest

from fieldnotes.hub.deputies import deputies_at, end_at_the_hub, name_at_the_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.operator_log import acts
from fieldnotes.wire.reference import ItemType
from hub_samples import BOSS, BOTH, COLLEAGUE, OTHER, OTHER_BOSS, OTHER_UNIT, OUTSIDER, UNIT, WORKER, town

DAY = 86400
NOTE = "n-2"


def later(hub, days):
    return (hub.clock.now() + timedelta(days=days)).isoformat()


def named(line, hub, begins=1, ends=3, **changes):
    body = {"id": "d-1", "deputy": WORKER, "from": later(hub, begins), "until": later(hub, ends)}
    return line.post("/v1/deputies", {**body, **changes})


def code(answer):
    return answer.status_code, answer.json()["code"]


def cases(line, after=0):
    return {item.id: item.value for item in line.reference(after).items if item.type is ItemType.CASE}


def approve(line, revision, at, case=OTHER):
    return line.results(line.laptop.approved(revision.hash, case, NOTE, at=at))


@pytest.fixture
def signed(join):
    """The supervisor, the worker who is not of the case, its author, and the author's text."""
    boss, tove, jonas = join(boss=True), join(), join(COLLEAGUE)
    text = jonas.laptop.signed(OTHER, NOTE)
    jonas.push(text)
    return boss, tove, jonas, text


def go_on(clock, days, *lines):
    clock.move(days * DAY)
    for line in lines:
        line.open()


@BOTH
def test_a_deputy_decides_while_their_time_lasts_and_no_longer(signed, hub, held_clock):
    """rules: SEC-6"""
    boss, tove, _jonas, text = signed
    assert named(boss, hub).json()["state"] == "coming"
    assert OTHER not in cases(tove)
    assert approve(tove, text, later(hub, 0)) == ["not_assigned"]
    before = tove.reference().version
    go_on(held_clock, 1, tove)
    assert cases(tove, before)[OTHER]["number"] == f"NR-{OTHER}"
    assert [one.hash for one in tove.pull(**{OTHER: 0})[1]] == [text.hash]
    in_time = later(hub, 1)
    assert approve(tove, text, later(hub, 0)) == [2]
    during = tove.reference().version
    go_on(held_clock, 2, tove)
    assert tove.post("/v1/pull", {"cases": [{"case": OTHER, "after": 0}]}).status_code == 403
    assert cases(tove, during)[OTHER] is None, "it leaves their computer by itself"
    assert approve(tove, text, later(hub, 0)) == ["not_assigned"]
    assert approve(tove, text, in_time) == [3], "decided in time without a network: it stands when it comes"


def test_nobody_else_decides_by_it_and_own_work_stays_own(signed, join, hub, held_clock):
    boss, tove, jonas, text = signed
    maja = join(OUTSIDER)
    own = tove.laptop.signed()
    tove.push(own)
    named(boss, hub, 0).raise_for_status()
    go_on(held_clock, 1, tove, jonas, maja)
    now = later(hub, 0)
    assert approve(maja, text, now) == ["not_assigned"]
    assert jonas.results(jonas.laptop.approved(own.hash, at=now)) == ["not_a_supervisor"]
    assert tove.results(tove.laptop.approved(own.hash, at=now)) == ["own_work"]


def test_a_moment_that_cannot_be_true_helps_nobody(signed, hub, held_clock):
    """A text that came when the time was over was not decided about in time, whatever the device's clock says."""
    boss, tove, jonas, _text = signed
    named(boss, hub).raise_for_status()
    in_time = later(hub, 2)
    go_on(held_clock, 4, tove, jonas)
    late = jonas.laptop.signed(OTHER, "n-3")
    jonas.push(late)
    assert tove.results(tove.laptop.approved(late.hash, OTHER, "n-3", at=in_time)) == ["not_assigned"]


def test_who_may_be_named_by_whom_and_for_how_long(signed, hub, held_clock):
    boss, tove, _jonas, _text = signed
    assert code(named(tove, hub, deputy=COLLEAGUE)) == (403, "not_a_supervisor")
    assert code(named(boss, hub, deputy=BOSS)) == (422, "no_deputy")
    assert code(named(boss, hub, deputy="u-nobody")) == (404, "unknown_user")
    for begins, ends in ((3, 1), (1, 1), (-3, -1), (0, 367)):
        assert code(named(boss, hub, begins, ends)) == (422, "deputy_days")
    assert code(named(boss, hub, until="i morgon")) == (400, "request_wrong")
    assert deputies_at(hub) == {"deputies": []}


def test_a_colleague_of_another_board_or_without_casework_is_no_deputy(signed, hub):
    """rules: SEC-1"""
    boss, *_others = signed
    other = town()
    for unit in other["units"]:
        unit["authority"] = f"Nämnden för {unit['name']}"
    for user in other["users"]:
        if user["id"] == COLLEAGUE:
            user["role"], user["memberships"] = "administrator", [{"unit": UNIT, "role": "administrator"}]
        if user["id"] == OUTSIDER:
            user["unit"], user["memberships"] = OTHER_UNIT, [{"unit": OTHER_UNIT, "role": "worker"}]
    import_file(hub, other)
    for user in (OTHER_BOSS, COLLEAGUE):
        assert code(named(boss, hub, deputy=user)) == (422, "no_deputy")


def test_nobody_is_a_deputys_deputy(signed, hub, held_clock):
    boss, tove, jonas, text = signed
    named(boss, hub, 0).raise_for_status()
    go_on(held_clock, 1, tove, jonas)
    assert code(named(tove, hub, 0, 2, id="d-2", deputy=COLLEAGUE)) == (403, "not_a_supervisor")
    name_at_the_hub(hub, OTHER_BOSS, BOSS, later(hub, 0), later(hub, 2), "Ada vid hubben")
    third = "c-3"
    assert third not in cases(tove), "the supervisor's own deputyship is not handed on"
    assert third in cases(boss.open())
    assert text.hash


def test_it_is_ended_early_by_whom_it_is_about_and_all_of_it_is_written_down(signed, join, hub, held_clock):
    """rules: SEC-6"""
    boss, tove, jonas, _text = signed
    named(boss, hub, 0, 9).raise_for_status()
    named(boss, hub, 0, 9).raise_for_status()
    assert OTHER in cases(tove)
    held_clock.move(1)
    away = "/v1/deputies?deputy=d-1"
    assert code(jonas.http.delete(away, headers=jonas.bearer)) == (403, "not_a_supervisor")
    assert code(boss.http.delete("/v1/deputies?deputy=d-9", headers=boss.bearer)) == (404, "unknown_deputy")
    assert tove.http.delete(away, headers=tove.bearer).json()["state"] == "over"
    boss.http.delete(away, headers=boss.bearer).raise_for_status()
    assert OTHER not in cases(tove)
    held_clock.move(1)
    name_at_the_hub(hub, BOSS, COLLEAGUE, later(hub, 0), later(hub, 2), "Ada vid hubben")
    [_first, second] = sorted(deputies_at(hub)["deputies"], key=lambda row: row["from"])
    held_clock.move(1)
    assert end_at_the_hub(hub, second["id"], "Ada vid hubben")["state"] == "over"
    with hub.database.reading() as connection:
        told = [(act.what, act.who) for act in acts(connection)]
    assert told == [
        ("deputy_named", BOSS), ("deputy_ended", WORKER), ("deputy_named", "Ada vid hubben"),
        ("deputy_ended", "Ada vid hubben"),
    ]  # fmt: skip
