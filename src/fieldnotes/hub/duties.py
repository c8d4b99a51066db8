"""What one process does for all of them: whoever takes a duty first does it, the others wait and go on.

A duty is a row with a moment until which its holder is trusted to be at it; one that was killed is succeeded after
that. No lock of a session's, so that it holds behind a pooler too. Each duty must be safe to do twice.
"""

import secrets
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operating_tables import duty

START: Final = "start"
_TRUSTED: Final = timedelta(minutes=10)
_PAUSE: Final = 0.2


def alone(
    hub: Hub, name: str, act: Callable[[], None], patience: float = 60.0, pause: Callable[[float], None] = time.sleep
) -> bool:
    """Do a duty unless another process is at it; then wait until that one is done.

    Args:
        hub: the open hub.
        name: the duty.
        act: does it; safe to do twice.
        patience: seconds to wait for another process; then this one goes on without.
        pause: waits so many seconds.

    Returns:
        Whether it was done here.
    """
    holder, waited = secrets.token_hex(16), 0.0
    while not hub.database.write(lambda connection: _take(hub, connection, name, holder)):
        if waited >= patience:
            return False
        pause(_PAUSE)
        waited += _PAUSE
    try:
        act()
    finally:
        hub.database.write(lambda connection: _let_go(connection, name, holder))
    return True


def _take(hub: Hub, connection: Connection, name: str, holder: str) -> bool:
    """Take a duty that nobody has, or had for too long; two who insert at once: one of them is told to look again."""
    until = moment(hub.clock, _TRUSTED)
    free = (duty.c.name == name) & (duty.c.until <= moment(hub.clock))
    if connection.execute(update(duty).where(free).values(holder=holder, until=until)).rowcount:
        return True
    if connection.execute(select(duty.c.name).where(duty.c.name == name)).first() is not None:
        return False
    connection.execute(insert(duty).values(name=name, holder=holder, until=until))
    return True


def _let_go(connection: Connection, name: str, holder: str) -> None:
    connection.execute(delete(duty).where(duty.c.name == name, duty.c.holder == holder))
