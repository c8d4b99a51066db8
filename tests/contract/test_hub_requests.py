"""What the hub does with requests that are too large, ill-formed or for nobody: a problem, never a crash."""

import json
import tracemalloc

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code
from fieldnotes.hub.problems import STATUS
from fieldnotes.wire.parcel import MAX_BYTES, pack
from hub_samples import CASE, H

MEGABYTE = 1024 * 1024


def code_of(answer):
    assert answer.headers["content-type"] == "application/problem+json"
    found = answer.json()
    assert found["status"] == answer.status_code == STATUS[Code(found["code"])]
    assert found["type"] == f"urn:fieldnotes:problem:{found['code']}"
    return found["code"]


def test_what_is_not_there_or_not_that_way(join):
    tove = join()
    assert code_of(tove.get("/v1/nothing")) == "not_found"
    assert code_of(tove.get("/docs")) == "not_found"
    assert code_of(tove.get("/v1/push")) == "not_allowed"
    assert code_of(tove.post("/v1/hello", {})) == "not_allowed"


def test_a_receipt_for_what_nobody_waits_for_is_not_written_down(join):
    copied = {"case": CASE, "note": "n-1", "revision": H, "to": "lifecare", "receipt": "LC-1"}
    assert code_of(join().post("/v1/by-hand", copied)) == "nothing_to_hand_over"


WRONG_BODIES = [
    b"", b"{", b"[]", b"null", b'{"cases": 1}', b'{"cases": [], "more": 1}', b'{"cases": [{"case": "c-1"}]}',
    b'{"cases": [{"case": "c-1", "after": -1}]}', b'{"cases": [{"case": "c-1", "after": 1.5}]}',
    b'{"cases": [{"case": "c-1", "after": "1"}]}', b'{"cases": [{"case": "", "after": 0}]}',
    b'{"cases": [{"case": "a\\u0000b", "after": 0}]}', b'{"cases": [{"case": "\\ud800", "after": 0}]}',
    b'{"cases": [{"case": "c-1", "after": 9007199254740992}]}', b"\xff\xfe",
]  # fmt: skip


def test_json_that_is_not_of_the_right_form(join):
    tove = join()
    headers = {**tove.bearer, "Content-Type": "application/json"}
    for body in WRONG_BODIES:
        assert code_of(tove.http.post("/v1/pull", content=body, headers=headers)) == "request_wrong", body


def test_numbers_in_addresses_are_numbers(join):
    tove = join()
    for path in ("/v1/heads?since=x", "/v1/reference?after=-1", "/v1/reference?after=1e3"):
        assert code_of(tove.get(path)) == "request_wrong", path


def test_a_body_that_is_no_parcel(join):
    tove = join()
    one = tove.laptop.signed()
    whole = zstandard.compress(pack({}, [one]))
    for body in (b"", b"nonsense", zstandard.compress(b""), zstandard.compress(b"\0\0\0\2{}\0\0\0\1"), whole[:-9]):
        assert code_of(tove.send(body)) == "bytes_wrong"
    assert tove.results(one) == [1]


def test_more_than_500_entries_are_too_many(join):
    tove = join()
    sent = [tove.laptop.signed()] * 501
    assert code_of(tove.send(zstandard.compress(pack({}, sent)))) == "too_large"
    assert tove.results(*sent[:500]) == [1] * 500


@pytest.mark.parametrize("says_its_size", [True, False])
def test_a_bomb_is_refused_with_bounded_memory(join, says_its_size):
    """A few kilobytes that unpack to 200 MB."""
    tove = join()
    packer = zstandard.ZstdCompressor(write_content_size=says_its_size).compressobj(
        size=200 * MEGABYTE if says_its_size else -1
    )
    bomb = b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(200)) + packer.flush()
    assert len(bomb) < 100_000
    tracemalloc.start()
    try:
        assert code_of(tove.send(bomb)) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 8 * MAX_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("path", ["/v1/push", "/v1/enrol"])
@pytest.mark.parametrize("says_its_size", [True, False])
def test_a_body_of_200_megabytes_never_reaches_a_route(join, path, says_its_size):
    tove = join()
    sent = 0

    def pieces():
        nonlocal sent
        for _ in range(3200):
            sent += 65536
            yield bytes(65536)

    headers = {**tove.bearer, **({"Content-Length": str(3200 * 65536)} if says_its_size else {})}
    tracemalloc.start()
    try:
        answer = tove.http.post(path, content=pieces(), headers=headers)
        assert code_of(answer) == "too_large"
        assert tracemalloc.get_traced_memory()[1] < 10 * MAX_BYTES
    finally:
        tracemalloc.stop()
    assert sent < 100 * MEGABYTE
    assert tove.get("/v1/hello").status_code == 200


def test_a_dead_database_is_said_to_be_unreachable(join, hub, monkeypatch):
    from sqlalchemy.exc import OperationalError

    tove = join()
    down = OperationalError("SELECT", {}, Exception("server closed the connection"))

    class Dead:
        def begin(self):
            raise down

    monkeypatch.setattr(hub.database, "_reader", Dead())
    monkeypatch.setattr(hub.database, "_writer", Dead())
    answer = tove.http.get("/v1/hello")
    assert (answer.status_code, code_of(answer)) == (503, "database_unreachable")
    assert answer.headers["retry-after"] == "5"
    assert code_of(tove.send(b"x")) == "database_unreachable"
    monkeypatch.undo()
    assert tove.get("/v1/heads").status_code == 200


def test_access_rows_are_kept_once_and_never_given_back(join, hub):
    """rules: SEC-6."""
    from sqlalchemy import select

    from fieldnotes.hub.tables import access_row

    tove = join()
    row = {"what": "opened", "case": CASE, "note": "n-1", "revision": "ab" * 32, "chain": "cd" * 32}
    rows = [{**row, "number": n, "at": "2026-03-12T15:12:00+01:00"} for n in (1, 2)]
    assert tove.post("/v1/access", {"rows": rows}).json() == {"stored": 2}
    rows.append({**rows[0], "number": 3, "note": None, "revision": None})
    assert tove.post("/v1/access", {"rows": rows}).json() == {"stored": 3}
    with hub.database.reading() as connection:
        kept = connection.execute(select(access_row).order_by(access_row.c.number)).all()
    assert [(k.number, k.user_id, k.what, k.case_id) for k in kept] == [
        (n, "u-tove", "opened", CASE) for n in (1, 2, 3)
    ]
    assert code_of(tove.post("/v1/access", {"rows": [{**rows[0], "chain": "x"}]})) == "request_wrong"


def test_a_problem_says_nothing_of_the_request(join):
    tove = join()
    secret = "Elsa-Sandin-20170902"
    for answer in (
        tove.get(f"/v1/{secret}"),
        tove.post("/v1/enrol", {"code": secret, "device": secret}),
        tove.post("/v1/pull", {"cases": [{"case": secret, "after": 0}]}),
        tove.send(secret.encode()),
    ):
        assert answer.status_code >= 400
        assert secret not in answer.text


FUZZ = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def test_no_bytes_whatever_make_the_push_route_fail(join):
    tove = join()
    good = tove.laptop.signed()

    @FUZZ
    @given(
        st.one_of(
            st.binary(max_size=200),
            st.binary(max_size=200).map(zstandard.compress),
            st.lists(st.binary(max_size=60), max_size=4).map(
                lambda many: zstandard.compress(pack({}, [type(good)(d, "", bytes(64)) for d in many]))
            ),
            st.integers(0, len(good.data) - 1).map(
                lambda at: zstandard.compress(
                    pack({}, [type(good)(good.data[:at] + b"\x07" + good.data[at + 1 :], "", good.signature)])
                )
            ),
        )
    )
    def push(body):
        assert tove.send(body).status_code in (200, 400, 413)

    push()


def test_no_entry_whatever_makes_the_push_route_fail(join):
    """Well-formed entries with odd ids, signed by a joined device."""
    tove = join()
    text = st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=20)

    @FUZZ
    @given(text, text, text, text, st.integers(1, 2**53 - 1))
    def push(case, note, author, unit, dseq):
        import unicodedata

        case, note, author, unit = (unicodedata.normalize("NFC", t) for t in (case, note, author, unit))
        sealed = tove.laptop.signed(case=case, note=note, author=author, unit=unit, dseq=dseq)
        assert tove.push(sealed)["results"][0]["result"] == "quarantined"

    push()


def test_no_json_whatever_makes_a_route_fail(join):
    tove = join()
    rows = st.lists(st.fixed_dictionaries({"case": st.text(max_size=9), "after": ANY_JSON}), max_size=3)

    @FUZZ
    @given(
        st.sampled_from(["/v1/pull", "/v1/access", "/v1/enrol", "/v1/session", "/v1/session/nonce"]),
        ANY_JSON | rows.map(lambda r: {"cases": r}) | st.text(max_size=9).map(lambda t: {"device": t}),
    )
    def post(path, body):
        headers = {**tove.bearer, "Content-Type": "application/json"}
        answer = tove.http.post(path, content=json.dumps(body).encode(), headers=headers)
        assert answer.status_code < 500, answer.text

    post()


def test_every_problem_the_hub_lists_is_tried_somewhere_here():
    from pathlib import Path

    texts = "".join(p.read_text("utf-8") for p in Path(__file__).parent.glob("test_hub_*.py"))
    assert [code for code in STATUS if f'"{code.value}"' not in texts] == []
