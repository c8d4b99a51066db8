"""Files over real HTTP: text first, bytes after, piece by piece; cut anywhere, the next exchange goes on."""

import pytest
from sqlalchemy import update

from faulty_way import ANSWER_LOST, NOT_SENT, FaultyWay
from fieldnotes.domain.entry import Act, Kind, Where
from fieldnotes.domain.errors import Code, FieldNotesError, Unavailable
from fieldnotes.hub import attachments as hub_attachments
from fieldnotes.hub.attachments import Place
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.sync.exchange import exchange
from fieldnotes.vault import access, attachment_transfer, attachments, entries
from fieldnotes.vault.attachments import Coming
from fieldnotes.vault.tables import ATTACHMENTS
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.reference import ASKED_FOR
from fieldnotes.wire.sealed_container import CHUNK_BYTES
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER
from vault_samples import NOTE, consent

PHOTO = b"kylen " * 500_000
"""Three pieces."""
BYTES = "/v1/attachments/"


def added(vault, clock, content=PHOTO, signed=True):
    coming = Coming(new_id(clock), CASE, NOTE, None, "kylen.jpg", "image/jpeg", clock.now().isoformat())
    one = attachments.add(vault, coming, [content])
    if signed:
        body = attachments.body_of(one)
        entries.file_act(vault, Act(new_id(clock), Kind.ATTACHMENT_ADDED, CASE, NOTE, body), clock)
    return one


def content(vault, one):
    return b"".join(attachments.content(vault, one.id))


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def is_bytes(path):
    return path.startswith(BYTES) and path.rsplit("/", 1)[1].isdigit()


def test_what_one_attaches_the_other_opens(road):
    worker, colleague = road.joined(WORKER), road.joined(COLLEAGUE)
    exchange(colleague, road.clock)
    one, empty = added(worker, road.clock), added(worker, road.clock, b"")
    done = exchange(worker, road.clock)
    assert (done.sent, done.files.sent, done.files.waiting) == (2, 2, 0)
    there = exchange(colleague, road.clock)
    assert (there.received, there.files.fetched, there.files.waiting) == (2, 2, 0)
    assert (content(colleague, one), content(colleague, empty)) == (PHOTO, b"")
    assert attachments.key_of(colleague, one.id) == attachments.key_of(worker, one.id)
    found = verify_hub(road.hub)
    assert (found["ok"], found["pending"]) == (True, 0)
    for vault in (worker, colleague):
        assert exchange(vault, road.clock).files.sent == 0


def test_text_is_at_the_hub_before_the_first_byte(own_road):
    worker = own_road.joined(WORKER)
    added(worker, own_road.clock)
    entries.file_act(worker, consent(own_road.clock), own_road.clock)
    way = FaultyWay()
    exchange(worker, own_road.clock, transport=way)
    first = next(n for n, path in enumerate(way.paths) if path.startswith(BYTES))
    assert "/v1/push" in way.paths[:first]
    assert "/v1/push" not in way.paths[first:]
    assert "/v1/drafts" not in way.paths[first:]


def test_what_is_signed_while_bytes_go_up_does_not_wait_for_them(own_road):
    worker = own_road.joined(WORKER)
    added(worker, own_road.clock)
    meanwhile = []

    def sign_meanwhile(path):
        if is_bytes(path) and not meanwhile:
            meanwhile.append(entries.file_act(worker, consent(own_road.clock), own_road.clock))

    way = FaultyWay(before=sign_meanwhile)
    exchange(worker, own_road.clock, transport=way)
    pieces = [n for n, path in enumerate(way.paths) if is_bytes(path)]
    assert pieces[0] < max(n for n, path in enumerate(way.paths) if path == "/v1/push") < pieces[1]
    assert entries.by_hash(worker, meanwhile[0].hash).where is Where.RECEIVED


@pytest.mark.parametrize("fault", [NOT_SENT, ANSWER_LOST])
def test_going_up_cut_at_any_request_goes_on_where_it_stopped(own_road, fault):
    """Every request of the bytes' part is cut once; no piece that the hub has goes twice."""
    worker = own_road.joined(WORKER)
    one = added(worker, own_road.clock)
    exchange(worker, own_road.clock, bytes_wait=True)
    put = []
    for cut in range(1, 40):
        way = FaultyWay({cut: fault})
        try:
            done = exchange(worker, own_road.clock, transport=way)
        except Unavailable:
            done = None
        put += [path for path in way.paths if is_bytes(path)]
        if done is not None and done.files.waiting == 0:
            break
    assert cut > len(one.pieces), "each of its requests was cut"
    assert len(set(put)) == len(one.pieces)
    assert verify_hub(own_road.hub)["pending"] == 0


def test_coming_down_cut_at_any_request_goes_on_where_it_stopped(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one = added(worker, own_road.clock)
    exchange(worker, own_road.clock)
    exchange(colleague, own_road.clock, bytes_wait=True)
    got, cuts = [], 0
    for cut in range(1, 40):
        way = FaultyWay({cut: ANSWER_LOST})
        try:
            exchange(colleague, own_road.clock, transport=way)
        except Unavailable:
            cuts += 1
        got += [path for path in way.paths[: cut - 1] if is_bytes(path)]
        if not attachment_transfer.to_fetch(colleague):
            break
    assert cuts >= 3
    assert sorted(got) == sorted(set(got)), "what came is not fetched again"
    assert content(colleague, one) == PHOTO


def test_a_piece_the_hub_changed_is_not_taken_and_holds_up_nothing_else(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one, small = added(worker, own_road.clock), added(worker, own_road.clock, b"liten")
    exchange(worker, own_road.clock)
    path = f"{BYTES}{CASE}/{one.id}/1"
    way = FaultyWay(change={path: lambda data: data[:-1] + bytes([data[-1] ^ 1])})
    done = exchange(colleague, own_road.clock, transport=way)
    assert (done.files.fetched, done.files.waiting) == (1, 1)
    assert content(colleague, small) == b"liten"
    assert code_of(lambda: content(colleague, one)) is Code.ATTACHMENT_ELSEWHERE
    assert exchange(colleague, own_road.clock).files.fetched == 1
    assert content(colleague, one) == PHOTO


def test_a_key_the_hub_changed_is_not_taken(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one = added(worker, own_road.clock, b"liten")
    exchange(worker, own_road.clock)
    path = f"{BYTES}{CASE}/{one.id}"
    way = FaultyWay(change={path: lambda data: data.replace(data[-20:-10], b"AAAAAAAAAA")})
    assert code_of(lambda: exchange(colleague, own_road.clock, transport=way)) is Code.HUB_ANSWER_WRONG
    assert exchange(colleague, own_road.clock).files.fetched == 1


def test_bytes_wait_on_a_network_that_costs_and_text_does_not(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one, other = added(worker, own_road.clock), added(worker, own_road.clock, b"liten")
    done = exchange(worker, own_road.clock, bytes_wait=True)
    assert (done.sent, done.files.sent, done.files.waiting) == (2, 0, 2)
    assert attachment_transfer.waiting(worker).pictures_only
    exchange(worker, own_road.clock)
    waits = exchange(colleague, own_road.clock, bytes_wait=True)
    assert (waits.received, waits.files.fetched, waits.files.waiting) == (2, 0, 2)
    asked = exchange(colleague, own_road.clock, bytes_wait=True, asked=[other.id])
    assert (asked.files.fetched, asked.files.waiting) == (1, 1)
    assert code_of(lambda: content(colleague, one)) is Code.ATTACHMENT_ELSEWHERE


def test_who_only_supervises_gets_the_bytes_when_they_ask(own_road):
    worker, supervisor = own_road.joined(WORKER), own_road.joined(SUPERVISOR)
    one = added(worker, own_road.clock)
    exchange(worker, own_road.clock)
    access.record(supervisor, ASKED_FOR, CASE, None, None, own_road.clock.now().isoformat())
    assert exchange(supervisor, own_road.clock).files.fetched == 0
    assert exchange(supervisor, own_road.clock, asked=[one.id]).files.fetched == 1
    assert content(supervisor, one) == PHOTO


def test_a_file_of_an_unsigned_draft_stays_on_this_computer(own_road):
    worker = own_road.joined(WORKER)
    added(worker, own_road.clock, signed=False)
    way = FaultyWay()
    assert exchange(worker, own_road.clock, transport=way).files.waiting == 0
    assert not any(path.startswith(BYTES) for path in way.paths)


def test_a_hub_that_lost_its_bytes_is_given_them_again_by_whoever_has_them(own_road):
    """A restored hub has another epoch; everything held is offered again, by the colleague too."""
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one = added(worker, own_road.clock)
    exchange(worker, own_road.clock)
    exchange(colleague, own_road.clock)
    for name in list(own_road.hub.blobs.names()):
        own_road.hub.blobs.destroy(name)
    for vault in (worker, colleague):
        with vault.writing() as connection:
            connection.execute(update(ATTACHMENTS).values(sent_epoch="an earlier history"))
    assert exchange(colleague, own_road.clock).files.sent == 1
    assert verify_hub(own_road.hub)["ok"]
    way = FaultyWay()
    assert exchange(worker, own_road.clock, transport=way).files.sent == 1
    assert not any(is_bytes(path) for path in way.paths), "what is there is not sent again"
    assert len(one.pieces) == len(PHOTO) // CHUNK_BYTES + 1


def test_a_file_destroyed_at_the_hub_is_gone_for_who_did_not_have_it_and_stays_with_who_did(own_road):
    worker, colleague = own_road.joined(WORKER), own_road.joined(COLLEAGUE)
    one = added(worker, own_road.clock)
    exchange(worker, own_road.clock)
    hub_attachments.destroy(own_road.hub, Place(CASE, one.id))
    assert exchange(colleague, own_road.clock).files.waiting == 0
    assert code_of(lambda: content(colleague, one)) is Code.ATTACHMENT_GONE
    with worker.writing() as connection:
        connection.execute(update(ATTACHMENTS).values(sent_epoch=None))
    assert exchange(worker, own_road.clock).files.waiting == 0
    assert content(worker, one) == PHOTO


def test_a_file_damaged_here_is_not_sent_and_holds_up_nothing_else(own_road):
    worker = own_road.joined(WORKER)
    one, small = added(worker, own_road.clock), added(worker, own_road.clock, b"liten")
    path = attachments.path_of(worker, one.id)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    done = exchange(worker, own_road.clock)
    assert (done.files.sent, done.files.waiting) == (1, 1)
    assert attachment_transfer.is_sent(attachments.get(worker, small.id), own_road.hub.epoch)
