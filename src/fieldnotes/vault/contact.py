"""What the hub last told of time: how far this computer's clock is off, and what time it is there. Knows no entry.

The clock informs and never decides; but a day to keep is counted in the hub's time, whatever this clock says.
"""

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from fieldnotes.domain.clock import Clock
from fieldnotes.vault.identity import since_contact
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import IDENTITY

WORTH_SAYING: Final = timedelta(minutes=5)
"""A clock that is further off than this is told about."""

MENDED: Final = timedelta(days=30)
"""A difference this large that is gone after a restart was mended by somebody."""


def note_contact(vault: OpenVault, clock: Clock, hub_time: datetime | None = None) -> None:
    """Remember when the hub last answered, on both clocks, and how far this one is ahead of the hub's (or behind)."""
    now = clock.now()
    values = {"contact_at": now.isoformat(), "contact_monotonic": int(clock.monotonic())}
    if hub_time is not None:
        ahead = now.astimezone(UTC) - hub_time.astimezone(UTC)
        values["clock_ahead_ms"] = ahead // timedelta(milliseconds=1)
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(values))


def last_contact(vault: OpenVault) -> datetime | None:
    """Tell when the hub last answered, by this computer's clock."""
    with vault.reading() as connection:
        at = connection.execute(select(IDENTITY.c.contact_at)).scalar()
    return datetime.fromisoformat(at) if at else None


def clock_ahead(vault: OpenVault) -> timedelta | None:
    """Tell how far this clock was ahead of the hub's at the last contact (behind: negative); None before any."""
    with vault.reading() as connection:
        ahead = connection.execute(select(IDENTITY.c.clock_ahead_ms)).scalar()
    return None if ahead is None else timedelta(milliseconds=ahead)


def clock_is_off(vault: OpenVault) -> timedelta | None:
    """Give the same when it is worth saying; None otherwise."""
    ahead = clock_ahead(vault)
    return ahead if ahead is not None and abs(ahead) > WORTH_SAYING else None


def hub_now(vault: OpenVault, clock: Clock) -> datetime:
    """Tell what the time is by the hub: this clock less the last known difference, in this clock's time zone.

    A clock that was set in the meantime is noticed: the time is never before the hub's last word, and a difference of
    more than a month that has gone is no longer taken off.
    """
    now = clock.now()
    with vault.reading() as connection:
        row = connection.execute(select(IDENTITY.c.contact_at, IDENTITY.c.clock_ahead_ms)).one()
        steady = since_contact(connection, clock) is not None
    if row.contact_at is None or row.clock_ahead_ms is None:
        return now
    ahead = timedelta(milliseconds=row.clock_ahead_ms)
    told = datetime.fromisoformat(row.contact_at).astimezone(UTC) - ahead
    corrected = now.astimezone(UTC) - ahead
    mended = abs(ahead) > MENDED and now >= told and (corrected < told or corrected - now > MENDED)
    if not steady and mended:
        return now
    return max(corrected, told).astimezone(now.tzinfo)


def save_backed_up_to(vault: OpenVault, moment: str | None) -> None:
    """Keep up to which moment the hub says that what it received lies in a backup."""
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(backed_up_to=moment))
