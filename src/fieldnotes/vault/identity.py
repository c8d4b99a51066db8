"""Who this device is: its key and counter, its person, its hub. Knows no entry.

The seed lies sealed under its own key inside the encrypted store, and comes out only to sign.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, RowMapping, select, update

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import IDENTITY
from fieldnotes.wire.hub_word import Word

LOCAL: Final = "local"
"""Author and unit of entries filed before the profile has joined a hub."""

_BOTH_CLOCKS_SECONDS: Final = 300


@dataclass(frozen=True, slots=True)
class Identity:
    """This device and its person; hub fields are None until it has joined."""

    device: str
    seed: bytes = field(repr=False)
    name: str = field(repr=False)
    author: str | None
    role: str
    unit: str
    hub_url: str | None = None
    hub_key: bytes | None = field(default=None, repr=False)
    hub_ca: str | None = field(default=None, repr=False)
    epoch: str | None = None
    certificate: Word | None = None
    exchange_token: str | None = field(default=None, repr=False)

    @property
    def joined(self) -> bool:
        """Tell whether this device has joined a hub."""
        return self.author is not None

    @property
    def must_join_again(self) -> bool:
        """Tell whether the hub took this device for a copy, or has forgotten it."""
        return self.joined and (self.exchange_token is None or self.certificate is None)


def identity(vault: OpenVault) -> Identity:
    """Read who this device is, seed included."""
    with vault.reading() as connection:
        return read_identity(vault, connection)


def read_identity(vault: OpenVault, connection: Connection) -> Identity:
    """Read it inside a transaction under way."""
    row = connection.execute(select(IDENTITY)).mappings().one_or_none()
    if row is None:
        raise Refused(Code.PROFILE_DAMAGED, file="identity")
    return Identity(
        device=row["device"], seed=vault.key.open_seed(row["sealed_seed"], row["device"]), name=row["name"],
        author=row["author"], role=row["role"], unit=row["unit"], hub_url=row["hub_url"], hub_key=row["hub_key"],
        hub_ca=row["hub_ca"], epoch=row["epoch"], certificate=_certificate(row),
        exchange_token=row["exchange_token"],
    )  # fmt: skip


def save_identity(vault: OpenVault, new: Identity) -> None:
    """Replace all of it except the counter."""
    with vault.writing() as connection:
        write_identity(vault, connection, new)


def write_identity(vault: OpenVault, connection: Connection, new: Identity) -> None:
    """Replace it inside a transaction under way."""
    word = new.certificate
    values: Mapping[str, Any] = {
        "device": new.device, "sealed_seed": vault.key.seal_seed(new.seed, new.device), "name": new.name,
        "author": new.author, "role": new.role, "unit": new.unit, "hub_url": new.hub_url, "hub_key": new.hub_key,
        "hub_ca": new.hub_ca, "epoch": new.epoch, "certificate": word.data if word else None,
        "certificate_signature": word.signature if word else None, "exchange_token": new.exchange_token,
    }  # fmt: skip
    connection.execute(update(IDENTITY).values(values))


def save_exchange_token(vault: OpenVault, token: str | None) -> None:
    """Keep the token to show at the next session, before anything is done in this one; None = must join again."""
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(exchange_token=token))


def forget_certificate(vault: OpenVault) -> None:
    """Note that the hub no longer vouches for this device; its token stays good should the hub remember again."""
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(certificate=None, certificate_signature=None))


def since_contact(connection: Connection, clock: Clock) -> int | None:
    """Seconds since the hub last answered; None when the clocks disagree (reboot, changed clock) or never."""
    row = connection.execute(select(IDENTITY.c.contact_at, IDENTITY.c.contact_monotonic)).one()
    if row.contact_at is None:
        return None
    steady = int(clock.monotonic()) - row.contact_monotonic
    wall = (clock.now() - datetime.fromisoformat(row.contact_at)).total_seconds()
    agree = steady >= 0 and abs(wall - steady) <= _BOTH_CLOCKS_SECONDS
    return steady if agree else None


def _certificate(row: RowMapping) -> Word | None:
    if row["certificate"] is None:
        return None
    return Word(row["certificate"], row["certificate_signature"])
