"""Who proved who they are, as the hub wrote it down, and whether a decision rests on such a log-in.

What the hub says of a log-in is its own clock's moment, so an entry that names it names a row here: nobody's clock has
to be believed. How old a log-in may be when one decides is for the program to ask (twelve hours, decision 039).
"""

import json
from collections.abc import Sequence

from sqlalchemy import Connection, insert, select

from fieldnotes.domain.entry import DECISIONS, Entry
from fieldnotes.domain.errors import Code
from fieldnotes.hub import accounts, provider
from fieldnotes.hub.accounts import has_account
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.moments import moment, moment_of
from fieldnotes.hub.people_tables import login
from fieldnotes.hub.reference import item
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.tables import operator_act
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import PASSWORD_ACR, Login, LoginWays, accepted_acr, is_enough
from fieldnotes.wire.reference import HUB_POLICY, ItemType

_BY_PASSWORD = ("pwd",)


def ways(hub: Hub, who: Caller) -> LoginWays:
    """Tell how a person may log in, and what a decision wants."""
    with hub.database.reading() as connection:
        there, must_change = has_account(connection, who.user)
        known = provider.known(connection)
        wanted = _wanted(connection)
    name = None if known is None else known.name
    return LoginWays(password=there, must_change=must_change, provider=name, decision_acr=[*wanted])


def log_in_by_password(hub: Hub, who: Caller, password: str, new: str | None) -> Word | int:
    """Log a person in by the password of their account; else the seconds their device has to wait first.

    Refused: as `accounts.try_password`.
    """
    wait = accounts.try_password(hub, who, password, new)
    return wait or write_down(hub, who, PASSWORD_ACR, _BY_PASSWORD)


def write_down(hub: Hub, who: Caller, acr: str, amr: Sequence[str]) -> Word:
    """Write down that a person has proved who they are, and say so under the hub's signature."""
    now = moment(hub.clock)

    def job(connection: Connection) -> None:
        same = (login.c.device == who.device) & (login.c.at == now)
        if connection.execute(select(login.c.at).where(same)).first() is None:
            connection.execute(
                insert(login).values(
                    device=who.device, at=now, user_id=who.user, acr=acr, amr=json.dumps([*amr], ensure_ascii=False)
                )
            )

    hub.database.write(job)
    return Login(who.user, who.device, now, acr, tuple(amr), hub.epoch).seal(hub.key)


def judge_log_in(connection: Connection, entry: Entry) -> Code | None:
    """Judge whether a decision rests on the log-in the hub's policy wants; nothing else needs one."""
    wanted = _wanted(connection) if entry.kind in DECISIONS else ()
    if not wanted:
        return None
    if not is_enough(entry.auth, wanted) or entry.auth is None:
        return Code.LOGIN_NEEDED
    at = moment_of(str(entry.auth["at"]))
    mine = (login.c.device == entry.device) & (login.c.at == at)
    row = connection.execute(select(login.c.user_id, login.c.acr).where(mine)).one_or_none()
    if row is None:
        return None if _was_lost(connection, at) else Code.LOGIN_NEEDED
    return None if (row.user_id, row.acr) == (entry.author, entry.auth["acr"]) else Code.LOGIN_NEEDED


def _was_lost(connection: Connection, at: str) -> bool:
    """Whether a log-in of that moment may have gone with a restore: after the backup was made, before it was used."""
    restored = select(operator_act.c.act_id).where(
        operator_act.c.what == "restored", operator_act.c.about <= at, operator_act.c.at >= at
    )
    return connection.execute(restored.limit(1)).first() is not None


def _wanted(connection: Connection) -> tuple[str, ...]:
    return accepted_acr(item(connection, ItemType.POLICY, HUB_POLICY) or {})
