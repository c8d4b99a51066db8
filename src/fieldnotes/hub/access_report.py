"""The monthly check of the access log (SEC-6): figures for each person, what stands out, a sample to look at by hand.

It names staff, case numbers and times; nobody of a family and no word of a note (SEC-8). Who checks asks the person.
"""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from sqlalchemy import Column, Connection, Select, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub import access_signs
from fieldnotes.hub.access_signs import Known, Looked
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.devices import all_devices
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import is_protected
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import acts, record
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.reference import items
from fieldnotes.hub.tables import access_row, case_member
from fieldnotes.hub.verifying_access import access_faults
from fieldnotes.wire.reference import ItemType

CHECKED: Final = "access_checked"
SAMPLE: Final = 5
"""So many rows of each unit are drawn for a look by hand, whatever stands out."""
_LABEL: Final = b"fieldnotes/access-sample/1"
_HOUSE: Final = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class _Month:
    """From which moment to before which, as the hub writes them; `name` is YYYY-MM."""

    name: str
    begin: str
    end: str

    @staticmethod
    def of(text: str | None, today: date) -> "_Month":
        """Read a month; None is the one before today's. Refused: REQUEST_WRONG."""
        last = (today.replace(day=1) - timedelta(days=1)).replace(day=1)
        try:
            first = last if text is None else datetime.strptime(f"{text}-01", "%Y-%m-%d").replace(tzinfo=UTC).date()
        except ValueError:
            raise Refused(Code.REQUEST_WRONG) from None
        after = (first + timedelta(days=32)).replace(day=1)
        return _Month(f"{first:%Y-%m}", _midnight(first), _midnight(after))


@dataclass(slots=True)
class _Tally:
    """What one person did in the month."""

    rows: int = 0
    cases: set[str] = field(default_factory=set)
    by_what: Counter[str] = field(default_factory=Counter)
    signs: Counter[str] = field(default_factory=Counter)


def check(hub: Hub, month: str | None, unit: str | None, by: str) -> JsonObject:
    """Make the report of a month, of the whole hub or of one unit's cases; that it was made is written down.

    Args:
        hub: the open hub.
        month: YYYY-MM by Swedish time, as the hub received the rows; None is last month.
        unit: only cases of this unit.
        by: who checks.

    Returns:
        `{"month", "unit", "made_at", "rows", "by_what", "people", "stands_out", "sample", "devices", "operators"}`.

    Raises:
        Refused: REQUEST_WRONG for no month, UNKNOWN_UNIT.
    """
    wanted = _Month.of(month, hub.clock.now().astimezone(_HOUSE).date())
    with hub.database.reading() as connection:
        known = _known(connection)
        if unit is not None and unit not in known.units:
            raise Refused(Code.UNKNOWN_UNIT, unit=unit)
        rows = [row for row in _rows(connection, wanted) if unit is None or known.unit_of(row) == unit]
        faults = sorted(access_faults(connection))
        silent = _silent(connection, wanted)
        operators = [act for act in acts(connection) if wanted.begin <= act.at < wanted.end]
    told: dict[str, Json] = {
        "month": wanted.name, "unit": unit, "made_at": moment(hub.clock), "rows": len(rows),
        "by_what": dict(sorted(Counter(row.what for row in rows).items())),
        **_people(known, rows),
        "sample": [_shown(known, row) for row in _sample(hub, wanted, known, rows)],
        "devices": {"silent": [*silent], "faults": [*faults]},
        "operators": [{"at": act.at, "what": act.what, "who": act.who, "about": act.about} for act in operators],
    }  # fmt: skip
    hub.database.write(lambda connection: record(connection, hub.clock, CHECKED, by, wanted.name, unit))
    return told


def _midnight(day: date) -> str:
    begins = datetime(day.year, day.month, day.day, tzinfo=_HOUSE)
    return begins.astimezone(UTC).isoformat(timespec="microseconds")


def _known(connection: Connection) -> Known:
    cases, units = items(connection, ItemType.CASE), items(connection, ItemType.UNIT)
    places = {
        (row.case_id, row.user_id): (row.assigned, row.supervises) for row in connection.execute(select(case_member))
    }
    protected = frozenset(name for name, case in cases.items() if is_protected(case))
    return Known(items(connection, ItemType.USER), cases, units, Areas.of(units), places, protected)


def _rows(connection: Connection, month: _Month) -> Iterator[Looked]:
    """What devices said and what the hub gave out, in the order it came."""
    theirs = select(access_row).where(access_row.c.received_at >= month.begin, access_row.c.received_at < month.end)
    for row in connection.execute(theirs.order_by(access_row.c.received_at, access_row.c.device, access_row.c.number)):
        place = f"{row.device}/{row.number}"
        yield Looked(place, row.user_id, row.case_id, row.what, row.note, row.at, row.received_at, row.device)
    ours = select(hub_access).where(hub_access.c.at >= month.begin, hub_access.c.at < month.end)
    for row in connection.execute(ours.order_by(hub_access.c.at, hub_access.c.act_id)):
        yield Looked(row.act_id, row.user_id, row.case_id, row.what, row.note, row.at, row.at, row.device or "")


def _people(known: Known, rows: Sequence[Looked]) -> JsonObject:
    """Figures for each person, and each row that stands out with why."""
    tallies: dict[str, _Tally] = {}
    found: list[Json] = []
    for row in rows:
        mine = tallies.setdefault(row.user, _Tally())
        mine.rows += 1
        mine.cases.add(row.case)
        mine.by_what[row.what] += 1
        signs = access_signs.signs_of(known, row)
        mine.signs.update(signs)
        if signs:
            found.append({**_shown(known, row), "why": [*signs]})
    many = access_signs.of_many_cases({user: len(tally.cases - {""}) for user, tally in tallies.items()})
    people: list[Json] = [
        {
            "user": user, "name": known.name_of(user), "rows": tally.rows, "cases": len(tally.cases - {""}),
            "by_what": dict(sorted(tally.by_what.items())), "signs": dict(sorted(tally.signs.items())),
            "many_cases": user in many,
        }
        for user, tally in sorted(tallies.items())
    ]  # fmt: skip
    return {"people": people, "stands_out": found}


def _shown(known: Known, row: Looked) -> dict[str, Json]:
    return {
        "user": row.user, "case": row.case, "number": known.number_of(row.case), "unit": known.unit_of(row),
        "what": row.what, "note": row.note, "at": row.at, "device": row.device,
    }  # fmt: skip


def _sample(hub: Hub, month: _Month, known: Known, rows: Sequence[Looked]) -> list[Looked]:
    """Draw rows of each unit by lot: the same each time it is asked, and nobody else can know which before."""
    secret = hub.key.sign(_LABEL, month.name.encode("ascii"))
    lots: dict[str, list[tuple[bytes, Looked]]] = {}
    for row in rows:
        lot = hashlib.sha256(secret + f"{row.case}/{row.place}".encode()).digest()
        lots.setdefault(known.unit_of(row), []).append((lot, row))
    drawn = [row for unit in sorted(lots) for _lot, row in sorted(lots[unit], key=lambda each: each[0])[:SAMPLE]]
    return sorted(drawn, key=lambda row: (row.received_at, row.place))


def _silent(connection: Connection, month: _Month) -> list[str]:
    """Devices that have not handed in a row for the month although they are in use: fetched, and said nothing."""
    heard = set(connection.execute(_in(month, access_row.c.device, access_row.c.received_at)).scalars())
    gave = set(connection.execute(_in(month, hub_access.c.device, hub_access.c.at)).scalars())
    there = {one.id for one in all_devices(connection) if one.revoked_at is None}
    return sorted((gave - heard) & there)


def _in(month: _Month, device: Column[str], at: Column[str]) -> Select[str]:
    return select(device).where(at >= month.begin, at < month.end).distinct()
