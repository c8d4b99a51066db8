"""What the family's side of the program ever holds: no mark of what is closed, in any state, for any room (L1).

Marks stand in every field of every template, in what absent people and the child said, in names and in planted words
(tests/marked_world.py). Each row is walked twice, with other marks the second time: words read from the widgets, from
the drawn picture, from the accessibility tree, titles and the clipboard hold none, and the pictures are the same byte
for byte. Everyday every value is met at least once; every pair of values: pytest -m slow, this file.
"""

import json
import sys

import pytest
from PySide6.QtGui import QGuiApplication

from conftest import HeldClock
from domain_samples import raw_book
from family_room import forget_windows
from family_sights import STATES, UNSEEN, Walk
from fieldnotes.casework import write_note
from marked_world import CASE, REASONS, ROOMS, TRAPS, forbidden, marked_note_of, room_file
from one_desk import make_desk
from pairwise import pairwise

TEMPLATES = [each["id"] for each in raw_book()["templates"]]
DIMENSIONS = {
    "template": TEMPLATES, "room": list(ROOMS), "state": list(STATES), "trap": list(TRAPS), "reasons": list(REASONS),
}  # fmt: skip
CLIPBOARD = "lagt här av provet"


@pytest.fixture(scope="module")
def marked_desk(tmp_path_factory):
    made = make_desk(tmp_path_factory.mktemp("marks") / "desk", HeldClock(), cases=[CASE])
    yield made
    made.vault.lock()


@pytest.fixture(autouse=True)
def tidied(qapp):
    """Let go of a test's windows before the next one is dressed."""
    yield
    forget_windows()


def walked(frame, row, sections, sentence):
    """Show one note in one state; give what was seen."""
    given = json.loads(json.dumps(sections))
    if sentence:
        given["nasta_steg"]["note"] = sentence
    QGuiApplication.clipboard().setText(CLIPBOARD)
    note = write_note.add(frame.desk, CASE["id"], row["template"], {"sections": given}).note
    file = room_file(row["room"], row["reasons"], row["template"])
    walk = Walk(frame, note, file["people"], file["reasons"])
    try:
        STATES[row["state"]](walk)
    finally:
        walk.close()
    return walk.seen


def assert_nothing_leaks(frame, row):
    made = marked_note_of(row["template"])
    marks, words = forbidden(made, row["room"], row["reasons"], row["trap"])
    sentence, other, planted = TRAPS[row["trap"]]
    both = [
        walked(frame, row, made.sections, sentence),
        walked(frame, row, made.with_others(marks), other if set(planted) <= words else sentence),
    ]
    for seen in both:
        held = seen.everything()
        assert [each for each in (*marks, *words) if each in held] == [], row
        assert QGuiApplication.clipboard().text() == CLIPBOARD, row
        if row["state"] in UNSEEN:
            assert [each for each in made.stands if each in held] == [], row
    assert both[0].pictures == both[1].pictures, row
    return both[0]


def each_value_once():
    """As few rows as the longest dimension has values, each value met at least once."""
    paces = {"template": 1, "room": 1, "state": 1, "trap": 3, "reasons": 1}
    return [
        {name: values[number * paces[name] % len(values)] for name, values in DIMENSIONS.items()}
        for number in range(len(DIMENSIONS["room"]))
    ]


ROWS = pairwise(DIMENSIONS)
EVERYDAY = each_value_once()


def test_the_rows_meet_every_value():
    for name, values in DIMENSIONS.items():
        assert {row[name] for row in EVERYDAY} == set(values), name


@pytest.mark.parametrize("row", EVERYDAY, ids=["-".join(map(str, row.values())) for row in EVERYDAY])
def test_no_mark_reaches_the_family(frame, marked_desk, row):
    """rules: SEC-1, SEC-2, SEC-3, SEC-4, SEC-5, CHI-6"""
    frame.desk = marked_desk
    assert_nothing_leaks(frame, row)


def test_the_instrument_reads_what_is_drawn(frame, marked_desk):
    """A mark that may be read is read: in the words, in the drawn picture, and in the picture that differs."""
    frame.desk = marked_desk
    row = {"template": "hembesok", "room": "mother", "state": "sections", "trap": "none", "reasons": "none"}
    made = marked_note_of("hembesok")
    marks, _words = forbidden(made, "mother", "none", "none")
    open_ones = [mark for mark in made.stands if mark not in marks]
    seen = walked(frame, row, made.sections, "")
    drawn = " ".join(seen.painted)
    assert [mark for mark in open_ones if mark not in drawn] == []
    assert [mark for mark in open_ones if not any(mark in text for text in seen.words)] == []
    assert walked(frame, row, made.with_others(open_ones), "").pictures != seen.pictures


@pytest.mark.slow
@pytest.mark.parametrize("state", list(STATES))
def test_no_mark_reaches_the_family_in_any_pair(frame, marked_desk, record_property, capsys, state):
    """rules: SEC-1, SEC-2, SEC-3, SEC-4, SEC-5, CHI-6"""
    frame.desk = marked_desk
    rows = [row for row in ROWS if row["state"] == state]
    pictures = sum(len(assert_nothing_leaks(frame, row).pictures) for row in rows)
    record_property("rows", len(rows))
    with capsys.disabled():
        sys.stdout.write(f"\n{state}: {len(rows)} of {len(ROWS)} rows, {pictures} pictures compared, no mark\n")
