"""The hub as a device of a person who decides here: its own key and certificate, so that the act bears a name.

The key comes out of the hub's own and lies nowhere; knows no act's content.
"""

from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, func, insert, select

from fieldnotes.hub.devices import find_device
from fieldnotes.hub.home import read_seed
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.reference import publish
from fieldnotes.hub.tables import device, device_act
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.keys import SEED_BYTES, SigningKey

NAME: Final = "hub"
_LABEL: Final = b"fieldnotes/hub-device/1"


def own_device(hub: Hub, connection: Connection, user: str, name: str | None = None) -> tuple[str, SigningKey]:
    """Give the id and key of the hub's own device for a person; certified and told to everybody the first time.

    `name`: the id it had in a history that was restored.
    """
    info = _LABEL + user.encode()
    seed = HKDF(SHA256(), SEED_BYTES, salt=None, info=info).derive(read_seed(hub.home.folder) or b"")
    key = SigningKey(seed)
    mine = (device.c.user_id == user) & (device.c.public_key == key.public)
    if name is not None:
        mine &= device.c.device_id == name
    found = connection.execute(select(device.c.device_id).where(mine).order_by(device.c.device_id)).scalars().first()
    if found is None:
        found = _certify(hub, connection, user, key, name or new_id(hub.clock))
    return str(found), key


def next_number(connection: Connection, name: str) -> int:
    """Give the next number of a device's counter."""
    last = connection.execute(select(func.max(device_act.c.dseq)).where(device_act.c.device == name)).scalar()
    return int(last or 0) + 1


def _certify(hub: Hub, connection: Connection, user: str, key: SigningKey, name: str) -> str:
    since = moment(hub.clock)
    word = DeviceCertificate(name, user, key.public, since).seal(hub.key)
    connection.execute(
        insert(device).values(
            device_id=name, user_id=user, public_key=key.public, name=NAME, joined_at=since,
            certificate=word.data, certificate_signature=word.signature, token_epoch=hub.epoch,
        )
    )  # fmt: skip
    made = find_device(connection, name)
    if made is None:
        raise ValueError
    publish(hub, connection, [made.as_item()])
    return name
