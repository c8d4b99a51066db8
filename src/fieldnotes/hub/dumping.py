"""The hub's tables as files, row by row, and back: the same on every database. Knows no row's meaning.

One file per table: zstd over lines of JSON, the first the names of the columns, bytes in base64. Written out of one
still picture, read back in one transaction; so what was dumped on SQLite can be loaded into PostgreSQL.
"""

import io
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import zstandard
from sqlalchemy import Connection, MetaData, Table, func, insert, inspect, select

from fieldnotes.disk.atomic_file import replacing
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub.operating_tables import duty, operator_session
from fieldnotes.hub.people_tables import login_begun, login_try
from fieldnotes.hub.tables import metadata, nonce, session
from fieldnotes.hub.time_tables import time_share
from fieldnotes.wire.base64_text import from_base64, to_base64

FOLDER: Final = "tables"
_ENDING: Final = ".jsonl.zst"
_AT_ONCE: Final = 500
_MOMENTARY: Final = frozenset(
    one.name for one in (nonce, session, login_begun, login_try, time_share, operator_session, duty)
)
"""Good in one history only, for minutes or until a month is told; they are not taken along."""


def dump(connection: Connection, folder: Path, act: LongAct) -> int:
    """Write every table into the folder, out of the transaction under way; gives how many rows.

    Raises:
        Unavailable: DISK_FULL, CANNOT_WRITE, CANCELLED.
    """
    folder.mkdir(mode=0o700)
    tables = [table for name, table in sorted(metadata.tables.items()) if name not in _MOMENTARY]
    for table in tables:
        act.more(connection.execute(select(func.count()).select_from(table)).scalar_one())
    return sum(_dump_table(connection, table, folder / f"{table.name}{_ENDING}", act) for table in tables)


def load(connection: Connection, folder: Path, act: LongAct) -> int:
    """Fill the tables of an empty database from the folder, inside the transaction under way; gives how many rows.

    Raises:
        Refused: BACKUP_WRONG when a file is of no table here, or its lines are none.
        Unavailable: CANCELLED.
    """
    here = set(inspect(connection).get_table_names())
    rows = 0
    for path in sorted(folder.glob(f"*{_ENDING}")):
        name = path.name.removesuffix(_ENDING)
        if name not in here or name in _MOMENTARY:
            raise Refused(Code.BACKUP_WRONG, file=path.name)
        rows += _load_table(connection, Table(name, MetaData(), autoload_with=connection), path, act)
    return rows


def drop(connection: Connection) -> None:
    """Take every table of this program away, whatever step it is at; others' tables stay."""
    found = MetaData()
    ours = {*metadata.tables, "alembic_version"} & set(inspect(connection).get_table_names())
    found.reflect(connection, only=sorted(ours))
    found.drop_all(connection)


def _dump_table(connection: Connection, table: Table, path: Path, act: LongAct) -> int:
    columns = [column.name for column in table.columns]
    wanted = select(table).order_by(*table.primary_key.columns)
    rows = 0
    streamed = connection.execution_options(stream_results=True, max_row_buffer=_AT_ONCE).execute(wanted)
    with replacing(path) as file, zstandard.ZstdCompressor(level=3).stream_writer(file, closefd=False) as out:
        out.write(_line(columns))
        for batch in streamed.partitions(_AT_ONCE):
            out.write(b"".join(_line([_written(value) for value in row]) for row in batch))
            rows += len(batch)
            act.on(len(batch))
    return rows


def _load_table(connection: Connection, table: Table, path: Path, act: LongAct) -> int:
    rows = 0
    try:
        for batch in _batches(path):
            connection.execute(insert(table), batch)
            rows += len(batch)
            act.on(len(batch))
    except (ValueError, TypeError, KeyError, zstandard.ZstdError):
        raise Refused(Code.BACKUP_WRONG, file=path.name) from None
    return rows


def _batches(path: Path) -> Iterator[list[dict[str, object]]]:
    with path.open("rb") as file, zstandard.ZstdDecompressor().stream_reader(file) as raw:
        lines = io.TextIOWrapper(raw, encoding="utf-8", newline="\n")
        columns: list[str] = json.loads(next(lines))
        batch: list[dict[str, object]] = []
        for line in lines:
            values = [_read(value) for value in json.loads(line)]
            batch.append(dict(zip(columns, values, strict=True)))
            if len(batch) == _AT_ONCE:
                yield batch
                batch = []
        if batch:
            yield batch


def _line(values: Sequence[object]) -> bytes:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def _written(value: object) -> object:
    return {"b": to_base64(bytes(value))} if isinstance(value, bytes | memoryview) else value


def _read(value: object) -> object:
    return from_base64(value["b"]) if isinstance(value, dict) else value
