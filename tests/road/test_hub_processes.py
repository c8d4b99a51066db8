"""One hub as several processes: one is killed, certificates are renewed, all end calmly; nothing is lost or done twice.

    pytest -m slow tests/road/test_hub_processes.py

Real `hub serve --processes 2` on a real PostgreSQL; half a minute. Two such commands beside each other, as on two
machines, share the database.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.hub.home import read_home
from fieldnotes.hub.hub import Hub
from fieldnotes.hub.operators import add_operator
from fieldnotes.hub.verifying import verify_hub
from hub_samples import Laptop, Line, new_hub
from real_postgres import new_database, served
from tls_samples import Authority

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(600),
    pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals"),
]
SECONDS = 60


@pytest.fixture(scope="module")
def server():
    with served() as address:
        yield address


@pytest.fixture
def folder(tmp_path, server):
    with new_hub(tmp_path / "hub", SystemClock(), new_database(server)):
        pass
    return tmp_path / "hub"


@contextmanager
def serving(folder, *options, log):
    """Run the command; gives its process and address."""
    line = [sys.executable, "-m", "fieldnotes", "hub", "serve", "--data", str(folder), "--port", "0", "--log", str(log)]
    with subprocess.Popen([*line, *map(str, options)], stdout=subprocess.PIPE, text=True) as process:
        try:
            said = process.stdout.readline()
            assert said.startswith("listening on "), said
            yield process, said.removeprefix("listening on ").strip()
        finally:
            process.kill()


def until(found, seconds=SECONDS):
    """Look until there is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        got = found()
        if got:
            return got
        time.sleep(0.05)
    raise AssertionError("it did not come about")


def children_of(process):
    found = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii").split()
    return [int(pid) for pid in found if b"resource_tracker" not in Path(f"/proc/{pid}/cmdline").read_bytes()]


def lines_of(log):
    return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []


def test_a_process_that_is_killed_is_succeeded_and_nothing_acknowledged_is_lost(folder, tmp_path):
    log = tmp_path / "log"
    with (
        Hub.open(folder, SystemClock()) as hub,
        serving(folder, "--processes", 2, log=log) as (parent, url),
        Line(url, hub, Laptop(clock=SystemClock())) as tove,
    ):
        key = add_operator(hub, "drift", "root")
        tove.join()
        first = until(lambda: len(found := children_of(parent)) == 2 and found)
        stored = []
        for turn in range(40):
            sealed = tove.laptop.signed(note=f"n-{turn}")
            if turn == 10:
                os.kill(first[0], signal.SIGKILL)
            while True:
                try:
                    [answer] = tove.results(sealed)
                except (httpx2.TransportError, AssertionError):
                    continue  # cut off, or told to come again: the same bytes once more
                break
            stored.append(answer)
        assert stored == list(range(1, 41))
        until(lambda: len(found := children_of(parent)) == 2 and first[0] not in found)
        assert verify_hub(hub)["ok"]
        figures = httpx2.get(f"{url}/metrics", headers={"Authorization": f"Bearer {key}"}, trust_env=False).text
        assert 'fieldnotes_hub_process_resident_bytes{process="1"}' in figures
        assert [each["what"] for each in lines_of(log) if "what" in each] == ["process ended"]
        assert len({each["process"] for each in lines_of(log) if each.get("route") == "/v1/push"}) >= 1
        parent.send_signal(signal.SIGTERM)
        assert parent.wait(SECONDS) == 0


def test_two_commands_beside_each_other_share_the_database_and_sessions(folder, tmp_path):
    with (
        Hub.open(folder, SystemClock()) as hub,
        serving(folder, log=tmp_path / "a") as (_, one),
        serving(folder, "--processes", 2, log=tmp_path / "b") as (_, other),
        Line(one, hub, Laptop(clock=SystemClock())) as tove,
    ):
        tove.join()
        assert tove.results(tove.laptop.signed()) == [1]
        with Line(other, hub, tove.laptop) as elsewhere:  # the same session, another process
            assert elsewhere.results(tove.laptop.signed(note="n-2")) == [2]
            elsewhere.open()
            assert tove.get("/v1/heads").status_code == 200
        assert verify_hub(hub)["entries"] == 2


def test_a_renewed_certificate_is_taken_up_by_all_and_the_log_goes_on_in_a_new_file(folder, tmp_path):
    authority, log = Authority(), tmp_path / "log"
    _, cert, key = authority.write(tmp_path)
    fresh = tmp_path / "fresh"
    fresh.mkdir()
    authority.write(fresh)
    with serving(folder, "--processes", 2, "--cert", cert, "--key", key, log=log) as (parent, _):
        before = read_home(folder).ca
        (fresh / "hub.key.pem").replace(key)
        (fresh / "hub.pem").replace(cert)
        log.replace(tmp_path / "log.1")
        parent.send_signal(signal.SIGHUP)
        until(lambda: [each for each in lines_of(log) if each.get("what") == "certificate renewed"][1:])
        assert read_home(folder).ca != before


@pytest.mark.parametrize("processes", [1, 2])
def test_a_second_signal_ends_it_at_once_although_something_is_under_way(folder, tmp_path, processes):
    with Hub.open(folder, SystemClock()) as hub:
        key = {"Authorization": f"Bearer {add_operator(hub, 'drift', 'root')}"}
    with serving(folder, "--processes", processes, log=tmp_path / "log") as (parent, url):
        host, port = url.removeprefix("http://").split(":")

        def under_way():
            return re.search(r'under_way\{process="\d"\} [1-9]', httpx2.get(f"{url}/metrics", headers=key).text)

        def turned_away():
            try:
                return httpx2.get(f"{url}/health/live").status_code == 503
            except httpx2.TransportError:
                return True

        with socket.create_connection((host, int(port))) as line:
            line.sendall(b"POST /v1/session/nonce HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\n{")
            until(under_way)
            parent.send_signal(signal.SIGTERM)
            until(turned_away)
            assert parent.poll() is None, "it waits for what is under way"
            parent.send_signal(signal.SIGTERM)
            assert parent.wait(9) is not None, "half of what it would wait for by itself"
