"""What a report of a breach needs within 72 hours (SEC-12): whom it concerns, how many, and what was done there.

It names staff, case numbers and times; of families only how many (SEC-8). Whether it is a breach a person decides.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Select, Table, func, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.keeping_back import is_protected
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.people_tables import hub_access
from fieldnotes.hub.reference import items
from fieldnotes.hub.tables import access_row, case_member, device, entry
from fieldnotes.wire.reference import ItemType

LOOKED_INTO: Final = "breach_reported"
WROTE: Final = "wrote"
"""What a device that filed entries did in a case."""


@dataclass(slots=True)
class _Trace:
    """What is known of one device in one case: what was done how often, and when first and last."""

    what: Counter[str] = field(default_factory=Counter)
    first: str = ""
    last: str = ""

    def add(self, what: str, count: int, first: str, last: str) -> None:
        """Count more of it."""
        self.what[what] += count
        self.first = min(filter(None, (self.first, first)), default="")
        self.last = max(self.last, last)

    def told(self) -> dict[str, Json]:
        """Give it as JSON."""
        return {"what": dict(sorted(self.what.items())), "first": self.first, "last": self.last}


def of_device(hub: Hub, name: str, by: str) -> JsonObject:
    """Tell what can have lain on one device: every case it was given, wrote in or said something of.

    Returns:
        `{"device", "made_at", "cases", "concerned"}`; that it was asked is written down.

    Raises:
        Refused: UNKNOWN_DEVICE.
    """
    with hub.database.reading() as connection:
        one = connection.execute(select(device).where(device.c.device_id == name)).first()
        if one is None:
            raise Refused(Code.UNKNOWN_DEVICE, device=name)
        traces = {case: trace for (case, _device), trace in _traces(connection, of_device=name).items()}
        now = select(case_member.c.case_id).where(
            case_member.c.user_id == one.user_id, case_member.c.assigned | case_member.c.given.is_(True)
        )
        for case in connection.execute(now).scalars():
            traces.setdefault(case, _Trace())
        known = _Known.of(connection, traces)
    told: dict[str, Json] = {
        "device": {
            "device": one.device_id, "user": one.user_id, "name": known.staff(one.user_id), "joined_at": one.joined_at,
            "seen_at": one.seen_at, "revoked_at": one.revoked_at, "wipe_ordered_at": one.wipe_ordered_at,
            "wiped_at": one.wiped_at,
        },
        "made_at": moment(hub.clock),
        "cases": [{**known.case(case), **traces[case].told()} for case in sorted(traces)],
        "concerned": known.concerned(),
    }  # fmt: skip
    hub.database.write(lambda connection: record(connection, hub.clock, LOOKED_INTO, by, name))
    return told


def of_case(hub: Hub, name: str, by: str) -> JsonObject:
    """Tell who can have seen one case: every device it was given to, that wrote in it or said something of it.

    Returns:
        `{"case", "made_at", "devices", "concerned"}`; that it was asked is written down.

    Raises:
        Refused: UNKNOWN_CASE.
    """
    with hub.database.reading() as connection:
        known = _Known.of(connection, {name: _Trace()})
        if name not in known.cases:
            raise Refused(Code.UNKNOWN_CASE, case=name)
        traces = _traces(connection, of_case=name)
        users = {row.device_id: row.user_id for row in connection.execute(select(device.c.device_id, device.c.user_id))}
    devices: list[Json] = [
        {
            "device": one, "user": users.get(one, ""), "name": known.staff(users.get(one, "")),
            **traces[name, one].told(),
        }
        for _case, one in sorted(traces)
    ]  # fmt: skip
    told: dict[str, Json] = {
        "case": known.case(name),
        "made_at": moment(hub.clock),
        "devices": devices,
        "concerned": known.concerned(),
    }
    hub.database.write(lambda connection: record(connection, hub.clock, LOOKED_INTO, by, name))
    return told


@dataclass(frozen=True, slots=True)
class _Known:
    """The cases that are told of, and the names of those who work here."""

    cases: Mapping[str, JsonObject] = field(repr=False)
    users: Mapping[str, JsonObject] = field(repr=False)
    notes: Mapping[str, int] = field(repr=False)

    @staticmethod
    def of(connection: Connection, wanted: Mapping[str, _Trace]) -> "_Known":
        """Read what is told of these cases."""
        written = (
            select(entry.c.case_id, func.count(entry.c.note.distinct()))
            .where(entry.c.case_id.in_(sorted(wanted)))
            .group_by(entry.c.case_id)
        )
        notes = {case: int(count) for case, count in connection.execute(written)}
        return _Known(items(connection, ItemType.CASE, [*wanted]), items(connection, ItemType.USER), notes)

    def staff(self, user: str) -> str:
        """The name of somebody who works here; their id when they are gone."""
        return str(self.users.get(user, {}).get("name", user))

    def case(self, name: str) -> dict[str, Json]:
        """Number, unit and counts of a case; nobody of it."""
        case = self.cases.get(name, {})
        return {
            "case": name, "number": str(case.get("number", "")), "unit": str(case.get("unit", "")),
            "people": len(set(_people(case))), "protected": is_protected(case), "notes": self.notes.get(name, 0),
        }  # fmt: skip

    def concerned(self) -> JsonObject:
        """How many it concerns, as article 33 asks: cases, people, notes, and how many cases are protected."""
        cases = self.cases.values()
        return {
            "cases": len(self.cases),
            "people": len({person for case in cases for person in _people(case)}),
            "protected_cases": sum(is_protected(case) for case in cases),
            "notes": sum(self.notes.get(name, 0) for name in self.cases),
        }


def _people(case: JsonObject) -> Iterator[str]:
    """Whom a case is about, by their ids."""
    people = case.get("people")
    for each in (case.get("child"), *(people if isinstance(people, Sequence) else ())):
        if isinstance(each, Mapping):
            yield str(each.get("person_id", ""))


def _traces(connection: Connection, of_device: str = "", of_case: str = "") -> dict[tuple[str, str], _Trace]:
    """What is written down of one device, or of one case, by (case, device)."""
    found: dict[tuple[str, str], _Trace] = {}
    for table, at in ((access_row, access_row.c.received_at), (hub_access, hub_access.c.at)):
        counted = select(
            table.c.case_id, table.c.device, table.c.what, func.count(), func.min(at), func.max(at)
        ).group_by(table.c.case_id, table.c.device, table.c.what)
        for case, one, what, count, first, last in connection.execute(_only(counted, table, of_device, of_case)):
            if case and one:
                found.setdefault((case, one), _Trace()).add(what, count, first, last)
    times = func.min(entry.c.received_at), func.max(entry.c.received_at)
    filed = select(entry.c.case_id, entry.c.device, func.count(), *times).group_by(entry.c.case_id, entry.c.device)
    for case, one, count, first, last in connection.execute(_only(filed, entry, of_device, of_case)):
        found.setdefault((case, one), _Trace()).add(WROTE, count, first, last)
    return found


def _only(query: Select[Any], table: Table, of_device: str, of_case: str) -> Select[Any]:
    if of_device:
        return query.where(table.c.device == of_device)
    return query.where(table.c.case_id == of_case)
