"""Cases a supervisor is not at work with stay at the hub; asking for one is written down (SEC-4, SEC-6).

Until then this computer has a number, days and the child they are found by, nobody of the family when an identity is
protected, how many notes wait, and no word of any.
"""

from datetime import datetime, timedelta
from typing import Final

from fieldnotes.casework.desk import Changed, Desk, changed
from fieldnotes.casework.find_words import Wanted
from fieldnotes.casework.people import people_at
from fieldnotes.casework.read_cases import is_meant
from fieldnotes.casework.views import KeptBackView, ThereView
from fieldnotes.domain.cases import Case
from fieldnotes.domain.deadlines import deadlines
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.private import Private
from fieldnotes.domain.urgency import urgency
from fieldnotes.vault import access, reference
from fieldnotes.wire.reference import ASKED_FOR

_HOUR: Final = timedelta(hours=1)


def kept_back(desk: Desk) -> tuple[KeptBackView, ...]:
    """Cases that stay at the hub and in which notes wait for this supervisor, as the hub last told; oldest first."""
    people, now = people_at(desk), desk.hub_now()
    told = [(case, told) for case, told in reference.kept_back(desk.vault).values() if people.supervises(case)]
    rows = [_view(case, waits, now) for case, waits in told if waits]
    return tuple(sorted(rows, key=lambda row: (row.since, row.case_number)))


def find_there(desk: Desk, text: str = "") -> tuple[ThereView, ...]:
    """Find cases that stay at the hub as `read_cases.find` finds those that are here; without `text` all of them.

    Refused: SEARCH_NOT_ALLOWED when there is no word in `text`.
    """
    now, people = desk.hub_now(), people_at(desk)
    wanted = Wanted.read(text) if text.strip() else None
    meant = [each for each in people.there.values() if wanted is None or is_meant(each, text, wanted)]
    return tuple(_there(desk, each, now) for each in sorted(meant, key=lambda each: (each.number, each.id)))


def ask_for(desk: Desk, case: str) -> Changed:
    """Ask for a case by its id or number; it comes with the next exchange, and the asking stands in the access log.

    Nothing happens when it is here already. Refused: UNKNOWN_CASE.
    """
    found = {name: one for one, _told in reference.kept_back(desk.vault).values() for name in (one.id, one.number)}
    if case not in found:
        people_at(desk).case(case)
        return Changed()
    access.record(desk.vault, ASKED_FOR, found[case].id, None, None, desk.clock.now().isoformat())
    return changed("cases", found[case].id)


def _there(desk: Desk, case: Case, now: datetime) -> ThereView:
    phase = desk.book.choice_list("phase").label_of(case.phase, desk.language)
    days = min((each.days_left for each in deadlines(case, now)), default=None)
    return ThereView(case.id, case.number, Private(case.child.name), phase, days)


def _view(case: Case, told: JsonObject, now: datetime) -> KeptBackView:
    since, notes = datetime.fromisoformat(str(told["since"])), told["notes"]
    nearest = min(deadlines(case, now), key=lambda each: each.due, default=None)
    return KeptBackView(
        case=case.id,
        case_number=case.number,
        notes=notes if isinstance(notes, int) else 0,
        since=since,
        waiting_hours=max(0, (now - since) // _HOUR),
        days_left=nearest.days_left if nearest else None,
        urgency=urgency(case, nearest).value,
    )
