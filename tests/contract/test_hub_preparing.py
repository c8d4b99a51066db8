"""What an administrator may do and learn through the hub: everything to prepare a visit, nothing of a note."""

import json

import pytest
import zstandard

from fieldnotes.domain.entry import Kind
from fieldnotes.hub.access_report import check
from fieldnotes.hub.importing import import_file, publish_templates
from fieldnotes.hub.town_templates import withdraw
from fieldnotes.wire.access_chain import START, link
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.preparing import LOOKED_UP, PreparingTable
from fieldnotes.wire.reference import ItemType
from hub_samples import (
    BOSS,
    BOTH,
    CASE,
    COLLEAGUE,
    OTHER,
    OTHER_UNIT,
    OUTSIDER,
    THIRD,
    UNIT,
    WORKER,
    H,
    a_case,
    person,
    town,
)

GUN, OTHER_GUN = "u-gun", "u-olle"
MARK = "Elsa väcker mamma varje morgon"
SOON = "2026-03-20T14:00:00+01:00"
HIDDEN = "c-hidden"


@pytest.fixture
def gun(hub, join):
    """An administrator of the first unit; one case there has a protected identity and one a reporter."""
    hidden = a_case(HIDDEN, [WORKER])
    hidden["child"]["protection"] = "fingerade"
    told = a_case(OTHER, [COLLEAGUE])
    told["people"].append({"person_id": "c-2-r", "name": "Rut Anmälare", "role": "anmalare"})
    told["child"]["personnummer"] = "201709022386"
    users = [person(GUN, "administrator"), person(OTHER_GUN, "administrator", OTHER_UNIT)]
    import_file(hub, {"users": users, "cases": [hidden, told]})
    return join(GUN, role="administrator")


def table(line, after=0):
    answer = line.get(f"/v1/preparing?after={after}")
    assert answer.status_code == 200, answer.text
    return PreparingTable.read(Word.from_json(answer.json()), line.hub.key.public)


def told(line, case):
    return next((each for each in table(line).cases if each["id"] == case), None)


def visit(line, case=CASE, **changes):
    body = {
        "case": case, "visit": new_id(line.laptop.clock), "start": SOON, "template": "hembesok",
        "workers": [WORKER], "people": [f"{case}-p2"],
    }  # fmt: skip
    return line.post("/v1/preparing/visits", {**body, **changes})


def code(answer):
    return answer.status_code, answer.json().get("code")


def case_of(line, case=CASE):
    return next(i.value for i in line.reference().items if i.type is ItemType.CASE and i.id == case)


def test_the_table_holds_the_units_cases_and_nothing_that_is_not_to_prepare(gun):
    """rules: SEC-3, SEC-4, SEC-6"""
    found = {each["id"]: each for each in table(gun).cases}
    assert set(found) == {CASE, OTHER, HIDDEN}
    assert {row["name"] for row in found[OTHER]["people"]} == {"Elsa Sandin", "Karin Sandin"}
    assert (found[HIDDEN]["people"], found[HIDDEN]["kept_back"]) == ([], True)
    text = json.dumps(list(table(gun).cases), ensure_ascii=False)
    assert not [word for word in ("Rut", "Berit", "201709022386", "protected_terms", "born") if word in text]
    assert "Elsa" not in json.dumps(found[HIDDEN])
    assert table(gun, table(gun).version).cases is None


def test_nobody_else_is_told_the_table(gun, join):
    for line in (join(), join(boss=True)):
        assert code(line.get("/v1/preparing")) == (403, "not_an_administrator")
        assert code(visit(line)) == (403, "not_an_administrator")
    assert gun.get("/v1/preparing").status_code == 200


@BOTH
def test_a_planned_visit_reaches_the_workers_case_and_may_be_moved_and_taken_away(gun, join):
    tove, planned = join(), new_id(gun.laptop.clock)
    visit(gun, visit=planned).raise_for_status()
    (row,) = case_of(tove)["visits"]
    assert (row["id"], row["start"], row["workers"], row["by"]) == (planned, SOON, [WORKER], GUN)
    stood = tove.reference().version
    visit(gun, visit=planned).raise_for_status()
    assert tove.reference().version == stood
    visit(gun, visit=planned, start="2026-03-21T09:00:00+01:00").raise_for_status()
    assert [each["start"][:10] for each in case_of(tove)["visits"]] == ["2026-03-21"]
    away = f"/v1/preparing/visits?case={CASE}&visit={planned}"
    for _ in range(2):
        gun.http.delete(away, headers=gun.bearer).raise_for_status()
    assert case_of(tove)["visits"] == []


REFUSED = [
    ({"case": THIRD, "workers": [], "people": []}, (403, "not_an_administrator")),
    ({"case": "c-none", "workers": [], "people": []}, (403, "not_an_administrator")),
    ({"case": HIDDEN}, (403, "protected_case")),
    ({"workers": [OUTSIDER]}, (404, "unknown_user")),
    ({"people": ["c-2-p1"]}, (404, "unknown_person")),
    ({"case": OTHER, "workers": [COLLEAGUE], "people": ["c-2-r"]}, (404, "unknown_person")),
    ({"start": "2026-03-20T14:00:00"}, (400, "request_wrong")),
    ({"start": "2026-13-20T14:00:00Z"}, (400, "request_wrong")),
    ({"visit": "visit-1"}, (400, "request_wrong")),
    ({"text": "Elsa"}, (400, "request_wrong")),
]


def test_what_cannot_be_planned_is_refused_and_nothing_is_written(gun):
    before = table(gun).version
    assert [code(visit(gun, **changes)) for changes, _wanted in REFUSED] == [wanted for _changes, wanted in REFUSED]
    assert table(gun).version == before


def test_a_visit_begins_from_a_template_that_is_offered(gun, hub):
    publish_templates(hub, [{"id": "hembesok", "version": "2.0.0", "sha256": H}])
    visit(gun).raise_for_status()
    assert code(visit(gun, template="sip_mote")) == (404, "unknown_template")
    withdraw(hub, "hembesok", None, "op")
    assert code(visit(gun)) == (404, "unknown_template")


def test_a_case_holds_so_many_visits_and_no_more(gun, hub):
    row = {"start": "2026-04-01T09:00:00+02:00", "template": "hembesok"}
    full = {**a_case(CASE, [WORKER]), "visits": [{**row, "id": f"v-{number}"} for number in range(200)]}
    import_file(hub, {"cases": [full]})
    assert code(visit(gun)) == (409, "too_many_planned")
    import_file(hub, {"cases": [{**full, "visits": [{**row, "id": "v-0", "start": "2025-01-01T09:00:00+01:00"}]}]})
    planned = visit(gun).json()["visit"]
    assert [each["id"] for each in told(gun, CASE)["visits"]] == [planned], "what is long past makes room"


def test_a_protected_case_can_have_a_visit_that_names_nobody(gun):
    """rules: SEC-4"""
    visit(gun, HIDDEN, people=[]).raise_for_status()
    assert told(gun, HIDDEN)["visits"][0]["people"] == []


def test_a_person_is_added_and_corrected_but_never_one_the_case_system_named(gun, join):
    tove, new = join(), new_id(gun.laptop.clock)
    body = {"case": CASE, "person": new, "name": "Sam Larsson", "role": "skola", "title": "Lärare", "language": "sv"}
    gun.post("/v1/preparing/people", body).raise_for_status()
    added = case_of(tove)["people"][-1]
    assert (added["name"], added["role"], added["added"]["by"]) == ("Sam Larsson", "skola", GUN)
    gun.post("/v1/preparing/people", {**body, "name": "Sam Larson"}).raise_for_status()
    assert [each["name"] for each in case_of(tove)["people"]] == ["Karin Sandin", "Sam Larson"]
    for changes in ({"person": "c-1-p2"}, {"role": "barn"}, {"role": "anmalare"}, {"name": " \n"}, {"name": "a\nb"}):
        assert code(gun.post("/v1/preparing/people", {**body, **changes})) == (400, "request_wrong")
    assert code(gun.post("/v1/preparing/people", {**body, "case": HIDDEN})) == (403, "protected_case")


def test_what_was_prepared_outlives_the_next_import(gun, hub, join):
    tove, new = join(), new_id(gun.laptop.clock)
    gun.post("/v1/preparing/people", {"case": CASE, "person": new, "name": "Sam", "role": "skola"}).raise_for_status()
    visit(gun, people=[new]).raise_for_status()
    import_file(hub, town())
    assert (len(case_of(tove)["visits"]), len(case_of(tove)["people"])) == (1, 2)
    theirs = {**a_case(CASE, [WORKER]), "visits": [{"id": "v-9", "start": SOON, "template": "hembesok"}]}
    import_file(hub, {"cases": [theirs]})
    assert {each["id"] for each in case_of(tove)["visits"]} > {"v-9"}
    import_file(hub, {"cases": [a_case(CASE, [WORKER])]})
    assert "v-9" not in {each["id"] for each in case_of(tove)["visits"]}


def test_a_case_is_assigned_to_workers_of_its_unit_and_never_to_oneself(gun, hub):
    """rules: SEC-6"""

    def assigned(user, *, case=CASE, there=True, **more):
        return gun.post("/v1/preparing/assigned", {"case": case, "user": user, "there": there, **more})

    import_file(hub, {"users": [person(OUTSIDER), {**person(GUN, "administrator"), "memberships": [
        {"unit": UNIT, "role": "administrator"}, {"unit": UNIT, "role": "worker"}]}]})  # fmt: skip
    for user in (GUN, OTHER_GUN, "u-nobody"):
        assert code(assigned(user)) == (403, "not_a_worker")
    assert code(assigned(OUTSIDER, case=HIDDEN)) == (403, "protected_case")
    assert code(assigned(OUTSIDER, case=THIRD)) == (403, "not_an_administrator")
    assert assigned(OUTSIDER).json()["assigned"] == [WORKER, COLLEAGUE, OUTSIDER]
    assert assigned(COLLEAGUE, there=False).json()["assigned"] == [WORKER, OUTSIDER]


def test_cases_are_handed_over_within_ones_units(gun):
    def hand(**changes):
        return gun.post("/v1/preparing/handovers", {"case": CASE, "leaving": WORKER, "taking": COLLEAGUE, **changes})

    assert code(hand(taking=GUN)) == (403, "not_a_worker")
    assert code(hand(case=THIRD, leaving=OUTSIDER, taking=WORKER)) == (403, "not_an_administrator")
    assert hand().json()["cases"] == [CASE]
    assert hand().json()["cases"] == [], "a lost answer is asked for again"
    assert sorted(hand(case=None, leaving=COLLEAGUE, taking=WORKER).json()["cases"]) == [CASE, OTHER]
    assert told(gun, CASE)["assigned"] == [WORKER]


def test_nobody_leaves_drafts_behind_without_somebody_saying_so(gun, join):
    """rules: DOC-2"""
    tove = join()
    kept = {
        "case": CASE, "note": new_id(tove.laptop.clock), "number": 1, "since": SOON, "age": 60,
        "sealed": to_base64(b"sealed"),
    }  # fmt: skip
    tove.post("/v1/drafts", {"shelf": "s", "slots": to_base64(b"slots"), "drafts": [kept]}).raise_for_status()
    off = {"case": CASE, "user": WORKER, "there": False}
    assert code(gun.post("/v1/preparing/assigned", off)) == (409, "drafts_left")
    assert gun.post("/v1/preparing/assigned", {**off, "drafts_stay": True}).json()["assigned"] == [COLLEAGUE]


def test_an_administrator_the_case_system_assigned_by_mistake_stays_outside(gun, hub, join):
    """rules: SEC-6"""
    import_file(hub, {"cases": [a_case(CASE, [WORKER, GUN])]})
    assert not [item for item in gun.reference().items if item.type is ItemType.CASE]
    assert code(gun.post("/v1/pull", {"cases": [{"case": CASE, "after": 0}]})) == (403, "not_assigned")
    assert join().post("/v1/pull", {"cases": [{"case": CASE, "after": 0}]}).status_code == 200


def test_looking_a_case_up_to_prepare_it_is_logged_and_is_no_sign_of_anything(gun, hub):
    """rules: SEC-6"""
    chain = START
    for number, case in enumerate((CASE, HIDDEN, THIRD), 1):
        row = {"what": LOOKED_UP, "case": case, "note": None, "revision": None, "at": "2026-03-12T15:10:00+01:00"}
        chain = link(chain, row)
        gun.post("/v1/access", {"rows": [{**row, "number": number, "chain": chain}]}).raise_for_status()
    report = check(hub, "2026-03", None, "Anna")
    assert report["by_what"][LOOKED_UP] == 3
    assert [(row["case"], row["why"]) for row in report["stands_out"]] == [(THIRD, ["not_theirs"])]


def test_an_administrator_begins_no_case(gun, join):
    body = {"unit": UNIT, "child": {"person_id": "p-1", "name": "Elsa", "role": "barn"}, "people": []}
    proposed = [
        line.results(line.laptop.act(Kind.CASE_PROPOSED, body, case=new_id(line.laptop.clock), note=None))
        for line in (gun, join())
    ]
    assert proposed == [["unknown_case"], [1]]


def everything_readable(answer):
    """The answer as it came, and unpacked where it is packed."""
    plain = answer.content
    if plain[:4] == b"\x28\xb5\x2f\xfd":
        plain = zstandard.decompress(plain, max_output_size=1 << 26)
    words = Word.from_json(answer.json()).data if plain[:10] == b'{"signed":' else b""
    return plain + words


def test_no_route_tells_an_administrator_a_word_of_a_note(gun, join):
    """rules: SEC-6"""
    tove, boss, planned = join(), join(boss=True), new_id(gun.laptop.clock)
    signed = tove.laptop.signed(text=MARK)
    assert tove.results(signed, tove.laptop.signed(OTHER, "n-2", text=MARK)) == [1, "not_assigned"]
    boss.push(boss.laptop.approved(signed.hash))
    example = {
        "id": "e-1",
        "unit": UNIT,
        "template": "hembesok",
        "section": "s",
        "field": None,
        "text": MARK,
        "why": "",
    }
    boss.post("/v1/examples", example).raise_for_status()
    visit(gun, visit=planned).raise_for_status()
    known = {
        "case": CASE, "attachment": planned, "number": 0, "unit": UNIT, "example": "e-1", "visit": planned,
        "device": tove.laptop.id, "shelf": "s", "note": "n-1", "up_to": 1, "after": 0, "since": 0,
    }  # fmt: skip
    bodies = {
        "/v1/pull": {"cases": [{"case": CASE, "after": 0}]},
        "/v1/lacking": {"cases": [{"case": CASE, "hashes": [signed.hash]}]},
        "/v1/examples": {**example, "id": "e-2", "text": "x"},
        "/v1/access": {"rows": [{
            "number": 1, "what": "asked_for", "case": CASE, "note": None, "revision": None,
            "at": SOON, "chain": "11" * 32,
        }]},
    }  # fmt: skip
    paths = gun.http.get("/v1/openapi.json").json()["paths"]
    asked = 0
    for path, methods in paths.items():
        for method in sorted(set(methods) & {"get", "post", "put", "delete"}):
            query = {each["name"]: known.get(each["name"], 0) for each in methods[method].get("parameters", ())}
            where = path.format(**{key: known.get(key, "x") for key in known})
            more = {"json": bodies.get(path, {})} if method == "post" else {}
            answer = gun.http.request(method.upper(), where, params=query, headers=gun.bearer, **more)
            assert MARK not in everything_readable(answer).decode("utf-8", "replace"), (method, path)
            asked += 1
    assert asked >= 25
    assert MARK in everything_readable(tove.post("/v1/pull", bodies["/v1/pull"])).decode("utf-8", "replace")
    assert BOSS in json.dumps(told(gun, CASE))
