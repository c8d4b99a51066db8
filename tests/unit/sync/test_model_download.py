"""A model's file over real HTTP: cut, paused, begun anew, and believed only by its checksum."""

import hashlib
import random
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from filelock import FileLock

from fieldnotes.dictation.model_list import OfferedModel
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.sync import model_download
from fieldnotes.sync.model_download import FOLDER, Watch, fetch, fetched, forget
from model_server import PIECE, ModelServer

DATA = random.Random(5).randbytes(1_500_000)  # noqa: S311 - bytes to carry, no secret


@pytest.fixture
def server() -> Iterator[ModelServer]:
    with ModelServer(DATA) as served:
        yield served


def offer(server: ModelServer, data: bytes = DATA) -> OfferedModel:
    sha256 = hashlib.sha256(data).hexdigest()
    return OfferedModel("vosk-model-prov", "sv", len(data), sha256, "CC0", server.address)


def problem_of(offered: OfferedModel, folder: Path, watch: Watch | None = None) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        fetch(offered, folder, watch)
    return problem.value


def paused_at(share: float) -> Watch:
    """Pause once that share has come."""
    seen = [0]

    def see(done: int, _total: int) -> None:
        seen[0] = done

    return Watch(see, lambda: seen[0] >= share * len(DATA))


def test_a_model_is_fetched_and_told_of_as_it_comes(server, tmp_path):
    told = []
    zipped = fetch(offer(server), tmp_path, Watch(lambda *how: told.append(how)))
    assert zipped.read_bytes() == DATA
    assert told[-1] == (len(DATA), len(DATA))
    assert told == sorted(told)
    assert len(told) > 5
    assert server.asked == [""]


def test_a_line_that_breaks_again_and_again_loses_no_byte_and_asks_for_none_twice(server, tmp_path):
    server.cuts += [400_000, 1, 0, 0, 300_000, 7]
    assert fetch(offer(server), tmp_path).read_bytes() == DATA
    asked = ["", *(f"bytes={at}-" for at in (400_000, 400_001, 400_001, 400_001, 700_001, 700_008))]
    assert server.asked == asked


def test_a_pause_outlives_the_program(server, tmp_path):
    offered = offer(server)
    assert problem_of(offered, tmp_path, paused_at(0.4)).code is Code.CANCELLED
    have = fetched(tmp_path, offered)
    assert 0.3 * len(DATA) < have < len(DATA)
    assert fetch(offered, tmp_path).read_bytes() == DATA
    assert server.asked == ["", f"bytes={have}-"]


def test_what_is_whole_already_is_only_checked(server, tmp_path):
    fetch(offer(server), tmp_path)
    assert fetch(offer(server), tmp_path).read_bytes() == DATA
    assert server.asked == [""]


def test_a_server_without_ranges_begins_anew(server, tmp_path):
    server.ranges = False
    assert problem_of(offer(server), tmp_path, paused_at(0.4)).code is Code.CANCELLED
    assert fetch(offer(server), tmp_path).read_bytes() == DATA


def test_other_bytes_of_the_same_length_are_thrown_away(server, tmp_path):
    offered = offer(server)
    server.data = DATA[:700_000] + b"\0" + DATA[700_001:]
    changed = problem_of(offered, tmp_path)
    assert isinstance(changed, Refused)
    assert (changed.code, changed.values) == (Code.MODEL_CHANGED, {"model": "vosk-model-prov"})
    assert fetched(tmp_path, offered) == 0


@pytest.mark.parametrize("length", [1000, len(DATA) - 1, len(DATA) + 1])
def test_a_file_of_another_length_is_not_even_fetched(server, tmp_path, length):
    offered = offer(server)
    server.data = (DATA + b"x")[:length]
    assert problem_of(offered, tmp_path).code is Code.MODEL_CHANGED
    assert fetched(tmp_path, offered) == 0


def test_a_file_that_changed_while_paused_is_noticed(server, tmp_path):
    offered = offer(server)
    problem_of(offered, tmp_path, paused_at(0.5))
    server.data = bytes(len(DATA))
    assert problem_of(offered, tmp_path).code is Code.MODEL_CHANGED
    server.data = DATA
    assert fetch(offered, tmp_path).read_bytes() == DATA


def test_a_file_that_shrank_while_paused_is_noticed(server, tmp_path):
    problem_of(offer(server), tmp_path, paused_at(0.5))
    server.data = DATA[:1000]
    assert problem_of(offer(server), tmp_path).code is Code.MODEL_CHANGED


def test_bytes_damaged_on_the_disk_meanwhile_are_noticed(server, tmp_path):
    problem_of(offer(server), tmp_path, paused_at(0.5))
    (part,) = (tmp_path / FOLDER).glob("*.zip")
    part.write_bytes(b"\0" + part.read_bytes()[1:])
    assert problem_of(offer(server), tmp_path).code is Code.MODEL_CHANGED
    assert fetch(offer(server), tmp_path).read_bytes() == DATA


def test_another_file_of_the_same_name_begins_anew(server, tmp_path):
    problem_of(offer(server), tmp_path, paused_at(0.5))
    server.data = DATA[::-1]
    assert fetched(tmp_path, offer(server, DATA[::-1])) == 0
    assert fetch(offer(server, DATA[::-1]), tmp_path).read_bytes() == DATA[::-1]


@pytest.mark.parametrize("status", [404, 403, 500, 503])
def test_a_server_that_refuses_loses_nothing(server, tmp_path, status):
    problem_of(offer(server), tmp_path, paused_at(0.5))
    have, server.status = fetched(tmp_path, offer(server)), status
    unreachable = problem_of(offer(server), tmp_path)
    assert isinstance(unreachable, Unavailable)
    assert unreachable.code is Code.MODEL_UNREACHABLE
    assert fetched(tmp_path, offer(server)) == have


def test_no_network_is_told(server, tmp_path):
    offered = offer(server)
    server.__exit__()
    assert problem_of(offered, tmp_path).code is Code.MODEL_UNREACHABLE
    server.__enter__()


def test_a_file_that_moved_is_followed(server, tmp_path):
    with ModelServer(b"", moved=server.address) as old:
        assert fetch(replace(offer(server), address=old.address), tmp_path).read_bytes() == DATA


@pytest.mark.parametrize(
    "address", ["http://models.example/model.zip", "ftp://127.0.0.1/model.zip", "file:///etc/passwd"]
)
def test_nothing_is_fetched_in_clear_from_another_computer(server, tmp_path, address):
    assert problem_of(replace(offer(server), address=address), tmp_path).code is Code.MODEL_UNREACHABLE
    with ModelServer(b"", moved=address) as old:
        moved = replace(offer(server), address=old.address)
        assert problem_of(moved, tmp_path).code is Code.MODEL_UNREACHABLE
        assert len(old.asked) == 1


def test_an_endless_redirect_ends(server, tmp_path):
    server.moved = server.address
    assert problem_of(offer(server), tmp_path).code is Code.MODEL_UNREACHABLE


def test_a_pause_is_heard_while_the_server_is_slow(tmp_path):
    come = []
    with ModelServer(DATA, pauses=threading.Event()) as slow:
        watch = Watch(lambda done, _total: come.append(done), lambda: bool(come))
        assert problem_of(offer(slow), tmp_path, watch).code is Code.CANCELLED
        assert 0 < fetched(tmp_path, offer(slow)) <= 2 * PIECE


def test_two_windows_do_not_write_into_one_file(server, tmp_path):
    offered = offer(server)
    problem_of(offered, tmp_path, paused_at(0.5))
    (part,) = (tmp_path / FOLDER).glob("*.zip")
    with FileLock(part.with_suffix(".lock")):
        for act in (lambda: fetch(offered, tmp_path), lambda: forget(tmp_path, offered)):
            with pytest.raises(Unavailable) as busy:
                act()
            assert busy.value.code is Code.MODEL_BUSY


def test_what_is_not_wanted_any_more_is_thrown_away(server, tmp_path):
    problem_of(offer(server), tmp_path, paused_at(0.5))
    forget(tmp_path, offer(server))
    assert fetched(tmp_path, offer(server)) == 0
    forget(tmp_path, offer(server))


def test_a_full_disk_is_told_and_what_came_stays(server, tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(28, "full")

    monkeypatch.setattr(model_download, "_keep", full)
    assert problem_of(offer(server), tmp_path).code is Code.DISK_FULL
