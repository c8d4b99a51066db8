"""The encrypted store at 100 000 entries against a plain SQLite file of the same rows, side by side in one run.

pytest -m bench tests/bench/test_bench_store.py
"""

import sqlite3
import statistics
import sys
import time
from dataclasses import replace

import pytest
from sqlalchemy import MetaData, Table, create_engine, event, insert, select

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import find_in_case, profile
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.vault import entries, store
from fieldnotes.vault.open_vault import OpenVault
from fieldnotes.vault.tables import WHOLE
from fieldnotes.wire.entries import Sealed, entry_hash, read
from fieldnotes.wire.ids import new_id
from many_notes import file_notes
from one_desk import make_desk, many_cases

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
ENTRIES_IN_ALL, CASES, SEARCHED = 100_000, 500, 500
TRIES = 40
FIRST_MS, KEY_MS = 50, 5


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A vault and a plain file with the same 100 000 entries of about 3 kB; the first case holds 500 notes."""
    folder = tmp_path_factory.mktemp("stores")
    clock = SystemClock()
    cases = many_cases(CASES)
    desk = make_desk(folder, clock, cases=cases)
    file_notes(desk, cases[:1], SEARCHED)
    fill(desk, cases, clock)
    plain = plain_copy(desk, folder / "plain")
    yield desk, plain, cases
    plain._engine.dispose()
    profile.lock(desk)


def plain_copy(desk, folder):
    """Give the same store, table by table and index by index, in plain SQLite under the same settings."""
    folder.mkdir()
    engine = create_engine(f"sqlite:///{folder / 'plain.db'}", connect_args={"isolation_level": None})
    event.listen(engine, "connect", settle)
    event.listen(engine, "begin", store._begin)
    with desk.vault.reading() as source:
        made = source.exec_driver_sql(
            "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite%'"
            " ORDER BY type DESC"
        ).all()
        with engine.begin() as target:
            for _, _, statement in made:
                target.exec_driver_sql(statement)
            for name in (name for kind, name, _ in made if kind == "table"):
                table = Table(name, MetaData(), autoload_with=target)
                rows = [dict(row) for row in source.execute(select(table)).mappings()]
                if rows:
                    target.execute(insert(table), rows)
    return OpenVault(folder, desk.vault.profile, desk.vault.key, engine)


def settle(connection, _record):
    for setting in store.SETTINGS:
        connection.execute(setting)


def fill(desk, cases, clock):
    """Lay real entries down in bulk; only their ids, notes and cases differ, so nothing is signed 100 000 times."""
    with desk.vault.writing() as connection:
        sample = connection.execute(WHOLE.select().limit(1)).one()
        model = read(sample.data)
        rows = []
        for number in range(ENTRIES_IN_ALL - SEARCHED):
            one = replace(
                model,
                id=new_id(clock),
                note=new_id(clock),
                case=cases[1 + number % (CASES - 1)]["id"],
                dseq=number + 2000,
            )
            data = sample.data.replace(model.id.encode(), one.id.encode(), 1)
            data = data.replace(model.note.encode(), one.note.encode(), 1).replace(
                model.case.encode(), one.case.encode(), 1
            )
            made = Sealed(data, entry_hash(data), sample.signature)
            rows.append((made, entries.row_of(one, made, Where.RECEIVED, None, None)))
            if len(rows) == 2000:
                entries.lay_down(connection, rows)
                rows.clear()
        entries.lay_down(connection, rows)


def median_ms(act, tries=TRIES):
    spent = []
    for number in range(tries):
        begun = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def side_by_side(one, other, tries=TRIES):
    """Turn by turn, so that whatever else the machine does falls on both."""
    spent = ([], [])
    for number in range(tries):
        for act, times in zip((one, other), spent, strict=True):
            begun = time.perf_counter()
            act(number)
            times.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent[0]), statistics.median(spent[1])


def told(capsys, **figures):
    with capsys.disabled():
        sys.stdout.write("\n " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()))


def test_saving_one_note_beside_plain_sqlite(stores, capsys):
    """The same act by the same code into both files, and the bare insert of one row for comparison."""
    desk, plain, cases = stores
    sample = entries.of_case(desk.vault, cases[1]["id"])[0]
    data = bytes(2048)

    def filed(vault):
        act = Act(new_id(desk.clock), Kind.NOTE_SIGNED, cases[2]["id"], new_id(desk.clock), dict(sample.entry.body))
        entries.file_act(vault, act, desk.clock)

    def bare(number):
        with sqlite3.connect(plain.folder / "plain.db", isolation_level=None) as connection:
            begun = time.perf_counter()
            connection.execute("INSERT INTO bare VALUES (?, ?)", (number, data))
            return (time.perf_counter() - begun) * 1000

    with plain.writing() as connection:
        connection.exec_driver_sql("CREATE TABLE bare (number INTEGER PRIMARY KEY, data BLOB)")
    mine, theirs = side_by_side(lambda _: filed(desk.vault), lambda _: filed(plain))
    told(
        capsys,
        save_ms=mine,
        plain_ms=theirs,
        ratio=mine / theirs,
        bare_insert_ms=statistics.median(map(bare, range(TRIES))),
    )
    assert mine < 1.5 * theirs


def test_opening_one_case_beside_plain_sqlite(stores, capsys):
    desk, plain, cases = stores

    def opened(vault):
        return lambda number: entries.of_case(vault, cases[10 + number]["id"])

    mine, theirs = side_by_side(opened(desk.vault), opened(plain))
    again, rows = side_by_side(opened(desk.vault), opened(plain))
    told(capsys, open_case_ms=mine, plain_ms=theirs, ratio=mine / theirs, again_ms=again, again_ratio=again / rows)
    assert mine < 2 * theirs


def test_finding_in_a_case_of_500_notes(stores, capsys):
    """As the window does it: the case is opened, its text made ready in the background, then a person types."""
    desk, _, cases = stores
    desk.searched.clear()
    begun = time.perf_counter()
    find_in_case.make_ready(desk, cases[0]["id"])
    ready = (time.perf_counter() - begun) * 1000
    begun = time.perf_counter()
    found = find_in_case.find_in_case(desk, cases[0]["id"], "VECKOSCHEMA")
    first = (time.perf_counter() - begun) * 1000
    key = median_ms(lambda n: find_in_case.find_in_case(desk, cases[0]["id"], "VECKOSCHEMA"[: 3 + n % 8]))
    told(capsys, make_ready_ms=ready, find_first_ms=first, per_key_ms=key)
    assert len(found) == SEARCHED
    assert first < FIRST_MS
    assert key < KEY_MS
