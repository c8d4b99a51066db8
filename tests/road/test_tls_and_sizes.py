"""TLS with a municipality's own CA, and an entry the hub chokes on: over real sockets."""

import hashlib
import ssl
import threading
from dataclasses import replace

import httpx2
import pytest
import zstandard

from faulty_way import FaultyWay
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.hub.inviting import invite
from fieldnotes.hub.serving import prepare
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import entries, outbox
from fieldnotes.vault.identity import identity
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.parcel import unpack
from road_hub import CASE, WORKER
from tls_samples import Authority
from vault_samples import NOTE, consent


@pytest.fixture(scope="module")
def authority():
    return Authority()


@pytest.fixture
def sealed_url(shared_road, authority, tmp_path):
    """The shared hub once more, behind TLS; its CA file lies in the test's folder."""
    _, cert, key = authority.write(tmp_path)
    up = threading.Event()
    told: list[str] = []
    server = prepare(shared_road.hub, "127.0.0.1", 0, cert, key, lambda url: (told.append(url), up.set())[0])
    thread = threading.Thread(target=server.serve_here, daemon=True)
    thread.start()
    assert up.wait(10)
    yield told[0]
    server.should_exit = True
    thread.join(10)


def fingerprint(pem: str) -> str:
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def code_of(act) -> Code:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value.code


def test_a_device_joins_and_exchanges_behind_the_municipalitys_own_ca(road, authority, sealed_url, tmp_path):
    """rules: SEC-9"""
    invitation = replace(invite(road.hub, WORKER, sealed_url), ca=fingerprint(authority.ca_pem))
    device = road.device("new")
    join(device, invitation, road.clock, ca=tmp_path / "ca.pem")
    assert identity(device).hub_ca == authority.ca_pem
    entries.file_act(device, consent(road.clock, CASE), road.clock)
    assert exchange(device, road.clock).sent == 1


def test_a_self_made_certificate_is_trusted_by_the_fingerprint_in_the_invitation(road, sealed_url, tmp_path):
    """rules: SEC-9"""
    pem = (tmp_path / "hub.pem").read_text()
    device = road.device("new")
    join(device, replace(invite(road.hub, WORKER, sealed_url), ca=fingerprint(pem)), road.clock)
    assert identity(device).hub_ca == pem
    exchange(device, road.clock)


@pytest.mark.parametrize("named", [None, "00" * 32])
def test_a_certificate_nobody_vouches_for_is_not_talked_to(road, sealed_url, named):
    """rules: SEC-9"""
    device = road.device("new")
    invitation = replace(invite(road.hub, WORKER, sealed_url), ca=named)
    assert code_of(lambda: join(device, invitation, road.clock)) is Code.HUB_CERT_STRANGE
    assert not identity(device).joined
    join(device, replace(invitation, url=road.url, ca=None), road.clock)
    assert identity(device).joined


def test_another_ca_than_the_invitations_is_refused_before_anything_is_sent(road, sealed_url, tmp_path):
    Authority().write(tmp_path)
    invitation = replace(invite(road.hub, WORKER, sealed_url), ca="00" * 32)
    device = road.device("new")
    assert code_of(lambda: join(device, invitation, road.clock, ca=tmp_path / "ca.pem")) is Code.INVITATION_WRONG


def answer(clock, text: str) -> Act:
    return Act(new_id(clock), Kind.QUESTION_ANSWERED, CASE, NOTE, {"question": "11" * 32, "text": text})


class Choking(FaultyWay):
    """A hub that cannot take any parcel with one certain entry in it."""

    def __init__(self, digest: str) -> None:
        super().__init__()
        self._digest = digest

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/push":
            _, found = unpack(zstandard.ZstdDecompressor().stream_reader(request.read()).read())
            if self._digest in {one.hash for one in found}:
                self.paths.append("choked")
                headers = {"content-type": "application/problem+json"}
                body = httpx2.ByteStream(b'{"code": "request_wrong"}')
                return httpx2.Response(400, headers=headers, stream=body)
        return super().handle_request(request)


def test_a_batch_the_hub_cannot_take_is_halved_until_the_fault_stands_alone(road):
    device = road.joined(WORKER)
    with entries.filing(device, road.clock) as file:
        filed = [file(answer(road.clock, f"svar {n}")) for n in range(11)]
    poison = filed.pop(5)
    way = Choking(poison.hash)
    done = exchange(device, road.clock, transport=way)
    assert (done.sent, [(a.hash, a.reason) for a in done.quarantined]) == (10, [(poison.hash, "request_wrong")])
    assert way.paths.count("choked") <= 5
    assert all(entries.by_hash(device, f.hash).where is Where.RECEIVED for f in filed)
    assert exchange(device, road.clock).sent == 1
    assert outbox.quarantined(device) == []
