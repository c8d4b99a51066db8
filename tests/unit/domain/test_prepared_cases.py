"""What an administrator is told of a case, over any case there could be: only what is picked by name, and no name kept.

rules: SEC-3, SEC-4, SEC-5, SEC-6
"""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.planned_visits import PlannedVisit, planned_in, planned_visits, read_start
from fieldnotes.domain.prepared_case import DAYS, PreparedCase, outline, people_ids

MARK = "Zqxj"
"""Stands in everything that must not be told."""
SECRET = st.text(alphabet="abcåäö ", max_size=6).map(lambda text: f"{text}{MARK}{text}")
LEAF = SECRET | st.none() | st.booleans() | st.integers(-9, 9)
ANYTHING = st.recursive(LEAF, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(SECRET, inner, max_size=3))
ROLES = st.sampled_from(["barn", "vardnadshavare", "skola", "tolk", "anmalare", "syskon"])
NAMED = st.sampled_from(["Elsa Sandin", "Karin Sandin", "Berit Ståhl", "Sam Larsson"])


@st.composite
def people(draw):
    person = {"person_id": draw(st.uuids().map(str)), "name": draw(NAMED), "role": draw(ROLES)}
    if person["role"] == "anmalare":
        person["name"] = MARK
    more = st.sampled_from(
        ["personnummer", "born", "secrecy_against", "reporter_kind", "protection", "address", "note"]
    )
    return {**person, **draw(st.dictionaries(more, SECRET, max_size=3))}


@st.composite
def cases(draw):
    unknown = draw(st.dictionaries(st.text(alphabet="abc_", min_size=1, max_size=6), ANYTHING, max_size=4))
    known = {
        "id": "c-1", "number": "BV-1", "phase": "utredning", "unit": "unit-a", "assigned": ["u-1"],
        "child": draw(people()), "people": draw(st.lists(people(), max_size=4)),
        "protected_terms": [{"term": "Ståhl", "kind": MARK, "why": MARK, "match": "name"}],
        "intervention": {"name": MARK, "plan": MARK}, "secret_from": [MARK],
    }  # fmt: skip
    return {**unknown, **known}


@settings(max_examples=15, deadline=None)
@given(cases(), st.booleans())
def test_nothing_is_told_that_was_not_picked_by_name(case, protected):
    told = outline(case, protected=protected)
    words = json.dumps(told, ensure_ascii=False)
    assert MARK not in words
    assert "Ståhl" not in words, "the case protects the name itself"
    assert outline(told, protected=protected) == told, "the device picks by the same list and loses nothing"
    seen = PreparedCase.read(told)
    reporters = {each["person_id"] for each in (case["child"], *case["people"]) if each["role"] == "anmalare"}
    assert not reporters & (people_ids(case) | {person.person_id for person in seen.people})
    assert (seen.kept_back, bool(seen.people) and protected) == (protected, False)
    assert set(seen.days) <= set(DAYS)


@given(
    st.lists(st.dictionaries(st.sampled_from(["id", "start", "template", "workers", "people", "by"]), LEAF, max_size=6))
)
def test_whatever_stands_among_the_visits_is_read_without_a_fall(rows):
    found = planned_visits({"visits": rows})
    assert planned_visits({"visits": [visit.to_json() for visit in found]}) == found
    assert list(found) == sorted(found, key=lambda visit: (visit.start, visit.id))


def test_a_visit_is_found_by_its_id_and_a_moment_needs_its_offset():
    start = read_start("2026-03-20T14:00:00+01:00")
    visit = PlannedVisit("v-1", start, "hembesok", ("u-1",), ("p-1",), "u-gun")
    case = {"visits": [visit.to_json(), {"id": "v-2", "start": "2026-03-20T14:00:00"}]}
    assert planned_in(case, "v-1") == visit
    assert planned_in(case, "v-2") is None
    assert planned_in(case, None) is None
    assert read_start("2026-03-20T14:00") is None
