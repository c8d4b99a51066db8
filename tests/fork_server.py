"""Where tests start the processes they kill: forked by a server that has loaded the program's stations once.

There is one such server in a test process, and what it has loaded is decided when the first process is started.
"""

import multiprocessing
from multiprocessing.context import BaseContext

LOADED = (
    "alembic.command", "fieldnotes.boot.town_files", "fieldnotes.casework.attach", "fieldnotes.casework.live_dictation",
    "fieldnotes.casework.sign", "fieldnotes.casework.write_note", "fieldnotes.hub.restoring", "fieldnotes.hub.serving",
    "fieldnotes.sync.exchange", "fieldnotes.vault.backup", "fieldnotes.vault.destroying", "fieldnotes.vault.restoring",
    "fieldnotes.vault.upgrading", "hypothesis", "pytest",
)  # fmt: skip


def fork_server() -> BaseContext:
    """Give the context to start processes in; never a fork of the test's own process."""
    methods = multiprocessing.get_all_start_methods()
    context = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    context.set_forkserver_preload(list(LOADED))
    return context
