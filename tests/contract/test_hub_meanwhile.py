"""What another does between a hub's look and its lock, or in another process, is met all the same."""

from dataclasses import replace

import pytest

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Refused
from fieldnotes.hub import feed
from fieldnotes.hub.feed import push
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.judging import judge
from fieldnotes.hub.releasing import quarantine_list
from fieldnotes.hub.sessions import _is_fresh, new_nonce, open_session
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.messages import SESSION_LABEL
from hub_samples import BOTH, CASE, UNIT, Laptop


@pytest.fixture
def tove(hub, held_clock):
    return Laptop(clock=held_clock).enrol(hub)


def filed_as_new(hub, laptop, *sealed):
    """File as if nothing of it had been there a moment ago."""
    return feed._file_case(hub, CASE, judge(hub, sealed), laptop.id, new=True).results


@BOTH
def test_what_came_in_between_look_and_lock_is_not_stored_twice(hub, tove):
    entries = [tove.signed(note=f"n-{n}") for n in range(3)]
    first = push(hub, tove.id, entries[:2])["results"]
    assert filed_as_new(hub, tove, *entries)[:2] == first
    found = verify_hub(hub)
    assert (found["entries"], found["faults"]) == (3, [])


def test_a_fork_that_came_in_between_is_set_aside(hub, tove, held_clock):
    push(hub, tove.id, [tove.signed(note="n-1")])
    tove.dseq -= 1
    assert [one.get("reason") for one in filed_as_new(hub, tove, tove.signed(note="n-2"))] == ["fork"]


def test_what_lay_in_quarantine_in_between_lies_there_once(hub, tove):
    early = tove.act(Kind.NOTE_APPROVED, {"revision": "22" * 32, "seen": []})
    first = push(hub, tove.id, [early])["results"]
    assert filed_as_new(hub, tove, early) == first


def test_what_was_set_aside_unproven_and_is_proven_now_leaves_quarantine(hub, tove):
    entry = tove.signed(note="n-1")
    broken = replace(entry, signature=bytes(len(entry.signature)))
    assert push(hub, tove.id, [broken])["results"][0]["reason"] == "signature_wrong"
    assert push(hub, tove.id, [entry])["results"][0]["result"] == "stored"
    assert quarantine_list(hub)["quarantine"] == []


def test_units_that_another_process_moved_to_another_board_are_judged_as_they_are_now(hub, tove, tmp_path, held_clock):
    """rules: SEC-6"""
    assert [one["result"] for one in push(hub, tove.id, [tove.signed(note="n-1")])["results"]] == ["stored"]
    elsewhere = {"id": "unit-c", "name": "Vuxna", "municipality": "Provby", "authority": "Vuxennämnden"}
    here = {"id": UNIT, "name": "Barn och unga", "municipality": "Provby", "authority": "Socialnämnden"}
    with Hub.open(hub.home.folder, held_clock) as other:
        import_file(other, {"units": [here, elsewhere], "users": [], "cases": []})
    answer = push(hub, tove.id, [tove.signed(note="n-2", unit="unit-c")])
    assert "other_area" in [reason.value for reason in judge(hub, [tove.signed(note="n-3", unit="unit-c")])[0].reasons]
    assert [one["result"] for one in answer["results"]] == ["quarantined"]


def test_a_nonce_spelt_otherwise_is_the_same_nonce(hub, tove, held_clock):
    def asked(nonce, token):
        proof = tove.key.sign(SESSION_LABEL, from_base64(nonce) + tove.id.encode())
        return {"device": tove.id, "nonce": nonce, "signature": to_base64(proof), "exchange_token": token}

    nonce = new_nonce(hub, tove.id)
    token = open_session(hub, asked(nonce, None))["exchange_token"]
    otherwise = nonce[:-2] + chr(ord(nonce[-2]) + 1) + "="
    assert from_base64(otherwise) == from_base64(nonce)
    with pytest.raises(Refused, match="signature_wrong"):
        open_session(hub, asked(otherwise, token))


def test_a_nonce_is_of_this_hub_for_this_device_and_of_this_minute(hub, tove, held_clock):
    def opens(nonce):
        asked = {"device": tove.id, "nonce": nonce, "signature": "", "exchange_token": None}
        return _is_fresh(hub, asked)

    nonce = new_nonce(hub, tove.id)
    assert opens(nonce)
    assert not opens(new_nonce(hub, Laptop(clock=held_clock).id))
    changed = bytearray(from_base64(nonce))
    changed[0] ^= 1
    assert not opens(to_base64(changed))
    held_clock.move(59)
    assert opens(nonce)
    held_clock.move(1)
    assert not opens(nonce)
