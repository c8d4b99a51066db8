"""Who has no session is told so after the headers: what they send is not kept, and next to nothing of it is read."""

import asyncio
import json
import socket
import threading
import tracemalloc
from urllib.parse import urlsplit

import pytest

from fieldnotes.hub.app import build_app
from fieldnotes.wire.parcel import MAX_BYTES

CLOSED_ROUTES = [
    "POST /v1/push",
    "POST /v1/drafts",
    "PUT /v1/attachments/c-1/a-1/0",
    "POST /v1/pull",
    "POST /v1/lacking",
]
SECONDS = 10


def headers(url, route, size, *more):
    asked = [f"{route} HTTP/1.1", f"Host: {urlsplit(url).netloc}", f"Content-Length: {size}", *more, "", ""]
    return "\r\n".join(asked).encode()


def dialled(url):
    where = urlsplit(url)
    return socket.create_connection((where.hostname, where.port), timeout=SECONDS)


def heard_to_the_end(line):
    found = b""
    while more := line.recv(65536):
        found += more
    head, _, body = found.partition(b"\r\n\r\n")
    return head.split(b"\r\n"), json.loads(body)


@pytest.mark.parametrize("route", CLOSED_ROUTES)
def test_who_has_no_session_is_answered_after_the_headers_and_the_line_ends(url, route):
    """rules: SEC-6"""
    with dialled(url) as line:
        line.sendall(headers(url, route, MAX_BYTES))
        head, said = heard_to_the_end(line)
    assert head[0].startswith(b"HTTP/1.1 401")
    assert b"connection: close" in [one.lower() for one in head]
    assert said["code"] == "session_expired"


class Sender:
    """A client that sends for ever, 64 KiB at a time; counts what was taken."""

    def __init__(self):
        self.taken = 0
        self.told = []

    async def receive(self):
        self.taken += 65536
        return {"type": "http.request", "body": bytes(65536), "more_body": True}

    async def send(self, message):
        self.told.append(message)


def asked(hub, *more):
    named = [(b"content-length", str(MAX_BYTES).encode()), *more]
    scope = {"type": "http", "method": "POST", "path": "/v1/push", "query_string": b"", "headers": named}
    sender = Sender()
    asyncio.run(build_app(hub)(scope, sender.receive, sender.send))
    return sender


def test_nothing_is_read_of_what_nobody_sends_and_what_an_old_session_sends_is_thrown_away(hub):
    """rules: SEC-6 – a device whose session has run out hears so, since what it still sends is taken off the line."""
    nobody = asked(hub)
    tracemalloc.start()
    try:
        old = asked(hub, (b"authorization", b"Bearer of-yesterday"))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert nobody.taken == 0
    assert most < 2 * 1024 * 1024
    assert [sender.told[0]["status"] for sender in (nobody, old)] == [401, 401]


def test_fifty_strangers_at_once_take_no_room_and_keep_nobody_out(url, join):
    tove, answers = join(), []
    whole = headers(url, "POST /v1/push", MAX_BYTES) + bytes(MAX_BYTES)

    def stranger():
        with dialled(url) as line:
            try:
                line.sendall(whole)
            except OSError:
                answers.append("cut off")  # the hub had answered and closed before everything was sent
            else:
                answers.append("all sent")

    threads = [threading.Thread(target=stranger) for _ in range(50)]
    tracemalloc.start()
    try:
        for each in threads:
            each.start()
        assert tove.get("/v1/heads").status_code == 200
        for each in threads:
            each.join(SECONDS)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(answers) == 50
    assert most < 50 * MAX_BYTES // 10
    assert tove.results(tove.laptop.signed()) == [1]


def test_joining_and_opening_a_session_take_no_large_bodies(url):
    for route in ("POST /v1/enrol", "POST /v1/session", "POST /v1/session/nonce"):
        with dialled(url) as line:
            line.sendall(headers(url, route, 64 * 1024, "Content-Type: application/json") + bytes(64 * 1024))
            assert heard_to_the_end(line)[1]["code"] == "too_large"
