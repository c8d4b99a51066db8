"""A note of the record read for a case system: out of its entries, its case's card, and the town's templates.

Reads only. Decides nothing about what goes where.
"""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection, select

from fieldnotes.delivery.around import Around
from fieldnotes.delivery.read_record import case_record, filed_of, note_record
from fieldnotes.delivery.record import CaseRecord
from fieldnotes.domain.cases import Case, Unit, User
from fieldnotes.domain.template_library import with_published
from fieldnotes.domain.template_parts import TemplateBook
from fieldnotes.hub.reference import item, items
from fieldnotes.hub.retention import look
from fieldnotes.hub.sealing import CaseKeys
from fieldnotes.hub.tables import entry
from fieldnotes.wire.entries import Sealed
from fieldnotes.wire.reference import ItemType


@dataclass(frozen=True, slots=True)
class Reading:
    """With what notes are read: the program's templates, and the language they are handed over in."""

    book: TemplateBook = field(repr=False)
    language: str


def read_for_system(connection: Connection, reading: Reading, chain: str, note: str) -> CaseRecord | None:
    """Read one note of a chain, with the case it belongs to; None when there is no such case or nothing is signed.

    It is dated by its last entry, so that the same record is the same bytes however often it is sent.
    """
    card = item(connection, ItemType.CASE, chain)
    if card is not None and isinstance(card.get("bound_to"), str):
        card = item(connection, ItemType.CASE, str(card["bound_to"]))
    looked = None if card is None else next(iter(look(connection, [str(card["id"])])), None)
    if card is None or looked is None:
        return None
    entries = filed_of(_entries(connection, chain, note)).get(note, [])
    if not entries:
        return None
    case = Case.from_json(card)
    units = {name: Unit.from_json(value) for name, value in items(connection, ItemType.UNIT).items()}
    users = {name: User.from_json(value) for name, value in items(connection, ItemType.USER).items()}
    book = with_published(reading.book, items(connection, ItemType.TEMPLATE).values(), {case.unit})
    at = max(datetime.fromisoformat(filed.entry.at) for _sealed, filed in entries)
    around = Around(case, units, users, book, reading.language, looked.retention, at)
    found = note_record(around, note, entries)
    return None if found is None else case_record(around, [found])


def _entries(connection: Connection, chain: str, note: str) -> list[tuple[Sealed, int | None]]:
    rows = connection.execute(
        select(entry.c.data, entry.c.hash, entry.c.signature, entry.c.position)
        .where(entry.c.case_id == chain, entry.c.note == note)
        .order_by(entry.c.position)
    ).all()
    keys = CaseKeys(connection, [chain])
    return [
        (Sealed(keys.open(chain, row.hash, bytes(row.data)), row.hash, bytes(row.signature)), row.position)
        for row in rows
    ]
