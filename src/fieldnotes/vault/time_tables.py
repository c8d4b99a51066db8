"""The tables of time given back: seconds and days of own notes, and what the person has chosen. Holds no text."""

from typing import Final

from sqlalchemy import Boolean, Column, Integer, String, Table

from fieldnotes.vault.tables import METADATA

TIMES: Final = Table(
    "times",
    METADATA,
    Column("id", String, primary_key=True),
    Column("note", String, unique=True),
    Column("old_way", Boolean, nullable=False),
    Column("day", String),
    Column("typed", Integer, nullable=False),
    Column("spoken", Integer, nullable=False),
    Column("to_signed", Integer),
    Column("to_read", Integer),
    Column("to_approved", Integer),
    Column("family", String),
)
"""One row a note: seconds of work and of waiting, the day it was signed (empty while it is a draft).

`old_way`: told by the person about a note that was written without this program. `note` is emptied when the note leaves
this computer, so that what stays is numbers; `family` is a word of `domain.fold.Family`."""

TIME_CHOICES: Final = Table(
    "time_choices",
    METADATA,
    Column("one", Integer, primary_key=True, autoincrement=False),
    Column("measuring", Boolean, nullable=False),
    Column("since", String),
    Column("team", Boolean, nullable=False),
    Column("baseline_from", String),
    Column("withdraw", Boolean, nullable=False),
)
"""One row once something was chosen: whether time is measured and since which moment (empty = from the beginning),
whether the months go to the team's medians, the first day of the baseline; `withdraw`: the hub is to forget what it has
of this person."""

TIME_SHARES: Final = Table(
    "time_shares",
    METADATA,
    Column("period", String, primary_key=True),
    Column("unit", String, nullable=False),
    Column("value", String, nullable=False),
    Column("sent", Boolean, nullable=False),
)
"""What goes to the team's medians: one row of own medians for each month, as JSON; `sent`: the hub has answered."""
