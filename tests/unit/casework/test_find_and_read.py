"""Cases and the working day, and the two searches: by key across cases, by word inside one."""

import json
import re
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fieldnotes.casework import find_in_case, read_cases, read_note, sign, write_note
from fieldnotes.casework.find_words import Line, SearchedNote, Wanted, folded
from fieldnotes.domain.errors import Code, Refused

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))


def found(desk, text):
    return [case.id for case in read_cases.find(desk, text)]


@pytest.mark.parametrize(
    "text",
    [
        "Elsa Sandin",
        "elsa",
        "sandin els",
        "Karin",
        "BV-2026-0142",
        "bv-2026-0142",
        "0142",
        "20170902-2386",
        "1709022386",
        "198504",
    ],
)
def test_a_case_is_found_by_name_personal_number_or_case_number(worker, text):
    """rules: SEC-7"""
    assert CASE in found(worker, text)


@pytest.mark.parametrize("text", ["morgonstöd", "utredning", "Berit", "veckoschema", "hembesok", "lsa"])
def test_a_case_is_found_by_nothing_else(worker, text):
    """rules: SEC-7"""
    sign_one(worker)
    assert found(worker, text) == []


def test_whoever_reported_is_not_a_key(supervisor):
    """rules: SEC-3, SEC-7"""
    reporters = {
        person.name for case in read_cases.cases(supervisor) for person in case.people if person.role == "anmalare"
    }
    others = {
        person.name for case in read_cases.cases(supervisor) for person in case.people if person.role != "anmalare"
    }
    assert reporters
    for name in reporters - others:
        assert found(supervisor, name) == []


@pytest.mark.parametrize("text", ["", "  ", "*", "%"])
def test_an_empty_search_is_not_allowed(worker, text):
    """rules: SEC-7"""
    for act in (lambda: read_cases.find(worker, text), lambda: find_in_case.find_in_case(worker, CASE, text)):
        with pytest.raises(Refused) as stopped:
            act()
        assert stopped.value.code is Code.SEARCH_NOT_ALLOWED


def sign_one(worker):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    sign.sign(worker, note, {"*": "Provkörning."})
    return note


def test_words_are_found_inside_one_case(worker):
    note = sign_one(worker)
    hits = [hit for hit in find_in_case.find_in_case(worker, CASE, "VECKOSCHEMA kylskåpet") if hit.note == note]
    assert [hit.section for hit in hits] == ["iakttagelser"]
    assert hits[0].text[hits[0].start : hits[0].end] == "veckoschema"


@pytest.mark.parametrize(
    ("typed", "text", "stands"),
    [
        ("ide", "En idé till", True),
        ("sar", "Ett sår på handen", False),
        ("sår", "Ett sår på handen", True),
        (unicodedata.normalize("NFD", "sår"), "Ett sår på handen", True),
        ("schema", "Ett veckoschema", True),
        ("ck", "Ett veckoschema", False),
        ("ve", "Ett veckoschema", True),
        ("angest", "Ångest", False),
        ("ångest", "Ångest", True),
        ("muller", "Herr Müller", True),
    ],
)
def test_swedish_letters_are_kept_apart(typed, text, stands):
    assert (Wanted.read(typed).place_in(text) is not None) is stands


def test_folding_keeps_every_place():
    text = "Åsa Ärlig på Ön, idéer och ÉCLAIR ﬁn"
    assert len(folded(text)) == len(text)


def test_a_case_shows_its_people_and_its_limits(worker):
    """rules: VIS-4, SEC-4"""
    case = read_cases.case(worker, "BV-2026-0142")
    assert case.id == CASE
    assert (case.people[0].name, case.people[0].role_label) == ("Elsa Sandin", "Barn eller ung person")
    assert case.assigned == ("Tove Ekberg", "Jonas Lilja")
    assert ("VIS-4", "2026-06-20") in {(limit.rule, limit.due.isoformat()) for limit in case.deadlines}
    with pytest.raises(Refused) as stopped:
        read_cases.case(worker, "c-nowhere")
    assert stopped.value.code is Code.UNKNOWN_CASE


def test_only_assigned_cases_are_on_this_computer(worker, town):
    """rules: SEC-6"""
    wanted = {case["id"] for case in town.import_file["cases"] if "u-tove" in case["assigned"]}
    assert {case.id for case in read_cases.cases(worker)} == wanted


def test_what_was_agreed_is_carried_on_and_planned_for_today(worker):
    note = sign_one(worker)
    rows = [row for row in read_cases.agreements(worker, CASE) if row.note == note]
    assert [(row.kind, row.due.isoformat()) for row in rows] == [
        ("agreement", "2026-03-20"),
        ("agreement", "2026-03-26"),
        ("next_step", "2026-03-26"),
    ]


def test_today_tells_what_waits(worker):
    draft = write_note.add(worker, CASE, "hembesok").note
    sign_one(worker)
    today = read_cases.today(worker)
    assert draft in {row.note for row in today.drafts}
    assert today.waiting == today.status.waiting >= today.status.waiting_notes >= 1
    assert today.to_json()["drafts"]


def test_lists_name_case_numbers_not_people(worker):
    """rules: SEC-8"""
    sign_one(worker)
    text = json.dumps([row.to_json() for row in read_note.notes(worker)], ensure_ascii=False)
    assert "BV-2026-0142" in text
    assert "Elsa" not in text


def test_the_shapes_of_the_command_line_hold(worker):
    note = sign_one(worker)
    view = read_note.show(worker, note).to_json()
    wanted = {"note", "case", "template", "state", "where", "flags", "head", "heads", "sections", "family", "questions"}
    assert wanted | {"decisions"} <= set(view)
    assert set(view["flags"]) >= {"read", "changed_after_approval", "conflict", "changed_since_shown", "family"}
    row = read_note.notes(worker, CASE)[0].to_json()
    assert {"note", "case", "template", "state", "where"} <= set(row)
    entry = read_note.history(worker, note)[0].to_json()
    assert {"id", "hash", "kind", "author", "at"} <= set(entry)
    assert json.loads(json.dumps(view)) == view


def test_templates_are_offered_in_words(worker):
    (first, *others) = read_cases.offered_templates(worker)
    assert (first.id, first.label) == ("hembesok", "Hembesök")
    assert len(others) == 9


@given(st.lists(st.text("abcåÅé \n", max_size=12), max_size=6), st.text("abcåé ", min_size=1, max_size=5))
def test_a_search_of_the_whole_note_finds_what_a_search_of_each_line_finds(texts, asked):
    assume(re.search(r"\w", asked))
    wanted = Wanted.read(asked)
    lines = tuple(Line(str(number), "", text, folded(text)) for number, text in enumerate(texts))
    note = SearchedNote("n", "", None, datetime.now(UTC), lines)
    each = [(line, place) for line in lines if (place := wanted.place_in_folded(line.folded)) is not None]
    assert list(note.hits(wanted)) == each
