"""Time given back, as it lies in the store: seconds and days, no word and no name. Decides nothing; knows no hub."""

import json
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final, cast

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.sqlite import insert

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import DRAFTS, ENTRIES, IDENTITY, REFERENCE
from fieldnotes.vault.time_tables import TIME_CHOICES, TIME_SHARES, TIMES
from fieldnotes.wire.reference import ItemType
from fieldnotes.wire.team_times import PREFIX, unit_and_period

_ONLY: Final = 1


@dataclass(frozen=True, slots=True)
class TimeRow:
    """One note in seconds; `day` ISO when it was signed, None while it is a draft. `note` None: it has left."""

    id: str
    note: str | None
    old_way: bool
    day: str | None
    typed: int
    spoken: int
    to_signed: int | None = None
    to_read: int | None = None
    to_approved: int | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Signed:
    """What the record says of a signed note, in seconds; None where it does not say."""

    note: str
    day: str
    to_signed: int | None
    to_read: int | None
    to_approved: int | None
    family: str


@dataclass(frozen=True, slots=True)
class Choices:
    """What was chosen; `since` and `baseline_from` ISO. From the start: measured, for nobody else."""

    measuring: bool = True
    since: str | None = None
    team: bool = False
    baseline_from: str | None = None
    withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Share:
    """One month of own medians for the team's, `YYYY-MM`; `value` in seconds and per cent."""

    period: str
    unit: str
    value: Mapping[str, int]
    sent: bool = False


def add_work(vault: OpenVault, note: str, typed: int, spoken: int) -> None:
    """Add seconds of work to a note."""
    row = {"id": uuid.uuid4().hex, "note": note, "old_way": False, "typed": typed, "spoken": spoken}
    more = {"typed": TIMES.c.typed + typed, "spoken": TIMES.c.spoken + spoken}
    with vault.writing() as connection:
        connection.execute(insert(TIMES).values(row).on_conflict_do_update(index_elements=["note"], set_=more))


def keep_signed(vault: OpenVault, facts: Sequence[Signed]) -> None:
    """Write what the record says of signed notes beside their seconds of work; let go of notes that have left."""
    with vault.writing() as connection:
        for each in facts:
            told = asdict(each)
            row = {"id": uuid.uuid4().hex, "old_way": False, "typed": 0, "spoken": 0, **told}
            connection.execute(insert(TIMES).values(row).on_conflict_do_update(index_elements=["note"], set_=told))
        there = select(ENTRIES.c.note).where(ENTRIES.c.note.is_not(None)).union(select(DRAFTS.c.note))
        gone = TIMES.c.note.is_not(None) & TIMES.c.note.not_in(there)
        connection.execute(delete(TIMES).where(gone, TIMES.c.day.is_(None)))
        connection.execute(update(TIMES).where(gone).values(note=None))


def unsettled(vault: OpenVault) -> set[str]:
    """Name the notes signed on this device of which nothing of the record stands here yet."""
    settled = select(TIMES.c.note).where(TIMES.c.note.is_not(None), TIMES.c.day.is_not(None))
    wanted = select(ENTRIES.c.note).where(
        ENTRIES.c.kind == Kind.NOTE_SIGNED.value,
        ENTRIES.c.device == select(IDENTITY.c.device).scalar_subquery(),
        ENTRIES.c.note.not_in(settled),
    )
    with vault.reading() as connection:
        return {row.note for row in connection.execute(wanted)}


def add_old_way(vault: OpenVault, row_id: str, day: str, typed: int, to_signed: int | None, family: str) -> None:
    """Keep what a person says of a note written without this program; `row_id` tells which was said last."""
    row = {
        "id": row_id, "old_way": True, "day": day, "typed": typed, "spoken": 0, "to_signed": to_signed,
        "family": family,
    }  # fmt: skip
    with vault.writing() as connection:
        connection.execute(insert(TIMES).values(row))


def remove(vault: OpenVault, row: str) -> None:
    """Take one row away; what is not there is fine."""
    with vault.writing() as connection:
        connection.execute(delete(TIMES).where(TIMES.c.id == row))


def rows(vault: OpenVault) -> list[TimeRow]:
    """Read every row, by day; drafts last."""
    wanted = select(TIMES).order_by(func.coalesce(TIMES.c.day, "9"), TIMES.c.id)
    with vault.reading() as connection:
        return [TimeRow(**row) for row in connection.execute(wanted).mappings()]


def forget_everything(vault: OpenVault) -> None:
    """Take away all that was measured, told and made ready, so that nothing of it stays in the store or its log."""
    with vault.writing() as connection:
        for table in (TIMES, TIME_SHARES):
            connection.execute(delete(table))
    vault.empty_log()


def choices(vault: OpenVault) -> Choices:
    """Read what was chosen."""
    with vault.reading() as connection:
        found = connection.execute(select(TIME_CHOICES)).mappings().one_or_none()
    return Choices(**{key: value for key, value in found.items() if key != "one"}) if found else Choices()


def choose(vault: OpenVault, chosen: Choices) -> None:
    """Keep what was chosen."""
    row = {"one": _ONLY, **asdict(chosen)}
    with vault.writing() as connection:
        connection.execute(insert(TIME_CHOICES).values(row).on_conflict_do_update(index_elements=["one"], set_=row))


def withdrawn(vault: OpenVault) -> None:
    """Say that the hub has forgotten what it had of this person."""
    with vault.writing() as connection:
        connection.execute(update(TIME_CHOICES).values(withdraw=False))


def shares(vault: OpenVault) -> list[Share]:
    """Read what is made ready for the team's medians, and what was."""
    with vault.reading() as connection:
        found = connection.execute(select(TIME_SHARES).order_by(TIME_SHARES.c.period)).all()
    return [Share(row.period, row.unit, _numbers(row.value), row.sent) for row in found]


def make_ready(vault: OpenVault, made: Sequence[Share]) -> None:
    """Keep months for the team's medians; one that is there already stays as it is."""
    told = [{"period": s.period, "unit": s.unit, "value": json.dumps(dict(s.value)), "sent": s.sent} for s in made]
    if told:
        with vault.writing() as connection:
            connection.execute(insert(TIME_SHARES).on_conflict_do_nothing(), told)


def sent(vault: OpenVault, periods: Collection[str]) -> None:
    """Say that the hub has answered about these months."""
    with vault.writing() as connection:
        connection.execute(update(TIME_SHARES).where(TIME_SHARES.c.period.in_(sorted(periods))).values(sent=True))


def drop_shares(vault: OpenVault) -> None:
    """Throw away what was made ready for the team's medians, sent or not."""
    with vault.writing() as connection:
        connection.execute(delete(TIME_SHARES))


def drop_begun(vault: OpenVault) -> None:
    """Throw away the work on notes that are not signed."""
    with vault.writing() as connection:
        connection.execute(delete(TIMES).where(TIMES.c.day.is_(None)))


def team_months(vault: OpenVault) -> dict[tuple[str, str], JsonObject]:
    """Read what the hub has told of teams' months, by unit and month."""
    wanted = select(REFERENCE.c.id, REFERENCE.c.value).where(
        REFERENCE.c.type == ItemType.POLICY, REFERENCE.c.id.startswith(PREFIX, autoescape=True)
    )
    with vault.reading() as connection:
        found = connection.execute(wanted.order_by(REFERENCE.c.id)).all()
    return {unit_and_period(row.id): cast("JsonObject", json.loads(row.value)) for row in found}


def _numbers(text: str) -> dict[str, int]:
    return cast("dict[str, int]", json.loads(text))
