"""What a plain version says otherwise than the note: days, times, numbers, names and promises, on a marked set.

rules: INS-7
"""

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.language.plain_differences import ADDED, CHANGED, MISSING, Comparer, Somebody
from fieldnotes.language.said_rules import SaidRules
from one_desk import RESOURCES
from tracked_files import ROOT

VISIT = date(2026, 3, 12)
DAYS = SaidRules.read(json.loads((RESOURCES / "words/said_sv.json").read_text(encoding="utf-8"))).days
PEOPLE = (
    Somebody("e", "Elsa Sandin", "barn", ("barnet", "flickan")),
    Somebody("k", "Karin Sandin", "vardnadshavare", ("mamma", "mamman")),
    Somebody("t", "Tove Ekberg", "worker"),
    Somebody("j", "Jonas Lilja", "worker"),
)
PAIRS = [
    json.loads(line) for line in (ROOT / "tests/data/domain/plain_pairs.jsonl").read_text(encoding="utf-8").splitlines()
]


def told(note, plain, audience="guardian", **more):
    found = Comparer(DAYS, VISIT, PEOPLE, audience).compare(note, plain, **more)
    return {(each.kind, each.way, each.words.strip(" .")) for each in found}


def wanted(pair):
    return {(each["kind"], each["way"], each["words"].strip(" .")) for each in pair["differs"]}


def test_the_marked_set():
    """Every marked difference is found, and no other."""
    assert len(PAIRS) >= 60
    assert sum(not pair["differs"] for pair in PAIRS) >= 25
    found = {pair["id"]: told(pair["note"], pair["plain"], pair["audience"], agreed=pair["agreed"]) for pair in PAIRS}
    missed = {pair["id"]: wanted(pair) - found[pair["id"]] for pair in PAIRS}
    false = {pair["id"]: found[pair["id"]] - wanted(pair) for pair in PAIRS}
    assert not {key: words for key, words in missed.items() if words}
    assert not {key: words for key, words in false.items() if words}


@pytest.mark.parametrize("kind", ["date", "time", "number", "often", "name", "promise"])
def test_each_kind_is_found_both_ways(kind):
    here = [pair for pair in PAIRS if any(each["kind"] == kind for each in pair["differs"])]
    ways = {each["way"] for pair in here for each in pair["differs"] if each["kind"] == kind}
    assert ways >= {MISSING, ADDED}
    for pair in here:
        kinds = {each[0] for each in told(pair["note"], pair["plain"], pair["audience"], agreed=pair["agreed"])}
        assert kind in kinds, pair["id"]


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: pair["id"])
def test_a_text_says_the_same_as_itself(pair):
    note = pair["note"]
    assert told(note, note, pair["audience"], agreed=pair["agreed"]) == set()


def test_where_a_difference_stands_is_told():
    note, plain = "Vi ringer skolan senast den 20 mars.", "Vi ringer skolan senast den 27 mars."
    (day, other, promise) = Comparer(DAYS, VISIT, PEOPLE, "guardian").compare(note, plain)
    assert note[slice(*day.note)] == "senast den 20 mars"
    assert plain[slice(*other.plain)] == "senast den 27 mars"
    assert (promise.way, plain[slice(*promise.plain)], note[slice(*promise.note)]) == (CHANGED, plain, note)


def test_the_rest_of_the_note_answers_what_a_section_does_not_say():
    plain = "Den 2 juni träffade vi Olle."
    assert told("Familjebehandling.", plain) == {("date", ADDED, "Den 2 juni"), ("name", ADDED, "Olle")}
    assert told("Familjebehandling.", plain, elsewhere="Möte den 2 juni med Olle.") == set()


def test_who_told_it_is_no_matter_of_the_plain_version():
    assert told("Hon trivs. (Karin Sandin, berättat på plats)", "Du trivs.", "child") == set()


def test_the_day_of_the_visit_goes_without_saying():
    assert told("Besöket den 12 mars var lugnt.", "Besöket var lugnt.") == set()
    assert told("Besöket var lugnt.", "Vi var hos er den 12 mars.") == set()


def test_nothing_written_differs_in_nothing():
    assert told("Vi ses den 26 mars.", " \n") == set()


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=120), st.text(max_size=120), st.booleans())
def test_any_text_can_be_compared(note, plain, agreed):
    found = Comparer(DAYS, VISIT, PEOPLE, "child").compare(note, plain, agreed=agreed)
    for each in found:
        assert 0 <= each.note[0] <= each.note[1] <= len(note)
        assert 0 <= each.plain[0] <= each.plain[1] <= len(plain)
        assert (each.way == MISSING) == (each.plain == (0, 0))


@settings(max_examples=40, deadline=None)
@given(day=st.integers(1, 28), month=st.integers(1, 12), other=st.integers(1, 28))
def test_a_day_in_other_figures_is_the_same_day_and_no_other(day, month, other):
    said = date(2026, month, day)
    name = DAYS.months[month - 1]
    assert told(f"Läkartid {said:%Y-%m-%d}.", f"Läkartid {day} {name} 2026.") == set()
    differs = told(f"Läkartid {said:%Y-%m-%d}.", f"Läkartid {other} {name} 2026.")
    away = other != day
    assert any(kind == "date" and way == ADDED for kind, way, _ in differs) == (
        away and date(2026, month, other) != VISIT
    )
