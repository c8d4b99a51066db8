"""Whoever looks at a case or a note is written down, whichever way: opened, searched, read, shown, taken out."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import (
    case_folder,
    corrections,
    extracts,
    find_in_case,
    insight,
    make_report,
    read_cases,
    read_note,
    show_to_family,
    sign,
    write_note,
)
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import access

CASE, CHILD = "c-prov-01", "prov-01-p1"
ROOM = {"people": [{"person_id": CHILD, "role": "barn"}]}
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
READS = {
    "its plan": extracts.plan,
    "what a room would see": lambda desk, note: show_to_family.preview(desk, note, ROOM),
    "its corrections": corrections.corrections,
}
LOOKS = {
    "opened": read_note.show,
    "case_opened": lambda desk, _note: read_cases.note_opened(desk, CASE),
    "searched": lambda desk, _note: find_in_case.find_in_case(desk, CASE, "kylen"),
    "shown": lambda desk, note: show_to_family.show(desk, note, ROOM),
    "exported as a case": lambda desk, _note: make_report.export_case(desk, CASE, desk.vault.folder.parent / "case"),
    "exported as a note": lambda desk, note: make_report.export_json(
        desk, note, desk.vault.folder.parent / "note.json"
    ),
    "printed": lambda desk, _note: case_folder.journal(desk, CASE),
    "read": lambda desk, _note: insight.insight(desk, CASE, CHILD),
    "insight": lambda desk, _note: insight.draw(desk, CASE, CHILD),
}


@pytest.fixture
def note(worker):
    """A signed note nobody has opened since."""
    made = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    sign.sign(worker, made, {"*": "Provkörning."})
    while waiting := access.unsent(worker.vault):  # so many at a time
        access.mark_sent(worker.vault, [row.number for row in waiting])
    return made


def rows(desk):
    """What stands in the log since, and goes to the hub with the next exchange."""
    return [(row.what, row.case, row.note) for row in access.unsent(desk.vault)]


def test_each_way_of_looking_leaves_a_row_that_goes_to_the_hub(worker, note):
    """rules: SEC-6"""
    told = {}
    for what, look in LOOKS.items():
        before = len(rows(worker))
        look(worker, note)
        told[what] = {(row[0], row[1]) for row in rows(worker)[before:]}
    assert told == {what: {(what.partition(" ")[0], CASE)} for what in LOOKS}


@pytest.mark.parametrize("way", READS)
def test_a_signed_text_that_is_read_beside_its_note_is_written_down_once(worker, note, way):
    """rules: SEC-6"""
    READS[way](worker, note)
    assert rows(worker) == [("read", CASE, note)]
    READS[way](worker, note)
    assert len(rows(worker)) == 1
    assert note not in {opened for opened, _ in access.opened(worker.vault)}, "no decision rests on it"


def test_one_who_has_opened_the_note_is_not_written_down_again_for_its_parts(worker, note):
    read_note.show(worker, note)
    for look in READS.values():
        look(worker, note)
    assert rows(worker) == [("opened", CASE, note)]


def test_a_search_is_written_down_before_it_is_answered_and_once_while_one_types(worker, note):
    """rules: SEC-6 – that somebody searched, never for what."""
    told = find_in_case.find_by_and_by(worker, CASE, "kyl")
    next(told)
    list(find_in_case.find_by_and_by(worker, CASE, "kylen", went_on=True))
    assert rows(worker) == [("searched", CASE, None)]
    for case, words in (("c-nowhere", "kylen"), (CASE, "!!")):
        with pytest.raises(Refused) as stopped:
            find_in_case.find_in_case(worker, case, words)
        assert stopped.value.code in {Code.UNKNOWN_CASE, Code.SEARCH_NOT_ALLOWED}
    assert len(rows(worker)) == 1
    store = b"".join(path.read_bytes() for path in worker.vault.folder.iterdir() if path.is_file())
    assert b"kylen" not in store
