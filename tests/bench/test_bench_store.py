"""The encrypted store at 100 000 entries against a plain SQLite file of the same rows, side by side in one run.

pytest -m bench tests/bench/test_bench_store.py
"""

import sqlite3
import statistics
import sys
import time
from dataclasses import replace

import pytest
from sqlalchemy import insert

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import profile, read_note
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.vault import entries
from fieldnotes.vault.entries import row_of
from fieldnotes.vault.tables import ENTRIES
from fieldnotes.wire.entries import Sealed, entry_hash, read
from fieldnotes.wire.ids import new_id
from many_notes import file_notes
from one_desk import make_desk, many_cases

pytestmark = [pytest.mark.bench, pytest.mark.timeout(1800)]
ENTRIES_IN_ALL, CASES, SEARCHED = 100_000, 500, 500
TRIES = 40


@pytest.fixture(scope="module")
def stores(tmp_path_factory):
    """A vault and a plain file with the same 100 000 entries of about 3 kB; the first case holds 500 notes."""
    folder = tmp_path_factory.mktemp("stores")
    clock = SystemClock()
    cases = many_cases(CASES)
    desk = make_desk(folder, clock, cases=cases)
    file_notes(desk, cases[:1], SEARCHED)
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON", "temp_store=MEMORY"):
        plain.execute(f"PRAGMA {setting}")
    plain.execute(
        "CREATE TABLE entries (filed INTEGER PRIMARY KEY, hash TEXT UNIQUE, id TEXT UNIQUE, data BLOB, signature BLOB,"
        " kind TEXT, case_id TEXT, note TEXT)"
    )
    plain.execute("CREATE INDEX by_note ON entries (note)")
    plain.execute("CREATE INDEX by_case ON entries (case_id)")
    fill(desk, plain, cases, clock)
    yield desk, plain, cases
    plain.close()
    profile.lock(desk)


def fill(desk, plain, cases, clock):
    """Lay real entries down in bulk; only their ids, notes and cases differ, so nothing is signed 100 000 times."""
    with desk.vault.writing() as connection:
        sample = connection.execute(ENTRIES.select().limit(1)).one()
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
            rows.append(row_of(one, Sealed(data, entry_hash(data), sample.signature), Where.RECEIVED, None, None))
            if len(rows) == 2000:
                connection.execute(insert(ENTRIES), rows)
                rows.clear()
        connection.execute(insert(ENTRIES), rows)
        whole = connection.execute(
            ENTRIES.select().with_only_columns(
                ENTRIES.c.filed, ENTRIES.c.hash, ENTRIES.c.id, ENTRIES.c.data, ENTRIES.c.signature, ENTRIES.c.kind,
                ENTRIES.c.case_id, ENTRIES.c.note,
            )
        )  # fmt: skip
        plain.execute("BEGIN")
        plain.executemany("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?)", (tuple(row) for row in whole))
        plain.execute("COMMIT")


def median_ms(act, tries=TRIES):
    spent = []
    for number in range(tries):
        begun = time.perf_counter()
        act(number)
        spent.append((time.perf_counter() - begun) * 1000)
    return statistics.median(spent)


def told(capsys, **figures):
    with capsys.disabled():
        sys.stdout.write("\n " + ", ".join(f"{name} {value:.2f}" for name, value in figures.items()))


def test_saving_one_note_beside_a_plain_insert(stores, capsys):
    desk, plain, cases = stores
    sample = entries.of_case(desk.vault, cases[1]["id"])[0]
    data = plain.execute("SELECT data FROM entries LIMIT 1").fetchone()[0]

    def sealed(_):
        act = Act(new_id(desk.clock), Kind.NOTE_SIGNED, cases[2]["id"], new_id(desk.clock), dict(sample.entry.body))
        entries.file_act(desk.vault, act, desk.clock)

    def plainly(number):
        row = (None, f"hash-{number}", f"id-{number}", data, b"s" * 64, "NoteSigned", cases[2]["id"], f"note-{number}")
        plain.execute("INSERT INTO entries VALUES (?,?,?,?,?,?,?,?)", row)

    mine, theirs = median_ms(sealed), median_ms(plainly)
    told(capsys, save_ms=mine, plain_ms=theirs, ratio=mine / theirs)


def test_opening_one_case_beside_plain_reading(stores, capsys):
    desk, plain, cases = stores
    mine = median_ms(lambda number: entries.of_case(desk.vault, cases[10 + number]["id"]))
    theirs = median_ms(
        lambda number: plain.execute(
            "SELECT * FROM entries WHERE case_id = ? ORDER BY filed", (cases[10 + number]["id"],)
        ).fetchall()
    )
    told(capsys, open_case_ms=mine, plain_ms=theirs, ratio=mine / theirs)


def test_finding_in_a_case_of_500_notes(stores, capsys):
    desk, _, cases = stores
    desk.folded.clear()
    begun = time.perf_counter()
    found = read_note.find_in_case(desk, cases[0]["id"], "VECKOSCHEMA")
    first = (time.perf_counter() - begun) * 1000
    key = median_ms(lambda n: read_note.find_in_case(desk, cases[0]["id"], "VECKOSCHEMA"[: 3 + n % 8]))
    told(capsys, find_first_ms=first, per_key_ms=key)
    assert len(found) == SEARCHED
