"""Drafts in safe-keeping at the hub, over HTTP on both databases: kept, told by age, given to their own person only."""

from datetime import datetime, timedelta

from fieldnotes.hub.devices import revoke
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.safe_keeping import MOST_SEALED, WAITING_LABEL
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, WORKER

HOURS = timedelta(hours=1).total_seconds()
BEGUN = "2026-03-12T15:12:00+01:00"


def one(note="n-1", number=1, case=CASE, sealed=b"opaque", age=0):
    return {"case": case, "note": note, "number": number, "since": BEGUN, "age": age, "sealed": to_base64(sealed)}


def keep(line, *drafts, shelf="s-1", **more):
    answer = line.post("/v1/drafts", {"shelf": shelf, "drafts": list(drafts), **more})
    assert answer.status_code == 200, answer.text
    return [result["result"] for result in answer.json()["results"]]


def lying(line):
    """What lies there of this person: (shelf, note, number)."""
    found = line.get("/v1/drafts").json()["shelves"]
    return [(shelf["shelf"], each["note"], each["number"]) for shelf in found for each in shelf["drafts"]]


def at(line, note="n-1", shelf="s-1", device=None):
    return f"device={device or line.laptop.id}&shelf={shelf}&note={note}"


def sealed(line, **place):
    answer = line.get(f"/v1/drafts/sealed?{at(line, **place)}")
    return from_base64(answer.json()["sealed"]) if answer.status_code == 200 else answer.json()["code"]


def remove(line, up_to=99, **place):
    return line.http.delete(f"/v1/drafts?{at(line, **place)}&up_to={up_to}", headers=line.bearer)


def waiting(line):
    word = Word.from_json(line.get("/v1/drafts/waiting").json())
    return word.read(WAITING_LABEL, line.hub.key.public)["drafts"]


@BOTH
def test_what_is_handed_in_lies_there_and_comes_back_byte_for_byte(join):
    tove = join()
    assert (
        keep(tove, one(sealed=b"first"), one("n-2", 2, "case-nobody-knows"), slots=to_base64(b"slots")) == ["kept"] * 2
    )
    assert lying(tove) == [("s-1", "n-1", 1), ("s-1", "n-2", 2)]
    assert tove.get("/v1/drafts").json()["shelves"][0]["slots"] == to_base64(b"slots")
    assert sealed(tove) == b"first"


@BOTH
def test_a_later_state_replaces_and_an_older_one_changes_nothing(join):
    tove = join()
    keep(tove, one(number=5, sealed=b"five"))
    assert keep(tove, one(number=5, sealed=b"five")) == ["kept"], "the same again"
    assert keep(tove, one(number=5, sealed=b"other")) == ["older"]
    assert keep(tove, one(number=4, sealed=b"four")) == ["older"]
    assert sealed(tove) == b"five"
    assert keep(tove, one(number=6, case=OTHER, sealed=b"six")) == ["kept"], "also when its case has changed"
    assert (lying(tove), sealed(tove)) == ([("s-1", "n-1", 6)], b"six")


@BOTH
def test_another_shelf_of_the_same_device_overwrites_nothing(join):
    tove = join()
    keep(tove, one(number=5, sealed=b"old disk"))
    keep(tove, one(number=1, sealed=b"copy of the disk"), shelf="s-2")
    assert (sealed(tove), sealed(tove, shelf="s-2")) == (b"old disk", b"copy of the disk")


@BOTH
def test_taking_out_is_idempotent_and_leaves_a_later_state(join):
    tove, new = join(), join()
    keep(tove, one(number=5), slots=to_base64(b"slots"))
    assert remove(new, device=tove.laptop.id, up_to=4).json() == {"removed": 0}
    assert remove(new, device=tove.laptop.id, up_to=5).json() == {"removed": 1}
    assert remove(new, device=tove.laptop.id, up_to=5).json() == {"removed": 0}
    assert (lying(tove), sealed(tove)) == ([], "not_found")


@BOTH
def test_only_the_persons_own_devices_may_fetch(join):
    """rules: SEC-6"""
    tove, new, jonas, henrik = join(), join(), join(COLLEAGUE), join(boss=True)
    keep(tove, one(sealed=b"mine"))
    assert sealed(new, device=tove.laptop.id) == b"mine"
    for other in (jonas, henrik):
        assert lying(other) == []
        assert sealed(other, device=tove.laptop.id) == "not_found"
        assert remove(other, device=tove.laptop.id).json() == {"removed": 0}
    assert sealed(tove) == b"mine"


def test_a_revoked_device_may_hand_in_and_neither_fetch_nor_take_out(join, hub):
    tove, new = join(), join()
    keep(tove, one(sealed=b"before"))
    revoke(hub, tove.laptop.id)
    tove.open()
    assert keep(tove, one(number=2, sealed=b"last")) == ["kept"]
    for answer in (tove.get("/v1/drafts"), tove.get("/v1/drafts/waiting"), remove(tove)):
        assert answer.json()["code"] == "device_revoked"
    assert sealed(tove) == "device_revoked"
    assert sealed(new, device=tove.laptop.id) == b"last"


@BOTH
def test_supervisors_hear_of_old_drafts_by_case_author_and_age_alone(join, held_clock):
    """rules: DOC-2"""
    tove, henrik, siv = join(), join(boss=True), join("u-siv", boss=True)
    keep(tove, one("n-old", 1), one("n-elsewhere", 2, "case-nobody-knows"))
    held_clock.move(30 * HOURS)
    henrik.open(), siv.open(), tove.open()
    keep(tove, one("n-new", 3))
    (told,) = waiting(henrik)
    assert (told["case"], told["author"], sorted(told)) == (CASE, WORKER, ["author", "case", "since"])
    assert waiting(siv) == waiting(tove) == [], "another unit, and the author"


@BOTH
def test_age_is_counted_on_the_hubs_clock_and_never_grows_younger(join, held_clock):
    """rules: DOC-2"""
    tove = join()
    held_clock.move(100 * HOURS)
    tove.open()
    body = {"shelf": "s-1", "drafts": [one(age=int(50 * HOURS))]}
    first = tove.post("/v1/drafts", body).json()["results"][0]["since"]
    assert datetime.fromisoformat(first) == held_clock.now() - timedelta(hours=50)
    held_clock.move(HOURS)
    tove.open()
    again = tove.post("/v1/drafts", {"shelf": "s-2", "drafts": [one(number=2, age=0)]}).json()["results"][0]["since"]
    assert again == first, "the same note from another shelf is as old"


def test_a_clock_gone_mad_makes_no_draft_older_than_its_device(join, held_clock):
    """rules: DOC-2"""
    tove = join()
    joined = held_clock.now()
    answer = tove.post("/v1/drafts", {"shelf": "s-1", "drafts": [one(age=2**53 - 1)]}).json()["results"][0]
    assert datetime.fromisoformat(answer["since"]) == joined


def test_what_is_too_large_or_ill_formed_is_refused(join):
    tove = join()
    large = tove.post("/v1/drafts", {"shelf": "s-1", "drafts": [one(sealed=bytes(MOST_SEALED + 3))]})
    assert large.json()["code"] == "request_wrong"
    huge = tove.post("/v1/drafts", {"shelf": "s-1", "drafts": [one(sealed=bytes(MOST_SEALED))] * 4})
    assert huge.json()["code"] == "too_large"
    for wrong in ({"sealed": "!"}, {"sealed": ""}, {"note": ""}, {"age": -1}, {"since": "yesterday"}, {"words": "x"}):
        answer = tove.post("/v1/drafts", {"shelf": "s-1", "drafts": [{**one(), **wrong}]})
        assert answer.json()["code"] in ("request_wrong", "bytes_wrong"), wrong
    assert lying(tove) == []


def test_nobody_without_a_session_gets_anywhere(join):
    tove = join()
    for path in ("/v1/drafts", f"/v1/drafts/sealed?{at(tove)}", "/v1/drafts/waiting"):
        assert tove.http.get(path).json()["code"] == "session_expired"
    assert tove.http.post("/v1/drafts", json={"shelf": "s", "drafts": []}).json()["code"] == "session_expired"
