"""Which case systems approved notes go to: set up by an operator, the secret under a key drawn from the hub's own.

Sends nothing.
"""

import json
import re
import secrets
from collections.abc import Mapping
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, Row, delete, insert, select

from fieldnotes.delivery.connectors import BY_HAND, Connector, Given, kinds, make_connector
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.delivery_tables import connector, delivery
from fieldnotes.hub.home import read_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.reference import case_changed

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")
_LABEL: Final = b"fieldnotes/connector-secret/1"
_NONCE: Final = 12


def connect(hub: Hub, name: str, kind: str, settings: Mapping[str, str], secret: str | None, by: str) -> JsonObject:
    """Set up a way into a case system: `{"connector": {…}}`. What is approved from now on, and before, goes there.

    Raises:
        Refused: CONNECTOR_EXISTS; CONNECTOR_UNKNOWN for a kind nobody has installed; CONNECTOR_WRONG, CONNECTOR_LACKS.
    """
    if not _NAME.fullmatch(name):
        raise Refused(Code.CONNECTOR_WRONG, setting="name")
    if kind != BY_HAND:
        make_connector(kind, Given(settings, secret))
    elif settings or secret:
        raise Refused(Code.CONNECTOR_WRONG, setting=min(settings, default="secret")[:40])
    sealed = _seal(hub, name, secret) if secret else None

    def job(connection: Connection) -> None:
        if connection.execute(select(connector.c.name).where(connector.c.name == name)).first() is not None:
            raise Refused(Code.CONNECTOR_EXISTS, name=name)
        row = {"name": name, "kind": kind, "settings": json.dumps(settings), "sealed_secret": sealed}
        connection.execute(insert(connector).values(**row, made_at=moment(hub.clock)))
        _tell_again(connection, name)
        record(connection, hub.clock, "connector_set", by, name)

    hub.database.write(job)
    return {"connector": _shown(_row(hub, name))}


def disconnect(hub: Hub, name: str, by: str) -> JsonObject:
    """Let nothing more go there: `{"connector": name}`; what was handed over stays written down.

    Raises:
        Refused: CONNECTOR_UNKNOWN.
    """

    def job(connection: Connection) -> None:
        if not connection.execute(delete(connector).where(connector.c.name == name)).rowcount:
            raise Refused(Code.CONNECTOR_UNKNOWN, name=name[:40])
        _tell_again(connection, name)
        record(connection, hub.clock, "connector_removed", by, name)

    hub.database.write(job)
    return {"connector": name}


def connectors(hub: Hub) -> JsonObject:
    """Show what is set up, no secret among it, and which kinds there are: `{"connectors": […], "kinds": […]}`."""
    with hub.database.reading() as connection:
        rows = connection.execute(select(connector).order_by(connector.c.name)).all()
    return {"connectors": [_shown(row) for row in rows], "kinds": [*kinds()]}


def named(connection: Connection) -> dict[str, str]:
    """Name every connector with its kind."""
    rows = connection.execute(select(connector.c.name, connector.c.kind).order_by(connector.c.name))
    return {row.name: row.kind for row in rows}


def ready(hub: Hub, name: str) -> Connector:
    """Make a connector as it was set up.

    Raises:
        Refused: CONNECTOR_UNKNOWN, CONNECTOR_WRONG, CONNECTOR_LACKS; WRONG_FILE when the hub's key file is another.
    """
    row = _row(hub, name)
    secret = None if row.sealed_secret is None else _open(hub, name, bytes(row.sealed_secret))
    return make_connector(row.kind, Given(json.loads(row.settings), secret))


def _tell_again(connection: Connection, name: str) -> None:
    """Let people hear that what waits for them to copy it there does so no more, or again."""
    waits = (delivery.c.connector == name) & (delivery.c.state == "waiting")
    for case in connection.execute(select(delivery.c.card_id).where(waits).distinct()).scalars().all():
        case_changed(connection, case)


def _row(hub: Hub, name: str) -> Row[str, str, str, bytes | None, str]:
    with hub.database.reading() as connection:
        found = connection.execute(select(connector).where(connector.c.name == name)).one_or_none()
    if found is None:
        raise Refused(Code.CONNECTOR_UNKNOWN, name=name[:40])
    return found


def _shown(row: Row[str, str, str, bytes | None, str]) -> JsonObject:
    settings = {key: value for key, value in json.loads(row.settings).items() if key != "ca"}
    secret = row.sealed_secret is not None
    return {"name": row.name, "kind": row.kind, "settings": settings, "secret": secret, "since": row.made_at}


def _seal(hub: Hub, name: str, secret: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(hub)).encrypt(nonce, secret.encode("utf-8"), _LABEL + name.encode())


def _open(hub: Hub, name: str, sealed: bytes) -> str:
    try:
        opened = AESGCM(_key(hub)).decrypt(sealed[:_NONCE], sealed[_NONCE:], _LABEL + name.encode())
    except InvalidTag:
        raise Refused(Code.WRONG_FILE, file="hub.key", expected="a hub key") from None
    return opened.decode("utf-8")


def _key(hub: Hub) -> bytes:
    seed = read_seed(hub.home.folder)
    if seed is None:
        raise Refused(Code.NO_HUB, folder=str(hub.home.folder))
    return HKDF(SHA256(), length=32, salt=None, info=_LABEL).derive(seed)
