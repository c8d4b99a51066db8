"""The hub's acts for the command line and the demo: a data folder in, a JSON object out; nothing is printed.

`COMMANDS` names them as `fieldnotes hub …` does. Each opens the hub, acts and closes it again.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import importing, inviting, registers, releasing, serving, verifying
from fieldnotes.hub.devices import revoke as revoke_device
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.moments import WallClock

T = TypeVar("T")


def init_hub(
    data: Path,
    database: str | None = None,
    clock: Clock | None = None,
    templates: Iterable[JsonObject] = (),
) -> JsonObject:
    """Make a hub: `{"data", "database", "hub_key", "fingerprint", "epoch"}`; database = sqlite or postgresql.

    Raises:
        Refused: HUB_EXISTS, DATABASE_WRONG, DATABASE_FOREIGN.
        Unavailable: DATABASE_UNREACHABLE, CANNOT_WRITE.
    """
    with make_hub(data, clock or WallClock(), database) as hub:
        registers.publish_policy(hub)
        importing.publish_templates(hub, templates)
        return {"data": str(data), "database": "postgresql" if database else "sqlite", **registers.keys(hub)}


def import_file(data: Path, source: Path | JsonObject, clock: Clock | None = None) -> JsonObject:
    """Import units, users and cases, from a file or from what was read of one; see `importing.import_file`."""
    return _in_hub(data, clock, lambda hub: importing.import_file(hub, source))


def invitation(data: Path, user: str, url: str | None = None, clock: Clock | None = None) -> JsonObject:
    """Make an invitation and give it as its file holds it (a secret: it carries the one-time code).

    Raises:
        Refused: NO_HUB, UNKNOWN_USER.
    """
    return _in_hub(data, clock, lambda hub: json.loads(inviting.invite(hub, user, url).to_text()))


def invite(data: Path, user: str, file: Path, url: str | None = None, clock: Clock | None = None) -> JsonObject:
    """Make an invitation and write its file, for its owner only: `{"file", "user", "expires"}`.

    Raises:
        Refused: NO_HUB, UNKNOWN_USER.
        OSError: the file cannot be written.
    """
    made = invitation(data, user, url, clock)
    file.touch(mode=0o600)
    file.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return {"file": str(file), "user": user, "expires": made["expires"]}


def serve(
    data: Path,
    host: str,
    port: int,
    cert: str | Path | None = None,
    key: str | Path | None = None,
    *,
    ready: Callable[[str], None] | None = None,
    clock: Clock | None = None,
    templates: Iterable[JsonObject] = (),
) -> JsonObject:
    """Serve until a signal says stop; gives `{}`. See `serving.serve`.

    Args:
        data: the hub's data folder.
        host: the address to listen on.
        port: 0 for a free one.
        cert: PEM certificate.
        key: its key.
        ready: called with the URL once the hub listens.
        clock: where the time comes from.
        templates: `{"id", "version", "sha256"}` of each template the house ships, for the reference feed.
    """
    with Hub.open(data, clock or WallClock()) as hub:
        registers.publish_policy(hub)
        importing.publish_templates(hub, templates)
        serving.serve(hub, host, port, Path(cert) if cert else None, Path(key) if key else None, ready)
    return {}


def users(data: Path) -> JsonObject:
    """See `registers.users`."""
    return _in_hub(data, None, registers.users)


def units(data: Path) -> JsonObject:
    """See `registers.units`."""
    return _in_hub(data, None, registers.units)


def devices(data: Path) -> JsonObject:
    """See `registers.devices`."""
    return _in_hub(data, None, registers.devices)


def keys(data: Path) -> JsonObject:
    """See `registers.keys`."""
    return _in_hub(data, None, registers.keys)


def policy(data: Path) -> JsonObject:
    """See `registers.policy`."""
    return _in_hub(data, None, registers.policy)


def assign(data: Path, case: str, user: str, clock: Clock | None = None) -> JsonObject:
    """See `registers.assign`."""
    return _in_hub(data, clock, lambda hub: registers.assign(hub, case, user))


def unassign(data: Path, case: str, user: str, clock: Clock | None = None) -> JsonObject:
    """See `registers.unassign`."""
    return _in_hub(data, clock, lambda hub: registers.unassign(hub, case, user))


def revoke(data: Path, device: str, clock: Clock | None = None) -> JsonObject:
    """See `devices.revoke`."""
    return _in_hub(data, clock, lambda hub: revoke_device(hub, device))


def quarantine_list(data: Path) -> JsonObject:
    """See `releasing.quarantine_list`."""
    return _in_hub(data, None, releasing.quarantine_list)


def quarantine_show(data: Path, entry: str) -> JsonObject:
    """See `releasing.quarantine_show`."""
    return _in_hub(data, None, lambda hub: releasing.quarantine_show(hub, entry))


def quarantine_release(data: Path, entry: str, clock: Clock | None = None) -> JsonObject:
    """See `releasing.quarantine_release`."""
    return _in_hub(data, clock, lambda hub: releasing.quarantine_release(hub, entry))


def quarantine_refuse(data: Path, entry: str, clock: Clock | None = None) -> JsonObject:
    """See `releasing.quarantine_refuse`."""
    return _in_hub(data, clock, lambda hub: releasing.quarantine_refuse(hub, entry))


def verify_hub(data: Path) -> JsonObject:
    """See `verifying.verify_hub`."""
    return _in_hub(data, None, verifying.verify_hub)


def _in_hub(data: Path, clock: Clock | None, job: Callable[[Hub], T]) -> T:
    with Hub.open(data, clock or WallClock()) as hub:
        return job(hub)


COMMANDS: Final[Mapping[str, Callable[..., Any]]] = {
    "init": init_hub,
    "import": import_file,
    "invite": invitation,
    "serve": serve,
    "users": users,
    "units": units,
    "devices": devices,
    "keys": keys,
    "policy": policy,
    "assign": assign,
    "unassign": unassign,
    "revoke": revoke,
    "quarantine_list": quarantine_list,
    "quarantine_show": quarantine_show,
    "quarantine_release": quarantine_release,
    "quarantine_refuse": quarantine_refuse,
    "verify": verify_hub,
}
"""As `cli/hub.py` calls them: the data folder first, then the command's values in the order of its options."""
