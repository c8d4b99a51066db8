"""A town with a case whose time is over: what a hub's clock and a case system's days make of it."""

from fieldnotes.hub.importing import import_file
from fieldnotes.hub.retention import disposal_list
from hub_samples import BOSS, CASE, UNIT, WORKER, a_case

YEARS = 365.25 * 24 * 3600
SOLNA = {"id": UNIT, "name": "Barn och unga", "municipality_code": "0184"}
CLOSED = {"closed": "2026-03-12", "retention": "ej_inledd", "phase": "forhandsbedomning"}


def report(case=CASE, assigned=(WORKER,), **more):
    """A case that opened nothing: five years."""
    made = a_case(case, list(assigned))
    del made["opened"]
    return {**made, **CLOSED, **more}


def over(hub, clock, *cases, years=5.01):
    """Let the case system say that cases are closed, and the years go by."""
    import_file(hub, {"units": [SOLNA], "cases": list(cases) or [report()]})
    clock.move(years * YEARS)


def approved(hub):
    """The list as the person who goes through it approves it: all of it."""
    return disposal_list(hub)["due"]


WHO = BOSS
