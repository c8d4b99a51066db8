import copy

import pytest

from domain_samples import cases, raw_world, user, users
from fieldnotes.domain.cases import Case, Unit, User, case_for_conditions
from fieldnotes.domain.errors import Code, Refused


def _raw(case="c-prov-01", **changes):
    return {**copy.deepcopy(next(each for each in raw_world()["cases"] if each["id"] == case)), **changes}


def test_a_case_is_read_whole_and_kept_as_it_came():
    case = cases()["c-prov-07"]
    assert case.source == _raw("c-prov-07")
    assert (case.number, case.phase, case.placed, case.next_review) == (
        "BV-2024-0410", "placering", "2024-10-01", "2026-06-14",
    )  # fmt: skip
    assert case.secret_from == {"prov-07-p5"}
    assert case.child.secrecy_against == {"prov-07-p5"}
    assert [each.person_id for each in case.with_role("vardnadshavare")] == ["prov-07-p4", "prov-07-p5"]
    assert cases()["c-prov-05"].intervention.name == "Familjebehandling"


def test_users_take_part_as_colleagues():
    people = cases()["c-prov-01"].people_with(users())
    assert people["u-jonas"].role == "kollega"
    assert people["prov-01-p2"].role == "vardnadshavare"


def test_who_decides_in_a_unit_is_its_supervisor():
    assert user("u-henrik").is_supervisor_of("unit-bou")
    assert not user("u-henrik").is_supervisor_of("unit-other")
    assert not user("u-tove").is_supervisor_of("unit-bou")


def test_somebody_who_is_not_of_the_case_is_refused_by_name():
    with pytest.raises(Refused) as refused:
        cases()["c-prov-01"].person("prov-02-p1")
    assert (refused.value.code, refused.value.values) == (Code.UNKNOWN_PERSON, {"person": "prov-02-p1"})


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        ("2010-10-01", "2026-05-19T10:05:00+02:00", 15),
        ("2010-10-01", "2026-10-01", 16),
        ("2010-10-01", "2026-09-30", 15),
        ("2010", "2026-01-01", 16),
        ("2012-02-29", "2027-02-28", 14),
        ("2012-02-29", "2027-03-01", 15),
        (None, "2026-01-01", None),
        ("2010-10-01", "", None),
    ],
)
def test_the_childs_age_is_counted_on_the_day_of_the_meeting(born, day, age):
    """rules: CHI-5"""
    raw = _raw("c-prov-08")
    raw["child"]["born"] = born
    case = Case.from_json(raw)
    assert case.child_age(day) == age
    assert case_for_conditions(case, day)["child"].get("age") == age


@pytest.mark.parametrize("protection", ["sekretessmarkering", "skyddad_folkbokforing", "fingerade"])
def test_every_kind_of_protection_protects(protection):
    """rules: SEC-4"""
    raw = _raw()
    raw["child"] |= {"protection": protection, "protected": False}
    assert Case.from_json(raw).child.is_protected
    assert not cases()["c-prov-01"].child.is_protected


def test_no_name_and_no_number_stands_in_a_log():
    """rules: SEC-9"""
    said = repr([*cases().values(), *users()])
    assert not [word for word in ("Elsa", "Sandin", "Tove", "201709022386", "Marklund", "morfar") if word in said]


@pytest.mark.parametrize(
    "raw",
    [
        [],
        {},
        _raw(id=7),
        _raw(child=None),
        _raw(child={"name": "nobody"}),
        _raw(people="x"),
        _raw(people=[{"person_id": "prov-01-p1", "role": "barn", "name": "twice"}]),
        _raw(received="soon"),
        _raw(opened="2026-02-30"),
        _raw(next_review=20260614),
        _raw(protected_terms=[{"match": "name"}]),
        _raw(protected_terms=[{"term": "x", "match": "smell"}]),
        _raw(assigned="u-tove"),
        _raw(secret_from=[1]),
        _raw(child={**_raw()["child"], "born": "2010-13-01"}),
        _raw(child={**_raw()["child"], "secrecy_against": "p"}),
    ],
)
def test_a_case_that_is_not_well_made_is_refused(raw):
    with pytest.raises(Refused) as refused:
        Case.from_json(raw)
    assert refused.value.code is Code.WRONG_FILE
    assert "nobody" not in str(refused.value.values)


@pytest.mark.parametrize(("kind", "raw"), [(User, {"name": "x"}), (User, {"id": "u", "memberships": [{}]}), (Unit, {})])
def test_a_user_or_unit_that_is_not_well_made_is_refused(kind, raw):
    with pytest.raises(Refused) as refused:
        kind.from_json(raw)
    assert refused.value.code is Code.WRONG_FILE
