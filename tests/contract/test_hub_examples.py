"""Kept examples at the hub: from a unit's supervisors, to that unit's people and nobody else."""

import pytest

from fieldnotes.hub.importing import import_file
from fieldnotes.hub.operator_log import acts
from fieldnotes.wire.reference import ItemType
from hub_samples import BOSS, BOTH, COLLEAGUE, OTHER_BOSS, OTHER_UNIT, UNIT, town

BODY = {
    "id": "e-1", "unit": UNIT, "template": "hembesok", "section": "iakttagelser", "field": "obs",
    "text": "Kylen var tom. Barnet hämtade själv bröd.", "why": "Det som syntes, utan slutsats.",
}  # fmt: skip
NAME = f"example:{UNIT}:e-1"


def examples(line, after=0):
    found = line.reference(after)
    return {item.id: item.value for item in found.items if item.type is ItemType.POLICY and item.id != "hub"}


def kept(line, **changes):
    return line.post("/v1/examples", {**BODY, **changes})


@BOTH
def test_an_example_reaches_its_own_unit_with_who_and_when(join):
    """rules: SEC-6"""
    tove, boss, siv = join(), join(boss=True), join(OTHER_BOSS, OTHER_UNIT, boss=True)
    before = tove.reference().version
    assert kept(boss).json() == {"example": NAME}
    (value,) = [value for name, value in examples(tove, before).items() if name == NAME]
    assert (value["text"], value["by"], value["section"]) == (BODY["text"], BOSS, "iakttagelser")
    assert value["at"]
    assert NAME not in examples(siv)
    assert NAME in examples(boss)


def test_only_a_supervisor_of_the_unit_keeps_and_takes_away(join):
    tove, siv, boss = join(), join(OTHER_BOSS, OTHER_UNIT, boss=True), join(boss=True)
    for line in (tove, siv):
        answer = kept(line)
        assert (answer.status_code, answer.json()["code"]) == (403, "not_a_supervisor")
    kept(boss).raise_for_status()
    away = f"/v1/examples?unit={UNIT}&example=e-1"
    assert tove.http.delete(away, headers=tove.bearer).status_code == 403
    assert NAME in examples(tove)


def test_whoever_kept_it_takes_it_away_also_when_they_supervise_no_more_and_both_stand_in_the_log(join, hub):
    """rules: SEC-6"""
    boss, tove = join(boss=True), join()
    kept(boss)
    moved = town()
    for user in moved["users"]:
        if user["id"] == BOSS:
            user["role"], user["memberships"] = "worker", [{"unit": UNIT, "role": "worker"}]
        if user["id"] == OTHER_BOSS:
            user["memberships"] = [{"unit": UNIT, "role": "supervisor"}]
    for case in moved["cases"]:
        case["supervisor"] = OTHER_BOSS
    import_file(hub, moved)
    away = f"/v1/examples?unit={UNIT}&example=e-1"
    boss.http.delete(away, headers=boss.bearer).raise_for_status()
    boss.http.delete(away, headers=boss.bearer)
    assert examples(tove) == {}
    with hub.database.reading() as connection:
        told = sorted((act.what, act.who, act.about) for act in acts(connection))
    assert told == [("example_kept", BOSS, NAME), ("example_taken_away", BOSS, NAME)]


def test_the_same_once_more_changes_nothing_and_what_was_taken_away_stays_away(join):
    tove, boss = join(), join(boss=True)
    kept(boss)
    stood = tove.reference()
    kept(boss, text="Någon annan text.")
    assert tove.reference().version == stood.version
    assert examples(tove)[NAME]["text"] == BODY["text"]
    boss.http.delete(f"/v1/examples?unit={UNIT}&example=e-1", headers=boss.bearer).raise_for_status()
    assert examples(tove, stood.version) == {NAME: None}
    assert examples(tove) == {}
    kept(boss)
    assert examples(tove) == {}


def test_who_changes_unit_gets_the_examples_of_the_new_one_and_loses_the_old(join, hub):
    """rules: SEC-6"""
    jonas, boss, siv = join(COLLEAGUE), join(boss=True), join(OTHER_BOSS, OTHER_UNIT, boss=True)
    kept(boss)
    kept(siv, unit=OTHER_UNIT).raise_for_status()
    at = jonas.reference().version
    assert set(examples(jonas)) == {NAME}
    moved_town = town()
    for user in moved_town["users"]:
        if user["id"] == COLLEAGUE:
            user["unit"] = OTHER_UNIT
            user["memberships"] = [{"unit": OTHER_UNIT, "role": "worker"}]
    import_file(hub, moved_town)
    moved = examples(jonas, at)
    assert moved[NAME] is None
    assert moved[f"example:{OTHER_UNIT}:e-1"]["text"] == BODY["text"]


@pytest.mark.parametrize("change", [{"text": ""}, {"text": "x" * 2001}, {"unit": "a b"}, {"id": ""}, {"case": "c-1"}])
def test_what_is_no_example_is_refused_whole(join, change):
    boss = join(boss=True)
    assert kept(boss, **change).status_code == 400
    assert examples(boss) == {}
