"""A decision handed in while its person waits: it stands whole, or is refused with a code and a sentence."""

import pytest
import zstandard

from fieldnotes.domain.entry import Kind
from fieldnotes.hub.releasing import quarantine_list
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.messages import PARCEL_TYPE, PROBLEM_TYPE
from fieldnotes.wire.parcel import pack
from hub_samples import BOTH, COLLEAGUE, H

LINK = "ab" * 32


def decide(line, *sealed):
    body = zstandard.compress(pack({}, sealed))
    return line.http.post("/v1/decisions", content=body, headers={**line.bearer, "Content-Type": PARCEL_TYPE})


def opened(line, revision, number=1, note="n-1"):
    row = {"number": number, "what": "opened", "case": "c-1", "note": note, "revision": revision,
           "at": "2026-03-12T15:00:00+01:00", "chain": LINK}  # fmt: skip
    assert line.post("/v1/access", {"rows": [row]}).json() == {"stored": 1}


def question(line, revision, kind="question"):
    pin = {"section": "barnets_rost", "field": "said"}
    return line.laptop.act(Kind.QUESTION_ASKED, {"revision": revision, "pin": pin, "kind": kind, "text": "Hur ofta?"})


def returned(line, revision, *questions):
    body = {"revision": revision, "seen": [], "questions": [one.hash for one in questions]}
    return line.laptop.act(Kind.NOTE_RETURNED, body)


def refused(answer):
    """Status and code; every refusal is a problem document with a sentence."""
    found = answer.json()
    assert answer.headers["content-type"] == PROBLEM_TYPE
    assert found["status"] == answer.status_code
    assert found["detail"].endswith(".")
    assert found["type"] == f"urn:fieldnotes:problem:{found['code']}"
    return answer.status_code, found["code"]


@pytest.fixture
def signed(join):
    """A worker's line, the supervisor's, who has opened the text, and the text."""
    tove, boss = join(), join(boss=True)
    note = tove.laptop.signed()
    tove.push(note)
    opened(boss, note.hash)
    return tove, boss, note


@BOTH
def test_a_read_head_is_decided_about_and_the_same_again_answers_the_same(signed, hub):
    tove, boss, note = signed
    asked = question(boss, note.hash)
    back = returned(boss, note.hash, asked)
    first = decide(boss, asked, back).json()
    assert [one["position"] for one in first["results"]] == [2, 3]
    tove.push(tove.laptop.signed(parents=(note.hash,)))
    assert decide(boss, asked, back).json()["results"] == first["results"]
    assert verify_hub(hub)["entries"] == 4


@BOTH
def test_each_refusal_has_its_status_and_nothing_of_it_is_kept(signed, join, hub):
    """rules: DOC-1, SEC-6. No pin 422, a text not read or not the head 409, not the supervisor's or one's own 403."""
    tove, boss, note = signed
    jonas, siv = join(COLLEAGUE), join(boss=True)
    opened(jonas, note.hash)
    praise = question(boss, note.hash, "praise")
    assert refused(decide(boss, returned(boss, note.hash))) == (422, "pin_missing")
    assert refused(decide(boss, praise, returned(boss, note.hash, praise))) == (422, "pin_missing")
    assert refused(decide(boss, boss.laptop.approved(H))) == (409, "unknown_revision")
    assert refused(decide(boss, boss.laptop.withdrawn(note.hash, H))) == (409, "not_approved")
    unread = tove.laptop.signed(note="n-2")
    tove.push(unread)
    assert refused(decide(siv, siv.laptop.approved(unread.hash, note="n-2"))) == (409, "never_opened")
    assert refused(decide(jonas, jonas.laptop.approved(note.hash))) == (403, "not_a_supervisor")
    assert refused(decide(tove, tove.laptop.approved(note.hash))) == (403, "own_work")
    own = boss.laptop.signed(note="n-own")
    boss.push(own)
    opened(boss, own.hash, 2, "n-own")
    assert refused(decide(boss, boss.laptop.approved(own.hash, note="n-own"))) == (403, "own_work")
    tove.push(tove.laptop.signed(parents=(note.hash,), text="Rättat."))
    assert refused(decide(boss, boss.laptop.approved(note.hash))) == (409, "not_the_head")
    assert quarantine_list(hub) == {"quarantine": []}
    assert verify_hub(hub)["entries"] == 4


def test_it_is_one_decision_of_the_one_who_asks(signed, join):
    tove, boss, note = signed
    other = join(boss=True)
    yes = boss.laptop.approved(note.hash)
    assert refused(decide(boss, yes, boss.laptop.approved(note.hash))) == (400, "request_wrong")
    assert refused(decide(boss, question(boss, note.hash))) == (400, "request_wrong")
    assert refused(decide(tove, yes)) == (400, "request_wrong")
    assert refused(decide(boss)) == (400, "bytes_wrong")
    assert decide(other, yes).status_code == 200, "another computer of the same person may hand it in"
    boss.laptop.token = "made up"
    assert refused(decide(boss, yes)) == (401, "session_expired")


def test_a_push_puts_a_return_without_a_pin_aside(signed):
    """What came without a network is kept, and stands nowhere."""
    _, boss, note = signed
    assert boss.results(boss.laptop.returned(note.hash)) == ["pin_missing"]
