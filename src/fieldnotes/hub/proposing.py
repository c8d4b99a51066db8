"""Cases that begin in somebody's home: a proposal opens its case here, and a person says later which it was.

A proposed case is a case of the reference feed like others, so its notes are numbered and reach its people; what is
bound to it keeps its own chain. Knows no word of a note.
"""

from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, select

from fieldnotes.domain.entry import Entry, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.prepared_case import DOES_CASEWORK
from fieldnotes.domain.proposed_case import proposed_case
from fieldnotes.hub.area_rules import in_one_area
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.judging import Arrived, judge
from fieldnotes.hub.members import roles
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import item, items, publish
from fieldnotes.hub.tables import case_head, device_act
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.reference import Item, ItemType

_PROPOSES = b'"kind":"CaseProposed"'
"""So it stands in the one spelling of an entry; inside a text the marks would be escaped."""


def open_proposed(hub: Hub, sealed: Sequence[Sealed]) -> None:
    """Open the cases that entries on their way in propose, before anything of theirs is judged.

    Only a proposal that could stand in the record opens a case: proven, by a person of the unit it names, not a fork.
    """
    wanted = [one for one in sealed if _PROPOSES in one.data]
    if not wanted:
        return
    judged = judge(hub, wanted)

    def job(connection: Connection) -> None:
        for one in judged:
            if set(one.reasons) <= opens(one):
                open_case(hub, connection, one)

    hub.database.write(job)


def open_case(hub: Hub, connection: Connection, one: Arrived) -> bool:
    """Open the case one proposal stands for, unless it is open; False when it may not be opened."""
    entry = one.entry
    if entry is None or entry.kind is not Kind.CASE_PROPOSED:
        return False
    if connection.execute(select(case_head.c.case_id).where(case_head.c.case_id == entry.case)).first():
        return True
    person = item(connection, ItemType.USER, entry.author) or {}
    theirs = {unit for unit, role in roles(person) if role in DOES_CASEWORK}
    if str(entry.body["unit"]) not in theirs or _forked(connection, one):
        return False
    try:
        value = proposed_case(entry)
    except FieldNotesError:
        return False
    publish(hub, connection, [Item(ItemType.CASE, entry.case, value)])
    return True


def opens(one: Arrived) -> frozenset[Code]:
    """Give the reasons that fall once the case this entry proposes is open."""
    proposes = one.entry is not None and one.entry.kind is Kind.CASE_PROPOSED
    return frozenset({Code.UNKNOWN_CASE, Code.NOT_ASSIGNED}) if proposes else frozenset()


def settle_binding(hub: Hub, connection: Connection, entry: Entry) -> None:
    """Let the feed say what a stored `CaseBound` says, so that the people of the case get what was written before."""
    _bind(hub, connection, str(entry.body["proposed"]), str(entry.body["to_case"]))


def bind(hub: Hub, proposed: str, case: str) -> JsonObject:
    """Bind a proposed case to a real one, as an administrator: `{"proposed", "case"}`.

    Refused: UNKNOWN_CASE; NOT_PROPOSED when the first was not proposed, or the second was; OTHER_AREA when they belong
    to two boards.
    """

    def job(connection: Connection) -> JsonObject:
        both = items(connection, ItemType.CASE, {proposed, case})
        for name in (proposed, case):
            if name not in both:
                raise Refused(Code.UNKNOWN_CASE, case=name)
        if not in_one_area(connection, both[proposed], both[case]):
            raise Refused(Code.OTHER_AREA)
        if not _bind(hub, connection, proposed, case):
            raise Refused(Code.NOT_PROPOSED, case=proposed)
        record(connection, hub.clock, "case_bound", None, proposed)
        return {"proposed": proposed, "case": case}

    return hub.database.write(job)


def proposed_cases(hub: Hub) -> JsonObject:
    """List proposed cases: `{"proposed": [{"case", "number", "unit", "by", "at", "entries", "bound_to"}]}`.

    Numbers and dates only (SEC-8).
    """
    with hub.database.reading() as connection:
        positions = {row.case_id: row.position for row in connection.execute(select(case_head))}
        found = [
            {
                "case": name, "number": value["number"], "unit": value["unit"], "by": said["by"], "at": said["at"],
                "entries": positions.get(name, 0), "bound_to": value.get("bound_to"),
            }
            for name, value in items(connection, ItemType.CASE).items()
            if isinstance(said := value.get("proposed"), Mapping)
        ]  # fmt: skip
    return {"proposed": sorted(found, key=lambda row: (str(row["at"]), str(row["case"])))}


def _bind(hub: Hub, connection: Connection, proposed: str, case: str) -> bool:
    before, after = item(connection, ItemType.CASE, proposed), item(connection, ItemType.CASE, case)
    if before is None or after is None or "proposed" not in before or "proposed" in after:
        return False
    value: dict[str, Json] = {**before, "bound_to": case}
    publish(hub, connection, [Item(ItemType.CASE, proposed, value)])
    return True


def _forked(connection: Connection, one: Arrived) -> bool:
    """Whether the same id, or the same number of its device, is known with other bytes."""
    entry = one.entry
    if entry is None:
        return False
    same = (device_act.c.entry_id == one.id) | (
        (device_act.c.device == entry.device) & (device_act.c.dseq == entry.dseq)
    )
    return bool(set(connection.execute(select(device_act.c.hash).where(same)).scalars()) - {one.sealed.hash})
