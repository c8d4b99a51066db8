"""A note is returned with all its questions or not at all, whatever happens in between.

rules: INS-1
"""

import json
import signal
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from fieldnotes.casework import decide, read_cases, read_note, sign, write_note
from fieldnotes.casework.verify import verify
from fork_server import fork_server
from killed_decision import return_and_die

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
PINS = [
    {"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": "Hur ofta?"},
    {"section": "barnets_rost", "kind": "question", "text": "Vem frågade?"},
]


@pytest.fixture
def to_return(worker, supervisor, carry):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    revision = sign.sign(worker, note, {"*": "Provkörning."}).hash
    carry()
    read_note.show(supervisor, note)
    return note, revision


def stands(desk, note):
    """All that a return writes to: the note's entries, the device's counter, what waits."""
    with desk.vault.reading() as connection:
        counter = connection.exec_driver_sql("SELECT dseq FROM identity").scalar()
    return read_note.history(desk, note), counter, read_cases.status(desk).waiting


def is_returned_whole(desk, note, revision, before):
    done = decide.return_note(desk, note, revision, {"pins": PINS})
    rows = read_note.history(desk, note)
    assert [row.kind for row in rows[len(before[0]) :]] == ["QuestionAsked", "QuestionAsked", "NoteReturned"]
    assert [row.hash for row in rows[-3:]] == [*done.others, done.hash]
    assert verify(desk).ok


@pytest.mark.parametrize("entry", [1, 2, 3])
def test_killed_between_the_questions_and_the_return_nothing_is_half_done(supervisor, to_return, entry):
    note, revision = to_return
    before = stands(supervisor, note)
    vault = supervisor.vault
    given = (vault.folder, vault.profile, bytes(vault.key._key), note, revision, PINS, entry)
    process = fork_server().Process(target=return_and_die, args=given, daemon=True)
    process.start()
    process.join(60)
    assert process.exitcode == -signal.SIGKILL
    assert stands(supervisor, note) == before
    is_returned_whole(supervisor, note, revision, before)


def test_a_return_that_cannot_be_written_takes_its_questions_with_it(supervisor, to_return):
    note, revision = to_return
    before = stands(supervisor, note)
    with supervisor.vault.writing() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER no_return BEFORE INSERT ON entries WHEN NEW.kind = 'NoteReturned' "
            "BEGIN SELECT RAISE(ABORT, 'not now'); END"
        )
    try:
        with pytest.raises(DBAPIError):
            decide.return_note(supervisor, note, revision, {"pins": PINS})
    finally:
        with supervisor.vault.writing() as connection:
            connection.exec_driver_sql("DROP TRIGGER no_return")
    assert stands(supervisor, note) == before
    is_returned_whole(supervisor, note, revision, before)
