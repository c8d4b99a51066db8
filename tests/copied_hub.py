"""Hubs that are made once: a test begins with a copy of the folder, and of the database where a server has it."""

import atexit
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from fieldnotes.domain.clock import Clock
from fieldnotes.hub.home import read_home
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.importing import import_file
from hub_samples import FoundingClock
from real_postgres import new_database

Fill = Callable[[Hub], object]


@cache
def importing(source: Path) -> Fill:
    """Fill a hub with an import file."""
    return lambda made: import_file(made, source)


@cache
def first_hub(fill: Fill, server: str | None = None) -> Path:
    """Make, once per test run, the hub all others like it are copies of; nobody opens this one again."""
    folder = Path(tempfile.mkdtemp(prefix="fieldnotes-hub-"))
    atexit.register(shutil.rmtree, folder)
    with make_hub(folder / "hub", FoundingClock(), server and new_database(server)) as made:
        fill(made)
    return folder / "hub"


def copied_hub(folder: Path, clock: Clock, fill: Fill, server: str | None = None) -> Hub:
    """Give a copy, open; `fill` is the same function each time, `server` a PostgreSQL or None for the embedded file."""
    first = first_hub(fill, server)
    shutil.copytree(first, folder)
    if server is not None:
        replace(read_home(folder), database=new_database(server, read_home(first).database)).save()
    return Hub.open(folder, clock)
