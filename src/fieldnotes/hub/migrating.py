"""Brings the hub's tables to this program's shape before it reads them; an older one goes on beside it. Knows no row.

From step 8 on a step only adds: what an older program reads and writes stays where it is until no such program runs.
"""

import threading
import time
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, column, table, text
from sqlalchemy.exc import ProgrammingError

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.database import Database

_SEALED: Final = "0005"
"""The step from which content is sealed; what lay there in the clear before is not to be found afterwards."""
_LOCK_SECONDS: Final = 2
_PAUSE: Final = 1.0
_PATIENCE: Final = 120
_ONE_AT_A_TIME: Final = threading.Lock()
"""Alembic keeps what it is doing in one place for the whole process."""
_STEP: Final = table("alembic_version", column("version_num"))


def bring_up_to_date(database: Database, pause: Callable[[float], None] = time.sleep) -> None:
    """Run the packaged migrations that are missing, one transaction each, while others read and write.

    A step that waits for somebody's long reading lets go after two seconds and tries again, so that nobody queues up
    behind it; what another process is doing just now is left to that one.

    Args:
        database: the hub's.
        pause: waits so many seconds.

    Raises:
        Refused: HUB_NEWER when the tables were made by a later program.
        Unavailable: DATABASE_UNREACHABLE.
    """
    if _revision_now(database) == newest_step():  # nearly always: no step need be read then
        return
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    patience = _PATIENCE
    while (found := _revision_now(database)) != scripts.get_current_head():
        if found is not None and found not in _known(scripts):
            raise Refused(Code.HUB_NEWER)
        to = "head" if found is None else _after(scripts, found)
        try:
            database.write(partial(_step, config, found=found, to=to))
        except (Unavailable, ProgrammingError):  # a lock that is not given, or tables another process made first
            if patience == 0:
                raise
            patience -= 1
            pause(_PAUSE)
        else:
            if found is not None and found < _SEALED <= to:
                database.settle_destruction(("entry", "quarantine", "attachment"))


def _revision_now(database: Database) -> str | None:
    with database.reading() as connection:
        return revision(connection)


def _step(config: Config, connection: Connection, *, found: str | None, to: str) -> None:
    """Take one step, unless somebody else took it first; their row in the table of steps is the lock."""
    if connection.dialect.name == "postgresql":
        connection.execute(text(f"SET LOCAL lock_timeout = '{_LOCK_SECONDS}s'"))
    if found is not None:
        now = connection.execute(_STEP.update().values(version_num=_STEP.c.version_num).returning(_STEP.c.version_num))
        if now.scalar_one() != found:
            return
    _upgrade(config, connection, to)


def _after(scripts: ScriptDirectory, found: str) -> str:
    """Name the step that follows."""
    return next(one.revision for one in scripts.walk_revisions() if one.down_revision == found)


def make_tables_of(connection: Connection, step: str) -> None:
    """Give an empty database the tables it had at an earlier step, inside the transaction under way.

    Raises:
        Refused: HUB_NEWER when this program does not know the step.
    """
    config = _config()
    if step not in _known(ScriptDirectory.from_config(config)):
        raise Refused(Code.HUB_NEWER)
    _upgrade(config, connection, step)


@cache
def newest_step() -> str:
    """Tell the step this program brings tables to."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision(connection: Connection) -> str | None:
    """Tell which step the tables are at; None in a database that has none of them."""
    return MigrationContext.configure(connection).get_current_revision()


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return config


def _known(scripts: ScriptDirectory) -> set[str]:
    return {script.revision for script in scripts.walk_revisions()}


def _upgrade(config: Config, connection: Connection, to: str) -> None:
    config.attributes["connection"] = connection
    with _ONE_AT_A_TIME:
        command.upgrade(config, to)
