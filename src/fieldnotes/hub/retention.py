"""Which cases may be disposed of, as a list for a person to go through: numbers and days, nobody's name (SEC-8).

Reads the facts out of the reference feed and the record; destroys nothing.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import ColumnElement, Connection, Table, func, select

from fieldnotes.domain.disposal import CARE_TEMPLATES, Facts, Keeping, Retention, retention
from fieldnotes.domain.disposal_facts import facts_of
from fieldnotes.domain.entry import REVISIONS
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.quarantining import WAITING
from fieldnotes.hub.reference import items
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import attachment, entry, kept_draft, quarantine
from fieldnotes.wire.entries import reread
from fieldnotes.wire.reference import ItemType

FORMAT: Final = "fieldnotes/disposal-list/1"
_LONG_AGO: Final = 5 * 365


@dataclass(frozen=True, slots=True)
class Looked:
    """One case as it stands: how long it is kept, the chains that go with it, and what must be settled first."""

    case: str
    number: str
    retention: Retention
    last_entry: dt.date | None
    chains: tuple[str, ...]
    waits: tuple[str, ...] = ()


def disposal_list(hub: Hub, on: str | None = None) -> JsonObject:
    """List what may be disposed of on a day (`YYYY-MM-DD`; default: today).

    Returns:
        `{"format", "on", "due": [row], "waiting": [row], "unclear": [row], "hand_over": [row], "kept", "later"}`.
        A row is `{"case", "number", "keeping", "rule", "due", "by", "last_entry", "entries", "attachments", "needs"}`;
        `needs` names what must be settled (drafts, set_aside) or found out first (born, municipality …).
    """
    today = dt.date.fromisoformat(on) if on else hub.clock.now().date()
    rows: dict[str, list[Json]] = {"due": [], "waiting": [], "unclear": [], "hand_over": []}
    counts = {"kept": 0, "later": 0}
    with hub.database.reading() as connection:
        for one in look(connection):
            where = _where(one, today)
            if where in counts:
                counts[where] += 1
            else:
                rows[where].append(_row(connection, one))
    return {"format": FORMAT, "on": today.isoformat(), **rows, **counts}


def look(connection: Connection, cases: Iterable[str] | None = None) -> list[Looked]:
    """Look at cases, all or some, by id; a proposed one goes with the case it turned out to be."""
    every, units = items(connection, ItemType.CASE), items(connection, ItemType.UNIT)
    bound: dict[str, list[str]] = {}
    for name, value in every.items():
        if isinstance(value.get("bound_to"), str):
            bound.setdefault(str(value["bound_to"]), []).append(name)
    wanted = every.keys() if cases is None else set(cases) & every.keys()
    return [
        _look_at(connection, every[name], units, (name, *sorted(bound.get(name, ()))))
        for name in sorted(wanted)
        if "bound_to" not in every[name]
    ]


def _look_at(
    connection: Connection, case: JsonObject, units: Mapping[str, JsonObject], chains: tuple[str, ...]
) -> Looked:
    last = connection.execute(select(func.max(entry.c.received_at)).where(entry.c.case_id.in_(chains))).scalar()
    facts = facts_of(case, units.get(str(case.get("unit")), {}), last)
    found = retention(facts)
    if found.due is not None and _has_care_notes(connection, chains):
        found = retention(_placed(facts))
    needs = {
        "drafts": _any(connection, kept_draft, kept_draft.c.case_id.in_(chains)),
        "set_aside": _any(connection, quarantine, quarantine.c.case_id.in_(chains) & (quarantine.c.state == WAITING)),
    }
    waits = tuple(name for name, there in needs.items() if there)
    return Looked(str(case["id"]), str(case.get("number", "")), found, facts.last_entry, chains, waits)


def _placed(facts: Facts) -> Facts:
    return Facts(facts.last_entry, facts.closed, facts.opened, care=True, private=facts.private)


def _has_care_notes(connection: Connection, chains: Sequence[str]) -> bool:
    """Whether a note was written by a template for children who are placed, whatever the case system says."""
    kinds = sorted(kind.value for kind in REVISIONS)
    wanted = select(entry).where(entry.c.case_id.in_(chains), entry.c.kind.in_(kinds))
    keys = CaseKeys(connection, chains)
    for row in connection.execute(wanted).all():
        template = reread(keys.open(row.case_id, row.hash, bytes(row.data))).body["template"]
        if isinstance(template, Mapping) and template.get("id") in CARE_TEMPLATES:
            return True
    return False


def _where(one: Looked, today: dt.date) -> str:
    found = one.retention
    if found.is_due(today):
        return "waiting" if one.waits else "due"
    if found.keeping is Keeping.HAND_OVER:
        return "hand_over"
    if found.lacks:
        old = one.last_entry is None or (today - one.last_entry).days >= _LONG_AGO
        return "unclear" if old else "later"
    return "later" if found.due else "kept"


def _row(connection: Connection, one: Looked) -> JsonObject:
    found = one.retention
    return {
        "case": one.case,
        "number": one.number,
        "keeping": found.keeping.value,
        "rule": found.rule,
        "due": found.due.isoformat() if found.due else None,
        "by": found.by.isoformat() if found.by else None,
        "last_entry": one.last_entry.isoformat() if one.last_entry else None,
        "entries": _count(connection, entry, one.chains),
        "attachments": _count(connection, attachment, one.chains),
        "needs": [*one.waits, *found.lacks],
    }


def _count(connection: Connection, table: Table, chains: Sequence[str]) -> int:
    wanted = select(func.count()).select_from(table).where(table.c.case_id.in_(chains))
    return int(connection.execute(wanted).scalar_one())


def _any(connection: Connection, table: Table, where: ColumnElement[bool]) -> bool:
    return connection.execute(select(table.c.case_id).where(where).limit(1)).first() is not None
