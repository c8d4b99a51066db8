"""Secrecy areas: what one board knows does not reach another, and who serves two acts for one at a time."""

import copy

import pytest

from boards import BOSS_B, FARID, HENRIK, JONAS, MAJA, OF_A, OF_B, OF_FAR, SIV, TOVE, A, B, boards
from copied_hub import copied_hub
from fieldnotes.domain.errors import Refused
from fieldnotes.hub.areas import Areas
from fieldnotes.hub.handing_over import hand_over
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.registers import assign, publish_policy
from fieldnotes.wire.reference import ItemType
from hub_samples import BOTH, FoundingClock


def two_boards(made):
    publish_policy(made)
    import_file(made, boards())


@pytest.fixture
def hub(tmp_path, server):
    with copied_hub(tmp_path / "hub", FoundingClock(), two_boards, server) as made:
        yield made


def names(line, kind, after=0):
    items = line.reference(after).items
    return {item.id for item in items if item.type is kind and item.value is not None}


def gone(line, kind, after):
    return {item.id for item in line.reference(after).items if item.type is kind and item.value is None}


def test_each_person_knows_the_people_units_and_cases_of_their_own_boards(join):
    """rules: SEC-6"""
    tove, siv, farid = join(TOVE), join(SIV), join(FARID)
    assert {FARID, BOSS_B}.isdisjoint(names(tove, ItemType.USER))
    assert {SIV, HENRIK, JONAS, MAJA} <= names(tove, ItemType.USER)
    assert names(tove, ItemType.UNIT) == {A, "unit-a2"}
    assert names(siv, ItemType.UNIT) == {A, "unit-a2", B}
    assert BOSS_B in names(siv, ItemType.USER)
    assert names(farid, ItemType.USER) == {FARID, "u-admin-far"}
    found = [names(each, ItemType.CASE) for each in (tove, siv, farid)]
    assert found == [{OF_A}, {OF_A, OF_B}, {OF_FAR}]
    assert tove.laptop.id in names(farid, ItemType.DEVICE)


def moved(user, *memberships):
    found = copy.deepcopy(boards())
    for one in found["users"]:
        if one["id"] == user:
            unit, role = memberships[0]
            one.update(unit=unit, role=role, memberships=[{"unit": u, "role": r} for u, r in memberships])
    return found


def test_who_changes_boards_gets_the_new_colleagues_and_loses_the_old_and_the_cases(hub, join):
    """rules: SEC-6"""
    siv = join(SIV)
    before = siv.reference().version
    file = moved(SIV, (B, "worker"))
    file["cases"] = [{**case, "assigned": [u for u in case["assigned"] if (u, case["id"]) != (SIV, OF_A)]}
                     for case in file["cases"]]  # fmt: skip
    import_file(hub, file)
    assert {TOVE, HENRIK, JONAS} <= gone(siv, ItemType.USER, before)
    assert gone(siv, ItemType.UNIT, before) == {A, "unit-a2"}
    assert gone(siv, ItemType.CASE, before) == {OF_A}
    assert SIV in names(siv, ItemType.USER, before)


def test_who_wrote_in_a_case_keeps_their_name_there_wherever_they_work_now(hub, join, laptop):
    siv, tove = join(SIV, unit=A), join(TOVE)
    assert siv.results(siv.laptop.signed(case=OF_A)) == [1]
    file = moved(SIV, (B, "worker"))
    file["cases"][0]["assigned"] = [TOVE, JONAS]
    import_file(hub, file)
    assert SIV not in gone(tove, ItemType.USER, 1)
    assert SIV in names(join(JONAS), ItemType.USER)
    assert SIV not in names(join(MAJA), ItemType.USER)


@BOTH
def test_an_act_for_another_board_than_the_cases_is_set_aside(hub, join):
    """rules: SEC-6"""
    siv = join(SIV, unit=A)
    assert siv.results(siv.laptop.signed(case=OF_B, note="n-1")) == ["other_area"]
    siv.laptop.unit = B
    assert siv.results(siv.laptop.signed(case=OF_B, note="n-2"), siv.laptop.signed(case=OF_A, note="n-3")) == [
        1, "other_area",
    ]  # fmt: skip


def test_nobody_of_another_board_is_given_a_case(hub, join):
    """rules: SEC-6"""
    for act in (
        lambda: assign(hub, OF_A, FARID),
        lambda: assign(hub, OF_B, TOVE),
        lambda: hand_over(hub, TOVE, FARID, OF_A),
        lambda: hand_over(hub, SIV, TOVE, None),
    ):
        with pytest.raises(Refused, match="not_in_area"):
            act()
    assert assign(hub, OF_A, MAJA)["assigned"] == [TOVE, SIV, MAJA]
    for changes in ({"assigned": [FARID]}, {"supervisor": BOSS_B}):
        file = boards()
        file["cases"][0].update(changes)
        with pytest.raises(Refused, match="import_wrong"):
            import_file(hub, file)


def test_who_leaves_a_board_has_none_of_its_cases_any_more_although_they_are_still_assigned(hub, join):
    """rules: SEC-6"""
    siv = join(SIV)
    import_file(hub, {"users": moved(SIV, (B, "worker"))["users"]})
    answer = siv.post("/v1/pull", {"cases": [{"case": OF_A, "after": 0}]})
    assert answer.json()["code"] == "not_assigned"
    assert names(siv, ItemType.CASE) == {OF_B}


def test_a_laptop_of_one_board_can_have_nothing_of_the_other_by_any_name(join):
    farid = join(FARID)
    heads = {one["case"] for one in farid.get("/v1/heads").json()["cases"]}
    assert heads <= {OF_FAR}
    people = [item.value for item in farid.reference().items if item.type is not ItemType.DEVICE]
    assert TOVE not in str(people)


def test_where_at_most_one_board_is_named_all_units_are_its():
    named = {"a": {"authority": "Socialnämnden"}, "b": {}, "c": {"authority": " socialNÄMNDEN"}}
    one = Areas.of(named)
    assert one.only_one
    assert one.of_unit("b") == one.of_unit("a") == one.of_unit("nobody knows it")
    two = Areas.of({**named, "d": {"authority": "Socialnämnden", "municipality": "Fjärrby"}})
    assert len({two.of_unit(unit) for unit in "abd"}) == 3
    assert two.of_unit("a") == two.of_unit("c")
