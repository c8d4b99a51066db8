"""The publisher's list and packages over a real line: what comes is brought here, and judged elsewhere."""

import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.domain.long_act import LongAct
from fieldnotes.sync.update_source import fetch_package, read_source
from fieldnotes.wire.release_list import LIST_FILE, MOST_BYTES
from release_samples import publish


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing; what is called `moved` lies elsewhere."""

    def do_GET(self):
        if self.path.startswith("/moved"):
            self.send_response(302)
            self.send_header("Location", "http://192.0.2.1/")
            self.end_headers()
            return
        super().do_GET()

    def log_message(self, *_words):
        """Nobody reads it."""


@pytest.fixture
def shelf(tmp_path):
    folder = tmp_path / "shelf"
    folder.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()
    thread.join(10)


def refusal(work):
    with pytest.raises(FieldNotesError) as refused:
        work()
    return refused.value.code


@pytest.mark.parametrize("way", ["folder", "address"])
def test_the_list_and_the_package_come_as_they_lie(shelf, tmp_path, way):
    folder, address = shelf
    build = publish(folder).builds[0]
    source = str(folder) if way == "folder" else address
    told = []
    assert read_source(source) == (folder / LIST_FILE).read_bytes()
    come = fetch_package(source, build, tmp_path, LongAct(lambda *counted: told.append(counted)))
    assert come.read_bytes() == (folder / build.file).read_bytes()
    assert told[-1] == (build.size, build.size)


def test_another_package_over_the_line_is_thrown_away(shelf, tmp_path):
    folder, address = shelf
    build = publish(folder).builds[0]
    (folder / build.file).write_bytes(bytes(build.size))
    assert refusal(lambda: fetch_package(address, build, tmp_path, LongAct())) is Code.UPDATE_WRONG


def test_what_is_not_there_can_be_looked_for_later(shelf, tmp_path):
    folder, address = shelf
    assert refusal(lambda: read_source(address)) is Code.UPDATE_UNREACHABLE
    assert refusal(lambda: read_source(f"{address}moved")) is Code.UPDATE_UNREACHABLE
    assert refusal(lambda: read_source(str(folder))) is Code.UPDATE_UNREACHABLE
    build = publish(folder).builds[0]
    (folder / build.file).unlink()
    assert refusal(lambda: fetch_package(address, build, tmp_path, LongAct())) is Code.UPDATE_UNREACHABLE


def test_no_more_is_read_than_a_list_may_have(shelf):
    folder, address = shelf
    (folder / LIST_FILE).write_bytes(bytes(4 * MOST_BYTES))
    assert MOST_BYTES < len(read_source(address)) < 3 * MOST_BYTES
    assert len(read_source(str(folder))) == MOST_BYTES + 1


def test_what_is_stopped_can_be_asked_for_again(shelf, tmp_path):
    folder, address = shelf
    build = publish(folder).builds[0]
    for source in (str(folder), address):
        act = LongAct(cancelled=lambda: True)
        assert refusal(lambda: fetch_package(source, build, tmp_path, act)) is Code.CANCELLED  # noqa: B023 - used at once
        assert fetch_package(source, build, tmp_path, LongAct()).stat().st_size == build.size
