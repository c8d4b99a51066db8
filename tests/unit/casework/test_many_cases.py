"""Lists ask the store a fixed number of times however much it holds, and keep no text once the desk is locked."""

import pytest
from sqlalchemy import event

from fieldnotes.casework import decide, profile, read_cases, read_note, write_note
from many_notes import file_notes
from one_desk import make_desk, many_cases


@pytest.fixture
def desk_of(tmp_path, held_clock):
    made = []

    def build(count):
        wanted = many_cases(count)
        desk = make_desk(tmp_path / str(count), held_clock, cases=wanted)
        file_notes(desk, wanted, 2 * count)
        made.append(desk)
        return desk

    yield build
    for desk in made:
        profile.lock(desk)


def asked(desk, read):
    """How many statements one read puts to the store."""
    statements = []
    event.listen(desk.vault._engine, "before_cursor_execute", lambda *seen: statements.append(seen[2]))
    read(desk)
    return len(statements)


@pytest.mark.parametrize(
    "read",
    [
        read_cases.cases,
        read_cases.today,
        read_note.notes,
        decide.queue,
        decide.questions,
        lambda desk: read_cases.find(desk, "Elsa"),
    ],
)
def test_a_longer_list_asks_the_store_no_more_often(desk_of, read):
    assert asked(desk_of(3), read) == asked(desk_of(12), read)


def test_notes_and_drafts_are_counted_per_case(desk_of):
    desk = desk_of(3)
    write_note.add(desk, "c-many-1", "hembesok")
    assert [(case.id, case.notes, case.drafts) for case in read_cases.cases(desk)] == [
        ("c-many-0", 2, 0),
        ("c-many-1", 2, 1),
        ("c-many-2", 2, 0),
    ]


def test_a_case_that_changed_is_read_anew(tmp_path, held_clock):
    wanted = many_cases(2)
    desk = make_desk(tmp_path, held_clock, cases=wanted)
    before = read_cases.case(desk, "c-many-0")
    assert read_cases.case(desk, "c-many-0") == before
    with desk.vault.writing() as connection:
        connection.exec_driver_sql(
            "UPDATE reference_items SET value = replace(value, 'Elsa', 'Ebba') WHERE id = 'c-many-0'"
        )
    assert read_cases.case(desk, "c-many-0").child.name.startswith("Ebba")
    profile.lock(desk)


def test_nothing_that_was_read_is_kept_after_the_lock(desk_of):
    """rules: SEC-2"""
    desk = desk_of(2)
    assert read_note.find_in_case(desk, "c-many-0", "veckoschema")
    line = next(iter(desk.folded.values()))
    assert (desk.vault._decoded, desk.vault._cases) != ({}, {})
    profile.lock(desk)
    read_note._keep(desk, "a" * 64, line)
    assert (desk.folded, desk.vault._decoded, desk.vault._cases) == ({}, {}, {})
