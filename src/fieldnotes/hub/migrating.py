"""Brings the hub's tables to this program's shape before anything reads them. Knows no row."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.database import Database


def bring_up_to_date(database: Database) -> None:
    """Run the packaged migrations that are missing.

    Raises:
        Refused: HUB_NEWER when the tables were made by a later program.
        Unavailable: DATABASE_UNREACHABLE.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    scripts = ScriptDirectory.from_config(config)
    with database.reading() as connection:
        found = _revision(connection)
    if found == scripts.get_current_head():
        return
    if found is not None and found not in {script.revision for script in scripts.walk_revisions()}:
        raise Refused(Code.HUB_NEWER)

    def upgrade(connection: Connection) -> None:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")

    database.write(upgrade)


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()
