"""One request, one bounded answer: what the network and strangers on it can do to a device."""

import json

import httpx2
import pytest
import zstandard

from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.sync import hub_client
from fieldnotes.sync.hub_client import HubClient

URL = "http://127.0.0.1:8000"


class Answering(httpx2.BaseTransport):
    """Gives one answer to everything and remembers what was asked."""

    def __init__(self, status: int = 200, body: bytes = b"{}", **headers: str) -> None:
        self._answer = (status, body, {name.replace("_", "-"): value for name, value in headers.items()})
        self.asked: list[httpx2.Request] = []

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()
        self.asked.append(request)
        status, body, headers = self._answer
        return httpx2.Response(status, headers=headers, stream=httpx2.ByteStream(body))


def problem_of(way: Answering) -> FieldNotesError:
    with HubClient(URL, None, way) as client, pytest.raises(FieldNotesError) as problem:
        client.get("/v1/hello")
    return problem.value


def a_problem(code: str) -> bytes:
    return json.dumps({"type": "x", "title": "x", "status": 400, "code": code, "detail": "Elsa"}).encode()


def test_a_question_carries_its_token_and_takes_no_packed_answer():
    way = Answering(body=b'{"a": 1}')
    with HubClient(URL, None, way) as client:
        assert client.post("/v1/session", {"device": "d"}, "tok") == {"a": 1}
    [asked] = way.asked
    assert asked.headers["authorization"] == "Bearer tok"
    assert asked.headers["accept-encoding"] == "identity"
    assert asked.headers["fieldnotes-protocol"] == "1"
    assert json.loads(asked.content) == {"device": "d"}


@pytest.mark.parametrize("code", ["own_work", "invitation_used", "device_revoked"])
def test_the_hubs_code_is_told_and_nothing_else_it_says(code):
    """rules: SEC-9"""
    problem = problem_of(Answering(409, a_problem(code), content_type="application/problem+json"))
    assert isinstance(problem, Refused)
    assert (problem.code.value, problem.values) == (code, {})


@pytest.mark.parametrize(("status", "code"), [(503, "database_unreachable"), (429, "too_many"), (500, "request_wrong")])
def test_the_hubs_own_troubles_are_safe_to_try_again(status, code):
    problem = problem_of(Answering(status, a_problem(code), content_type="application/problem+json"))
    assert isinstance(problem, Unavailable)
    assert problem.code.value == code


@pytest.mark.parametrize("status", [500, 502, 503, 504, 429])
def test_somebody_between_us_and_the_hub_who_fails_is_no_hub(status):
    problem = problem_of(Answering(status, b"<html>", content_type="text/html"))
    assert isinstance(problem, Unavailable)
    assert problem.code is Code.HUB_UNREACHABLE


@pytest.mark.parametrize(("said", "seconds"), [("7", 7), ("86400", 3600), ("soon", None), ("", None), ("-1", None)])
def test_who_asks_us_to_stay_away_is_heard_for_an_hour_at_most(said, seconds):
    way = Answering(429, a_problem("too_many"), content_type="application/problem+json", retry_after=said)
    assert problem_of(way).values.get("seconds") == seconds


def test_somebody_on_the_way_who_finds_it_too_large_is_believed():
    """A proxy with a limit of its own must not hold up everything that would pass."""
    problem = problem_of(Answering(413, b"<html>", content_type="text/html"))
    assert (type(problem), problem.code) == (Refused, Code.TOO_LARGE)


@pytest.mark.parametrize(("spoken", "code"), [([2, 3], "program_too_old"), ([0, 0], "hub_too_old")])
def test_a_refusal_for_the_protocol_says_who_is_to_be_updated(spoken, code):
    body = json.dumps({"code": "version_unsupported", "protocol": spoken}).encode()
    problem = problem_of(Answering(426, body, content_type="application/problem+json"))
    assert (type(problem), problem.code.value) == (Refused, code)


@pytest.mark.parametrize(
    ("status", "body", "headers"),
    [
        (302, b"", {"location": "http://elsewhere.example/"}),
        (404, b"<html>", {"content_type": "text/html"}),
        (400, a_problem("no such code"), {"content_type": "application/problem+json"}),
        (400, b"[", {"content_type": "application/problem+json"}),
        (200, b"<html>", {}),
        (200, b"[]", {}),
        (200, b"[" * 100_000, {}),
        (200, b"{}", {"content_encoding": "gzip"}),
        (206, b"{}", {}),
    ],
)
def test_what_is_no_answer_is_not_believed(status, body, headers):
    way = Answering(status, body, **headers)
    problem = problem_of(way)
    assert isinstance(problem, Refused)
    assert problem.code is Code.HUB_ANSWER_WRONG
    assert len(way.asked) == 1


def test_an_endless_answer_is_cut_off(monkeypatch):
    monkeypatch.setattr(hub_client, "MOST_UNPACKED", 1000)
    assert problem_of(Answering(body=b'{"a": "' + b"x" * 2000 + b'"}')).code is Code.HUB_ANSWER_WRONG


def test_a_small_answer_that_unpacks_to_a_mountain_is_cut_off_on_the_way():
    """rules: SEC-9"""
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(3 * hub_client.MOST_UNPACKED))
    assert len(bomb) < 100_000
    with HubClient(URL, None, Answering(body=bomb)) as client, pytest.raises(Refused) as problem:
        client.post_for_parcel("/v1/pull", {}, "tok")
    assert problem.value.code is Code.HUB_ANSWER_WRONG


def test_a_parcel_goes_up_packed_and_comes_down_unpacked():
    words = b"samma ord " * 500
    way = Answering(body=zstandard.ZstdCompressor().compress(words))
    with HubClient(URL, None, way) as client:
        assert client.post_for_parcel("/v1/pull", {}, "tok") == words
    up = Answering()
    with HubClient(URL, None, up) as client:
        client.post_parcel("/v1/push", words, "tok")
    [asked] = up.asked
    assert len(asked.content) < len(words) / 10
    assert zstandard.ZstdDecompressor().stream_reader(asked.content).read() == words


def test_no_network_is_unavailable_with_the_address():
    with HubClient("http://127.0.0.1:9", None) as client, pytest.raises(Unavailable) as problem:
        client.get("/v1/hello")
    assert (problem.value.code, problem.value.values) == (Code.HUB_UNREACHABLE, {"url": "http://127.0.0.1:9"})
