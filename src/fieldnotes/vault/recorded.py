"""Who is heard in a take besides the worker, each by their consent. Opens no sound and judges no consent."""

from collections.abc import Collection, Mapping

from sqlalchemy import insert, select

from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import RECORDED_PEOPLE, TAKES
from fieldnotes.vault.take_rows import TakeRow, read_takes


def tie(vault: OpenVault, take: str, case: str, consents: Mapping[str, str]) -> None:
    """Write down who is heard in a take, before its first sound.

    Args:
        vault: the open profile.
        take: its id.
        case: the case it belongs to.
        consents: a person's id -> the hash of the ConsentGiven entry.
    """
    if not consents:
        return
    rows = [
        {"take": take, "consent": given, "person_id": person, "case_id": case} for person, given in consents.items()
    ]
    with vault.writing() as connection:
        connection.execute(insert(RECORDED_PEOPLE), rows)


def takes_by(vault: OpenVault, consents: Collection[str]) -> list[TakeRow]:
    """Read the takes, not destroyed, that one of these consents allowed."""
    allowed = select(RECORDED_PEOPLE.c.take).where(RECORDED_PEOPLE.c.consent.in_(consents))
    there = select(TAKES).where(TAKES.c.id.in_(allowed), TAKES.c.destroyed_at.is_(None))
    return read_takes(vault, there.order_by(TAKES.c.started_at, TAKES.c.id))


def consents_used(vault: OpenVault, note: str) -> dict[str, str]:
    """Give every consent that a take of the note, not destroyed, rests on, and whose it is."""
    used = select(RECORDED_PEOPLE.c.consent, RECORDED_PEOPLE.c.person_id).where(
        RECORDED_PEOPLE.c.take == TAKES.c.id, TAKES.c.note == note, TAKES.c.destroyed_at.is_(None)
    )
    with vault.reading() as connection:
        return {row.consent: row.person_id for row in connection.execute(used.order_by(TAKES.c.id))}


def notes_with_sound(vault: OpenVault) -> tuple[str, ...]:
    """Name the notes of which there is sound here."""
    there = select(TAKES.c.note).where(TAKES.c.destroyed_at.is_(None)).distinct().order_by(TAKES.c.note)
    with vault.reading() as connection:
        return tuple(connection.execute(there).scalars())


def heard_in(vault: OpenVault, take: str) -> frozenset[str]:
    """Name the people heard in a take besides the worker, by id."""
    wanted = select(RECORDED_PEOPLE.c.person_id).where(RECORDED_PEOPLE.c.take == take)
    with vault.reading() as connection:
        return frozenset(connection.execute(wanted).scalars())
