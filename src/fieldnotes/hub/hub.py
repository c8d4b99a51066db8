"""A hub that is open: its folder, its database, its key. Everything else of the station takes one of these."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from sqlalchemy import Connection, insert, select

from fieldnotes.domain.clock import Clock
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.blobs import Blobs, blobs_at, prove
from fieldnotes.hub.database import Database, database_url
from fieldnotes.hub.home import Home, is_home, make_folder, read_home, read_seed, write_seed
from fieldnotes.hub.limits import Limits
from fieldnotes.hub.migrating import bring_up_to_date
from fieldnotes.hub.moments import moment
from fieldnotes.hub.sealing import CaseSeal
from fieldnotes.hub.tables import hub_mark, reference_version
from fieldnotes.hub.turns import Turns
from fieldnotes.wire.keys import SEED_BYTES, SigningKey


@dataclass(frozen=True, slots=True)
class Hub:
    """An open hub; `close` when done, or use it in a `with`."""

    home: Home
    database: Database = field(repr=False)
    key: SigningKey = field(repr=False)
    clock: Clock = field(repr=False)
    turns: Turns = field(default_factory=Turns, repr=False, compare=False)
    limits: Limits = field(default_factory=Limits, repr=False, compare=False)
    blobs: Blobs = field(init=False, repr=False, compare=False)
    """Where the bytes of attachments lie."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "blobs", blobs_at(self.home.blobs, self.home.folder))

    @property
    def epoch(self) -> str:
        """The id of this hub's history."""
        return self.home.epoch

    @staticmethod
    def open(folder: Path, clock: Clock) -> "Hub":
        """Open the hub in a data folder, bringing older tables up to date.

        Raises:
            Refused: NO_HUB, HUB_NEWER, DATABASE_FOREIGN, DATABASE_WRONG, WRONG_FILE, BLOBS_WRONG, S3_MISSING.
            Unavailable: DATABASE_UNREACHABLE.
        """
        home = read_home(folder)
        seed = read_seed(folder)
        if seed is None:
            raise Refused(Code.NO_HUB, folder=str(folder))
        hub = Hub(home, Database(database_url(home.database, folder), CaseSeal(seed)), SigningKey(seed), clock)
        try:
            bring_up_to_date(hub.database)
            with hub.database.reading() as connection:
                if _mark(connection) != hub.key.public:
                    raise Refused(Code.DATABASE_FOREIGN)
        except BaseException:
            hub.close()
            raise
        return hub

    def close(self) -> None:
        """Close every connection to the database."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def make_hub(folder: Path, clock: Clock, database: str | None = None, blobs: str | None = None) -> Hub:
    """Make a hub in an empty data folder and open it; `hub.json` is written last, so half a hub is none.

    Args:
        folder: the data folder; made when missing.
        clock: where the time comes from.
        database: `postgresql+psycopg://…`, or None for the embedded SQLite file.
        blobs: `s3://…` (`s3_blobs.S3Address`), or None for the folder.

    Raises:
        Refused: HUB_EXISTS, DATABASE_WRONG, DATABASE_FOREIGN (another hub lives in that database), BLOBS_WRONG,
            BLOBS_FOREIGN (something lies there), S3_MISSING.
        Unavailable: DATABASE_UNREACHABLE, CANNOT_WRITE, BLOBS_DENIED, BLOBS_UNREACHABLE.
    """
    if is_home(folder):
        raise Refused(Code.HUB_EXISTS, folder=str(folder))
    url = database_url(database, folder)
    make_folder(folder)
    seed = read_seed(folder)
    if seed is None:
        seed = secrets.token_bytes(SEED_BYTES)
        write_seed(folder, seed)
    if database is None:
        (folder / "hub.sqlite").touch(mode=0o600)
    home = Home(folder, secrets.token_hex(16), moment(clock), database, blobs=blobs)
    hub = Hub(home, Database(url, CaseSeal(seed)), SigningKey(seed), clock)
    try:
        prove(hub.blobs)
        bring_up_to_date(hub.database)
        hub.database.write(lambda connection: _claim(connection, hub.key.public))
        home.save()
    except BaseException:
        hub.close()
        raise
    return hub


def _mark(connection: Connection) -> bytes | None:
    found: bytes | None = connection.execute(select(hub_mark.c.hub_key)).scalar_one_or_none()
    return found


def _claim(connection: Connection, public: bytes) -> None:
    found = _mark(connection)
    if found is None:
        connection.execute(insert(hub_mark).values(id="hub", hub_key=public))
        connection.execute(insert(reference_version).values(id="feed", version=0))
    elif found != public:
        raise Refused(Code.DATABASE_FOREIGN)
