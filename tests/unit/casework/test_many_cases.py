"""Lists ask the store a fixed number of times however much it holds, and keep no text once the desk is locked."""

import pytest
from sqlalchemy import event

from fieldnotes.casework import decide, find_in_case, profile, read_cases, read_note, waiting_notes, write_note
from fieldnotes.vault.store import STORE_FILE, open_engine
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
        waiting_notes.queue,
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
    assert find_in_case.find_in_case(desk, "c-many-0", "veckoschema")
    ready = desk.searched["c-many-0"]
    assert (desk.vault._decoded, desk.vault._cases) != ({}, {})
    profile.lock(desk)
    find_in_case._keep(desk, "c-many-0", ready)
    assert (desk.searched, desk.vault._decoded, desk.vault._cases) == ({}, {}, {})


def test_a_search_reads_nothing_anew_until_something_was_written(desk_of):
    desk = desk_of(2)
    first = find_in_case.make_ready(desk, "c-many-0")
    assert find_in_case.make_ready(desk, "c-many-0") is first
    with desk.vault.writing() as connection:
        connection.exec_driver_sql("UPDATE reference_items SET value = value || ' ' WHERE id = 'c-many-0'")
    again = find_in_case.make_ready(desk, "c-many-0")
    assert again is not first
    assert all(one is other for one, other in zip(first.notes, again.notes, strict=True)), "signed text is read once"


def test_a_search_sees_what_another_process_wrote(desk_of):
    """The app and the command line may have the same profile open."""
    desk = desk_of(2)
    assert find_in_case.find_in_case(desk, "c-many-0", "stjärnkikare") == ()
    other = open_engine(desk.vault.folder / STORE_FILE, desk.vault.key)
    with other.begin() as connection:
        connection.exec_driver_sql("UPDATE reference_items SET value = value || ' ' WHERE id = 'c-many-0'")
    before = desk.searched["c-many-0"].version
    find_in_case.find_in_case(desk, "c-many-0", "stjärnkikare")
    assert desk.searched["c-many-0"].version != before
    other.dispose()
