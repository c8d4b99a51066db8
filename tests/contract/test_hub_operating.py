"""Running the hub: health, figures, the operator's page, the log, limits, and the end of a process; over real HTTP."""

import json
import re
import socket
import threading
from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest

from conftest import HeldClock
from copied_hub import copied_hub
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub import body_cap, operators, reference
from fieldnotes.hub import running as process
from fieldnotes.hub.limits import NONE, Rates
from fieldnotes.hub.operator_log import acts
from fieldnotes.hub.request_log import RequestLog
from fieldnotes.hub.running import Running
from fieldnotes.hub.serving import How, prepare
from hub_samples import _NO_TLS, Laptop, Line, fill
from running_hub import SECONDS

SECRET_WORDS = ("Elsa", "Sandin", "hemlig", "20170902", "u-tove", "mamma", "Bearer", "skyddad")
ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
"""A computer's: "…c-3…" may stand in one."""


class Served:
    """A hub that serves with a log, and one way to ask it."""

    def __init__(self, hub, folder, rates):
        self.hub = hub
        self.file = folder / "requests.log"
        self.running = Running(RequestLog(self.file), {"sv": lambda said: f"<{said}>", "en": str})
        self.told, self.up = [], threading.Event()
        how = How(rates=rates, running=self.running)
        self.server = prepare(hub, "127.0.0.1", 0, None, None, self._ready, how)
        self.thread = threading.Thread(target=self.server.serve_here, daemon=True)
        self.thread.start()
        assert self.up.wait(SECONDS)
        self.http = httpx2.Client(base_url=self.told[0], trust_env=False, verify=_NO_TLS, timeout=SECONDS)

    def _ready(self, url):
        self.told.append(url)
        self.up.set()

    def get(self, path, **headers):
        return self.http.get(path, headers=headers)

    def log(self):
        """All lines, once nothing is under way: a line is written after its answer."""
        self.server.stop()
        self.thread.join(SECONDS)
        return [json.loads(line) for line in self.file.read_text("utf-8").splitlines()]

    def close(self):
        self.http.close()
        self.server.stop()
        self.thread.join(SECONDS)
        self.running.log.close()


@pytest.fixture
def serve(tmp_path, held_clock):
    """Serves a copy of the founded hub, with rates when they are given."""
    opened = []

    def make(rates=NONE):
        hub = copied_hub(tmp_path / "served", held_clock, fill)
        opened.append(Served(hub, tmp_path, rates))
        return opened[-1]

    yield make
    for each in opened:
        each.close()
        each.hub.close()


@pytest.fixture(scope="module")
def standing(tmp_path_factory):
    """One that serves for all tests that do not end it."""
    folder, clock = tmp_path_factory.mktemp("standing"), HeldClock()
    with copied_hub(folder / "served", clock, fill) as hub:
        served = Served(hub, folder, NONE)
        yield served
        served.close()


@pytest.fixture
def served(standing):
    """The same, without what tests before this one have asked for."""
    yield standing
    standing.hub.limits.rates = NONE
    standing.hub.limits._left.clear()
    standing.http.cookies.clear()


def test_health_says_whether_it_lives_and_may_be_sent_requests_and_nothing_else(serve):
    served = serve()
    checks = {"database": True, "tables": True, "folder": True, "serving": True}
    assert served.get("/health/live").json() == {"live": True}
    for path in ("/health", "/health/ready"):
        assert served.get(path).json() == {"live": True, "ready": True, "checks": checks}
    served.hub.close()
    file = served.hub.home.folder / "hub.sqlite"
    file.unlink()
    file.mkdir()
    answer = served.get("/health/ready")
    assert (answer.status_code, answer.json()["checks"]["database"]) == (503, False)
    assert served.get("/health/live").status_code == 200


def test_only_an_operator_reads_figures_and_they_name_nobody(served):
    """rules: SEC-6"""
    key = operators.add_operator(served.hub, "figures", "root")
    with Line(served.told[0], served.hub, Laptop(clock=served.hub.clock)) as tove:
        tove.join()
        tove.push(tove.laptop.signed(), tove.laptop.signed(case="c-3"))
        assert tove.get("/metrics").json()["code"] == "operator_unknown"
        assert served.get("/metrics").json()["code"] == "operator_unknown"
        answer = served.get("/metrics", Authorization=f"Bearer {key}")
        assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
        assert re.search(r'requests_total{method="POST",route="/v1/push",status="200"} [1-9]', answer.text)
        assert re.search("^fieldnotes_hub_quarantine_waiting [1-9]", answer.text, re.MULTILINE)
        assert not [word for word in (*SECRET_WORDS, "c-1", "n-1", tove.laptop.id) if word in answer.text]
    operators.remove_operator(served.hub, "figures", "root")
    assert served.get("/metrics", Authorization=f"Bearer {key}").status_code == 401
    assert acts_of(served.hub, "figures") == [("operator_added", "root"), ("operator_removed", "root")]


def test_a_form_with_more_fields_than_a_page_has_is_refused(served):
    answer = served.http.post("/status/sign-in", content="a=1&b=2&c=3&d=4&key=5")
    assert (answer.status_code, answer.json()["code"]) == (400, "request_wrong")


def acts_of(hub, name):
    """What was written down about one operator: what, and who did it."""
    with hub.database.reading() as connection:
        return sorted((each.what, each.who) for each in acts(connection) if each.about == name)


def test_the_operators_page_is_signed_into_read_and_left(served):
    """rules: SEC-6 SEC-8"""
    held_clock = served.hub.clock
    key = operators.add_operator(served.hub, "page", "root")
    with Line(served.told[0], served.hub, Laptop(clock=held_clock)) as tove:
        tove.join()
        device = tove.laptop.id
        tove.push(tove.laptop.signed(case="c-3"))
    assert served.get("/status").status_code == 401
    wrong = served.http.post("/status/sign-in", content="key=nyckel")
    assert (wrong.status_code, "set-cookie" in wrong.headers) == (401, False)
    entered = served.http.post("/status/sign-in", content=f"key={key}")
    assert (entered.status_code, entered.headers["location"]) == (303, "/status")
    cookie = entered.headers["set-cookie"].lower()
    assert re.search("; httponly; max-age=1800; path=/status; samesite=strict$", cookie)
    held_clock.move(timedelta(days=8).total_seconds())
    assert served.get("/status").status_code == 401  # half an hour is over
    served.http.post("/status/sign-in", content=f"key={key}")
    swedish, english = served.get("/status"), served.get("/status?language=en")
    assert '<html lang="sv">' in swedish.text
    assert "<In short>" in swedish.text
    assert '<html lang="en">' in served.get("/status", **{"Accept-Language": "de,en;q=0.5"}).text
    assert "Some computers have not exchanged for a week." in english.text
    assert device in english.text
    assert "Its author was not assigned to the case when it arrived." in english.text
    assert not [word for word in ("Elsa", "Sandin", "c-3", "n-1", "<script") if word in ID.sub("", english.text)]
    assert "default-src 'none'" in english.headers["content-security-policy"]
    assert english.headers["cache-control"] == "no-store"
    served.http.post("/status/sign-out")
    assert served.get("/status").status_code == 401
    assert acts_of(served.hub, "page") == [("operator_added", "root"), *[("status_opened", "page")] * 2]


def test_the_log_says_which_route_how_long_and_never_what_was_said(serve, data):
    """rules: SEC-9 – whatever stands in an address, a header or a body, the log has the route's own words."""
    served = serve()
    words = {"X-Word": "hemlig", "User-Agent": "Elsa Sandin 20170902", "Referer": "http://skyddad/"}
    served.get("/v1/hello?challenge=Elsa", **words)
    served.get("/v1/attachments/Elsa/Sandin?q=mamma", **words)
    served.get("/Elsa/Sandin/hemlig", **words)
    served.http.request("ELSA", "/v1/hello")
    leaks = [json.loads(line)["text"] for line in (data / "domain" / "redteam.jsonl").read_text("utf-8").splitlines()]
    for text in leaks:
        served.http.get("/v1/hello", params={"challenge": text, text[:20]: text})
    served.http.post("/v1/session/nonce", json={"device": "Elsa Sandin", "mamma": "hemlig"}, headers=words)
    served.http.post("/v1/push", content=b"Elsa", headers={"Authorization": "Bearer hemlig"})
    lines, said = served.log(), served.file.read_text("utf-8")
    assert len(leaks) >= 20
    assert not [text for text in leaks if any(word in said for word in text.split() if len(word) > 6)]
    assert [(each["method"], each["route"], each["status"]) for each in lines] == [
        ("GET", "/v1/hello", 400),
        ("GET", "/v1/attachments/{case}/{attachment}", 404),
        ("GET", "other", 404),
        ("other", "other", 405),
        *[("GET", "/v1/hello", 400)] * len(leaks),
        ("POST", "/v1/session/nonce", 400),
        ("POST", "other", 401),
    ]
    assert {frozenset(each) for each in lines} == {
        frozenset({"time", "request", "route", "method", "status", "ms", "process"})
    }
    assert not [word for word in SECRET_WORDS if word in served.file.read_text("utf-8")]
    assert len({each["request"] for each in lines}) == len(lines)


def test_an_unforeseen_error_is_told_by_kind_and_place_without_its_words(serve, monkeypatch):
    def breaks(*_):
        raise ZeroDivisionError("Elsa väcker mamma")

    served = serve()
    served.running.log.take_over()
    monkeypatch.setattr(reference, "version", breaks)
    assert served.get("/v1/hello").status_code == 500
    served.log()
    said = served.file.read_text("utf-8")
    assert "ZeroDivisionError" in said
    assert "test_hub_operating.py" in said
    assert "Elsa" not in said


def test_a_device_that_asks_too_often_is_told_when_to_come_again_and_others_are_not(served):
    held_clock = served.hub.clock
    served.hub.limits.rates = Rates(device=20, address=0)
    with (
        Line(served.told[0], served.hub, Laptop(clock=held_clock)) as wild,
        Line(served.told[0], served.hub, Laptop("u-jonas", clock=held_clock)) as calm,
    ):
        wild.join()
        answers = [wild.get("/v1/heads") for _ in range(21)]
        assert [each.status_code for each in answers] == [200] * 20 + [429]
        assert answers[-1].json()["code"] == "too_many"
        assert answers[-1].headers["retry-after"] == "6"
        assert calm.join().get("/v1/heads").status_code == 200
        held_clock.move(6)
        assert wild.get("/v1/heads").status_code == 200


def test_strangers_at_one_address_are_held_back_and_whoever_is_in_session_is_not(served):
    held_clock = served.hub.clock
    served.hub.limits.rates = Rates(device=0, address=12)
    with Line(served.told[0], served.hub, Laptop(clock=held_clock)) as tove:
        tove.join()
        answers = [served.get("/v1/hello") for _ in range(13)]
        assert {each.status_code for each in answers[:8]} == {200}
        assert (answers[-1].status_code, answers[-1].headers["retry-after"]) == (429, "6")
        assert tove.get("/v1/heads").status_code == 200
        too_large = served.http.post("/v1/session/nonce", content=bytes(300_000))
        assert too_large.status_code == 429
        held_clock.move(60)
        guesses = [served.get("/v1/heads", Authorization="Bearer gissat") for _ in range(12)]
        assert {each.status_code for each in guesses} == {401}
        assert served.get("/v1/hello").status_code == 429  # guessed tokens count for the address


def test_what_is_under_way_is_finished_and_who_comes_meanwhile_is_asked_to_come_again(serve, monkeypatch):
    served = serve()
    entered, go_on, answers = threading.Event(), threading.Event(), []
    real = reference.version

    def slow(connection):
        entered.set()
        assert go_on.wait(SECONDS)
        return real(connection)

    monkeypatch.setattr(reference, "version", slow)
    asking = threading.Thread(target=lambda: answers.append(served.get("/v1/hello")))
    with httpx2.Client(base_url=served.told[0], trust_env=False, verify=_NO_TLS, timeout=SECONDS) as other:
        assert other.get("/health/live").status_code == 200
        asking.start()
        assert entered.wait(SECONDS)
        served.server.stop()
        turned = other.get("/health/live")
        assert (turned.status_code, turned.json()["code"]) == (503, "hub_busy")
        assert (turned.headers["retry-after"], turned.headers["connection"]) == ("5", "close")
        go_on.set()
        asking.join(SECONDS)
    served.thread.join(SECONDS)
    assert not served.thread.is_alive()
    assert [each.status_code for each in answers] == [200]


def test_more_at_once_than_a_process_can_work_on_are_asked_to_come_again(served, monkeypatch):
    monkeypatch.setattr(process, "MOST_AT_ONCE", 0)
    answer = served.http.post("/v1/session/nonce", json={"device": "d"})
    assert (answer.status_code, answer.json()["code"], answer.headers["retry-after"]) == (503, "hub_busy", "5")


def test_who_falls_silent_in_the_middle_of_a_body_is_not_waited_for(served, monkeypatch):
    monkeypatch.setattr(body_cap, "_SECONDS_SILENT", 0.05)
    host, port = served.told[0].removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=SECONDS) as line:
        line.sendall(b"POST /v1/session/nonce HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\n{")
        heard = b""
        while more := line.recv(65536):
            heard += more
    assert heard.startswith(b"HTTP/1.1 400")
    assert b"connection: close" in heard.lower()


def test_an_operators_key_is_new_each_time_and_nobody_elses(served):
    first = operators.add_operator(served.hub, "keys", "root")
    second = operators.add_operator(served.hub, "keys", "root")
    assert operators.whose_key(served.hub, first) is None
    assert operators.whose_key(served.hub, second) == "keys"
    for name in ("", " drift", "a\nb", "x" * 61):
        with pytest.raises(Refused):
            operators.add_operator(served.hub, name, "root")
    with pytest.raises(Refused):
        operators.remove_operator(served.hub, "nobody", "root")
    assert "keys" in [each["name"] for each in operators.operators(served.hub)["operators"]]


def test_a_silent_database_is_said_on_the_page_and_in_the_figures(served):
    assert replace(How(), rates=Rates(1, 1)).rates.of("account") == 2

    def silent():
        raise Unavailable(Code.DATABASE_UNREACHABLE)

    with pytest.MonkeyPatch.context() as here:
        here.setattr(operators, "signed_in", lambda *_: silent())
        page = served.get("/status", Cookie="fieldnotes-operator=x")
    assert (page.status_code, "does not answer" in page.text) == (503, True)
