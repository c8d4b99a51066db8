"""The municipality's identity provider as the hub knows it: where it is, who we are there, whom it means by a name.

One for a hub. The client's secret, where there is one, lies under a key drawn from the hub's own. Asks nobody anything.
"""

import json
import secrets
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, delete, insert, select

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.home import read_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.people_tables import identity_provider

_ONE: Final = "one"
_NONCE: Final = 12
_LABEL: Final = b"fieldnotes/provider-secret/1"
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Provider:
    """What was set up of it.

    `subject`: which claim names the person, whose value is the id of `hub users`; `acr`: levels asked for, the best
    first, empty = none is asked for; `ca`: PEM of its own CA, None = the system's trust store.
    """

    issuer: str
    client_id: str
    name: str
    subject: str = "sub"
    scope: str = "openid"
    acr: tuple[str, ...] = ()
    ca: str | None = field(default=None, repr=False)

    def as_json(self) -> JsonObject:
        """Write it for people to read; no secret is in it."""
        return {
            "issuer": self.issuer, "client_id": self.client_id, "name": self.name, "subject": self.subject,
            "scope": self.scope, "acr": [*self.acr], "ca": self.ca is not None,
        }  # fmt: skip


def set_provider(hub: Hub, provider: Provider, secret: str | None, by: str) -> JsonObject:
    """Say where people log in: `{"provider": {…}}`; the one before is replaced.

    Raises:
        Refused: REQUEST_WRONG when the issuer is no https address (http only inside this computer), or a name is empty.
    """
    _check(provider)
    value = json.dumps({**provider.as_json(), "ca": provider.ca}, ensure_ascii=False)
    sealed = None if not secret else _seal(hub, secret)

    def job(connection: Connection) -> None:
        connection.execute(delete(identity_provider))
        connection.execute(insert(identity_provider).values(id=_ONE, value=value, sealed_secret=sealed))
        record(connection, hub.clock, "provider_set", by, provider.issuer)

    hub.database.write(job)
    return shown(hub)


def remove_provider(hub: Hub, by: str) -> JsonObject:
    """Let nobody log in at the provider any more: `{"provider": null}`. Refused: NO_PROVIDER when there is none."""

    def job(connection: Connection) -> None:
        if not connection.execute(delete(identity_provider)).rowcount:
            raise Refused(Code.NO_PROVIDER)
        record(connection, hub.clock, "provider_removed", by, _ONE)

    hub.database.write(job)
    return shown(hub)


def shown(hub: Hub) -> JsonObject:
    """Show what is set up: `{"provider": {…}|null}`, no secret among it."""
    with hub.database.reading() as connection:
        found = known(connection)
    return {"provider": None if found is None else found.as_json()}


def known(connection: Connection) -> Provider | None:
    """Read the provider; None while there is none."""
    text = connection.execute(select(identity_provider.c.value)).scalar_one_or_none()
    if text is None:
        return None
    said = json.loads(text)
    return Provider(
        said["issuer"], said["client_id"], said["name"], said["subject"], said["scope"], tuple(said["acr"]), said["ca"]
    )


def client_secret(hub: Hub, connection: Connection) -> str | None:
    """Open the client's secret; None for a public client.

    Raises:
        Refused: WRONG_FILE when the hub's key file is not the one it was sealed with.
    """
    sealed = connection.execute(select(identity_provider.c.sealed_secret)).scalar_one_or_none()
    if sealed is None:
        return None
    data = bytes(sealed)
    try:
        return AESGCM(_key(hub)).decrypt(data[:_NONCE], data[_NONCE:], _LABEL).decode("utf-8")
    except InvalidTag:
        raise Refused(Code.WRONG_FILE, file="hub.key", expected="a hub key") from None


def _seal(hub: Hub, secret: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(hub)).encrypt(nonce, secret.encode("utf-8"), _LABEL)


def _key(hub: Hub) -> bytes:
    seed = read_seed(hub.home.folder)
    if seed is None:
        raise Refused(Code.NO_HUB, folder=str(hub.home.folder))
    return HKDF(SHA256(), length=32, salt=None, info=_LABEL).derive(seed)


def _check(provider: Provider) -> None:
    parts = urlsplit(provider.issuer)
    inside = parts.scheme == "http" and parts.hostname in ("127.0.0.1", "localhost", "::1")
    words = (provider.client_id, provider.name, provider.subject, *provider.acr)
    fine = all(word.strip() and word.isprintable() and len(word) <= _LONGEST for word in words)
    scoped = "openid" in provider.scope.split()
    if not (fine and scoped and parts.hostname and (parts.scheme == "https" or inside)):
        raise Refused(Code.REQUEST_WRONG)
