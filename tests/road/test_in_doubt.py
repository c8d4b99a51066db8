"""What is in doubt is asked about and not resent; one entry that cannot be taken holds up nothing else."""

import hashlib
import json
import math

import httpx2
import pytest
import zstandard

from faulty_way import ANSWER_LOST, NOT_SENT, FaultyWay
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.releasing import quarantine_refuse, quarantine_release
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import entries, outbox
from fieldnotes.vault.identity import identity
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.parcel import unpack
from road_hub import CASE, WORKER
from vault_samples import NOTE, consent

ELSEWHERE = "c-prov-06"


def answer(clock, text: str) -> Act:
    return Act(new_id(clock), Kind.QUESTION_ANSWERED, CASE, NOTE, {"question": "11" * 32, "text": text})


def wheres(vault):
    return [filed.where for filed in entries.of_case(vault, CASE) if filed.entry.device == identity(vault).device]


def test_an_entry_whose_answer_was_lost_is_asked_about_and_its_bytes_do_not_travel_again(road):
    """rules: DOC-2"""
    worker = road.joined(WORKER)
    filed = entries.file_act(worker, consent(road.clock, CASE), road.clock)
    with pytest.raises(Unavailable):
        exchange(worker, road.clock, transport=FaultyWay({4: ANSWER_LOST}))
    assert wheres(worker) == [Where.UNKNOWN]
    way = FaultyWay()
    done = exchange(worker, road.clock, transport=way)
    assert (done.sent, done.waiting) == (1, 0)
    assert NOTE in done.changed_notes
    assert "/v1/push" not in way.paths
    assert entries.by_hash(worker, filed.hash).where is Where.RECEIVED


def test_an_entry_that_never_arrived_is_known_to_be_here_only_and_then_sent(road):
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    with pytest.raises(Unavailable):
        exchange(worker, road.clock, transport=FaultyWay({4: NOT_SENT}))
    asked = FaultyWay({5: NOT_SENT})
    with pytest.raises(Unavailable):
        exchange(worker, road.clock, transport=asked)
    assert asked.paths[3:] == ["/v1/lacking", "/v1/push"]
    assert wheres(worker) == [Where.UNKNOWN]
    assert exchange(worker, road.clock).sent == 1


def test_an_answer_about_something_else_than_was_asked_settles_nothing(road):
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    with pytest.raises(Unavailable):
        exchange(worker, road.clock, transport=FaultyWay({4: ANSWER_LOST}))

    def silent(data: bytes) -> bytes:
        return json.dumps({**json.loads(data), "results": [], "receipts": []}).encode()

    with pytest.raises(Refused) as problem:
        exchange(worker, road.clock, transport=FaultyWay(change={"/v1/lacking": silent}))
    assert problem.value.code is Code.HUB_ANSWER_WRONG
    assert outbox.waiting(worker) == 1
    assert exchange(worker, road.clock).sent == 1


class Proxy(FaultyWay):
    """Somebody on the way who lets no request pass that is larger than a limit: no word of the hub's."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._most = most
        self.refused = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if len(request.read()) > self._most:
            self.refused += 1
            return httpx2.Response(413, headers={"content-type": "text/html"}, stream=httpx2.ByteStream(b"<html>"))
        return super().handle_request(request)


class Choking(FaultyWay):
    """A hub that finds the bytes of one entry wrong, whatever comes with it."""

    def __init__(self, digest: str) -> None:
        super().__init__()
        self._digest = digest
        self.refused = 0

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        if request.url.path == "/v1/push":
            _, found = unpack(zstandard.ZstdDecompressor().stream_reader(request.read()).read())
            if self._digest in {one.hash for one in found}:
                self.refused += 1
                headers = {"content-type": "application/problem+json"}
                body = httpx2.ByteStream(b'{"code": "bytes_wrong"}')
                return httpx2.Response(400, headers=headers, stream=body)
        return super().handle_request(request)


@pytest.mark.parametrize("cause", ["size", "bytes"])
def test_one_of_five_hundred_that_cannot_be_taken_is_found_and_the_others_go(own_road, cause):
    """rules: DOC-2. At most two requests for each halving; afterwards it costs one request alone each time."""
    road, clock = own_road, own_road.clock
    worker = road.joined(WORKER)
    noise = "".join(hashlib.sha256(str(n).encode()).hexdigest() for n in range(6_000))
    with entries.filing(worker, clock) as file:
        filed = [file(answer(clock, noise if n == 123 and cause == "size" else f"svar {n}")) for n in range(500)]
    poison = filed.pop(123)
    way = Proxy(150_000) if cause == "size" else Choking(poison.hash)
    done = exchange(worker, clock, transport=way)
    reason = "too_large" if cause == "size" else "bytes_wrong"
    assert (done.sent, done.waiting) == (499, 1)
    assert [(a.hash, a.reason, a.ours) for a in done.quarantined] == [(poison.hash, reason, True)]
    assert way.refused <= math.ceil(math.log2(500)) + 1
    assert way.paths.count("/v1/push") + way.refused <= 2 * (math.ceil(math.log2(500)) + 1)
    assert all(entries.by_hash(worker, one.hash).where is Where.RECEIVED for one in filed)
    entries.file_act(worker, consent(clock, CASE), clock)
    again = Proxy(150_000) if cause == "size" else Choking(poison.hash)
    assert exchange(worker, clock, transport=again).sent == 1
    assert (again.refused, again.paths.count("/v1/push")) == (1, 1)
    assert exchange(worker, clock).sent == 1
    assert outbox.quarantined(worker) == []
    assert entries.by_hash(worker, poison.hash).where is Where.RECEIVED


def test_what_is_released_becomes_received_though_its_case_is_not_ours_to_read(road):
    """rules: SEC-6"""
    worker = road.joined(WORKER)
    filed = entries.file_act(worker, consent(road.clock, ELSEWHERE), road.clock)
    done = exchange(worker, road.clock)
    assert [(a.reason, a.refused_at) for a in done.quarantined] == [("not_assigned", None)]
    assert exchange(worker, road.clock).quarantined == []
    quarantine_release(road.hub, filed.hash, "Eva Admin")
    exchange(worker, road.clock)
    assert entries.by_hash(worker, filed.hash).where is Where.RECEIVED
    assert outbox.quarantined(worker) == []


def test_what_is_refused_says_by_whom_and_its_words_stay_here(road):
    """rules: SEC-6"""
    worker = road.joined(WORKER)
    filed = entries.file_act(worker, consent(road.clock, ELSEWHERE), road.clock)
    exchange(worker, road.clock)
    quarantine_refuse(road.hub, filed.hash, "Eva Admin")
    [told] = exchange(worker, road.clock).quarantined
    assert (told.hash, told.refused_by, bool(told.refused_at)) == (filed.hash, "Eva Admin", True)
    way = FaultyWay()
    assert exchange(worker, road.clock, transport=way).quarantined == []
    assert "/v1/lacking" not in way.paths
    assert outbox.quarantined(worker) == [told]
    assert entries.by_hash(worker, filed.hash).entry.body["note"] == "Elsa nickade."


def test_what_named_a_case_too_early_is_taken_in_by_itself(own_road):
    road, clock = own_road, own_road.clock
    worker = road.joined(WORKER)
    filed = entries.file_act(worker, consent(clock, "c-tomorrow"), clock)
    assert [a.reason for a in exchange(worker, clock).quarantined] == ["unknown_case"]
    from fieldnotes.vault import reference

    source = {**reference.case(worker, CASE).source, "id": "c-tomorrow", "number": "BV-2026-9999"}
    import_file(road.hub, {"cases": [source], "units": [], "users": []})
    exchange(worker, clock)
    assert entries.by_hash(worker, filed.hash).where is Where.RECEIVED
    assert outbox.quarantined(worker) == []


def other_protocol(least: int, most: int):
    return lambda data: json.dumps({**json.loads(data), "protocol": [least, most]}).encode()


@pytest.mark.parametrize(("spoken", "code"), [((2, 3), Code.PROGRAM_TOO_OLD), ((0, 0), Code.HUB_TOO_OLD)])
def test_a_hub_of_another_time_says_who_is_to_be_updated_and_nothing_is_lost(road, spoken, code):
    """rules: DOC-2"""
    worker = road.joined(WORKER)
    filed = entries.file_act(worker, consent(road.clock, CASE), road.clock)
    way = FaultyWay(change={"/v1/hello": other_protocol(*spoken)})
    with pytest.raises(Refused) as problem:
        exchange(worker, road.clock, transport=way)
    assert problem.value.code is code
    assert way.paths == ["/v1/hello"]
    assert entries.by_hash(worker, filed.hash).where is Where.ONLY_HERE
    entries.file_act(worker, consent(road.clock, CASE), road.clock)
    assert exchange(worker, road.clock).sent == 2


def test_a_hub_that_is_updated_on_the_way_is_noticed_and_what_waited_still_waits(road):
    worker = road.joined(WORKER)
    entries.file_act(worker, consent(road.clock, CASE), road.clock)

    class Updated(FaultyWay):
        def handle_request(self, request):
            if request.url.path == "/v1/push":
                headers = {"content-type": "application/problem+json"}
                body = b'{"code": "version_unsupported", "protocol": [2, 2]}'
                return httpx2.Response(426, headers=headers, stream=httpx2.ByteStream(body))
            return super().handle_request(request)

    with pytest.raises(Refused) as problem:
        exchange(worker, road.clock, transport=Updated())
    assert problem.value.code is Code.PROGRAM_TOO_OLD
    assert outbox.waiting(worker) == 1
    assert exchange(worker, road.clock).sent == 1
