"""How long a device goes on its passphrase alone without its hub; then the recovery key is asked for beside it.

A laptop that was stolen and never goes online hears no order to wipe itself. What is counted is time that has surely
passed: by the hub's time as far as it is known, and never less than this computer has been running; a clock that was
set back takes nothing off. A clock that cannot be right is said to be wrong, and what it shows is not kept. Destroys
nothing; knows no entry.
"""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import RowMapping, select, update

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.vault.contact import MENDED, hub_now
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.reference import policy
from fieldnotes.vault.tables import IDENTITY
from fieldnotes.wire.reference import LEASE, LEASE_DAYS

LONGEST: Final = 365
"""Days; nobody allows more."""
_SLACK: Final = timedelta(days=1)
"""A clock may go back so far when somebody sets it right."""

_BELIEVABLE: Final = timedelta(days=3650)
_WORTH_KEEPING: Final = timedelta(hours=1)


def check_lease(vault: OpenVault, clock: Clock, lease: int = LONGEST) -> None:
    """Count the time since the last exchange of a device that has joined, and see whether it is too long.

    `lease`: the most days this computer allows; the hub may allow fewer.

    Raises:
        Refused: LEASE_ENDED with the `days` and the `most`; CLOCK_DOUBTED with what the clock says. Nothing is locked
            or destroyed here.
    """
    row = _row(vault)
    if row["author"] is None:
        return
    looked = _looked_at(row)
    seen = clock.now().astimezone(UTC) if looked is None else _reading(clock, row, looked)
    if looked is None:
        _keep(vault, clock, seen, 0)
        return
    if not looked - _SLACK <= seen <= looked + _BELIEVABLE:
        raise Refused(Code.CLOCK_DOUBTED, now=f"{clock.now():%Y-%m-%d %H:%M}")
    passed = max(seen - looked, _running(clock, row))
    used = timedelta(seconds=row["lease_used"] or 0) + passed
    if passed >= _WORTH_KEEPING or clock.monotonic() < _steady_then(row):
        with suppress(Unavailable):  # a full disk keeps nobody out; the time is counted from where it stood
            _keep(vault, clock, max(seen, looked), used // timedelta(seconds=1))
    most = min(lease, _most(vault))
    if used > timedelta(days=most):
        raise Refused(Code.LEASE_ENDED, days=used.days, most=most)


def renew_lease(vault: OpenVault, clock: Clock) -> None:
    """Begin to count anew, after a whole exchange."""
    _keep(vault, clock, hub_now(vault, clock).astimezone(UTC), 0)


def _reading(clock: Clock, row: RowMapping, looked: datetime) -> datetime:
    """The hub's time: this clock less the last known difference, or as it is when somebody has set it right since."""
    now = clock.now().astimezone(UTC)
    corrected = now - timedelta(milliseconds=row["clock_ahead_ms"] or 0)
    back = looked - _SLACK
    mended = now >= back and (corrected < back or corrected - now > MENDED)
    return now if mended else corrected


def _looked_at(row: RowMapping) -> datetime | None:
    """The hub's time when this was counted last; before the first count, when the hub answered last."""
    if row["looked_at"] is not None:
        return datetime.fromisoformat(row["looked_at"])
    if row["contact_at"] is None:
        return None
    contact = datetime.fromisoformat(row["contact_at"]).astimezone(UTC)
    return contact - timedelta(milliseconds=row["clock_ahead_ms"] or 0)


def _running(clock: Clock, row: RowMapping) -> timedelta:
    """How long this computer has surely been running since: what its steady clock gained, or all of it if restarted."""
    before, steady = _steady_then(row), int(clock.monotonic())
    return timedelta(seconds=steady - before if steady >= before else steady)


def _steady_then(row: RowMapping) -> int:
    return int(row["contact_monotonic"] if row["looked_at"] is None else row["looked_monotonic"])


def _most(vault: OpenVault) -> int:
    for part in policy(vault).values():
        days = part.get(LEASE)
        if isinstance(days, int) and days > 0:
            return days
    return LEASE_DAYS


def _row(vault: OpenVault) -> RowMapping:
    with vault.reading() as connection:
        return connection.execute(select(IDENTITY)).mappings().one()


def _keep(vault: OpenVault, clock: Clock, at: datetime, used: int) -> None:
    values = {"looked_at": at.isoformat(), "looked_monotonic": int(clock.monotonic()), "lease_used": used}
    with vault.writing() as connection:
        connection.execute(update(IDENTITY).values(values))
