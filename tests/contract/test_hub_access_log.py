"""The access log at the hub: what it gives out stands there first, old rows go in order, and a month is checked."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from fieldnotes.domain.errors import Refused
from fieldnotes.hub.access_keeping import let_old_rows_go
from fieldnotes.hub.access_report import check
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.registers import policy, set_access_years, unassign
from fieldnotes.hub.tables import access_row
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.access_chain import START, link
from hub_samples import BOSS, BOTH, CASE, COLLEAGUE, OTHER, OUTSIDER, WORKER, a_case, person

AT = "2026-03-12T15:10:00+01:00"


class Log:
    """A device's own log: numbered, chained."""

    def __init__(self, line):
        self.line, self.number, self.chain, self.rows = line, 0, START, []

    def __call__(self, what="opened", case=CASE, at=AT, note="n-1"):
        row = {"what": what, "case": case, "note": note, "revision": None, "at": at}
        self.number, self.chain = self.number + 1, link(self.chain, row)
        self.rows.append({**row, "number": self.number, "chain": self.chain})
        assert self.again(self.rows[-1:]).status_code == 200

    def again(self, rows=None):
        return self.line.post("/v1/access", {"rows": rows or self.rows})


def given_out(hub):
    with hub.database.reading() as connection:
        return [(row.case_id, row.user_id, row.what, row.at[:10]) for row in connection.execute(select(hub_access))]


@BOTH
def test_what_a_device_fetches_stands_in_the_log_once_a_day(hub, join, held_clock):
    """rules: SEC-6"""
    tove = join()
    tove.results(tove.laptop.signed())
    tove.pull(c_1=1)
    assert given_out(hub) == []
    for _ in range(2):
        tove.pull(c_1=0)
    assert given_out(hub) == [(CASE, WORKER, "fetched", "2026-03-12")]
    held_clock.move(24 * 3600)
    tove.open().pull(c_1=0)
    assert len(given_out(hub)) == 2
    assert tove.post("/v1/pull", {"cases": [{"case": OTHER, "after": 0}]}).json()["code"] == "not_assigned"
    assert {row[0] for row in given_out(hub)} == {CASE}


def test_rows_kept_long_enough_go_from_the_beginning_and_the_rest_still_hangs_together(hub, join, held_clock):
    """rules: SEC-6"""
    tove = join()
    log = Log(tove)
    for _ in range(3):
        log()
    held_clock.move(timedelta(days=4 * 366).total_seconds())
    tove.open()
    log()
    assert let_old_rows_go(hub)["rows"] == 0
    held_clock.move(timedelta(days=366).total_seconds())
    assert let_old_rows_go(hub)["rows"] == 3
    assert let_old_rows_go(hub)["rows"] == 0
    assert verify_hub(hub)["ok"]
    tove.open()
    log.again()
    with hub.database.reading() as connection:
        assert [row.number for row in connection.execute(select(access_row))] == [4]
    log()
    assert verify_hub(hub)["ok"]


def test_how_long_rows_are_kept_is_a_rule_of_the_hub_and_never_less_than_five_years(hub):
    assert policy(hub)["policy"]["access_years"] == 5
    assert set_access_years(hub, 10, "it")["policy"]["access_years"] == 10
    for years in (4, 31):
        with pytest.raises(Refused, match="request_wrong"):
            set_access_years(hub, years, "it")


@pytest.fixture
def month(hub, join, held_clock):
    """March: Tove opens her own case; Jonas leaves it and looks again; the boss takes a protected one out at night."""
    protected = a_case("c-9", [COLLEAGUE])
    protected["child"]["protected"] = True
    kin = a_case("c-8", [WORKER])
    kin["child"]["name"] = f"Elsa {WORKER.upper()}"
    import_file(hub, {"users": [{**person(WORKER), "name": f"Tove {WORKER}"}], "cases": [protected, kin]})
    tove, jonas, boss = Log(join()), Log(join(COLLEAGUE)), Log(join(BOSS, boss=True))
    tove()
    tove(case="c-8")
    tove(at="2026-02-01T10:00:00+01:00")
    tove(at="2026-03-12T17:00:00+01:00")
    unassign(hub, CASE, COLLEAGUE)
    jonas()
    boss("exported", "c-9", "2026-03-11T23:30:00+01:00", None)
    boss(case="c-1")
    return hub


def signs(report):
    return [(row["user"], row["case"], tuple(row["why"])) for row in report["stands_out"]]


def test_a_month_is_checked_for_what_stands_out(month):
    """rules: SEC-6"""
    report = check(month, "2026-03", None, "Anna")
    assert sorted(signs(report)) == [
        (BOSS, "c-9", ("protected", "at_night", "took_out")),
        (COLLEAGUE, CASE, ("not_theirs",)),
        (WORKER, CASE, ("clock_ahead",)),
        (WORKER, CASE, ("handed_in_late",)),
        (WORKER, "c-8", ("same_name",)),
    ]
    assert report["by_what"] == {"exported": 1, "opened": 6}
    assert [(one["user"], one["rows"], one["cases"]) for one in report["people"]] == [
        (BOSS, 2, 2), (COLLEAGUE, 1, 1), (WORKER, 4, 2),
    ]  # fmt: skip
    assert [act["what"] for act in report["operators"]] == ["unassigned"]
    assert "access_checked" in {act["what"] for act in check(month, "2026-03", None, "Anna")["operators"]}


def test_the_report_names_nobody_of_a_family(month):
    """rules: SEC-8"""
    text = str(check(month, "2026-03", None, "Anna"))
    assert "Elsa" not in text
    assert "Sandin" not in text


def test_what_is_looked_at_by_hand_is_drawn_by_lot_and_the_same_each_time(month):
    drawn = [check(month, "2026-03", None, "Anna")["sample"] for _ in range(2)]
    assert drawn[0] == drawn[1]
    assert len(drawn[0]) == 5


def test_a_report_is_of_one_month_and_if_wished_of_one_unit(month, held_clock):
    assert check(month, "2026-02", None, "Anna")["rows"] == 0
    assert check(month, "2026-03", "unit-b", "Anna")["rows"] == 0
    held_clock.move(timedelta(days=30).total_seconds())
    assert check(month, None, None, "Anna")["month"] == "2026-03"
    for wrong in ("2026-13", "2026", "mars"):
        with pytest.raises(Refused, match="request_wrong"):
            check(month, wrong, None, "Anna")
    with pytest.raises(Refused, match="unknown_unit"):
        check(month, "2026-03", "unit-x", "Anna")


def test_who_looks_into_far_more_cases_than_others_and_who_tells_nothing_is_named(hub, join):
    """rules: SEC-6"""
    busy, usual, silent = Log(join(COLLEAGUE)), Log(join()), join(OUTSIDER)
    for number in range(20):
        busy(case=f"c-x{number}")
    usual()
    silent.results(silent.laptop.signed(case="c-3", unit="unit-a"))
    silent.pull(c_3=0)
    report = check(hub, "2026-03", None, "Anna")
    assert {one["user"]: one["many_cases"] for one in report["people"]}[COLLEAGUE]
    assert report["devices"] == {"silent": [silent.laptop.id], "faults": []}
