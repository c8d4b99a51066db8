"""Lost requests, lost answers, doubled requests, a session that runs out: nothing is lost and nothing doubled."""

import json

import pytest
import zstandard

from faulty_way import ANSWER_LOST, NOT_SENT, TWICE, FaultyWay
from fieldnotes.domain.entry import Where
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.hub.inviting import invite
from fieldnotes.sync.exchange import exchange
from fieldnotes.sync.join import join
from fieldnotes.vault import access, entries, outbox
from fieldnotes.vault.identity import identity
from fieldnotes.vault.verify import verify
from road_hub import CASE, COLLEAGUE, WORKER
from vault_samples import NOTE, consent

REQUESTS = [
    "/v1/hello",
    "/v1/session/nonce",
    "/v1/session",
    "/v1/push",
    "/v1/access",  # before the reference: what was opened decides what a supervisor is given
    "/v1/reference",
    "/v1/heads",
    "/v1/pull",
    "/v1/drafts",
]


def refusal(act) -> FieldNotesError:
    with pytest.raises(FieldNotesError) as problem:
        act()
    return problem.value


@pytest.fixture(scope="module")
def colleague(shared_road):
    """A colleague's device, the same for all tests."""
    return shared_road.joined(COLLEAGUE, "colleague")


@pytest.fixture
def busy(road, colleague):
    """A worker with something to send, to fetch and to report."""
    worker = road.joined(WORKER)
    entries.file_act(colleague, consent(road.clock, CASE), road.clock)
    exchange(colleague, road.clock)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    access.record(worker, access.OPENED, CASE, NOTE, None, road.clock.now().isoformat())
    return worker


def all_is_well(road, worker) -> None:
    done = exchange(worker, road.clock)
    assert (done.waiting, done.quarantined) == (0, [])
    found = entries.of_case(worker, CASE)
    assert sorted(f.position for f in found) == list(range(1, len(found) + 1))
    assert {f.where for f in found} == {Where.RECEIVED}
    assert verify(worker).ok
    assert access.unsent(worker) == []


def test_the_requests_of_an_exchange_are_the_ones_the_faults_are_tried_on(road, busy):
    way = FaultyWay()
    exchange(busy, road.clock, transport=way)
    others = "/v1/attachments/"  # files that other tests of this hub left are fetched too; theirs are cut elsewhere
    assert [path for path in way.paths if not path.startswith(others)] == REQUESTS


@pytest.mark.parametrize("fault", [NOT_SENT, ANSWER_LOST])
@pytest.mark.parametrize("number", range(1, len(REQUESTS) + 1))
def test_whatever_is_lost_the_next_exchange_makes_good(road, busy, number, fault):
    """rules: DOC-2"""
    problem = refusal(lambda: exchange(busy, road.clock, transport=FaultyWay({number: fault})))
    assert isinstance(problem, Unavailable)
    assert problem.code is Code.HUB_UNREACHABLE
    if REQUESTS[number - 1] == "/v1/push":
        [mine] = [f for f in entries.of_case(busy, CASE) if f.entry.device == identity(busy).device]
        assert mine.where is Where.UNKNOWN
        assert outbox.waiting(busy) == 1
    all_is_well(road, busy)


def test_many_interruptions_in_a_row_make_no_clone(road, busy):
    for number in (3, 4, 3, 2, 3, 7):
        refusal(lambda number=number: exchange(busy, road.clock, transport=FaultyWay({number: ANSWER_LOST})))
    all_is_well(road, busy)


def test_every_request_delivered_twice_changes_nothing(road, busy):
    faults = {number: TWICE for number, path in enumerate(REQUESTS, 1) if path != "/v1/session"}
    exchange(busy, road.clock, transport=FaultyWay(faults))
    all_is_well(road, busy)


def test_a_lost_answer_to_joining_is_made_good_by_joining_again(road):
    device, invitation = road.device("new"), invite(road.hub, WORKER, road.url)
    lost = FaultyWay({2: ANSWER_LOST})
    assert refusal(lambda: join(device, invitation, road.clock, transport=lost)).code is Code.HUB_UNREACHABLE
    assert not identity(device).joined
    join(device, invitation, road.clock)
    assert identity(device).joined


def test_joining_stands_though_the_reference_data_could_not_be_fetched(road):
    device = road.device("new")
    lost = FaultyWay({6: ANSWER_LOST})
    assert join(device, invite(road.hub, WORKER, road.url), road.clock, transport=lost).joined
    exchange(device, road.clock)


def test_a_session_that_runs_out_on_the_way_is_opened_anew(road, busy):
    moved = []

    def ten_minutes_pass(path: str) -> None:
        if path == "/v1/heads" and not moved:
            moved.append(path)
            road.clock.move(660)

    way = FaultyWay(before=ten_minutes_pass)
    exchange(busy, road.clock, transport=way)
    assert way.paths.count("/v1/session") == 2
    all_is_well(road, busy)


def test_only_one_exchange_runs_at_a_time(road, busy):
    codes = []

    def at_the_same_time(path: str) -> None:
        if path == "/v1/push":
            codes.append(refusal(lambda: exchange(busy, road.clock)).code)

    exchange(busy, road.clock, transport=FaultyWay(before=at_the_same_time))
    assert codes == [Code.EXCHANGE_RUNNING]
    all_is_well(road, busy)


def test_stopping_when_asked_leaves_everything_to_be_sent(road, busy):
    assert refusal(lambda: exchange(busy, road.clock, lambda: True)).code is Code.CANCELLED
    assert outbox.waiting(busy) == 1
    all_is_well(road, busy)


def without_cases(data: bytes) -> bytes:
    return json.dumps({**json.loads(data), "cases": []}).encode()


def flipped(data: bytes) -> bytes:
    plain = bytearray(zstandard.ZstdDecompressor().stream_reader(data).read())
    plain[-100] ^= 1
    return zstandard.ZstdCompressor().compress(bytes(plain))


def a_bomb(_: bytes) -> bytes:
    return zstandard.ZstdCompressor().compress(bytes(200 * 1024 * 1024))


def other_epoch(data: bytes) -> bytes:
    return json.dumps({**json.loads(data), "epoch": "another"}).encode()


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ("/v1/pull", flipped, None),
        ("/v1/pull", a_bomb, Code.HUB_ANSWER_WRONG),
        ("/v1/pull", lambda _: b"no zstd", Code.HUB_ANSWER_WRONG),
        ("/v1/pull", lambda data: data[: len(data) // 2], Code.HUB_ANSWER_WRONG),
        ("/v1/heads", lambda _: b"[]", Code.HUB_ANSWER_WRONG),
        ("/v1/heads", other_epoch, Code.HUB_ANSWER_WRONG),
        ("/v1/push", lambda _: b'{"epoch": 1}', Code.HUB_ANSWER_WRONG),
        ("/v1/push", other_epoch, Code.HUB_ANSWER_WRONG),
        ("/v1/session", lambda _: b"{}", Code.HUB_ANSWER_WRONG),
        ("/v1/reference", lambda _: b"{}", Code.HUB_ANSWER_WRONG),
        ("/v1/hello", lambda _: b"<html>", Code.HUB_ANSWER_WRONG),
    ],
)
def test_an_answer_that_was_meddled_with_is_not_taken_in(road, busy, path, change, code):
    """rules: SEC-6"""
    problem = refusal(lambda: exchange(busy, road.clock, transport=FaultyWay(change={path: change})))
    assert problem.code is code or (code is None and problem.code in (Code.HUB_ANSWER_WRONG, Code.FEED_ROLLED_BACK))
    all_is_well(road, busy)


def test_a_case_left_out_of_the_heads_is_noticed(road, busy):
    """rules: SEC-6"""
    exchange(busy, road.clock)
    hiding = FaultyWay(change={"/v1/heads": without_cases})
    problem = refusal(lambda: exchange(busy, road.clock, transport=hiding))
    assert (problem.code, problem.values) == (Code.FEED_ROLLED_BACK, {"case": CASE})
