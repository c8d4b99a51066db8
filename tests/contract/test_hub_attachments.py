"""Attachments over real HTTP: only pieces the record names, only for who may read the case, on both databases."""

import httpx2
import pytest

from fieldnotes.domain.entry import Kind
from fieldnotes.hub import attachments as hub_attachments
from fieldnotes.hub.attachments import Place
from fieldnotes.hub.devices import revoke
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.vault.sealed_files import opened, seal
from fieldnotes.wire.base64_text import from_base64, to_base64
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.sealed_container import CHUNK_BYTES, LARGEST_PIECE, piece_bounds
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, OUTSIDER

CONTENT = b"bild" * 300_000
"""Two pieces."""


class File:
    """A sealed file and its manifest, as a device has them."""

    def __init__(self, clock, folder, content=CONTENT):
        self.id = new_id(clock)
        self.made = seal([content], folder / self.id, self.id)
        self.data = (folder / self.id).read_bytes()

    def piece(self, number):
        first, length = piece_bounds(self.made.size, number)
        return self.data[first : first + length]

    @property
    def body(self):
        return {
            "attachment": self.id, "name": "kylen.jpg", "media_type": "image/jpeg", "size": self.made.size,
            "chunk_size": CHUNK_BYTES, "chunks": list(self.made.pieces),
        }  # fmt: skip

    @property
    def begin(self):
        return {"chunks": len(self.made.pieces), "key": to_base64(self.made.key)}


@pytest.fixture
def file(held_clock, tmp_path):
    return File(held_clock, tmp_path)


def url_of(file, case=CASE, number=None):
    return f"/v1/attachments/{case}/{file.id}" + ("" if number is None else f"/{number}")


def put(line, file, number, data=None, case=CASE) -> httpx2.Response:
    piece = file.piece(number) if data is None else data
    return line.http.put(url_of(file, case, number), content=piece, headers=line.bearer)


def code_of(answer):
    return answer.status_code, answer.json()["code"]


def filed(line, file):
    """Hand in the entry that names the file."""
    return line.results(line.laptop.act(Kind.ATTACHMENT_ADDED, file.body))


@BOTH
def test_a_file_goes_up_piece_by_piece_and_comes_down_for_a_colleague(join, file, tmp_path):
    line, colleague = join(), join(COLLEAGUE)
    assert filed(line, file) == [1]
    assert line.post(url_of(file), file.begin).json()["held"] == []
    assert put(line, file, 1).status_code == 200
    assert colleague.get(url_of(file)).json().keys() == {"epoch", "chunks", "held", "complete"}
    assert line.post(url_of(file), file.begin).json()["held"] == [1]
    assert put(line, file, 0).status_code == 200
    assert put(line, file, 0).status_code == 200
    told = colleague.get(url_of(file)).json()
    assert (told["complete"], told["held"]) == (True, [0, 1])
    data = b"".join(colleague.get(url_of(file, number=n)).content for n in (0, 1))
    (tmp_path / "got").write_bytes(data)
    assert b"".join(opened(tmp_path / "got", file.id, from_base64(told["key"]))) == CONTENT


@BOTH
def test_a_piece_that_the_record_does_not_name_is_refused(join, file):
    line = join()
    filed(line, file)
    line.post(url_of(file), file.begin)
    assert code_of(put(line, file, 1, file.piece(1)[:-1])) == (400, "bytes_wrong")
    assert code_of(put(line, file, 1, file.piece(0))) == (400, "bytes_wrong")
    assert line.post(url_of(file), file.begin).json()["held"] == []


@BOTH
def test_pieces_before_their_entry_are_judged_when_it_comes(join, file, held_clock, tmp_path):
    line = join()
    line.post(url_of(file), file.begin)
    assert put(line, file, 0).status_code == 200
    assert put(line, file, 1, b"something else entirely").status_code == 200
    assert line.post(url_of(file), file.begin).json()["held"] == [0, 1]
    filed(line, file)
    assert line.post(url_of(file), file.begin).json()["held"] == [0]
    assert put(line, file, 1).status_code == 200
    assert line.get(url_of(file)).json()["complete"]


def test_a_wrong_key_or_a_foreign_first_piece_is_refused(join, file, held_clock, tmp_path):
    line = join()
    other = File(held_clock, tmp_path)
    line.post(url_of(file), {**file.begin, "key": to_base64(bytes(32))})
    assert code_of(put(line, file, 0)) == (400, "bytes_wrong")
    line.post(url_of(file), file.begin)
    assert code_of(put(line, file, 0, other.piece(0))) == (400, "bytes_wrong")
    assert put(line, file, 0).status_code == 200


def test_nobody_blocks_a_file_by_beginning_it_with_another_key(join, file):
    line, colleague = join(), join(COLLEAGUE)
    colleague.post(url_of(file), {**file.begin, "key": to_base64(bytes(32))})
    assert code_of(line.post(url_of(file), file.begin)) == (400, "request_wrong")
    filed(line, file)
    assert line.post(url_of(file), file.begin).status_code == 200
    put(line, file, 0)
    wrong = {**file.begin, "key": to_base64(bytes(32))}
    assert code_of(colleague.post(url_of(file), wrong)) == (400, "request_wrong")


@BOTH
def test_who_may_not_know_the_case_and_who_was_shut_out_get_nothing(join, file, hub):
    line, stranger, revoked = join(), join(OUTSIDER), join(COLLEAGUE)
    filed(line, file)
    line.post(url_of(file), file.begin)
    put(line, file, 0)
    revoke(hub, revoked.laptop.id)
    revoked.open()
    for who, code in ((stranger, "not_assigned"), (revoked, "device_revoked")):
        answers = [who.get(url_of(file)), who.get(url_of(file, number=0))]
        assert [code_of(answer) for answer in answers] == [(403, code)] * 2
    answers = [stranger.post(url_of(file), file.begin), put(stranger, file, 0)]
    assert [code_of(answer) for answer in answers] == [(403, "not_assigned")] * 2
    assert revoked.post(url_of(file), file.begin).status_code == 200, "it hands in what it has"
    assert put(revoked, file, 0).status_code == 200
    assert code_of(line.get(url_of(file, "c-none"))) == (403, "not_assigned")
    assert code_of(line.get(url_of(file, OTHER))) in {(403, "not_assigned"), (404, "not_found")}
    assert line.http.get(url_of(file)).status_code == 401


@pytest.mark.parametrize("id_", ["..", "x", "0195d0f0-0000-4000-8000-000000000000", "%2e%2e%2fhub.key"])
def test_no_id_of_another_kind_reaches_the_disk(join, file, id_):
    line = join()
    answer = line.post(f"/v1/attachments/{CASE}/{id_}", file.begin)
    assert answer.status_code in {404, 405}


@pytest.mark.parametrize(
    "changed", [{"chunks": 0}, {"chunks": 201}, {"key": "AAAA"}, {"key": 3}, {"more": 1}, {"chunks": "1"}]
)
def test_a_begin_of_another_form_is_refused(join, file, changed):
    assert code_of(join().post(url_of(file), {**file.begin, **changed})) == (400, "request_wrong")


def test_a_piece_over_the_size_is_refused_at_once_and_one_that_does_not_exist_is_not_found(join, file):
    line = join()
    line.post(url_of(file), file.begin)
    assert code_of(put(line, file, 0, bytes(LARGEST_PIECE + 1))) == (413, "too_large")
    assert code_of(put(line, file, 0, b"x")) == (400, "bytes_wrong")
    assert code_of(line.http.put(url_of(file, number=2), content=b"x", headers=line.bearer)) == (404, "not_found")
    assert code_of(line.http.put(url_of(file, number=200), content=b"x", headers=line.bearer))[0] == 400
    assert code_of(line.get(url_of(file, number=1))) == (404, "not_found")


@BOTH
def test_a_destroyed_file_is_gone_for_everybody_and_cannot_be_begun_again(join, file, hub):
    line = join()
    filed(line, file)
    line.post(url_of(file), file.begin)
    for number in (0, 1):
        put(line, file, number)
    hub_attachments.destroy(hub, Place(CASE, file.id))
    for answer in (line.get(url_of(file)), line.get(url_of(file, number=0)), line.post(url_of(file), file.begin)):
        assert code_of(answer) == (410, "attachment_gone")
    assert list(hub.blobs.names()) == []
    assert file.made.key not in (hub.home.folder / "hub.sqlite").read_bytes() if hub.home.database is None else True


@BOTH
def test_verify_checks_every_piece_and_tells_what_is_still_pending(join, file, hub):
    line = join()
    filed(line, file)
    assert verify_hub(hub)["pending"] == 1
    line.post(url_of(file), file.begin)
    for number in (0, 1):
        put(line, file, number)
    whole = verify_hub(hub)
    assert (whole["ok"], whole["attachments"], whole["pending"]) == (True, 1, 0)
    name = next(iter(hub.blobs.names()))
    hub.blobs.put(name, b"another piece")
    assert [fault["what"] for fault in verify_hub(hub)["faults"]] == [f"blob {file.id}"]
    hub.blobs.destroy(name)
    assert [fault["what"] for fault in verify_hub(hub)["faults"]] == [f"blob {file.id}"]
    assert len(line.post(url_of(file), file.begin).json()["held"]) == 1, "what was lost is asked for again"
