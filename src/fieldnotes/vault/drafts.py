"""What is being written and is nobody else's yet: saved as one types, focus included. Leaves the vault only sealed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from sqlalchemy import Connection, RowMapping, delete, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.json_value import Json, JsonObject, Sections
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, TAKES
from fieldnotes.vault.time_tables import TIMES


@dataclass(frozen=True, slots=True)
class Draft:
    """One unsigned note; times RFC 3339, `cursor` where the writer was, `corrects` the head it will replace."""

    note: str
    case: str
    template: JsonObject
    visit: str | None
    sections: Sections = field(repr=False)
    family_text: JsonObject | None = field(repr=False)
    cursor: JsonObject | None = field(repr=False)
    corrects: str | None
    created_at: str
    changed_at: str


def save(vault: OpenVault, draft: Draft, heard_to: tuple[str, int, str] | None = None) -> None:
    """Write a draft, replacing what it was; on the disk when this returns.

    `heard_to`: a take, how many of its samples the text now holds, where the next words go; all written or nothing.
    """
    with vault.writing() as connection:
        write(connection, draft)
        if heard_to is not None:
            take, heard, place = heard_to
            connection.execute(update(TAKES).where(TAKES.c.id == take).values(heard=heard, heard_place=place))


def write(connection: Connection, draft: Draft) -> None:
    """Write it inside a transaction under way."""
    values: Mapping[str, Any] = {
        "case_id": draft.case, "template": _text(draft.template), "visit": draft.visit,
        "sections": _text(draft.sections), "family_text": _text(draft.family_text), "cursor": _text(draft.cursor),
        "corrects": draft.corrects, "changed_at": draft.changed_at,
    }  # fmt: skip
    statement = insert(DRAFTS).values(note=draft.note, created_at=draft.created_at, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=[DRAFTS.c.note], set_=dict(values)))


def get(vault: OpenVault, note: str) -> Draft | None:
    """Read one draft."""
    with vault.reading() as connection:
        row = connection.execute(select(DRAFTS).where(DRAFTS.c.note == note)).mappings().one_or_none()
    return None if row is None else _draft(row)


def all_drafts(vault: OpenVault, case: str | None = None) -> list[Draft]:
    """Read all drafts, or those of one case; the one begun first comes first."""
    wanted = select(DRAFTS).order_by(DRAFTS.c.created_at, DRAFTS.c.note)
    if case is not None:
        wanted = wanted.where(DRAFTS.c.case_id == case)
    with vault.reading() as connection:
        rows = connection.execute(wanted).mappings().all()
    return [_draft(row) for row in rows]


def discard(vault: OpenVault, note: str) -> None:
    """Throw a draft away so that nothing of it stays in the store or its log; unknown ids are fine."""
    with vault.writing() as connection:
        connection.execute(delete(DRAFTS).where(DRAFTS.c.note == note))
        connection.execute(delete(TIMES).where(TIMES.c.note == note, TIMES.c.day.is_(None)))
    vault.empty_log()


def _text(value: Json) -> str | None:
    return None if value is None else json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _draft(row: RowMapping) -> Draft:
    return Draft(
        note=row["note"], case=row["case_id"], template=json.loads(row["template"]), visit=row["visit"],
        sections=cast("Sections", json.loads(row["sections"])), family_text=_object(row["family_text"]),
        cursor=_object(row["cursor"]), corrects=row["corrects"], created_at=row["created_at"],
        changed_at=row["changed_at"],
    )  # fmt: skip


def _object(text: str | None) -> JsonObject | None:
    return None if text is None else cast("JsonObject", json.loads(text))
