"""What an administrator has been told to prepare, and what they have settled that the hub has not taken in yet.

What waits lies with what is begun, so it survives lock and kill and counts as only here. Holds no entry of these cases.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final, cast

from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.domain.prepared_case import PreparedCase, outline
from fieldnotes.vault import unfinished
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import IDENTITY, REFERENCE, UNFINISHED
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.preparing import PreparingTable

PREPARED: Final = "prepared"
"""Beside the hub's own types: a case this person prepares, without anything of a note."""
_AT: Final = "prepared_at"
WAITING: Final = "preparing out"
REFUSED: Final = "preparing refused"


@dataclass(frozen=True, slots=True)
class Act:
    """Something settled here: what is done, with which values, and what it is about; `code`: why the hub said no."""

    about: str
    act: str
    values: JsonObject = field(repr=False)
    place: int = 0
    code: str = ""


def version(vault: OpenVault) -> int:
    """Tell which version of the table is here; 0 for none, also after the hub began another history."""
    with vault.reading() as connection:
        epoch = connection.execute(select(IDENTITY.c.epoch)).scalar_one()
        wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == _AT, REFERENCE.c.id == epoch)
        return int(connection.execute(wanted).scalar() or 0)


def apply_table(vault: OpenVault, word: Word) -> None:
    """Keep what the hub tells in the place of what it told before, of each case only what an outline holds.

    Raises:
        Refused: NOT_JOINED; HUB_KEY_CHANGED when another key signed it; HUB_ANSWER_WRONG when it is for another person
            or epoch. Nothing is written.
    """
    with vault.writing() as connection:
        me = connection.execute(select(IDENTITY)).one()
        if me.hub_key is None:
            raise Refused(Code.NOT_JOINED)
        try:
            table = PreparingTable.read(word, me.hub_key)
        except Refused as problem:
            wrong_key = problem.code is Code.SIGNATURE_WRONG
            raise Refused(Code.HUB_KEY_CHANGED if wrong_key else Code.HUB_ANSWER_WRONG) from None
        if (table.user, table.epoch) != (me.author, me.epoch):
            raise Refused(Code.HUB_ANSWER_WRONG)
        if table.cases is not None:
            _replace(connection, [outline(each, protected=each.get("kept_back") is True) for each in table.cases])
        connection.execute(delete(REFERENCE).where(REFERENCE.c.type == _AT))
        connection.execute(insert(REFERENCE).values(type=_AT, id=table.epoch, value=str(table.version)))


def clear(vault: OpenVault) -> None:
    """Let go of the table: this person prepares nothing any more."""
    with vault.writing() as connection:
        gone = connection.execute(delete(REFERENCE).where(REFERENCE.c.type.in_([PREPARED, _AT])))
    if gone.rowcount:
        vault.empty_log()


def cases(vault: OpenVault) -> list[PreparedCase]:
    """Read the cases to prepare, by id."""
    wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == PREPARED).order_by(REFERENCE.c.id)
    with vault.reading() as connection:
        return [
            PreparedCase.read(cast("JsonObject", json.loads(text))) for text in connection.execute(wanted).scalars()
        ]


def waiting(vault: OpenVault) -> list[Act]:
    """Read what the hub has not heard of, in the order it was settled."""
    return _begun(vault, WAITING)


def refused(vault: OpenVault) -> list[Act]:
    """Read what the hub has said no to."""
    return _begun(vault, REFUSED)


def keep(vault: OpenVault, about: str, act: str, values: JsonObject, at: str) -> None:
    """Keep an act until the hub has it, in the place of an earlier one about the same; then it is on the disk."""
    place = max((each.place for each in waiting(vault)), default=0) + 1
    unfinished.forget(vault, REFUSED, about)
    unfinished.save(vault, WAITING, about, _text(Act(about, act, values, place)), at)


def settle(vault: OpenVault, one: Act, at: str, no: Code | None = None) -> None:
    """Say that the hub has answered: taken in, or `no`."""
    if no is not None:
        unfinished.save(vault, REFUSED, one.about, _text(replace(one, code=no.value)), at)
    unfinished.forget(vault, WAITING, one.about)


def drop(vault: OpenVault, about: str) -> None:
    """Throw away what the hub refused, or has not heard of."""
    for kind in (WAITING, REFUSED):
        unfinished.forget(vault, kind, about)


def _replace(connection: Connection, told: Sequence[JsonObject]) -> None:
    connection.execute(delete(REFERENCE).where(REFERENCE.c.type == PREPARED))
    rows = [
        {"type": PREPARED, "id": each["id"], "value": json.dumps(each, ensure_ascii=False)}
        for each in told
        if isinstance(each.get("id"), str)
    ]
    if rows:
        connection.execute(insert(REFERENCE), rows)


def _begun(vault: OpenVault, kind: str) -> list[Act]:
    wanted = select(UNFINISHED.c.about, UNFINISHED.c.text).where(UNFINISHED.c.kind == kind)
    with vault.reading() as connection:
        rows = [(row.about, json.loads(row.text)) for row in connection.execute(wanted)]
    found = [Act(about, one["act"], one["values"], one["place"], one["code"]) for about, one in rows]
    return sorted(found, key=lambda one: (one.place, one.about))


def _text(one: Act) -> str:
    kept = {"act": one.act, "values": one.values, "place": one.place, "code": one.code}
    return json.dumps(kept, ensure_ascii=False)
