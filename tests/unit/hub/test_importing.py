"""The import file: taken in whole or not at all, refused by place, idempotent."""

import copy
import json
import unicodedata
from pathlib import Path

import pytest

from copied_hub import copied_hub
from fieldnotes.domain.errors import Refused
from fieldnotes.hub import registers
from fieldnotes.hub.importing import import_file, publish_templates
from fieldnotes.hub.reference import delta, item
from fieldnotes.wire.reference import ItemType, ReferenceDelta
from hub_samples import (
    BOSS,
    CASE,
    COLLEAGUE,
    OTHER,
    OTHER_BOSS,
    OUTSIDER,
    THIRD,
    WORKER,
    FoundingClock,
    a_case,
    fill,
    person,
    town,
)


@pytest.fixture(scope="module")
def quiet(tmp_path_factory):
    """A hub for files that are refused: nothing ever changes in it."""
    with copied_hub(tmp_path_factory.mktemp("quiet") / "hub", FoundingClock(), fill) as hub:
        yield hub


def feed(hub, user, after=0):
    return ReferenceDelta.read(delta(hub, user, after), hub.key.public)


def cases_of(hub, user):
    return {i.id for i in feed(hub, user).items if i.type is ItemType.CASE}


def test_the_shipped_municipality_is_taken_in(hub, resources):
    done = import_file(hub, resources / "demo" / "import.json")
    assert (done["units"], done["users"], done["cases"], done["unknown"]) == (1, 4, 8, [])
    shipped = json.loads((resources / "demo" / "import.json").read_text("utf-8"))
    found = {i.id: i.value for i in feed(hub, "u-tove").items if i.type is ItemType.CASE}
    wanted = {c["id"]: c for c in shipped["cases"] if "u-tove" in c["assigned"]}
    assert {name: found[name] for name in wanted} == wanted


def test_importing_the_same_again_changes_nothing(hub):
    before = feed(hub, BOSS)
    again = import_file(hub, town())
    assert (again["changed"], again["version"]) == (0, before.version)
    assert feed(hub, BOSS) == before
    assert feed(hub, BOSS, before.version).items == ()


def test_only_what_changed_travels(hub):
    begun = feed(hub, BOSS).version
    changed = town()
    changed["cases"][1]["phase"] = "insats"
    done = import_file(hub, changed)
    assert (done["changed"], done["version"]) == (1, begun + 1)
    assert [(i.type, i.id) for i in feed(hub, BOSS, begun).items] == [(ItemType.CASE, OTHER)]
    assert feed(hub, OUTSIDER, begun).items == ()


def test_people_get_the_cases_they_work_with_or_supervise(hub):
    """rules: SEC-6."""
    assert cases_of(hub, WORKER) == {CASE}
    assert cases_of(hub, COLLEAGUE) == {CASE, OTHER}
    assert cases_of(hub, OUTSIDER) == {THIRD}
    assert cases_of(hub, BOSS) == {CASE, OTHER}
    assert cases_of(hub, OTHER_BOSS) == {THIRD}
    assert cases_of(hub, "u-nobody") == set()


def test_a_case_without_a_named_supervisor_has_those_of_its_unit(hub):
    import_file(hub, {"cases": [a_case("c-9", [WORKER], supervisor=None)]})
    assert "c-9" in cases_of(hub, BOSS)
    assert "c-9" not in cases_of(hub, OTHER_BOSS)


def test_a_supervisor_who_leaves_the_unit_loses_its_cases(hub):
    import_file(hub, {"cases": [a_case("c-9", [WORKER], supervisor=None)]})
    begun = feed(hub, BOSS).version
    import_file(hub, {"users": [person(BOSS, "supervisor", "unit-b")]})
    gone = {i.id: i.value for i in feed(hub, BOSS, begun).items if i.type is ItemType.CASE}
    assert gone["c-9"] is None
    assert "c-9" not in cases_of(hub, BOSS)
    assert CASE in cases_of(hub, BOSS), "named in the case itself"


def test_assign_and_unassign_say_what_stands_now(hub):
    assert registers.assign(hub, CASE, OUTSIDER)["assigned"] == [WORKER, COLLEAGUE, OUTSIDER]
    version = feed(hub, OUTSIDER).version
    assert registers.assign(hub, CASE, OUTSIDER)["version"] == version
    assert registers.unassign(hub, CASE, WORKER)["assigned"] == [COLLEAGUE, OUTSIDER]
    assert registers.unassign(hub, CASE, WORKER)["version"] == version + 1
    for act in (registers.assign, registers.unassign):
        for case, user, code in (("c-none", WORKER, "unknown_case"), (CASE, "u-none", "unknown_user")):
            with pytest.raises(Refused) as refused:
                act(hub, case, user)
            assert refused.value.code == code


def test_templates_and_policy_are_in_the_feed(hub):
    book = [{"id": "hembesok", "version": "2.0.0", "sha256": "ab" * 32}]
    version = publish_templates(hub, book)
    assert publish_templates(hub, book) == version
    found = {i.type: i.value for i in feed(hub, WORKER).items}
    assert found[ItemType.TEMPLATE] == book[0]
    assert found[ItemType.POLICY] == registers.policy(hub)["policy"]


def changed(path, value):
    """The town with one thing changed; `path` walks into it."""
    data = copy.deepcopy(town())
    *way, last = path
    at = data
    for step in way:
        at = at[step]
    if value is Ellipsis:
        del at[last]
    else:
        at[last] = value
    return data


WRONG = [
    (("users", 0, "role"), "chef", "users[u-tove].role"),
    (("users", 0, "unit"), "unit-x", "users[u-tove].unit unit-x"),
    (("users", 0, "name"), ..., "users[u-tove].name"),
    (("users", 0, "name"), 7, "users[u-tove].name"),
    (("users", 0, "id"), "", "users[0].id"),
    (("users", 1, "id"), WORKER, "users[u-tove].id"),
    (("users", 0, "memberships"), {}, "users[u-tove].memberships"),
    (("cases",), {}, "cases"),
    (("cases", 0), "c-1", "cases[0]"),
    (("cases", 0, "unit"), "unit-x", "cases[c-1].unit"),
    (("cases", 0, "assigned", 1), "u-x", "cases[c-1].assigned u-x"),
    (("cases", 0, "supervisor"), WORKER, "cases[c-1].supervisor u-tove"),
    (("cases", 0, "child", "born"), "2017-13-02", "cases[c-1].child.born"),
    (("cases", 0, "received"), "2026-02-12T09:30:00", "cases[c-1].received"),
    (("cases", 0, "opened"), 1.5, "cases[c-1].opened"),
    (("cases", 0, "people", 0, "role"), ..., "cases[c-1].people[c-1-p2].role"),
    (("cases", 0, "people", 0, "person_id"), "c-1-p1", "cases[c-1].people"),
    (("cases", 0, "people", 0, "name"), "A\x00B", "cases[c-1].people[c-1-p2].name"),
    (("cases", 0, "protected_terms", 0, "match"), "about", "cases[c-1].protected_terms[0].match"),
    (("cases", 0, "protected_term"), [], "cases[c-1].protected_term"),
    (("cases", 0, "people", 0, "secrecy_agianst"), [], "cases[c-1].people[c-1-p2].secrecy_agianst"),
    (("cases", 0, "extra"), 1.5, "cases[c-1].extra"),
    (("cases", 0, "Extra"), 1, "cases[c-1].Extra"),
]


@pytest.mark.parametrize(("path", "value", "place"), WRONG, ids=[place for _, _, place in WRONG])
def test_a_wrong_file_is_refused_by_place_and_nothing_is_taken_in(quiet, tmp_path, path, value, place):
    data = changed(path, value)
    data.setdefault("units", []).append({"id": "unit-new", "name": "Ny"})
    file = tmp_path / "town.json"
    file.write_text(json.dumps(data), "utf-8")
    before = feed(quiet, BOSS)
    for source in (file, data):
        with pytest.raises(Refused) as refused:
            import_file(quiet, source)
        assert (refused.value.code, refused.value.values["place"]) == ("import_wrong", place)
    assert feed(quiet, BOSS) == before
    with quiet.database.reading() as connection:
        assert item(connection, ItemType.UNIT, "unit-new") is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"", "line 1"), (b'{"units":\n [}', "line 2"), (b"\xff\xfe", "the text"), (b"[]", "the whole"),
        (b'{"users": [], "users": []}', "users"), (b"[" * 100_000, "the text"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_json_object_is_refused_by_place(quiet, tmp_path, content, place):
    file = tmp_path / "town.json"
    file.write_bytes(content)
    with pytest.raises(Refused) as refused:
        import_file(quiet, file)
    assert refused.value.values == {"file": "town.json", "place": place}


def test_a_missing_file_is_said_to_be_missing(quiet, tmp_path):
    with pytest.raises(Refused) as refused:
        import_file(quiet, Path(tmp_path / "none.json"))
    assert refused.value.code == "file_missing"


def test_a_place_never_repeats_what_the_file_says_about_people(quiet):
    """rules: SEC-9."""
    data = changed(("cases", 0, "people", 0, "person_id"), "Karin Sandin 8504")
    data["cases"][0]["people"][0]["role"] = 7
    with pytest.raises(Refused) as refused:
        import_file(quiet, data)
    assert "Karin" not in str(refused.value.values)


def test_keys_nobody_knows_are_kept_and_told(hub):
    data = changed(("cases", 0, "school_district"), "Norr")
    data["cases"][0]["protected_terms"][0]["hidden_from"] = ["p-gone"]
    done = import_file(hub, data)
    assert done["unknown"] == ["cases[c-1].protected_terms p-gone", "cases[c-1].school_district"]
    with hub.database.reading() as connection:
        assert item(connection, ItemType.CASE, CASE)["school_district"] == "Norr"


def test_names_are_kept_in_one_spelling(hub):
    data = changed(("cases", 0, "child", "name"), unicodedata.normalize("NFD", "Vilmer Åkesson"))
    import_file(hub, data)
    with hub.database.reading() as connection:
        assert item(connection, ItemType.CASE, CASE)["child"]["name"] == "Vilmer Åkesson"
