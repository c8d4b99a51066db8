"""What the hub owns and this person may know: cases, users, units, devices, applied delta by delta.

Knows no note; the shapes of cases and users are the domain's.
"""

import json
from collections.abc import Mapping
from typing import cast

from sqlalchemy import Connection, Select, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.cases import Case, Unit, User
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault import devices
from fieldnotes.vault.board import follow_own_role
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, IDENTITY, REFERENCE
from fieldnotes.vault.template_rows import begin_anew
from fieldnotes.wire.escrow_pair import PAIR_ID
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.reference import KEPT_BACK, ItemType, ReferenceDelta

LEFT = "left_case"
"""Beside the hub's own types: a case it has taken away from this person."""
WAITING_THERE = "waiting_there"
"""Likewise: what waits in a case that stays at the hub until asked for."""
device_key = devices.device_key


def apply_reference(vault: OpenVault, word: Word) -> frozenset[str]:
    """Apply one signed delta in one transaction; give the ids of cases that are new, changed or gone.

    Raises:
        Refused: HUB_KEY_CHANGED when another key signed it; HUB_ANSWER_WRONG when it is for another person, epoch
            or version than this store is at; FEED_ROLLED_BACK when it goes backwards. Nothing is written.
    """
    with vault.writing() as connection:
        me = connection.execute(select(IDENTITY)).one()
        if me.hub_key is None:
            raise Refused(Code.NOT_JOINED)
        try:
            delta = ReferenceDelta.read(word, me.hub_key)
        except Refused as problem:
            wrong_key = problem.code is Code.SIGNATURE_WRONG
            raise Refused(Code.HUB_KEY_CHANGED if wrong_key else Code.HUB_ANSWER_WRONG) from None
        if (delta.user, delta.epoch, delta.after) != (me.author, me.epoch, me.reference_version):
            raise Refused(Code.HUB_ANSWER_WRONG)
        if delta.version < delta.after:
            raise Refused(Code.FEED_ROLLED_BACK, case="reference")
        if delta.after == 0:
            begin_anew(connection)
        _write(connection, delta)
        connection.execute(update(IDENTITY).values(reference_version=delta.version))
        _follow_own_role(connection, me.author)
    return frozenset(item.id for item in delta.items if item.type is ItemType.CASE)


def version(vault: OpenVault) -> int:
    """Tell which version of the feed this store is at; 0 before the first delta."""
    with vault.reading() as connection:
        return int(connection.execute(select(IDENTITY.c.reference_version)).scalar_one())


def cases(vault: OpenVault) -> list[Case]:
    """Read all cases this person may know and that are here, by id."""
    return here_and_there(vault)[0]


def here_and_there(vault: OpenVault) -> tuple[list[Case], list[Case]]:
    """Read the cases that are here, and the outlines of those that stay at the hub, by id."""
    every = _all_cases(vault)
    return (
        [case for case in every if not case.source.get(KEPT_BACK)],
        [case for case in every if case.source.get(KEPT_BACK)],
    )


def kept_back(vault: OpenVault) -> dict[str, tuple[Case, JsonObject]]:
    """Read the outlines of cases that stay at the hub until asked for, each with what waits there (SEC-4)."""
    stays = {case.id: case for case in here_and_there(vault)[1]}
    if not stays:
        return {}
    with vault.reading() as connection:
        wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(REFERENCE.c.type == WAITING_THERE)
        told = {row.id: cast("JsonObject", json.loads(row.value)) for row in connection.execute(wanted)}
    return {name: (case, told.get(name, {})) for name, case in stays.items()}


def keep_waiting_there(vault: OpenVault, told: Mapping[str, JsonObject]) -> frozenset[str]:
    """Keep what the hub says waits in cases that stay there, in the place of what it said before; give what differs."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(REFERENCE.c.type == WAITING_THERE)
    now = {name: json.dumps(value, sort_keys=True) for name, value in told.items()}
    with vault.reading() as connection:
        before = {row.id: row.value for row in connection.execute(wanted)}
    if before == now:
        return frozenset()
    with vault.writing() as connection:
        connection.execute(delete(REFERENCE).where(REFERENCE.c.type == WAITING_THERE))
        if now:
            rows = [{"type": WAITING_THERE, "id": name, "value": value} for name, value in now.items()]
            connection.execute(insert(REFERENCE), rows)
    return frozenset(name for name in before.keys() | now.keys() if before.get(name) != now.get(name))


def left_cases(vault: OpenVault) -> dict[str, Case | None]:
    """Read the cases that are no longer this person's: those with drafts still here as they were, else None.

    Nobody is assigned to them: their drafts can be read and thrown away, not signed.
    """
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(REFERENCE.c.type == LEFT)
    begun = select(DRAFTS.c.case_id).distinct()
    with vault.reading() as connection:
        with_drafts = set(connection.execute(begun).scalars())
        rows = {row.id: json.loads(row.value) for row in connection.execute(wanted)}
    nobody: JsonObject = {"assigned": [], "supervisor": None}
    shown = {name: value for name, value in rows.items() if value and name in with_drafts}
    return {name: Case.from_json({**shown[name], **nobody}) if name in shown else None for name in rows}


def case(vault: OpenVault, case_id: str) -> Case | None:
    """Read one case; None when this person may not know it."""
    found = _one(vault, ItemType.CASE, case_id)
    return None if found is None else Case.from_json(found)


def users(vault: OpenVault) -> list[User]:
    """Read everybody who works here, by id."""
    return [User.from_json(value) for value in _all(vault, ItemType.USER)]


def units(vault: OpenVault) -> list[Unit]:
    """Read all units, by id."""
    return [Unit.from_json(value) for value in _all(vault, ItemType.UNIT)]


def case_and_unit(vault: OpenVault, case_id: str) -> tuple[JsonObject, JsonObject]:
    """Read a case and its unit as the hub has them; empty where this person may not know them."""
    found = _one(vault, ItemType.CASE, case_id) or {}
    return found, _one(vault, ItemType.UNIT, str(found.get("unit"))) or {}


def policy(vault: OpenVault) -> dict[str, JsonObject]:
    """Read the hub's policy, by id of its parts."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(REFERENCE.c.type == ItemType.POLICY)
    with vault.reading() as connection:
        return {row.id: cast("JsonObject", json.loads(row.value)) for row in connection.execute(wanted)}


def escrow_pair(vault: OpenVault) -> JsonObject | None:
    """Read the pair of officers' keys the hub has published; None while there is none."""
    return _one(vault, ItemType.ESCROW, PAIR_ID)


def _write(connection: Connection, delta: ReferenceDelta) -> None:
    for item in delta.items:
        if item.type is ItemType.CASE:
            stays = item.value is None or (bool(item.value.get(KEPT_BACK)) and _begun_here(connection, item.id))
            _remember_left(connection, item.id, left=stays)
        if item.value is None:
            gone = delete(REFERENCE).where(REFERENCE.c.type == item.type, REFERENCE.c.id == item.id)
            connection.execute(gone)
            continue
        row = {"type": item.type.value, "id": item.id, "value": json.dumps(item.value, ensure_ascii=False)}
        connection.execute(insert(REFERENCE).values(row).on_conflict_do_update(index_elements=["type", "id"], set_=row))


def _remember_left(connection: Connection, case: str, *, left: bool) -> None:
    """Keep what a case was while somebody's drafts lie in it, although the case is another's now."""
    connection.execute(delete(REFERENCE).where(REFERENCE.c.type == LEFT, REFERENCE.c.id == case))
    if not left:
        return
    was = select(REFERENCE.c.value).where(REFERENCE.c.type == ItemType.CASE, REFERENCE.c.id == case)
    value = connection.execute(was).scalar() if _begun_here(connection, case) else None
    connection.execute(insert(REFERENCE).values(type=LEFT, id=case, value=value or "null"))


def _begun_here(connection: Connection, case: str) -> bool:
    return connection.execute(select(DRAFTS.c.note).where(DRAFTS.c.case_id == case).limit(1)).first() is not None


def _follow_own_role(connection: Connection, author: str | None) -> None:
    """Keep role and unit of coming entries as the feed has them for this person."""
    mine = select(REFERENCE.c.value).where(REFERENCE.c.type == ItemType.USER, REFERENCE.c.id == author)
    value = connection.execute(mine).scalar()
    if value is not None:
        follow_own_role(connection, User.from_json(json.loads(value)))


def _all_cases(vault: OpenVault) -> list[Case]:
    with vault.reading() as connection:
        return [vault.case_of(text) for text in connection.execute(_wanted(ItemType.CASE)).scalars()]


def _all(vault: OpenVault, kind: ItemType) -> list[JsonObject]:
    with vault.reading() as connection:
        return [json.loads(value) for value in connection.execute(_wanted(kind)).scalars()]


def _wanted(kind: ItemType) -> Select[str]:
    return select(REFERENCE.c.value).where(REFERENCE.c.type == kind).order_by(REFERENCE.c.id)


def _one(vault: OpenVault, kind: ItemType, item_id: str) -> JsonObject | None:
    wanted = select(REFERENCE.c.value).where(REFERENCE.c.type == kind, REFERENCE.c.id == item_id)
    with vault.reading() as connection:
        value = connection.execute(wanted).scalar()
    return None if value is None else cast("JsonObject", json.loads(value))
