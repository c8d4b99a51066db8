"""What an administrator may look up and change without a file: people, units, devices, keys, who has which case."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.managed import read_rules
from fieldnotes.hub.access_keeping import ACCESS_YEARS, YEARS, require_years
from fieldnotes.hub.area_rules import require_near
from fieldnotes.hub.devices import all_devices
from fieldnotes.hub.feed import judge_again
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.inviting import VALID as INVITATION_VALID
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import item, items, publish
from fieldnotes.hub.sessions import VALID as SESSION_VALID
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.login import DECISION_ACR
from fieldnotes.wire.parcel import MAX_BYTES, MAX_ENTRIES
from fieldnotes.wire.reference import HUB_POLICY, LEASE, LEASE_DAYS, MANAGED, Item, ItemType

LONGEST_LEASE = 365
LONGEST_LEVEL = 200


def users(hub: Hub) -> JsonObject:
    """List people: `{"users": [{"id", "name", "role", "unit", "memberships"}]}`."""
    with hub.database.reading() as connection:
        return {"users": list(items(connection, ItemType.USER).values())}


def units(hub: Hub) -> JsonObject:
    """List units: `{"units": [{"id", "name", "authority"?}]}`."""
    with hub.database.reading() as connection:
        return {"units": list(items(connection, ItemType.UNIT).values())}


def devices(hub: Hub) -> JsonObject:
    """List devices: `{"devices": [{"id", "user", "name", "joined_at", "revoked_at", "cloned_at", …}]}`."""
    with hub.database.reading() as connection:
        found = all_devices(connection)
    return {
        "devices": [
            {
                "id": one.id, "user": one.user, "name": one.name, "joined_at": one.joined_at,
                "revoked_at": one.revoked_at, "cloned_at": one.cloned_at,
                "wipe_ordered_at": one.wipe_ordered_at, "wiped_at": one.wiped_at,
            }
            for one in found
        ]
    }  # fmt: skip


def keys(hub: Hub) -> JsonObject:
    """Tell the hub's public key and epoch: `{"hub_key", "fingerprint", "epoch"}`; fingerprint = SHA-256, hex."""
    return {
        "hub_key": to_base64(hub.key.public),
        "fingerprint": hashlib.sha256(hub.key.public).hexdigest(),
        "epoch": hub.epoch,
    }


def policy(hub: Hub) -> JsonObject:
    """Tell the hub's limits: `{"policy": {…}}`, as devices get them in the reference feed."""
    with hub.database.reading() as connection:
        return {"policy": item(connection, ItemType.POLICY, HUB_POLICY) or house_policy()}


def set_lease(hub: Hub, days: int, by: str) -> JsonObject:
    """Say how many days devices may go without the hub before they ask for the recovery key; gives `policy`.

    Raises:
        Refused: REQUEST_WRONG when it is no number from 1 to 365.
    """
    if not 1 <= days <= LONGEST_LEASE:
        raise Refused(Code.REQUEST_WRONG)

    def job(connection: Connection) -> None:
        record(connection, hub.clock, "lease_set", by, LEASE, str(days))
        _publish_limits(hub, connection, {LEASE: days})

    hub.database.write(job)
    return policy(hub)


def set_access_years(hub: Hub, years: int, by: str) -> JsonObject:
    """Say how many years the access log is kept; gives `policy`. Refused: REQUEST_WRONG under 5 or over 30."""
    require_years(years)

    def job(connection: Connection) -> None:
        record(connection, hub.clock, "access_years_set", by, ACCESS_YEARS, str(years))
        _publish_limits(hub, connection, {ACCESS_YEARS: years})

    hub.database.write(job)
    return policy(hub)


def set_decision_log_in(hub: Hub, levels: Sequence[str], by: str) -> JsonObject:
    """Say which levels of log-in at the hub let a person decide, the passphrase being enough with none; gives `policy`.

    Raises:
        Refused: REQUEST_WRONG when a level is no plain word or address.
    """
    if not all(0 < len(level) <= LONGEST_LEVEL and level.isprintable() and level == level.strip() for level in levels):
        raise Refused(Code.REQUEST_WRONG)

    def job(connection: Connection) -> None:
        record(connection, hub.clock, "decision_login_set", by, DECISION_ACR, " ".join(levels))
        _publish_limits(hub, connection, {DECISION_ACR: [*levels]})

    hub.database.write(job)
    judge_again(hub, {Code.LOGIN_NEEDED})
    return policy(hub)


def set_managed(hub: Hub, rules: JsonObject, by: str) -> JsonObject:
    """Say what the program on the workplace's computers is held to, beside each computer's own policy; gives `policy`.

    `rules` as in a policy file; none takes back what was said before. Refused: POLICY_WRONG.
    """
    read_rules(rules, MANAGED)

    def job(connection: Connection) -> None:
        record(connection, hub.clock, "managed_set", by, MANAGED, " ".join(sorted(rules)))
        _publish_limits(hub, connection, {MANAGED: dict(rules)})

    hub.database.write(job)
    return policy(hub)


def house_policy() -> JsonObject:
    """The limits of this program: sizes in bytes, times in seconds, the lease in days."""
    return {
        "push_entries": MAX_ENTRIES,
        "push_bytes": MAX_BYTES,
        "session_seconds": int(SESSION_VALID.total_seconds()),
        "invitation_seconds": int(INVITATION_VALID.total_seconds()),
        LEASE: LEASE_DAYS,
        ACCESS_YEARS: YEARS,
    }


def publish_policy(hub: Hub) -> None:
    """Put the house's limits into the reference feed; what an administrator has set stays."""
    hub.database.write(lambda connection: _publish_limits(hub, connection, {}))


def _publish_limits(hub: Hub, connection: Connection, chosen: JsonObject) -> None:
    stood = item(connection, ItemType.POLICY, HUB_POLICY) or {}
    kept = {name: stood[name] for name in (LEASE, DECISION_ACR, ACCESS_YEARS, MANAGED) if name in stood}
    publish(hub, connection, [Item(ItemType.POLICY, HUB_POLICY, {**house_policy(), **kept, **chosen})])


def assign(hub: Hub, case: str, user: str) -> JsonObject:
    """Assign a person to a case: `{"case", "assigned", "version"}`; doing it twice changes nothing.

    Raises:
        Refused: UNKNOWN_CASE, UNKNOWN_USER; NOT_IN_AREA for somebody of another board.
    """
    return _reassign(hub, case, user, there=True)


def unassign(hub: Hub, case: str, user: str) -> JsonObject:
    """Take a person off a case; their devices get a tombstone: `{"case", "assigned", "version"}`.

    Raises:
        Refused: UNKNOWN_CASE, UNKNOWN_USER.
    """
    return _reassign(hub, case, user, there=False)


def reassigned(hub: Hub, connection: Connection, found: JsonObject, user: str, *, there: bool) -> JsonObject:
    """Write who has a case, inside a transaction: `{"case", "assigned", "version"}`. Refused: NOT_IN_AREA."""
    case, listed = str(found["id"]), found.get("assigned")
    others: list[Json] = [one for one in listed if one != user] if isinstance(listed, list) else []
    assigned: list[Json] = listed if there and isinstance(listed, list) and user in listed else others
    if there and user not in assigned:
        require_near(connection, user, found)
        assigned = [*others, user]
    done = publish(hub, connection, [Item(ItemType.CASE, case, {**found, "assigned": assigned})])
    return {"case": case, "assigned": assigned, "version": done.version}


def _reassign(hub: Hub, case: str, user: str, *, there: bool) -> JsonObject:
    def job(connection: Connection) -> JsonObject:
        found = item(connection, ItemType.CASE, case)
        if found is None:
            raise Refused(Code.UNKNOWN_CASE, case=case)
        if item(connection, ItemType.USER, user) is None:
            raise Refused(Code.UNKNOWN_USER, user=user)
        record(connection, hub.clock, "assigned" if there else "unassigned", None, case, user)
        return reassigned(hub, connection, found, user, there=there)

    return hub.database.write(job)
