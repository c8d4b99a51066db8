"""What is told of two signed texts: words inside fields, rows that moved, the list before signing, who has read."""

import json
from copy import deepcopy
from pathlib import Path

import pytest

from fieldnotes.casework import decide, read_note, sign, to_decide, write_note

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."
ASKED = {"pins": [{"section": "vuxnas_uppgifter", "field": "told", "kind": "question", "text": "Hur ofta?"}]}
SEEN = SHIPPED["sections"]["iakttagelser"]["obs"]
SLEPT = SEEN[1]["text"]


@pytest.fixture
def corrected(worker, supervisor, carry):
    """Sign the shipped note, send it back, correct it as told; gives the note."""

    def correct(**sections):
        note = write_note.add(worker, CASE, "hembesok", deepcopy(SHIPPED)).note
        revision = sign.sign(worker, note, {"*": WHY}).hash
        carry()
        read_note.show(supervisor, note)
        decide.return_note(supervisor, note, revision, ASKED)
        carry()
        sign.correct(worker, note, {"sections": sections}, WHY)
        carry()
        return note

    return correct


@pytest.fixture
def rewritten(worker, supervisor, carry):
    """Sign the shipped note with plain versions, send it back, correct only those; gives the note."""
    plain = {"child": {"information": "Vi pratade."}, "guardian": {"information": "Vi kom hem till er."}}
    note = write_note.add(worker, CASE, "hembesok", deepcopy(SHIPPED)).note
    write_note.write_family_text(worker, note, plain)
    revision = sign.sign(worker, note, {"*": WHY}).hash
    carry()
    read_note.show(supervisor, note)
    decide.return_note(supervisor, note, revision, ASKED)
    carry()

    def rewrite(versions):
        write_note.begin_correction(worker, note)
        write_note.write_family_text(worker, note, versions)
        sign.correct(worker, note, {"sections": {}}, WHY)
        carry()
        return note

    return rewrite


def told(desk, note):
    rows = [row for section in read_note.changes(desk, note) for row in section.rows]
    return [(row.field, row.became, row.was, row.now, row.among) for row in rows]


def test_rows_that_only_stand_elsewhere_are_moved(supervisor, corrected):
    """rules: DOC-8"""
    note = corrected(iakttagelser={"obs": [SEEN[1], SEEN[0]]})
    ((field, became, was, now, among),) = told(supervisor, note)
    assert (field, became, among) == ("obs", "moved", 2)
    assert {was, now} == {1, 2}


def test_a_rewritten_row_is_changed_and_read_with_who_saw_it(supervisor, corrected):
    new = {**SEEN[1], "text": SLEPT.replace("tre timmar", "fyra timmar")}
    note = corrected(iakttagelser={"obs": [SEEN[0], new]})
    assert told(supervisor, note) == [("obs", "changed", 2, 2, 2)]
    ((row,),) = [section.rows for section in read_note.changes(supervisor, note)]
    assert "fyra timmar" in row.after
    assert "Jonas Lilja" in row.after
    assert "tre timmar" in row.before


def test_words_taken_to_another_field_say_where_they_came_from(supervisor, corrected):
    """rules: DOC-4"""
    voice = SHIPPED["sections"]["barnets_rost"]
    note = corrected(barnets_rost={**voice, "said": voice["wish"], "wish": voice["said"]})
    assert {each[:2] for each in told(supervisor, note)} == {("said", "moved"), ("wish", "moved")}
    ((first, second),) = [section.rows for section in read_note.changes(supervisor, note)]
    assert first.came_from.endswith(second.label)
    assert second.came_from.endswith(first.label)


def test_what_is_not_drawn_is_still_told(supervisor, corrected):
    """Whether the words are the child's own is no text of its own on paper."""
    said = {**SHIPPED["sections"]["barnets_rost"]["said"], "verbatim": False}
    note = corrected(barnets_rost={**SHIPPED["sections"]["barnets_rost"], "said": said})
    assert told(supervisor, note) == [("said", "changed", 1, 1, 1)]


def test_plain_versions_are_compared_too_although_the_journal_says_the_same(supervisor, rewritten):
    """rules: INS-3"""
    note = rewritten({"child": {"information": "Vi pratade om skolan."}, "guardian": {"information": ""}})
    (section,) = read_note.changes(supervisor, note)
    assert section.id == "information"
    assert section.before == section.after
    said = {row.label: (row.field, row.became, row.before, row.after) for row in section.rows}
    assert said == {
        "Plain version for the child": ("family_text.child", "changed", "Vi pratade.", "Vi pratade om skolan."),
        "Plain version for guardians": ("family_text.guardian", "removed", "Vi kom hem till er.", ""),
    }


def test_the_list_before_signing_is_asked_as_the_author_was_then(town, worker, supervisor, carry):
    """rules: DOC-11"""
    note = write_note.add(worker, CASE, "hembesok", deepcopy(SHIPPED)).note
    sign.sign(worker, note, {"*": WHY})
    carry()
    town.clock.pass_(hours=30)
    opened = to_decide.open_to_decide(supervisor, note)
    assert opened.checked.blocks == ()
    mine = {(each.rule, each.section, each.text) for each in opened.checked.warnings}
    theirs = to_decide.open_to_decide(worker, note).checked.warnings
    assert mine == {(each.rule, each.section, each.text) for each in theirs}


def test_who_has_read_is_told_with_which_text(town, worker, supervisor, corrected):
    """rules: SEC-6"""
    note = corrected(information={"note": "Rättat."})
    town.clock.pass_(hours=1)
    before = town.clock.now()
    first = to_decide.open_to_decide(supervisor, note)
    assert before < first.opened < town.clock.now()
    assert first.readers == ()
    town.clock.pass_(hours=1)
    assert to_decide.open_to_decide(supervisor, note).opened == first.opened
    (reader,) = to_decide.open_to_decide(worker, note).readers
    assert (reader.by, reader.current) == ("u-henrik", False)


def test_a_reader_of_the_text_that_stands_is_told_as_such(worker, supervisor, carry):
    note = write_note.add(worker, CASE, "hembesok", deepcopy(SHIPPED)).note
    revision = sign.sign(worker, note, {"*": WHY}).hash
    carry()
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    carry()
    (reader,) = to_decide.open_to_decide(worker, note).readers
    assert reader.current
