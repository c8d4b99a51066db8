"""A supervisor names a deputy from one moment until another, and ends it; who, for whom and when is written down.

Judges who may; where a deputy then stands is worked out by `standing_in`. Knows no note.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from fieldnotes.domain.deputies import LONGEST, Deputy
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import DOES_CASEWORK
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.members import SUPERVISOR, roles
from fieldnotes.hub.moments import moment, moment_of
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import item, items, publish
from fieldnotes.hub.remembered import namings_now
from fieldnotes.hub.standing_in import namings, out_of_date
from fieldnotes.wire.deputies import deputy_item
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.reference import Item, ItemType


@dataclass(frozen=True, slots=True)
class Wish:
    """Who shall stand in for whom, from when until just before when (RFC 3339, with offset); `id` made by who asks."""

    id: str
    principal: str
    deputy: str
    begins: str
    ends: str


def settle_deputies(hub: Hub) -> None:
    """Let the feed say which deputies decide now; nothing is written unless one has begun or ended since."""
    now = hub.clock.now()
    with hub.database.reading() as connection:
        moved = out_of_date(namings_now(hub.database, connection), now)
    if moved:
        hub.database.write(lambda connection: publish(hub, connection, out_of_date(namings(connection), now)))


def name_deputy(hub: Hub, wish: Wish, by: str) -> JsonObject:
    """Name a deputy; the same once more changes nothing. Gives a row as `deputies_at`.

    Args:
        hub: the open hub.
        wish: who, for whom, from when until when.
        by: the supervisor themselves, or who sits at the hub.

    Refused: UNKNOWN_USER; NOT_A_SUPERVISOR when the principal supervises no unit; NO_DEPUTY when the other does no
    casework in the same authority, or is the same person; DEPUTY_DAYS when the time is over, backwards or longer than
    a year.
    """
    begins, ends = moment_of(wish.begins), moment_of(wish.ends)
    now = moment(hub.clock)
    length = datetime.fromisoformat(ends) - datetime.fromisoformat(begins)
    name = deputy_item(wish.id)

    def job(connection: Connection) -> None:
        if item(connection, ItemType.POLICY, name) is not None:
            return
        if not begins < ends or ends <= now or length > LONGEST:
            raise Refused(Code.DEPUTY_DAYS)
        _require_fit(connection, wish)
        value: JsonObject = {
            "for": wish.principal, "deputy": wish.deputy, "from": max(begins, now), "until": ends, "by": by,
            "at": now, "active": begins <= now,
        }  # fmt: skip
        record(connection, hub.clock, "deputy_named", by, name)
        publish(hub, connection, [Item(ItemType.POLICY, name, value)])

    hub.database.write(job)
    return _one(hub, wish.id)


def end_deputy(hub: Hub, name: str, by: str, *, whoever: bool = False) -> JsonObject:
    """End a naming now; one that is over stays as it is. Gives a row as `deputies_at`.

    Args:
        hub: the open hub.
        name: the naming's id.
        by: who ends it.
        whoever: who sits at the hub ends anybody's.

    Refused: UNKNOWN_DEPUTY; NOT_A_SUPERVISOR for others than whom it is for and who named it.
    """

    def job(connection: Connection) -> None:
        value = item(connection, ItemType.POLICY, deputy_item(name))
        if value is None:
            raise Refused(Code.UNKNOWN_DEPUTY, deputy=name)
        if not whoever and by not in (value["for"], value["by"], value["deputy"]):
            raise Refused(Code.NOT_A_SUPERVISOR, case=name)
        now = hub.clock.now()
        if Deputy.from_json(name, value).ends <= now:
            return
        record(connection, hub.clock, "deputy_ended", by, deputy_item(name))
        ended: JsonObject = {**value, "ended": moment(hub.clock), "active": False}
        publish(hub, connection, [Item(ItemType.POLICY, deputy_item(name), ended)])

    hub.database.write(job)
    return _one(hub, name)


def deputies_at(hub: Hub) -> JsonObject:
    """List all deputies: `{"deputies": [{"id", "for", "deputy", "from", "until", "state", "by"}]}`."""
    settle_deputies(hub)
    with hub.database.reading() as connection:
        return {"deputies": [_row(hub, each.deputy) for each in namings(connection)]}


def name_at_the_hub(hub: Hub, principal: str, deputy: str, begins: str, ends: str, by: str) -> JsonObject:
    """Name a deputy for a supervisor who cannot; as `name_deputy`."""
    return name_deputy(hub, Wish(new_id(hub.clock), principal, deputy, begins, ends), by)


def end_at_the_hub(hub: Hub, name: str, by: str) -> JsonObject:
    """End anybody's naming; as `end_deputy`."""
    return end_deputy(hub, name, by, whoever=True)


def _require_fit(connection: Connection, wish: Wish) -> None:
    users = items(connection, ItemType.USER, {wish.principal, wish.deputy})
    for user in (wish.principal, wish.deputy):
        if user not in users:
            raise Refused(Code.UNKNOWN_USER, user=user)
    areas = Areas.of(items(connection, ItemType.UNIT))
    decides = {areas.of_unit(unit) for unit, role in roles(users[wish.principal]) if role == SUPERVISOR}
    if not decides:
        raise Refused(Code.NOT_A_SUPERVISOR, case=wish.principal)
    works = {areas.of_unit(unit) for unit, role in roles(users[wish.deputy]) if role in DOES_CASEWORK}
    if wish.deputy == wish.principal or decides.isdisjoint(works):
        raise Refused(Code.NO_DEPUTY, user=wish.deputy)


def _one(hub: Hub, name: str) -> JsonObject:
    with hub.database.reading() as connection:
        found = next(each.deputy for each in namings(connection) if each.item == deputy_item(name))
    return _row(hub, found)


def _row(hub: Hub, each: Deputy) -> JsonObject:
    return {
        "id": each.id, "for": each.principal, "deputy": each.user, "from": each.begins.isoformat(),
        "until": each.ends.isoformat(), "state": each.state(hub.clock.now()), "by": each.named_by,
    }  # fmt: skip
