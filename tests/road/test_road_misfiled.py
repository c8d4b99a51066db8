"""A note in the wrong case: a stub with the reason there, the same text with its provenance in the right one."""

import json

import pytest
from pypdf import PdfReader

import verify_case
from fieldnotes.casework import (
    find_in_case,
    kept_back,
    make_report,
    misfile,
    read_cases,
    read_note,
    sign,
    waiting_notes,
    write_note,
)
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.vault import outbox, reference
from life_samples import carry, joined_desk, shipped_note
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER

RIGHT, WHY = "c-prov-04", "Skrevs i fel akt."
WORDS = "veckoschema"


def refusal(act) -> Refused:
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


@pytest.fixture
def town(own_road):
    """The author, her colleague in the wrong case only, and the supervisor; the note lies in the wrong case."""
    author, colleague, boss = (joined_desk(own_road, user) for user in (WORKER, COLLEAGUE, SUPERVISOR))
    note = shipped_note(author, CASE, "prov-01")
    carry(author, boss, colleague)
    read_note.show(boss, note)
    kept_back.ask_for(boss, RIGHT)
    carry(boss)
    return author, colleague, boss, note


def printed(desk, note, path):
    make_report.export_pdf(desk, note, path)
    return " ".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_a_stub_stays_and_no_print_file_or_search_holds_the_text(town, tmp_path):
    """rules: DOC-8, SEC-6"""
    author, colleague, boss, note = town
    assert WORDS in str(read_note.show(boss, note).sections)
    misfile.misfiled(boss, note, RIGHT, WHY)
    carry(boss, author, colleague)
    for number, desk in enumerate((author, colleague, boss)):
        assert find_in_case.find_in_case(desk, CASE, WORDS) == ()
        paper = printed(desk, note, tmp_path / f"{number}.pdf")
        assert WHY in paper
        assert WORDS not in paper
        make_report.export_json(desk, note, tmp_path / f"{number}.json")
        assert WORDS not in (tmp_path / f"{number}.json").read_text("utf-8")
    for desk in (author, colleague):
        stub = read_note.show(desk, note)
        assert (stub.state, dict(stub.sections), stub.reasons) == ("misfiled", {}, {})
        assert stub.misfiled.reason == WHY
    assert read_note.show(author, note).misfiled.to_case == "BV-2026-0231"
    assert read_note.show(colleague, note).misfiled.to_case is None, "he may not know that case"


def test_the_exported_case_holds_without_the_bytes_of_the_text(town, tmp_path):
    """rules: DOC-8, INS-1"""
    author, _, boss, note = town
    misfile.misfiled(boss, note, RIGHT, WHY)
    later = shipped_note(author, CASE, "prov-01")
    carry(boss, author)
    make_report.export_case(author, CASE, tmp_path / "case")
    export = json.loads((tmp_path / "case" / "case.json").read_text("utf-8"))
    assert verify_case.check_case(export) == []
    kept = [row for row in export["entries"] if "withheld" in row]
    assert len(kept) == 1
    assert read_note.show(author, later).head in {row.hash for row in read_note.timeline(author, CASE)}
    export["entries"][0]["hash"] = "00" * 32
    assert verify_case.check_case(export), "a hash that was swapped does not lead to the hub's receipt"


def test_the_copy_is_the_same_text_and_says_whose_it_is(town, tmp_path):
    """rules: DOC-1, DOC-8"""
    author, _, boss, note = town
    before = read_note.show(author, note)
    done = misfile.misfiled(boss, note, RIGHT, WHY)
    carry(boss, author)
    (row,) = [row for row in read_note.notes(author, RIGHT) if row.head == done.others[0]]
    copy = read_note.show(author, row.note)
    assert (copy.sections, copy.visit) == (before.sections, before.visit)
    assert copy.reasons["misfiled"] == WHY
    assert (copy.copied.author, copy.copied.revision, copy.author) == (WORKER, before.head, SUPERVISOR)
    assert "Tove Ekberg" in printed(author, row.note, tmp_path / "copy.pdf")
    assert CASE not in json.dumps(copy.to_json(), default=str), "the copy does not tell which case it lay in"
    assert outbox.quarantined(boss.vault) == []


def test_misfiled_twice_changes_nothing_and_nobody_writes_on_in_the_wrong_case(town):
    author, _, boss, note = town
    misfile.misfiled(boss, note, RIGHT, WHY)
    assert refusal(lambda: misfile.misfiled(boss, note, RIGHT, WHY)).code is Code.NOTHING_CHANGED
    carry(boss, author)
    change = {"sections": {"nasta_steg": {"note": "Mer."}}}
    assert refusal(lambda: sign.correct(author, note, change, "Mer.")).code is Code.NOT_ALLOWED
    assert note not in {row.note for row in waiting_notes.queue(boss)}


@pytest.mark.parametrize("why", ["Den gäller Signe.", "Elsas anteckning.", "Se BV, Petra Holmdahl."])
def test_the_reason_names_nobody_for_it_is_read_in_both_files(town, why):
    """rules: DOC-8"""
    _, _, boss, note = town
    assert refusal(lambda: misfile.misfiled(boss, note, RIGHT, why)).code is Code.NAMES_ANOTHER_CHILD


def test_without_access_to_the_right_case_its_supervisor_gets_a_task_and_no_word_of_the_note(own_road):
    """rules: DOC-8, SEC-6"""
    import_file(own_road.hub, _second_unit())
    author, boss, other = (joined_desk(own_road, user) for user in (WORKER, SUPERVISOR, "u-siv"))
    note = shipped_note(author, CASE, "prov-01")
    carry(author, boss)
    read_note.show(boss, note)
    assert refusal(lambda: misfile.misfiled(boss, note, "NB-1", WHY)).code is Code.UNKNOWN_CASE
    done = misfile.misfiled(boss, note, "NB-1", WHY, elsewhere=True)
    assert done.others == ()
    carry(boss, other)
    assert read_cases.today(other).to_copy == (("c-north-1", "NB-1", "Henrik Solberg"),)
    held = json.dumps([case.source for case in _cases(other)], ensure_ascii=False)
    assert WORDS not in held
    assert CASE not in held
    import_file(own_road.hub, _second_unit(also=SUPERVISOR))
    carry(boss)
    misfile.misfiled(boss, note, "NB-1", WHY)
    carry(boss, other)
    assert read_cases.today(other).to_copy == ()
    assert any(row.case == "c-north-1" for row in read_note.notes(other))
    assert verify_hub(own_road.hub)["ok"]


def test_the_author_sees_in_today_that_a_note_lay_in_the_wrong_case(town):
    author, colleague, boss, note = town
    draft = write_note.add(colleague, CASE, "telefonsamtal").note
    misfile.misfiled(boss, note, RIGHT, WHY)
    carry(boss, author, colleague)
    assert [row.note for row in read_cases.today(author).misfiled] == [note]
    assert read_cases.today(colleague).misfiled == ()
    assert draft in {row.note for row in read_cases.today(colleague).drafts}


def _cases(desk):
    return reference.cases(desk.vault)


def _second_unit(also=None):
    boss = {"id": "u-siv", "name": "Siv Norr", "role": "supervisor", "unit": "unit-north",
            "memberships": [{"unit": "unit-north", "role": "supervisor"}]}  # fmt: skip
    henrik = {"id": SUPERVISOR, "name": "Henrik Solberg", "role": "supervisor", "unit": "unit-bou",
              "memberships": [{"unit": "unit-bou", "role": "supervisor"},
                              *([{"unit": "unit-north", "role": "supervisor"}] if also else [])]}  # fmt: skip
    case = {"id": "c-north-1", "number": "NB-1", "phase": "utredning", "unit": "unit-north",
            "child": {"person_id": "n-1", "name": "Ines Norr", "role": "barn"}, "people": [], "assigned": [],
            "supervisor": "u-siv"}  # fmt: skip
    unit = {"id": "unit-north", "name": "Norr"}
    return {"units": [unit], "users": [boss, henrik], **({} if also else {"cases": [case]})}
