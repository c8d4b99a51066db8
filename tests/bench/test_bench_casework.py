"""Lists and searches against plain reading of the very same rows, in one run: ratios, not seconds."""

import json
import sys
import time

import pytest

from fieldnotes.casework import find_in_case, profile, read_cases, read_note, waiting_notes
from many_notes import file_notes
from one_desk import make_desk, many_cases

pytestmark = pytest.mark.bench
TRIES = 5


@pytest.fixture
def desk_of(tmp_path, held_clock):
    made = []

    def build(cases, notes, user="u-tove"):
        wanted = many_cases(cases)
        desk = make_desk(tmp_path, held_clock, cases=wanted, user=user)
        file_notes(desk, wanted, notes)
        made.append(desk)
        return desk

    yield build
    for desk in made:
        profile.lock(desk)


def spent(act, before=lambda: None):
    """The least processor seconds of a few tries."""
    tries = []
    for _ in range(TRIES):
        before()
        begun = time.process_time()
        act()
        tries.append(time.process_time() - begun)
    return min(tries)


def plainly(desk, statement):
    """Read rows with plain SQL and understand their JSON, nothing else."""
    with desk.vault.reading() as connection:
        return [json.loads(row[0]) for row in connection.exec_driver_sql(statement)]


def told(capsys, **seconds):
    with capsys.disabled():
        sys.stdout.write("\n " + ", ".join(f"{name} {value * 1000:.0f} ms" for name, value in seconds.items()))


def test_a_list_of_cases_costs_little_more_than_reading_their_rows(desk_of, capsys):
    desk = desk_of(1500, 3000)
    plain = spent(lambda: plainly(desk, "SELECT value FROM reference_items WHERE type = 'case'"))
    first = spent(lambda: read_cases.cases(desk), desk.vault._cases.clear)
    again = spent(lambda: read_cases.cases(desk))
    today = spent(lambda: read_cases.today(desk))
    told(capsys, plain=plain, cases_first=first, cases_again=again, today_again=today)
    assert len(read_cases.cases(desk)) == 1500
    assert first < 30 * plain
    assert again < 15 * plain


def test_lists_of_notes_cost_little_more_than_reading_their_rows(desk_of, capsys):
    desk = desk_of(10, 5000, "u-henrik")
    plain = spent(lambda: plainly(desk, "SELECT data FROM entry_bytes"))
    first = spent(lambda: read_note.notes(desk), desk.vault._decoded.clear)
    again = spent(lambda: read_note.notes(desk))
    queue = spent(lambda: waiting_notes.queue(desk))
    told(capsys, plain=plain, notes_first=first, notes_again=again, queue_again=queue)
    assert len(read_note.notes(desk)) == 5000
    assert first < 6 * plain
    assert again < 3 * plain
    assert queue < 3 * plain


def test_a_second_search_in_a_large_case_reads_nothing_anew(desk_of, capsys):
    desk = desk_of(1, 500)

    def search():
        return find_in_case.find_in_case(desk, "c-many-0", "VECKOSCHEMA")

    first = spent(search, desk.searched.clear)
    again = spent(search)
    told(capsys, find_first=first, find_again=again)
    assert len(search()) == 500
    assert again < first / 4


def test_a_day_among_ten_thousand_notes_reads_only_what_it_shows(desk_of, capsys):
    """The first look marks what is new, 500 texts at a time; every later one reads a few notes."""
    desk = desk_of(30, 10_000)
    plain = spent(lambda: plainly(desk, "SELECT data FROM entry_bytes"))
    desk.clock.move(400 * 86_400)
    piece = spent(lambda: read_cases.today(desk, 1))
    read_cases.today(desk)
    again = spent(lambda: read_cases.today(desk), desk.vault._decoded.clear)
    told(capsys, plain=plain, first_piece=piece, today_cold=again)
    assert again < plain / 2
