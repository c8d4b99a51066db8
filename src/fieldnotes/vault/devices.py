"""Whose device is whose: certificates out of the reference feed, checked with the pinned hub key. Knows no entry."""

import json

from sqlalchemy import Connection, select

from fieldnotes.domain.errors import Code, Refused
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


def certificate_of(connection: Connection, device: str) -> DeviceCertificate | None:
    """Read a device's certificate inside a transaction; this device's own comes from its identity."""
    me = connection.execute(select(IDENTITY)).one()
    if me.hub_key is None:
        return None
    if me.device == device and me.certificate is not None:
        word = Word(me.certificate, me.certificate_signature)
    else:
        item = select(REFERENCE.c.value).where(REFERENCE.c.type == ItemType.DEVICE, REFERENCE.c.id == device)
        value = connection.execute(item).scalar()
        if value is None:
            return None
        word = Word.from_json(json.loads(value)["certificate"])
    found = DeviceCertificate.read(word, me.hub_key)
    if found.device != device:
        raise Refused(Code.SIGNATURE_WRONG)
    return found
