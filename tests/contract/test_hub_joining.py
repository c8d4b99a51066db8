"""Invitations, certificates, sessions, clones: who a device is, and whether there are two of it."""

import pytest

from fieldnotes.hub.devices import revoke
from fieldnotes.hub.inviting import invite
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.messages import SESSION_LABEL
from hub_samples import BOTH, COLLEAGUE, MINUTES, WORKER, Line


@pytest.fixture
def line(url, hub, laptop):
    with Line(url, hub, laptop()) as found:
        yield found


def code_of(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == answer.status_code
    return answer.json()["code"]


@BOTH
def test_an_invitation_is_used_once_and_gives_a_certificate(line, hub, laptop):
    invitation = invite(hub, WORKER)
    answer = line.enrol(invitation.code)
    found = answer.json()
    certificate = DeviceCertificate.read(Word.from_json(found["certificate"]), invitation.hub_key)
    assert (certificate.device, certificate.user, certificate.key) == (
        line.laptop.id,
        WORKER,
        line.laptop.key.public,
    )
    assert (found["user"], found["role"], found["unit"], found["user_name"]) == (
        WORKER,
        "worker",
        "unit-a",
        "Namn u-tove",
    )
    assert line.enrol(invitation.code).json() == found
    other = laptop()
    stolen = line.enrol(invitation.code, device=other.id, device_key=to_base64(other.key.public))
    assert (stolen.status_code, code_of(stolen)) == (409, "invitation_used")
    swapped = line.enrol(invitation.code, device_key=to_base64(other.key.public))
    assert code_of(swapped) == "invitation_used"


def test_an_invitation_expires_and_a_wrong_one_is_told_apart(line, hub, held_clock):
    invitation = invite(hub, WORKER)
    assert code_of(line.enrol("NOT-A-CODE")) == "invitation_wrong"
    held_clock.move(15 * 24 * 60 * MINUTES)
    late = line.enrol(invitation.code)
    assert (late.status_code, code_of(late)) == (410, "invitation_expired")


def test_the_hub_keeps_no_code_and_no_token(line, hub):
    """rules: SEC-9."""
    code = invite(hub, WORKER).code
    line.enrol(code)
    line.open()
    if hub.home.database is None:
        kept = b"".join(p.read_bytes() for p in hub.home.folder.glob("hub.sqlite*"))
        assert line.laptop.id.encode() in kept
        for secret in (code, line.laptop.token, line.laptop.exchange_token):
            assert secret.encode() not in kept


def test_a_device_id_belongs_to_one_key_and_one_person(line, hub, laptop):
    line.join()
    key = to_base64(laptop().key.public)
    assert code_of(line.enrol(invite(hub, WORKER).code, device_key=key)) == "already_joined"
    assert code_of(line.enrol(invite(hub, COLLEAGUE).code)) == "already_joined"
    assert code_of(line.enrol(invite(hub, WORKER).code, device="no-uuid")) == "request_wrong"
    assert code_of(line.enrol(invite(hub, WORKER).code, device_key="AAAA")) == "request_wrong"


def test_a_session_needs_the_devices_key_and_a_fresh_nonce(line, held_clock, laptop):
    line.join()
    stranger = Line(str(line.http.base_url), line.hub, laptop())
    with stranger:
        assert code_of(stranger.session()) == "unknown_device"
    forged = to_base64(laptop().key.sign(SESSION_LABEL, b"x"))
    assert code_of(line.session(signature=forged)) == "signature_wrong"
    assert code_of(line.session(signature="%%%")) == "bytes_wrong"
    assert code_of(line.session(nonce=to_base64(bytes(32)))) == "signature_wrong"
    nonce = line.http.post("/v1/session/nonce", json={"device": line.laptop.id}).json()["nonce"]
    held_clock.move(2 * MINUTES)
    assert code_of(line.session(nonce=nonce)) == "signature_wrong"
    line.open()


def test_a_nonce_is_good_once(line):
    line.join()
    nonces = iter([line.http.post("/v1/session/nonce", json={"device": line.laptop.id}).json()["nonce"]])
    from fieldnotes.wire.base64_text import from_base64

    nonce = next(nonces)
    proof = to_base64(line.laptop.key.sign(SESSION_LABEL, from_base64(nonce) + line.laptop.id.encode()))
    body = {
        "device": line.laptop.id,
        "nonce": nonce,
        "signature": proof,
        "exchange_token": line.laptop.exchange_token,
    }
    first = line.http.post("/v1/session", json=body)
    assert first.status_code == 200
    replayed = {**body, "exchange_token": first.json()["exchange_token"]}
    assert code_of(line.http.post("/v1/session", json=replayed)) == "signature_wrong"


def test_a_session_lasts_ten_minutes(line, held_clock):
    line.join()
    held_clock.move(9 * MINUTES)
    assert line.get("/v1/heads").status_code == 200
    held_clock.move(2 * MINUTES)
    answer = line.get("/v1/heads")
    assert (answer.status_code, code_of(answer)) == (401, "session_expired")
    line.open()
    assert line.get("/v1/heads").status_code == 200


def test_without_a_session_nothing_is_read_or_written(line):
    """rules: SEC-6."""
    line.join()
    line.laptop.token = "made up"
    pull = {"cases": [{"case": "c-1", "after": 0}]}
    for answer in (
        line.get("/v1/heads"),
        line.get("/v1/reference"),
        line.post("/v1/pull", pull),
        line.send(b""),
        line.post("/v1/access", {"rows": []}),
        line.http.get("/v1/heads"),
        line.http.get("/v1/heads", headers={"Authorization": "Basic eDp5"}),
    ):
        assert (answer.status_code, code_of(answer)) == (401, "session_expired")


@BOTH
def test_a_copied_disk_shows_at_its_first_contact(line, hub):
    line.join()
    copy = line.laptop.exchange_token
    line.open()
    assert line.get("/v1/heads").status_code == 200
    answer = line.session(exchange_token=copy)
    assert (answer.status_code, code_of(answer)) == (409, "device_cloned")
    assert code_of(line.get("/v1/heads")) == "session_expired"
    assert code_of(line.session()) == "device_cloned"
    line.laptop.exchange_token = None
    line.join()
    assert line.get("/v1/heads").status_code == 200
    assert code_of(line.session(exchange_token=copy)) == "device_cloned"


def test_a_copy_from_before_the_first_session_shows_too(line):
    line.join()
    assert line.get("/v1/heads").status_code == 200
    assert code_of(line.session(exchange_token=None)) == "device_cloned"


def test_an_answer_lost_on_the_way_makes_no_clone(line):
    line.join()
    line.get("/v1/heads")
    assert line.session().status_code == 200
    assert line.session().status_code == 200
    line.open()
    assert line.get("/v1/heads").status_code == 200
    line.open()


@BOTH
def test_of_two_copies_that_race_one_is_found_out_at_once(line):
    line.join()
    line.get("/v1/heads")
    shown = line.laptop.exchange_token
    first = line.session(exchange_token=shown).json()
    assert line.session(exchange_token=shown).status_code == 200
    line.laptop.token = first["token"]
    assert code_of(line.get("/v1/heads")) == "session_expired"
    assert code_of(line.session(exchange_token=first["exchange_token"])) == "device_cloned"


def test_a_revoked_device_does_not_join_again(line, hub):
    line.join()
    revoke(hub, line.laptop.id)
    assert code_of(line.enrol(invite(hub, WORKER).code)) == "device_revoked"


def test_hello_answers_everybody(line, hub):
    found = line.http.get("/v1/hello").json()
    assert (found["protocol"], found["epoch"], found["backed_up_to"]) == ([1, 1], hub.epoch, None)
    assert (found["hub_key"], found["version"]) == (to_base64(hub.key.public), 2)
