"""What a list of the working day must know of each signed text before it is read: days promised, who was there.

Marks are worked out above from the text, once, and can be worked out again: they only say which notes are worth
reading. No word of a note stands in them. Decides nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.entry import DECISIONS, REVISIONS, Filed, Kind, Where
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import ENTRIES, ENTRY_BYTES, MARKS, OUTBOX, WHOLE

MARKED: Final = frozenset({kind.value for kind in (*REVISIONS, Kind.NOTE_COSIGNED)})
PAGE: Final = 100
"""So many are marked in one go, newest first: about a tenth of a second of a small laptop."""
_BOTH: Final = ENTRIES.join(MARKS, MARKS.c.filed == ENTRIES.c.filed)


@dataclass(frozen=True, slots=True)
class Mark:
    """What is known of one text: first and last day promised, a short mark of each promise, who else took part.

    `copied`: it came out of another case. Of a second signature: who gave it, as the one who took part.
    """

    hash: str
    first_due: date | None = None
    last_due: date | None = None
    promised: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    copied: bool = False


def unmarked(vault: OpenVault, rule: int) -> list[Filed]:
    """Read the newest signed texts that nobody has marked by this `rule`, a page at most; empty when all are."""
    lacking = _lacking(rule).order_by(ENTRIES.c.filed.desc()).limit(PAGE)
    texts = (
        select(ENTRIES.c.hash, ENTRY_BYTES.c.data, ENTRIES.c.where_it_is, ENTRIES.c.position, ENTRIES.c.received_at)
        .select_from(WHOLE)
        .where(ENTRIES.c.filed.in_(lacking))
    )
    with vault.reading() as connection:
        return [
            Filed(vault.kept(row.hash, row.data), row.hash, Where(row.where_it_is), row.position, row.received_at)
            for row in connection.execute(texts)
        ]


def any_unmarked(vault: OpenVault, rule: int) -> bool:
    """Tell whether any signed text is not marked by this rule."""
    with vault.reading() as connection:
        return connection.execute(_lacking(rule).limit(1)).first() is not None


def put(vault: OpenVault, rule: int, marks: Sequence[Mark]) -> None:
    """Keep marks made by a rule; an entry that has left meanwhile gets none."""
    with vault.writing() as connection:
        wanted = ENTRIES.c.hash.in_([mark.hash for mark in marks])
        found = select(ENTRIES.c.hash, ENTRIES.c.filed).where(wanted)
        places = {row.hash: row.filed for row in connection.execute(found)}
        rows = [{"filed": places[mark.hash], **_row(rule, mark)} for mark in marks if mark.hash in places]
        if rows:
            connection.execute(insert(MARKS).prefix_with("OR REPLACE"), rows)


def promised_between(vault: OpenVault, first: date, last: date) -> set[str]:
    """Name the notes of which a text promises something between two days, or may."""
    near = (MARKS.c.first_due <= last.isoformat()) & (MARKS.c.last_due >= first.isoformat())
    return _notes(vault, _marked().where(near))


def promising(vault: OpenVault, promises: frozenset[str]) -> set[str]:
    """Name the notes of which a text promises one of these, whenever."""
    if not promises:
        return set()
    wanted = select(ENTRIES.c.note, MARKS.c.promised).select_from(_BOTH).where(MARKS.c.promised != "")
    with vault.reading() as connection:
        rows = connection.execute(wanted).all()
    return {row.note for row in rows if not promises.isdisjoint(row.promised.split())}


def copies(vault: OpenVault) -> set[str]:
    """Name the notes of which a text was copied out of another case."""
    return _notes(vault, _marked().where(MARKS.c.copied))


def attended_by(vault: OpenVault, person: str) -> set[str]:
    """Name the notes in which somebody else names this person, more often than the person has cosigned them."""
    named = func.instr(MARKS.c.present, _listed([person])) > 0
    weight = func.sum(func.iif(ENTRIES.c.kind == Kind.NOTE_COSIGNED.value, -1, 1))
    return _notes(vault, _marked().where(named).group_by(ENTRIES.c.note).having(weight > 0))


def unsent(vault: OpenVault, most: int) -> set[str]:
    """Name the notes of the newest entries that wait to be sent."""
    waiting = select(ENTRIES.c.note).join(OUTBOX, OUTBOX.c.hash == ENTRIES.c.hash).where(ENTRIES.c.note.is_not(None))
    return _notes(vault, waiting.order_by(OUTBOX.c.place.desc()).limit(most))


def acted_on(vault: OpenVault, kinds: Iterable[Kind]) -> set[str]:
    """Name the notes that have an entry of one of these kinds."""
    wanted = ENTRIES.c.kind.in_(_values(kinds))
    return _notes(vault, select(ENTRIES.c.note).where(wanted, ENTRIES.c.note.is_not(None)).distinct())


def undecided(vault: OpenVault) -> dict[str, str]:
    """Name the signed notes that may wait for a decision, each with the case of its chain.

    Left out are those in the wrong case, and those whose one text has one decision, which approves that very text.
    """
    entry = ENTRIES.c
    texts, decisions = entry.kind.in_(_values(REVISIONS)), entry.kind.in_(_values(DECISIONS))
    signed = (
        select(entry.note, func.min(entry.case_id).label("case_id"))
        .where(entry.note.is_not(None))
        .group_by(entry.note)
        .having(func.sum(texts) > 0, func.sum(entry.kind == Kind.NOTE_MISFILED.value) == 0)
    )
    once = select(entry.note).group_by(entry.note).having(func.sum(texts) == 1, func.sum(decisions) == 1)
    approved = ENTRIES.alias("approved")
    about = func.json_extract(cast(ENTRY_BYTES.c.data, Text), "$.body.revision")
    settled = (
        select(approved.c.note)
        .join(ENTRY_BYTES, ENTRY_BYTES.c.filed == approved.c.filed)
        .join(ENTRIES, (entry.note == approved.c.note) & (entry.hash == about) & texts)
        .where(approved.c.kind == Kind.NOTE_APPROVED.value, approved.c.where_it_is != Where.QUARANTINED.value)
        .where(approved.c.note.in_(once))
    )
    with vault.reading() as connection:
        waiting = {row.note: row.case_id for row in connection.execute(signed)}
        for note in connection.execute(settled).scalars():
            waiting.pop(note, None)
    return waiting


def _values(kinds: Iterable[Kind]) -> list[str]:
    return sorted(kind.value for kind in kinds)


def _row(rule: int, mark: Mark) -> dict[str, Any]:
    return {
        "rule": rule, "first_due": _iso(mark.first_due), "last_due": _iso(mark.last_due),
        "promised": " ".join(mark.promised), "present": _listed(mark.present), "copied": mark.copied,
    }  # fmt: skip


def _lacking(rule: int) -> Select[Any]:
    marked = select(MARKS.c.filed).where(MARKS.c.rule == rule)
    return select(ENTRIES.c.filed).where(
        ENTRIES.c.kind.in_(sorted(MARKED)), ENTRIES.c.note.is_not(None), ENTRIES.c.filed.not_in(marked)
    )


def _marked() -> Select[Any]:
    return select(ENTRIES.c.note).select_from(_BOTH)


def _notes(vault: OpenVault, wanted: Select[Any]) -> set[str]:
    with vault.reading() as connection:
        return {row[0] for row in connection.execute(wanted) if row[0] is not None}


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _listed(people: Sequence[str]) -> str:
    """Write ids so that one is found whole: a line break before and after each, which no id holds."""
    return "".join(f"\n{person}\n" for person in people)
