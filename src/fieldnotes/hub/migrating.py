"""Brings the hub's tables to this program's shape before anything reads them. Knows no row."""

from functools import cache
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.database import Database

_SEALED: Final = "0005"
"""The step from which content is sealed; what lay there in the clear before is not to be found afterwards."""


def bring_up_to_date(database: Database) -> None:
    """Run the packaged migrations that are missing.

    Raises:
        Refused: HUB_NEWER when the tables were made by a later program.
        Unavailable: DATABASE_UNREACHABLE.
    """
    config = _config()
    scripts = ScriptDirectory.from_config(config)
    with database.reading() as connection:
        found = revision(connection)
    if found == scripts.get_current_head():
        return
    if found is not None and found not in _known(scripts):
        raise Refused(Code.HUB_NEWER)
    database.write(lambda connection: _upgrade(config, connection, "head"))
    if found is not None and found < _SEALED:
        database.settle_destruction(("entry", "quarantine", "attachment"))


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
    command.upgrade(config, to)
