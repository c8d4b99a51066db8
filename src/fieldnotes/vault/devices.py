"""Whose device is whose: certificates out of the reference feed, checked with the pinned hub key. Knows no entry."""

import json

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Refused
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import IDENTITY, REFERENCE
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.reference import ItemType


def device_key(vault: OpenVault, device: str) -> bytes | None:
    """Give the public key the hub has certified for a device; None for a device nobody has vouched for."""
    with vault.reading() as connection:
        found = certificate_of(connection, device)
    return found.key if found else None


class Certificates:
    """The certificates seen in one transaction, each checked once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._found: dict[str, DeviceCertificate | None] = {}

    def of(self, device: str) -> DeviceCertificate | None:
        """Give a device's certificate; None when nobody has vouched for it."""
        if device not in self._found:
            self._found[device] = certificate_of(self._connection, device)
        return self._found[device]


def certificate_word(vault: OpenVault, device: str) -> Word | None:
    """Give a device's certificate as the hub signed it, to be shown to others; None when nobody has vouched for it."""
    with vault.reading() as connection:
        return _word_of(connection, device)


def certificate_of(connection: Connection, device: str) -> DeviceCertificate | None:
    """Read a device's certificate inside a transaction; one the pinned hub key does not bear out is none."""
    hub_key = connection.execute(select(IDENTITY.c.hub_key)).scalar_one()
    word = _word_of(connection, device)
    if hub_key is None or word is None:
        return None
    try:
        found = DeviceCertificate.read(word, hub_key)
    except Refused:
        return None
    return found if found.device == device else None


def _word_of(connection: Connection, device: str) -> Word | None:
    me = connection.execute(select(IDENTITY)).one()
    if me.device == device and me.certificate is not None:
        return Word(me.certificate, me.certificate_signature)
    item = select(REFERENCE.c.value).where(REFERENCE.c.type == ItemType.DEVICE, REFERENCE.c.id == device)
    value = connection.execute(item).scalar()
    if value is None:
        return None
    try:
        return Word.from_json(json.loads(value).get("certificate"))
    except Refused:
        return None
