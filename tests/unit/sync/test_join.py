"""Joining believes only what the invitation's key has signed, about this device and this person."""

import json

import httpx2
import pytest

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.sync.join import join
from fieldnotes.vault.identity import identity
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.certificate import DeviceCertificate
from fieldnotes.wire.greeting import is_proven, new_challenge, prove
from fieldnotes.wire.invitation import Invitation
from fieldnotes.wire.keys import SigningKey

HUB = SigningKey(b"\x07" * 32)
STRANGER = SigningKey(b"\x08" * 32)
INVITATION = Invitation("http://127.0.0.1:8000", HUB.public, None, "u-tove", "A" * 32, "2026-04-01T00:00:00+00:00")
OTHER_DEVICE = "0195d0f0-0000-7000-8000-0000000000dd"


class Enrolling(httpx2.BaseTransport):
    """A hub that greets and enrols, and nothing more."""

    def __init__(self, device: str, key: bytes, user: str, signer: SigningKey, *, proves: bool = True) -> None:
        self._proves = proves
        word = DeviceCertificate(device, key=key, user=user, since="2026-03-01T00:00:00+00:00").seal(signer)
        about = {"user": "u-tove", "user_name": "Tove Ekberg", "role": "worker", "unit": "unit-bou", "epoch": "e"}
        self.asked = []
        self._answers = {
            "/v1/hello": {"protocol": [1, 1], "epoch": "e", "hub_key": to_base64(HUB.public)},
            "/v1/enrol": {"certificate": word.to_json(), **about},
        }

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.asked.append(request.url.path)
        answer = self._answers.get(request.url.path)
        if request.url.path == "/v1/hello" and self._proves:
            answer = {**answer, "proof": prove(HUB, request.url.params["challenge"])}
        if answer is None:
            raise httpx2.ConnectError("nobody", request=request)
        return httpx2.Response(200, stream=httpx2.ByteStream(json.dumps(answer).encode()))


def own(vault) -> tuple[str, bytes]:
    me = identity(vault)
    return me.device, SigningKey(me.seed).public


def test_a_right_certificate_makes_the_person(vault, held_clock):
    device, key = own(vault)
    me = join(vault, INVITATION, held_clock, transport=Enrolling(device, key, "u-tove", HUB))
    assert (me.author, me.role, me.unit, me.name) == ("u-tove", "worker", "unit-bou", "Tove Ekberg")
    assert me.hub_key == HUB.public


@pytest.mark.parametrize("wrong", ["device", "key", "user"])
def test_a_certificate_for_somebody_else_is_not_taken(vault, held_clock, wrong):
    """rules: SEC-9"""
    device, key = own(vault)
    hub = Enrolling(
        OTHER_DEVICE if wrong == "device" else device,
        STRANGER.public if wrong == "key" else key,
        "u-jonas" if wrong == "user" else "u-tove",
        HUB,
    )
    with pytest.raises(Refused) as problem:
        join(vault, INVITATION, held_clock, transport=hub)
    assert problem.value.code is Code.HUB_ANSWER_WRONG
    assert not identity(vault).joined


def test_a_certificate_by_another_key_is_not_taken(vault, held_clock):
    """rules: SEC-9"""
    with pytest.raises(Refused) as problem:
        join(vault, INVITATION, held_clock, transport=Enrolling(*own(vault), "u-tove", STRANGER))
    assert problem.value.code is Code.HUB_KEY_CHANGED
    assert not identity(vault).joined


def test_a_hub_that_only_repeats_the_public_key_learns_nothing(vault, held_clock):
    """rules: SEC-9"""
    impostor = Enrolling(*own(vault), "u-tove", HUB, proves=False)
    with pytest.raises(Refused) as problem:
        join(vault, INVITATION, held_clock, transport=impostor)
    assert problem.value.code is Code.HUB_KEY_CHANGED
    assert impostor.asked == ["/v1/hello"]


def test_a_proof_answers_one_challenge_only():
    asked = new_challenge()
    assert is_proven(HUB.public, asked, prove(HUB, asked))
    assert not is_proven(HUB.public, new_challenge(), prove(HUB, asked))
    assert not is_proven(HUB.public, asked, prove(STRANGER, asked))
    assert not is_proven(HUB.public, asked, None)
    for wrong in ("", "ff", asked.upper() + "x", asked[:-1] + "g"):
        with pytest.raises(Refused):
            prove(HUB, wrong)
