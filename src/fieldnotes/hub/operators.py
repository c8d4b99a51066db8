"""Who may see how the hub is doing: operators, each with a key made here, shown in a browser or by a program.

A key is 256 random bits in a file, so there is nothing to guess and nothing to choose; the hub keeps its hash. It opens
the status page and the figures, and nothing that is about a family. Signing in is written down.
"""

import hmac
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import Connection, delete, insert, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operating_tables import operator, operator_session
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.secret_text import kept, new_token

SIGNED_IN: Final = timedelta(minutes=30)
_LONGEST: Final = 60


def add_operator(hub: Hub, name: str, by: str) -> str:
    """Make a key for an operator, or a new one in place of theirs; gives it, this once.

    Raises:
        Refused: REQUEST_WRONG for a name that is empty, too long or no plain text.
    """
    if not (0 < len(name) <= _LONGEST and name.isprintable() and name == name.strip()):
        raise Refused(Code.REQUEST_WRONG)
    key = new_token()

    def job(connection: Connection) -> None:
        _forget(connection, name)
        connection.execute(insert(operator).values(name=name, key_hash=kept(key), made_at=moment(hub.clock)))
        record(connection, hub.clock, "operator_added", by, name)

    hub.database.write(job)
    return key


def remove_operator(hub: Hub, name: str, by: str) -> JsonObject:
    """Take an operator's key away, and sign them out: `{"operator"}`.

    Raises:
        Refused: OPERATOR_UNKNOWN.
    """

    def job(connection: Connection) -> None:
        if not _forget(connection, name):
            raise Refused(Code.OPERATOR_UNKNOWN)
        record(connection, hub.clock, "operator_removed", by, name)

    hub.database.write(job)
    return {"operator": name}


def operators(hub: Hub) -> JsonObject:
    """List them: `{"operators": [{"name", "made_at"}]}`."""
    with hub.database.reading() as connection:
        rows = connection.execute(select(operator).order_by(operator.c.name)).all()
    return {"operators": [{"name": row.name, "made_at": row.made_at} for row in rows]}


def whose_key(hub: Hub, key: str) -> str | None:
    """Tell whose key this is; None when it is nobody's."""
    with hub.database.reading() as connection:
        return _owner(connection.execute(select(operator.c.name, operator.c.key_hash)).all(), key)


def sign_in(hub: Hub, key: str) -> str:
    """Sign a browser in by an operator's key; gives what it shows from then on, for half an hour.

    Raises:
        Refused: OPERATOR_UNKNOWN.
    """
    name, token = whose_key(hub, key), new_token()
    if name is None:
        raise Refused(Code.OPERATOR_UNKNOWN)

    def job(connection: Connection) -> None:
        connection.execute(delete(operator_session).where(operator_session.c.expires_at <= moment(hub.clock)))
        connection.execute(
            insert(operator_session).values(
                token_hash=kept(token), name=name, expires_at=moment(hub.clock, SIGNED_IN)
            )
        )  # fmt: skip
        record(connection, hub.clock, "status_opened", name, name)

    hub.database.write(job)
    return token


def signed_in(hub: Hub, token: str) -> str | None:
    """Tell which operator a browser is signed in as; None when it is not, or no longer."""
    mine = (operator_session.c.token_hash == kept(token)) & (operator_session.c.expires_at > moment(hub.clock))
    with hub.database.reading() as connection:
        name: str | None = connection.execute(select(operator_session.c.name).where(mine)).scalar_one_or_none()
    return name


def sign_out(hub: Hub, token: str) -> None:
    """Sign a browser out."""
    mine = operator_session.c.token_hash == kept(token)
    hub.database.write(lambda connection: connection.execute(delete(operator_session).where(mine)))


def _forget(connection: Connection, name: str) -> bool:
    connection.execute(delete(operator_session).where(operator_session.c.name == name))
    return bool(connection.execute(delete(operator).where(operator.c.name == name)).rowcount)


def _owner(rows: Sequence[tuple[str, str]], key: str) -> str | None:
    """Compare with all of them, however soon one fits."""
    shown = kept(key)
    fits = [name for name, kept_hash in rows if hmac.compare_digest(kept_hash, shown)]
    return fits[0] if fits else None
