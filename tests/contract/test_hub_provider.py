"""Logging in at an identity provider: what it signed is checked word by word, and a code alone is worth nothing."""

from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from fieldnotes.domain.errors import Refused
from fieldnotes.hub.provider import Provider, set_provider
from fieldnotes.wire.hub_word import Word
from fieldnotes.wire.login import Login, challenge_of, new_verifier
from hub_samples import BOSS, COLLEAGUE, WORKER
from small_provider import LOA3, SmallProvider, new_key, providing

REDIRECT = "http://127.0.0.1:49152/back"
HOUR = 3600


@pytest.fixture
def provider(held_clock, hub):
    with providing(SmallProvider(held_clock)) as found:
        set_provider(hub, Provider(found.issuer, "fieldnotes", "Kommunens inloggning", acr=(LOA3,)), None, "it")
        yield found


class Browser:
    """What a person's program and browser do: begin, log in over there, come back."""

    def __init__(self, line) -> None:
        self.line = line
        self.verifier = new_verifier()

    def begin(self, redirect=REDIRECT, challenge=None):
        asked = {"redirect": redirect, "challenge": challenge or challenge_of(self.verifier)}
        return self.line.post("/v1/login/begin", asked)

    def back(self) -> dict:
        found = self.begin().json()
        answer = httpx2.get(found["url"], trust_env=False, verify=False)
        said = {name: values[0] for name, values in parse_qs(urlsplit(answer.headers["location"]).query).items()}
        return {"state": said["state"], "code": said.get("code", ""), "verifier": self.verifier}

    def finish(self, said: dict, line=None):
        return (line or self.line).post("/v1/login/finish", said)

    def all(self):
        return self.finish(self.back())


def code(answer):
    return answer.json()["code"]


def test_who_comes_back_with_what_the_provider_signed_is_logged_in_at_its_level(provider, hub, join):
    """rules: IDM-1"""
    tove = join()
    answer = Browser(tove).all()
    said = Login.read(Word.from_json(answer.json()["login"]), hub.key.public)
    assert (said.user, said.acr, said.amr) == (WORKER, LOA3, ("mfa", "hwk"))
    asked = provider.asked[0]
    assert (asked["code_challenge_method"], asked["acr_values"], asked["max_age"]) == ("S256", LOA3, "300")
    assert tove.get("/v1/login").json()["provider"] == "Kommunens inloggning"


LIES = [
    {"iss": "https://another.example"},
    {"aud": "another"},
    {"aud": ["fieldnotes", "another"]},
    {"aud": ["fieldnotes", "another"], "azp": "another"},
    {"azp": "another"},
    {"exp": None},
    {"exp": 0},
    {"iat": None},
    {"nonce": None},
    {"nonce": "another"},
    {"auth_time": None},
    {"auth_time": 1},
]


def test_one_wrong_word_in_it_logs_nobody_in(provider, join):
    """rules: SEC-9"""
    tove = join()
    for lies in [*LIES, {"iat": int(provider.clock.now().timestamp()) + HOUR}]:
        provider.lies = lies
        assert code(Browser(tove).all()) == "login_failed", lies
    provider.lies = {}
    provider.unsigned = True
    assert code(Browser(tove).all()) == "login_failed"
    provider.unsigned = False
    provider.signing = new_key("another")
    assert code(Browser(tove).all()) == "login_failed"
    provider.signing = provider.key
    assert Browser(tove).all().status_code == 200


def test_another_person_or_a_lower_level_is_told_apart(provider, join):
    tove = join()
    provider.person = BOSS
    assert code(Browser(tove).all()) == "other_person"
    provider.person, provider.acr = WORKER, "urn:example:loa2"
    assert code(Browser(tove).all()) == "login_too_weak"
    provider.acr = None
    assert code(Browser(tove).all()) == "login_too_weak"


def test_what_was_begun_is_good_once_on_that_device_with_that_proof_and_for_ten_minutes(provider, join, held_clock):
    """rules: SEC-9"""
    tove, jonas = join(), join(COLLEAGUE)
    browser = Browser(tove)
    said = browser.back()
    assert code(browser.finish(said, jonas)) == "login_failed"
    assert browser.finish(said).status_code == 200
    assert code(browser.finish(said)) == "login_failed"
    caught = Browser(tove).back()
    assert code(browser.finish({**caught, "verifier": new_verifier()})) == "login_failed"
    late = browser.back()
    held_clock.move(601)
    assert code(browser.finish(late, tove.open())) == "login_failed"


def test_the_browser_comes_back_to_the_persons_own_computer_and_nowhere_else(provider, join):
    tove = Browser(join())
    for redirect in (
        "https://127.0.0.1:49152/", "http://away.example:80/", "http://127.0.0.1/", "http://localhost:5/", "",
        "http://127.0.0.1:49152/?x=1", "http://u@127.0.0.1:49152/", "http://127.0.0.1:x/", "http://[::1",
    ):  # fmt: skip
        assert code(tove.begin(redirect)) == "request_wrong", redirect
    for challenge in ("kort", "a" * 44, "å" * 43):
        assert code(tove.begin(REDIRECT, challenge)) == "request_wrong"
    assert tove.begin("http://[::1]:49152/").status_code == 200


def test_a_hub_that_is_a_client_with_a_secret_shows_it_to_the_provider_and_keeps_it_sealed(held_clock, hub, join):
    secret = "hemligt: å/ö+"
    with providing(SmallProvider(held_clock, secret)) as provider:
        set_provider(hub, Provider(provider.issuer, "fieldnotes", "In"), secret, "it")
        assert Browser(join()).all().status_code == 200
    files = b"".join(path.read_bytes() for path in hub.home.folder.rglob("*") if path.is_file())
    assert secret.encode() not in files


def test_a_provider_that_is_not_there_or_says_it_is_another_is_no_fault_of_the_person(held_clock, hub, join):
    tove = Browser(join())
    assert code(tove.begin()) == "no_provider"
    with providing(SmallProvider(held_clock)) as provider:
        set_provider(hub, Provider(provider.issuer, "fieldnotes", "In"), None, "it")
        provider.issuer = "https://another.example"
        assert (tove.begin().status_code, code(tove.begin())) == (503, "provider_unreachable")
    assert (tove.begin().status_code, code(tove.begin())) == (503, "provider_unreachable")


def test_only_a_safe_address_can_be_set_up(hub):
    for issuer in ("http://login.example", "login.example", "ftp://x", ""):
        with pytest.raises(Refused, match="request_wrong"):
            set_provider(hub, Provider(issuer, "fieldnotes", "In"), None, "it")
    for wrong in ({"client_id": ""}, {"scope": "profile"}, {"acr": ("a\nb",)}):
        about = {"issuer": "https://x.example", "client_id": "c", "name": "In", **wrong}
        with pytest.raises(Refused, match="request_wrong"):
            set_provider(hub, Provider(**about), None, "it")
