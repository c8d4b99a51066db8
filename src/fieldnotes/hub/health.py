"""Whether this process lives and may be sent requests: three questions, answered yes or no, and not a word more.

For balancers and whoever watches over the hub; asked by nobody in particular, so it tells nothing of anybody.
"""

import os
import shutil
from typing import Final

from fieldnotes.domain.errors import Unavailable
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.migrating import newest_step, revision
from fieldnotes.hub.running import Running

_ROOM: Final = 64 * 1024 * 1024
"""Bytes that must be free where the hub's folder lies."""


def health(hub: Hub, running: Running) -> JsonObject:
    """Tell how this process is: `{"live", "ready", "checks": {"database", "tables", "folder", "serving"}}`.

    `tables`: they are as this program or a later one made them; `folder`: it can be written and has room.
    """
    step = _step(hub)
    checks: JsonObject = {
        "database": step is not None,
        "tables": step is not None and step >= newest_step(),
        "folder": _has_room(hub),
        "serving": not running.ending,
    }
    return {"live": True, "ready": all(checks.values()), "checks": checks}


def _step(hub: Hub) -> str | None:
    try:
        with hub.database.reading() as connection:
            return revision(connection)
    except Unavailable:
        return None


def _has_room(hub: Hub) -> bool:
    folder = hub.home.folder
    try:
        return os.access(folder, os.W_OK) and shutil.disk_usage(folder).free >= _ROOM
    except OSError:
        return False
