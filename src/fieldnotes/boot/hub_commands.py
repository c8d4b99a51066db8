"""The hub's functions by name, each opening the hub in a data folder for one command. Only boot knows the hub."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fieldnotes.boot.backup_commands import BACKUP_COMMANDS
from fieldnotes.boot.delivery_commands import DELIVERY_COMMANDS
from fieldnotes.boot.disposal_commands import DISPOSAL_COMMANDS
from fieldnotes.boot.escrow_commands import escrow_new, escrow_open
from fieldnotes.boot.managed_policy import policy_in
from fieldnotes.boot.people_commands import PEOPLE_COMMANDS
from fieldnotes.boot.serving_commands import SERVING_COMMANDS, publish_own
from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.boot.template_commands import TEMPLATE_COMMANDS
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.hub import (
    deputies,
    devices,
    handing_over,
    importing,
    inviting,
    proposing,
    registers,
    releasing,
    verifying,
)
from fieldnotes.hub.hub import Hub, make_hub


def init(folder: Path, database: str | None, blobs: str | None = None) -> JsonObject:
    """Make a hub and publish which templates this program has."""
    with make_hub(folder, SystemClock(), database, blobs) as hub:
        publish_own(hub)
        return {"hub": str(folder), "epoch": hub.epoch, **registers.keys(hub)}


def import_file(folder: Path, path: str) -> JsonObject:
    """Take in an import file."""
    with Hub.open(folder, SystemClock()) as hub:
        return importing.import_file(hub, Path(path))


def invite(folder: Path, user: str, url: str | None) -> JsonObject:
    """Make an invitation; the answer is the file's content."""
    with Hub.open(folder, SystemClock()) as hub:
        return inviting.invite(hub, user, url).to_json()


def set_managed(folder: Path, file: str, by: str) -> JsonObject:
    """Publish what a policy file decides to every device."""
    rules = policy_in(Path(file))
    with Hub.open(folder, SystemClock()) as hub:
        return registers.set_managed(hub, rules, by)


def _with(act: Callable[..., JsonObject]) -> Callable[..., JsonObject]:
    def opened(folder: Path, *values: Json) -> JsonObject:
        with Hub.open(folder, SystemClock()) as hub:
            return act(hub, *values)

    return opened


HUB_COMMANDS: Mapping[str, Callable[..., JsonObject | None]] = {
    "init": init,
    "import": import_file,
    "invite": invite,
    **SERVING_COMMANDS,
    "users": _with(registers.users),
    "units": _with(registers.units),
    "devices": _with(registers.devices),
    "keys": _with(registers.keys),
    "policy": _with(registers.policy),
    "set_lease": _with(registers.set_lease),
    "set_decision_log_in": _with(registers.set_decision_log_in),
    "set_managed": set_managed,
    **PEOPLE_COMMANDS,
    "assign": _with(registers.assign),
    **TEMPLATE_COMMANDS,
    "unassign": _with(registers.unassign),
    "bind": _with(proposing.bind),
    "cases_proposed": _with(proposing.proposed_cases),
    "handover": _with(handing_over.hand_over),
    "revoke": _with(devices.revoke),
    "deputies": _with(deputies.deputies_at),
    "deputy_name": _with(deputies.name_at_the_hub),
    "deputy_end": _with(deputies.end_at_the_hub),
    "quarantine_list": _with(releasing.quarantine_list),
    "quarantine_show": _with(releasing.quarantine_show),
    "quarantine_release": _with(releasing.quarantine_release),
    "quarantine_refuse": _with(releasing.quarantine_refuse),
    "escrow_new": escrow_new,
    "escrow_open": escrow_open,
    **BACKUP_COMMANDS,
    **DISPOSAL_COMMANDS,
    **DELIVERY_COMMANDS,
    "verify": _with(verifying.verify_hub),
}
