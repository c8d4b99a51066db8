"""What became of what was agreed: an entry at once, taken back by one more, never lost to a correction."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import misfile, read_cases, sign, write_note
from fieldnotes.casework.follow_up import follow_up
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.vault import entries

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


def rows(desk, note):
    return [row for row in read_cases.agreements(desk, CASE) if row.note == note]


def tick(desk, row, outcome="done", why=""):
    return follow_up(desk, row.note, row.revision, row.section, row.row, outcome, why)


def said(desk, note):
    kind = Kind.AGREEMENT_FOLLOWED_UP
    return [f.entry.body["outcome"] for f in entries.of_note(desk.vault, note) if f.entry.kind is kind]


def signed(desk, what="Ringer skolan"):
    """A note of its own words, so that no other note of the town carries them on."""
    steps = [{"what": what, "who": "Tove", "due_date": "2026-03-14"}]
    note = write_note.add(desk, CASE, "hembesok", {"sections": {**SHIPPED["sections"], "nasta_steg": {"steps": steps}}})
    sign.sign(desk, note.note, None, "Prov.")
    return note.note


def test_what_is_ticked_off_is_an_entry_and_leaves_the_working_day(worker):
    note = signed(worker, what="Ringer skolan om skjutsen")
    (step,) = [row for row in rows(worker, note) if row.kind == "next_step"]
    assert step in read_cases.today(worker).planned
    done = tick(worker, step, why="Rektorn svarade.")
    assert done.hash in {filed.hash for filed in entries.of_note(worker.vault, note)}
    assert done.changed.ids == {note, CASE}
    assert note not in {row.note for row in read_cases.today(worker).planned if row.what == step.what}
    (after,) = [row for row in rows(worker, note) if row.kind == "next_step"]
    assert (after.outcome, after.followed.note, after.followed.by_name) == ("done", "Rektorn svarade.", "Tove Ekberg")


def test_a_tick_is_taken_back_by_one_more_entry_and_both_stay(worker):
    """rules: INS-1"""
    note = signed(worker, what="Ringer skolan om maten")
    step = rows(worker, note)[-1]
    tick(worker, step)
    tick(worker, step, "open")
    (after,) = [row for row in rows(worker, note) if row.what == step.what]
    assert (after.outcome, said(worker, note)) == ("open", ["done", "open"])


def test_the_same_tick_twice_is_one_entry(worker):
    note = signed(worker, what="Ringer skolan om gympan")
    step = rows(worker, note)[-1]
    first, again = tick(worker, step), tick(worker, step)
    assert first.hash == again.hash
    assert not again.changed.kinds
    assert said(worker, note) == ["done"]


def test_a_correction_keeps_what_was_ticked_and_opens_what_it_rewrote(worker):
    note = signed(worker, what="Ringer skolan om läxorna")
    for row in rows(worker, note):
        tick(worker, row)
    changed = {"sections": {"nasta_steg": {"steps": [{"what": "Ringer rektorn", "who": "Tove"}]}}}
    sign.correct(worker, note, changed, "Fel person.")
    after = {row.what: row.outcome for row in rows(worker, note)}
    assert after.pop("Ringer rektorn") == "open"
    assert set(after.values()) == {"done"}


def test_two_people_who_did_not_see_each_other_leave_it_open_until_one_says_so(worker, colleague, carry):
    note = signed(worker, what="Ringer skolan om busskortet")
    carry()
    step = rows(worker, note)[-1]
    tick(worker, step)
    tick(colleague, step, "not_done")
    carry()
    carry()
    assert {desk_rows[-1].outcome for desk_rows in (rows(worker, note), rows(colleague, note))} == {"open"}
    tick(colleague, rows(colleague, note)[-1], "done")
    carry()
    carry()
    assert {desk_rows[-1].outcome for desk_rows in (rows(worker, note), rows(colleague, note))} == {"done"}


def test_what_a_later_note_carries_on_stands_there_only(worker):
    first = signed(worker, what="Ringer  skolan om GLASÖGONEN")
    later = signed(worker, what="Ringer skolan om glasögonen")
    meant = [row.note for row in read_cases.agreements(worker, CASE) if "glasögonen" in row.what.lower()]
    assert (first < later, meant) == (True, [later])


def test_late_promises_stay_in_sight(worker, town):
    note = signed(worker, what="Ringer skolan om fritids")
    town.clock.pass_(days=30)
    late = [row for row in read_cases.today(worker).planned if row.note == note and row.kind == "next_step"]
    assert [row.outcome for row in late] == ["open"]
    town.clock.pass_(days=-30)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"outcome": "glömt"}, Code.WRONG_TYPE),
        ({"row": 7}, Code.WRONG_TYPE),
        ({"section": "koket"}, Code.WRONG_TYPE),
        ({"revision": "0" * 64}, Code.UNKNOWN_REVISION),
        ({"note": "0198c5a0-0000-7000-8000-000000000000"}, Code.UNKNOWN_NOTE),
    ],
)
def test_what_is_not_there_is_refused_and_nothing_is_filed(worker, change, code):
    note = signed(worker)
    row = rows(worker, note)[-1]
    right = {"note": note, "revision": row.revision, "section": row.section, "row": row.row, "outcome": "done"}
    with pytest.raises(Refused) as stopped:
        follow_up(worker, **{**right, **change})
    assert stopped.value.code is code
    assert said(worker, note) == []


def test_only_who_works_with_the_case_follows_it_up(worker, supervisor, carry):
    """rules: SEC-6"""
    note = signed(worker)
    row = rows(worker, note)[-1]
    carry()
    with pytest.raises(Refused) as stopped:
        tick(supervisor, row)
    assert stopped.value.code is Code.NOT_ASSIGNED


def test_a_note_in_the_wrong_case_promises_nothing_any_more(worker, supervisor, carry):
    note = signed(worker, what="Ringer skolan om simningen")
    row = rows(worker, note)[-1]
    carry()
    misfile.misfiled(supervisor, note, "c-prov-04", "Fel akt.")
    carry()
    with pytest.raises(Refused) as stopped:
        tick(worker, row)
    assert (stopped.value.code, rows(worker, note)) == (Code.NOT_SIGNED, [])


def test_every_section_tells_its_rows_apart_by_number(worker):
    """A wire body names section and row, so rows of several fields of a section are counted together."""
    for template in worker.book.templates.values():
        for section in template.sections:
            kinds = [each.type for each in section.fields if each.type in {"agreement", "next_step"}]
            assert len(kinds) <= 1
