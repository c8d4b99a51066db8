"""A search that begins before everything is ready: answered from the newest notes, and right in the end."""

import re

import pytest

from fieldnotes.casework import find_in_case, profile, write_note
from fieldnotes.vault.store import STORE_FILE, open_engine
from many_notes import file_notes
from one_desk import make_desk, many_cases

CASE = "c-many-0"


@pytest.fixture
def desk(tmp_path, held_clock, monkeypatch):
    """A case of nine signed notes and a draft, made ready two at a time."""
    monkeypatch.setattr(find_in_case, "PIECE", 2)
    wanted = many_cases(1)
    made = make_desk(tmp_path, held_clock, cases=wanted)
    file_notes(made, wanted, 9)
    write_note.add(made, CASE, "telefonsamtal")
    yield made
    profile.lock(made)


def numbers(hits):
    """Which of the numbered notes were found."""
    return [int(re.search(r"Anteckning nummer (\d+)", hit.text)[1]) for hit in hits]


def test_the_newest_notes_are_searched_first_and_in_the_end_all(desk):
    told = list(find_in_case.find_by_and_by(desk, CASE, "anteckning nummer"))
    assert [(len(hits), whole) for hits, whole in told] == [(1, False), (3, False), (7, False), (9, True)]
    assert sorted(numbers(told[1][0])) == [6, 7, 8]
    assert told[-1][0] == find_in_case.find_in_case(desk, CASE, "anteckning nummer")


def test_what_is_written_meanwhile_is_found_once_and_nothing_twice(desk):
    told = find_in_case.find_by_and_by(desk, CASE, "anteckning nummer")
    assert not next(told)[1]
    other = open_engine(desk.vault.folder / STORE_FILE, desk.vault.key)
    with other.begin() as connection:
        connection.exec_driver_sql("UPDATE reference_items SET value = value || ' ' WHERE id = 'c-many-0'")
    other.dispose()
    file_notes(desk, [{"id": CASE}], 1)
    hits, whole = list(told)[-1]
    assert whole
    assert sorted(numbers(hits)) == [0, *range(9)]


def test_a_piece_is_ready_when_it_was_asked_for_and_the_rest_is_named(desk):
    first = find_in_case.make_ready(desk, CASE, 3)
    assert (len(first.notes), len(first.left)) == (3, 7)
    assert first.notes[0].head is None, "the draft comes before what is signed"
    whole = find_in_case.make_ready(desk, CASE)
    assert (len(whole.notes), whole.left) == (10, ())
    assert whole.notes[:3] == first.notes
    assert find_in_case.make_ready(desk, CASE, 3) is whole
