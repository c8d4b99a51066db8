"""What a report of a breach needs: every case a lost device had, everybody who had a case, how many it concerns."""

import json

import pytest

from fieldnotes.domain.errors import Refused
from fieldnotes.hub.breach_report import of_case, of_device
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.registers import unassign
from fieldnotes.wire.access_chain import START, link
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, WORKER, a_case, town

AT = "2026-03-12T15:10:00+01:00"


def said(line, what, case):
    row = {"what": what, "case": case, "note": "n-1", "revision": None, "at": AT}
    asked = {"rows": [{**row, "number": 1, "chain": link(START, row)}]}
    assert line.post("/v1/access", asked).status_code == 200


@BOTH
def test_a_lost_device_is_told_of_with_every_case_it_had_and_nobody_of_a_family(hub, join):
    """rules: SEC-12, SEC-8"""
    tove, jonas = join(), join(COLLEAGUE)
    assert tove.results(tove.laptop.signed()) == [1]
    assert jonas.results(jonas.laptop.signed(case=OTHER, note="n-2")) == [1]
    jonas.pull(c_1=0)
    said(jonas, "printed", CASE)
    unassign(hub, CASE, COLLEAGUE)
    revoke(hub, jonas.laptop.id, wipe=True)
    told = of_device(hub, jonas.laptop.id, "henrik")
    cases = {each["case"]: each for each in told["cases"]}
    assert {name: each["what"] for name, each in cases.items()} == {
        CASE: {"fetched": 1, "printed": 1}, OTHER: {"wrote": 1},
    }  # fmt: skip
    assert cases[CASE]["first"] <= cases[CASE]["last"]
    assert (cases[CASE]["notes"], cases[CASE]["people"], cases[CASE]["number"]) == (1, 2, f"NR-{CASE}")
    assert told["concerned"] == {"cases": 2, "people": 4, "protected_cases": 0, "notes": 2}
    assert told["device"]["revoked_at"]
    assert told["device"]["wipe_ordered_at"]
    assert told["device"]["name"] == f"Namn {COLLEAGUE}"
    assert "Sandin" not in json.dumps(told, ensure_ascii=False)
    with hub.database.reading() as connection:
        assert ("breach_reported", "henrik", jonas.laptop.id) in [(a.what, a.who, a.about) for a in acts(connection)]


def test_a_case_assigned_and_never_fetched_counts_too_for_it_may_have_come_another_way(hub, join):
    tove = join()
    told = of_device(hub, tove.laptop.id, "henrik")
    assert [(each["case"], each["what"]) for each in told["cases"]] == [(CASE, {})]


def test_a_case_that_leaked_is_told_of_with_everybody_who_had_it(hub, join):
    """rules: SEC-12"""
    child = {**a_case(CASE, [WORKER, COLLEAGUE])["child"], "protected": True}
    import_file(hub, {**town(), "cases": [{**a_case(CASE, [WORKER, COLLEAGUE]), "child": child}]})
    tove, jonas, boss = join(), join(COLLEAGUE), join(boss=True)
    tove.results(tove.laptop.signed())
    jonas.pull(c_1=0)
    said(boss, "opened", CASE)
    told = of_case(hub, CASE, "henrik")
    assert {(each["user"], *each["what"]) for each in told["devices"]} == {
        (WORKER, "wrote"), (COLLEAGUE, "fetched"), (boss.laptop.user, "opened"),
    }  # fmt: skip
    assert told["concerned"] == {"cases": 1, "people": 2, "protected_cases": 1, "notes": 1}
    assert told["case"]["protected"]


def test_what_nobody_knows_is_refused_by_name(hub):
    for ask, code in ((of_device, "unknown_device"), (of_case, "unknown_case")):
        with pytest.raises(Refused) as stopped:
            ask(hub, "no-such", "henrik")
        assert stopped.value.code == code
