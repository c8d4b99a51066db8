"""What a device and its hub settle by hash, what is judged again by itself, and what a person decides."""

import pytest

from fieldnotes.hub.importing import import_file
from fieldnotes.hub.lacking import after_an_update
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.releasing import quarantine_list, quarantine_refuse, quarantine_release
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.entries import Sealed, entry_hash, read
from fieldnotes.wire.running_head import Receipt
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, WORKER, H, a_case


def asked(line, case, *sealed):
    """Ask about entries; what each is by hash, the hashes that are lacking, and the whole answer."""
    answer = line.post("/v1/lacking", {"cases": [{"case": case, "hashes": [one.hash for one in sealed]}]})
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return {r["hash"]: r.get("position", r.get("reason")) for r in found["results"]}, found["lacking"], found


@BOTH
def test_what_became_of_entries_is_told_by_hash_alone(join, hub):
    """rules: SEC-12"""
    tove = join()
    there, held, never = tove.laptop.signed(), tove.laptop.signed(author=COLLEAGUE), tove.laptop.signed(note="n-2")
    tove.push(there, held)
    known, lacking, answer = asked(tove, CASE, never, held, there)
    assert known == {there.hash: 1, held.hash: "author_wrong"}
    assert lacking == [never.hash]
    (receipt,) = [Receipt.from_json(one) for one in answer["receipts"]]
    assert (receipt.holds(hub.key.public), receipt.case, receipt.position) == (True, CASE, 1)
    assert answer["epoch"] == hub.epoch


@BOTH
def test_many_are_asked_about_at_once_and_in_several_cases(join):
    jonas = join(COLLEAGUE)
    made = [jonas.laptop.signed(case=case, note=f"n-{n}") for n in range(6) for case in (CASE, OTHER)]
    jonas.push(*made)
    cases = [
        {"case": case, "hashes": [*(f"{n:064x}" for n in range(700)), *(one.hash for one in made)]}
        for case in (CASE, OTHER)
    ]
    found = jonas.post("/v1/lacking", {"cases": cases}).json()
    assert {r["hash"] for r in found["results"]} == {one.hash for one in made}
    assert len(found["lacking"]) == 700
    assert [one["case"] for one in found["receipts"]] == [CASE, OTHER]


def test_a_question_that_is_none_is_refused(join):
    tove = join()
    for wrong in ({}, {"cases": [{"case": CASE, "hashes": ["x"]}]}, {"cases": [{"case": CASE, "hashes": [H] * 5001}]}):
        assert tove.post("/v1/lacking", wrong).json()["code"] == "request_wrong"
    tove.laptop.token = "made up"
    assert tove.post("/v1/lacking", {"cases": []}).json()["code"] == "session_expired"


@BOTH
def test_a_decision_that_came_before_its_note_is_judged_again_by_itself(join, hub):
    """rules: DOC-1"""
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    yes = boss.laptop.approved(note.hash)
    away = boss.laptop.withdrawn(note.hash, yes.hash)
    assert boss.results(away, yes) == ["unknown_revision", "unknown_revision"]
    assert tove.results(note) == [1]
    assert quarantine_list(hub) == {"quarantine": []}
    assert asked(boss, CASE, yes)[0] == {yes.hash: 2}
    assert asked(boss, CASE, away)[0] == {away.hash: 3}
    found = verify_hub(hub)
    assert (found["entries"], found["faults"]) == (3, [])


@BOTH
def test_what_names_a_case_nobody_knew_stands_once_the_case_is_imported(join, hub):
    tove = join()
    early = tove.laptop.signed(case="c-new")
    assert tove.results(early) == ["unknown_case"]
    import_file(hub, {"units": [], "users": [], "cases": [a_case("c-new", [WORKER])]})
    assert quarantine_list(hub) == {"quarantine": []}
    assert asked(tove, "c-new", early)[0] == {early.hash: 1}


@BOTH
def test_what_is_judged_again_meets_every_rule_and_keeps_the_reason_that_stands(join, hub):
    tove, jonas = join(), join(COLLEAGUE)
    early, note = tove.laptop.signed(case="c-new"), tove.laptop.signed()
    own = tove.laptop.approved(note.hash)
    assert tove.results(early, own) == ["unknown_case", "unknown_revision"]
    assert tove.results(note) == [1]
    import_file(hub, {"units": [], "users": [], "cases": [a_case("c-new", [COLLEAGUE])]})
    assert asked(tove, "c-new", early)[0] == {early.hash: "not_assigned"}
    assert asked(tove, CASE, own)[0] == {own.hash: "own_work"}
    assert sorted(row["reason"] for row in quarantine_list(hub)["quarantine"]) == ["not_assigned", "own_work"]
    assert jonas.results(jonas.laptop.signed(case="c-new")) == [1]


def test_what_a_person_has_refused_is_not_judged_again(join, hub):
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    yes = boss.laptop.approved(note.hash)
    boss.push(yes)
    quarantine_refuse(hub, yes.hash, "u-siv")
    tove.push(note)
    assert asked(boss, CASE, yes)[0] == {yes.hash: "unknown_revision"}
    assert boss.results(yes) == ["unknown_revision"]


@BOTH
def test_entries_of_a_device_that_joins_later_stand_once_it_has(join, hub, laptop, url):
    """After a restore a colleague may be faster than the device itself."""
    from hub_samples import Line

    late, jonas = laptop(), join(COLLEAGUE)
    held = late.signed()
    assert jonas.results(held) == ["unknown_device"]
    with Line(url, hub, late) as line:
        line.join()
        assert asked(line, CASE, held)[0] == {held.hash: 1}


@BOTH
def test_an_entry_of_a_later_version_is_kept_and_stands_once_the_hub_can_read_it(join, hub):
    """The bytes of a version nobody here can read are kept as they are; an updated hub judges them."""
    tove = join()
    good = tove.laptop.signed()
    later = good.data.replace(b'"v":1,', b'"v":2,')
    sealed = Sealed(later, entry_hash(later), bytes(64))
    (result,) = tove.push(sealed)["results"]
    assert (result["id"], result["reason"]) == (read(good.data).id, "version_unsupported")
    assert asked(tove, CASE, sealed)[0] == {sealed.hash: "version_unsupported"}
    after_an_update(hub)
    (row,) = quarantine_list(hub)["quarantine"]
    assert (row["hash"], row["state"]) == (sealed.hash, "waiting")


@BOTH
def test_who_decided_is_told_to_the_device_and_stands_in_the_operators_log(join, hub):
    """rules: SEC-6"""
    tove = join()
    refused, released = tove.laptop.signed(case=OTHER), tove.laptop.signed(case=OTHER, note="n-2")
    tove.push(refused, released)
    quarantine_refuse(hub, refused.hash, "Eva Admin")
    quarantine_release(hub, released.hash, "Eva Admin")
    known, _, answer = asked(tove, OTHER, refused, released)
    assert known == {refused.hash: "not_assigned", released.hash: 1}
    told = next(one for one in answer["results"] if one["hash"] == refused.hash)
    assert (told["refused_by"], bool(told["refused_at"])) == ("Eva Admin", True)
    (again,) = tove.push(refused)["results"]
    assert again == told
    with hub.database.reading() as connection:
        log = [(act.what, act.who, act.about) for act in acts(connection)]
    assert sorted(log) == [
        ("quarantine_refused", "Eva Admin", refused.hash),
        ("quarantine_released", "Eva Admin", released.hash),
    ]
    assert {row["decided_by"] for row in quarantine_list(hub)["quarantine"]} == {"Eva Admin"}


def test_a_decision_waiting_for_what_was_released_follows_it(join, hub):
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed(case=OTHER)
    yes = boss.laptop.approved(note.hash, case=OTHER)
    assert (tove.results(note), boss.results(yes)) == (["not_assigned"], ["unknown_revision"])
    quarantine_release(hub, note.hash, "Eva")
    assert asked(boss, OTHER, yes)[0] == {yes.hash: 2}


@pytest.mark.parametrize("named", ["2", "0", "x", "9" * 400, ""])
def test_another_protocol_is_refused_with_the_ones_that_are_spoken(join, named):
    tove = join()
    for path in ("/v1/heads", "/v1/reference", "/v1/no-such-place"):
        answer = tove.http.get(path, headers={**tove.bearer, "FieldNotes-Protocol": named})
        assert (answer.status_code, answer.json()["code"]) == (426, "version_unsupported")
        assert answer.json()["protocol"] == [1, 1]
    hello = tove.http.get("/v1/hello", headers={"FieldNotes-Protocol": named})
    assert (hello.status_code, hello.json()["protocol"]) == (200, [1, 1])
    assert tove.http.get("/v1/heads", headers={**tove.bearer, "FieldNotes-Protocol": "1"}).status_code == 200
