"""Alembic's door into the hub's tables: runs on the connection it is handed, and on nothing else."""

from alembic import context

from fieldnotes.hub.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
with context.begin_transaction():
    context.run_migrations()
