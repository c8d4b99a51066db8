"""Examples a unit has kept for new colleagues: taken in from its supervisors, told to its own people and nobody else.

Knows no case and no note; that an example names nobody is for the person to say who kept it.
"""

from dataclasses import dataclass, field

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.members import SUPERVISOR, roles
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import item, publish
from fieldnotes.hub.sessions import Caller
from fieldnotes.wire.examples import example_id
from fieldnotes.wire.reference import Item, ItemType


@dataclass(frozen=True, slots=True)
class Kept:
    """What a supervisor hands in: a passage and what it is an example of; `id` is made by the device."""

    id: str
    unit: str
    template: str
    section: str
    about: str | None
    """The field, when it is an example of one."""
    text: str = field(repr=False)
    why: str = field(repr=False)


def keep_example(hub: Hub, who: Caller, kept: Kept) -> JsonObject:
    """Publish an example to its unit; the same once more changes nothing, one that was taken away stays away.

    Refused: NOT_A_SUPERVISOR of that unit.
    """
    name = example_id(kept.unit, kept.id)

    def job(connection: Connection) -> JsonObject:
        _require_supervisor(connection, who.user, kept.unit)
        if item(connection, ItemType.POLICY, name) is None:
            value: JsonObject = {
                "template": kept.template, "section": kept.section, "field": kept.about,
                "text": kept.text, "why": kept.why, "by": who.user, "at": moment(hub.clock),
            }  # fmt: skip
            publish(hub, connection, [Item(ItemType.POLICY, name, value)])
            record(connection, hub.clock, "example_kept", who.user, name)
        return {"example": name}

    return hub.database.write(job)


def take_example_away(hub: Hub, who: Caller, unit: str, example: str) -> JsonObject:
    """Take an example's words out of the feed for good, and write down who did; what is not there is fine.

    Refused: NOT_A_SUPERVISOR for those who neither supervise the unit nor kept it themselves.
    """
    name = example_id(unit, example)

    def job(connection: Connection) -> JsonObject:
        stood = item(connection, ItemType.POLICY, name) or {}
        if "gone" not in stood and stood.get("by") != who.user:
            _require_supervisor(connection, who.user, unit)
        if "gone" not in stood:
            publish(hub, connection, [Item(ItemType.POLICY, name, {"gone": True})])
            record(connection, hub.clock, "example_taken_away", who.user, name)
        return {"example": name}

    return hub.database.write(job)


def _require_supervisor(connection: Connection, user: str, unit: str) -> None:
    if (unit, SUPERVISOR) not in roles(item(connection, ItemType.USER, user) or {}):
        raise Refused(Code.NOT_A_SUPERVISOR, case=unit)
