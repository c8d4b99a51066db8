"""A newer program brings the tables up to date while an older one reads and writes them; several at once do it once."""

import ast
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import text

from fieldnotes.hub import migrating
from fieldnotes.hub.database import Database, database_url
from fieldnotes.hub.migrating import bring_up_to_date, make_tables_of, newest_step, revision
from fieldnotes.hub.sealing import CaseSeal

SECONDS = 20
OLD = "0007"
STEPS = sorted(Path(migrating.__file__).with_name("migrations").glob("versions/v*.py"))
ADDS = {"create_table", "add_column", "create_index", "get_bind"}
INSERT = (
    "INSERT INTO device (device_id, user_id, public_key, name, joined_at, certificate, certificate_signature)"
    " VALUES (:id, 'u', :key, 'd', '2026', :key, :key)"
)
READ = "SELECT device_id, user_id, exchange_hash, token_epoch FROM device ORDER BY device_id"


@pytest.fixture
def opened(tmp_path, database):
    """Opens the same database again and again, as processes do."""
    found = []

    def make():
        found.append(Database(database_url(database, tmp_path), CaseSeal(bytes(32))))
        return found[-1]

    yield make
    for each in found:
        each.close()


def step_of(database):
    with database.reading() as connection:
        return revision(connection)


def read(database):
    with database.reading() as connection:
        return [row.device_id for row in connection.execute(text(READ))]


def add(database, name):
    database.write(lambda connection: connection.execute(text(INSERT), {"id": name, "key": b"k"}))


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_several_processes_that_begin_at_once_make_the_tables_once(opened):
    start = threading.Barrier(3)

    def begin(database):
        start.wait(SECONDS)
        bring_up_to_date(database, lambda _: None)
        return step_of(database)

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(begin, [opened() for _ in range(3)])) == [newest_step()] * 3


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_an_older_program_reads_and_writes_on_after_the_step(opened):
    old, new = opened(), opened()
    old.write(lambda connection: make_tables_of(connection, OLD))
    add(old, "before")
    bring_up_to_date(new)
    add(old, "since")
    assert read(old) == ["before", "since"]
    assert step_of(new) == newest_step()


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_nobody_who_reads_waits_behind_a_step_that_cannot_begin(opened):
    """Somebody's long reading keeps the step from its lock; others read meanwhile, and it is taken in the end."""
    old, new = opened(), opened()
    old.write(lambda connection: make_tables_of(connection, OLD))
    add(old, "before")
    refused, go_on = threading.Event(), threading.Event()

    def pause(_):
        refused.set()
        assert go_on.wait(SECONDS)

    with ThreadPoolExecutor(1) as pool:
        with old.snapshot() as long:
            long.execute(text(READ)).all()
            step = pool.submit(bring_up_to_date, new, pause)
            assert refused.wait(SECONDS)
            assert read(opened()) == ["before"]
            assert step_of(old) == OLD
        go_on.set()
        step.result(SECONDS)
    assert step_of(old) == newest_step()


def test_from_step_eight_on_a_step_only_adds():
    """Expand first: what is taken away goes in a step of its own, once no program that reads it runs any more."""
    found = {}
    for path in STEPS:
        if path.name[1:5] > OLD:
            calls = [node.func for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
            named = {each.attr for each in calls if isinstance(each, ast.Attribute) and ast.unparse(each.value) == "op"}
            found[path.name] = named - ADDS
    assert found
    assert {name: rest for name, rest in found.items() if rest} == {}
