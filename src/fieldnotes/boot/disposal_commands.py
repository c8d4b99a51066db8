"""The hub's commands about disposal by name, each opening the hub in a data folder for one command."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub import disposal_orders, disposing, retention
from fieldnotes.hub.backup_age import gone_from_backups
from fieldnotes.hub.hub import Hub


def listed(folder: Path, on: str | None) -> JsonObject:
    """List what may be disposed of."""
    with Hub.open(folder, SystemClock()) as hub:
        return retention.disposal_list(hub, on)


def disposed(folder: Path, rows: list[JsonObject], by: str, list_sha256: str) -> JsonObject:
    """Dispose of what was approved."""
    with Hub.open(folder, SystemClock()) as hub:
        return {**disposing.dispose(hub, rows, by, list_sha256), "backups_until": gone_from_backups(hub)}


def status(folder: Path) -> JsonObject:
    """Tell what was disposed of, going on with what was cut short."""
    with Hub.open(folder, SystemClock()) as hub:
        finished = disposing.finish(hub)
        return {**disposal_orders.disposed_cases(hub), "finished": finished}


DISPOSAL_COMMANDS: Final[Mapping[str, Callable[..., JsonObject]]] = {
    "disposal_list": listed,
    "dispose": disposed,
    "disposed_cases": status,
}
