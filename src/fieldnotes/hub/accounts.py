"""A person's own account at the hub: one password, kept as Argon2id. Who guesses waits, and keeps nobody else out.

A password can only be tried from a device of that very person, in a session its key has opened, and it is that device
that waits: there is no name to type, so nobody can shut out a colleague, let alone a town. Knows no case.
"""

import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from cryptography.exceptions import InvalidKey
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from sqlalchemy import Connection, delete, insert, select, update

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment
from fieldnotes.hub.operator_log import record
from fieldnotes.hub.people_tables import account, login_try
from fieldnotes.hub.reference import item
from fieldnotes.hub.sessions import Caller
from fieldnotes.wire.reference import ItemType

MEMORY_KIB: Final = 64 * 1024
PASSES: Final = 3
LANES: Final = 4
"""Argon2id as RFC 9106 recommends where memory is dear: 64 MiB, three passes, four lanes; salt 16, key 32 bytes."""
LEAST_CHARACTERS: Final = 12
MOST_CHARACTERS: Final = 256
_LEAST_DIFFERENT: Final = 6
_SALT_BYTES: Final = 16
_KEY_BYTES: Final = 32
_FREE_TRIES: Final = 3
_LONGEST_WAIT: Final = 15 * 60
_MOST_DOUBLED: Final = 12
_FIRST_BYTES: Final = 15
_AT_ONCE: Final = 2
_PATIENCE: Final = 10.0
_COUNTING = threading.BoundedSemaphore(_AT_ONCE)
"""How many passwords one process works out at a time: many at once would take the memory of everybody else's sync."""


def open_account(hub: Hub, user: str, by: str) -> str:
    """Give a person an account, or a new start in the one they have; gives the first password, to be changed at once.

    Raises:
        Refused: UNKNOWN_USER.
    """
    first = secrets.token_urlsafe(_FIRST_BYTES)
    verifier = _verifier(first)

    def job(connection: Connection) -> None:
        if item(connection, ItemType.USER, user) is None:
            raise Refused(Code.UNKNOWN_USER, user=user)
        connection.execute(delete(account).where(account.c.user_id == user))
        connection.execute(
            insert(account).values(user_id=user, verifier=verifier, must_change=True, set_at=moment(hub.clock))
        )
        record(connection, hub.clock, "account_opened", by, user)

    hub.database.write(job)
    return first


def close_account(hub: Hub, user: str, by: str) -> JsonObject:
    """Take a person's account away: `{"user"}`.

    Raises:
        Refused: NO_ACCOUNT.
    """

    def job(connection: Connection) -> None:
        if not connection.execute(delete(account).where(account.c.user_id == user)).rowcount:
            raise Refused(Code.NO_ACCOUNT)
        record(connection, hub.clock, "account_closed", by, user)

    hub.database.write(job)
    return {"user": user}


def accounts(hub: Hub) -> JsonObject:
    """List who has an account: `{"accounts": [{"user", "set_at", "must_change"}]}`."""
    with hub.database.reading() as connection:
        rows = connection.execute(select(account).order_by(account.c.user_id)).all()
    return {"accounts": [{"user": row.user_id, "set_at": row.set_at, "must_change": row.must_change} for row in rows]}


def has_account(connection: Connection, user: str) -> tuple[bool, bool]:
    """Tell whether a person has an account, and whether its password is still the one they were given."""
    found = connection.execute(select(account.c.must_change).where(account.c.user_id == user)).scalar_one_or_none()
    return found is not None, bool(found)


def try_password(hub: Hub, who: Caller, password: str, new: str | None) -> int:
    """Check a person's password on their own device, and change it when a new one comes along.

    Returns:
        0 when it was right; else the seconds this device has to wait first, and nothing was tried.

    Raises:
        Refused: NO_ACCOUNT; WRONG_PASSWORD; PASSWORD_TO_CHANGE when it is the first one and no other comes along;
            WEAK_PASSWORD for a new one that is too short or the old one again; TOO_MANY at this moment.
    """
    found = hub.database.write(lambda connection: _begin_try(hub, connection, who))
    if isinstance(found, int):
        return found
    verifier, must_change = found
    if not _holds(password, verifier):
        raise Refused(Code.WRONG_PASSWORD)
    if new is None and must_change:
        hub.database.write(lambda connection: _forget_tries(connection, who.device))
        raise Refused(Code.PASSWORD_TO_CHANGE)
    if new is not None:
        _check_strength(new, password, who.user)
    fresh = None if new is None else _verifier(new)

    def job(connection: Connection) -> None:
        _forget_tries(connection, who.device)
        if fresh is not None:
            mine = update(account).where(account.c.user_id == who.user, account.c.verifier == verifier)
            changed = mine.values(verifier=fresh, must_change=False, set_at=moment(hub.clock))
            if not connection.execute(changed).rowcount:
                raise Refused(Code.WRONG_PASSWORD)  # another device was first

    hub.database.write(job)
    return 0


def _begin_try(hub: Hub, connection: Connection, who: Caller) -> tuple[str, bool] | int:
    """Count the try as a wrong one before it is worked out: many at once are counted too."""
    row = connection.execute(select(account).where(account.c.user_id == who.user)).one_or_none()
    if row is None:
        raise Refused(Code.NO_ACCOUNT)
    mine = login_try.c.device == who.device
    tries = connection.execute(
        update(login_try).where(mine).values(tries=login_try.c.tries).returning(login_try.c.tries, login_try.c.next_at)
    ).one_or_none()
    if tries is not None and tries.next_at > moment(hub.clock):
        left = datetime.fromisoformat(tries.next_at) - hub.clock.now()
        return max(1, -int(-left.total_seconds() // 1))
    count = 1 if tries is None else tries.tries + 1
    values = {"tries": count, "next_at": moment(hub.clock, timedelta(seconds=waits(count)))}
    if tries is None:
        connection.execute(insert(login_try).values(device=who.device, **values))
    else:
        connection.execute(update(login_try).where(mine).values(**values))
    return row.verifier, row.must_change


def waits(count: int) -> int:
    """Tell how many seconds a device waits after so many wrong passwords in a row: 0, 0, 0, 2, 4, … up to 15 minutes.

    Never for ever: whoever has forgotten theirs asks the administrator for a new start.
    """
    return 0 if count <= _FREE_TRIES else min(_LONGEST_WAIT, 2 ** min(_MOST_DOUBLED, count - _FREE_TRIES))


def _forget_tries(connection: Connection, device: str) -> None:
    connection.execute(delete(login_try).where(login_try.c.device == device))


def _check_strength(new: str, old: str, user: str) -> None:
    typed = unicodedata.normalize("NFC", new)
    long_enough = LEAST_CHARACTERS <= len(typed) <= MOST_CHARACTERS and len(set(typed)) >= _LEAST_DIFFERENT
    if not long_enough or typed == unicodedata.normalize("NFC", old) or typed.casefold() == user.casefold():
        raise Refused(Code.WEAK_PASSWORD)


def _argon(salt: bytes) -> Argon2id:
    return Argon2id(salt=salt, length=_KEY_BYTES, iterations=PASSES, lanes=LANES, memory_cost=MEMORY_KIB)


def _verifier(password: str) -> str:
    with _one_of_few():
        return _argon(secrets.token_bytes(_SALT_BYTES)).derive_phc_encoded(_typed(password))


def _holds(password: str, verifier: str) -> bool:
    with _one_of_few():
        try:
            Argon2id.verify_phc_encoded(_typed(password), verifier)
        except InvalidKey:
            return False
    return True


def _typed(password: str) -> bytes:
    return unicodedata.normalize("NFC", password).encode("utf-8")


@contextmanager
def _one_of_few() -> Iterator[None]:
    if not _COUNTING.acquire(timeout=_PATIENCE):
        raise Refused(Code.TOO_MANY)
    try:
        yield
    finally:
        _COUNTING.release()
