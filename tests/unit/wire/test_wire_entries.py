import dataclasses
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire import entries
from fieldnotes.wire.base64_text import from_base64
from fieldnotes.wire.bodies import check_body
from fieldnotes.wire.keys import SigningKey
from wire_samples import BODIES, COPIED, KEY, sample

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "wire_vectors.json").read_text(encoding="utf-8"))


def test_every_kind_has_a_vector():
    assert {v["kind"] for v in VECTORS["entries"]} == {k.value for k in Kind}


@pytest.mark.parametrize("vector", VECTORS["entries"], ids=lambda v: v["kind"])
def test_the_bytes_of_every_kind_stay_as_they_are(vector):
    """Bytes, hash and signature of version 1 can never change. rules: INS-1"""
    sealed = entries.seal(sample(Kind(vector["kind"])), KEY)
    assert sealed.data.decode() == vector["bytes"]
    assert sealed.hash == vector["hash"]
    assert sealed.signature == from_base64(vector["signature"])
    assert entries.signed_by(sealed, from_base64(VECTORS["public_key"]))


def test_the_bytes_of_a_copy_from_the_wrong_case_stay_as_they_are():
    """rules: INS-1, DOC-8"""
    vector = VECTORS["copy"]
    sealed = entries.seal(sample(Kind.NOTE_SIGNED, body=COPIED), KEY)
    assert (sealed.data.decode(), sealed.hash) == (vector["bytes"], vector["hash"])
    assert sealed.signature == from_base64(vector["signature"])
    for wrong in ({}, {"revision": "x"}, {**COPIED["copied"], "case": "c-1"}):
        with pytest.raises(Refused):
            check_body(Kind.NOTE_SIGNED, {**COPIED, "copied": wrong})
    with pytest.raises(Refused):
        check_body(Kind.NOTE_CORRECTED, {**COPIED, "reason": "Fel dag."})


@pytest.mark.parametrize("kind", Kind)
def test_an_entry_reads_back_as_itself(kind):
    entry = sample(kind)
    assert entries.read(entries.seal(entry, KEY).data) == entry


@pytest.mark.parametrize("kind", Kind)
def test_a_body_with_one_key_more_or_one_less_is_refused(kind):
    body = BODIES[kind]
    with pytest.raises(Refused):
        check_body(kind, {**body, "surprise": "text"})
    optional = {"family_text", "text", "note", "section"}
    for key in set(body) - optional:
        with pytest.raises(Refused):
            check_body(kind, {k: v for k, v in body.items() if k != key})


@pytest.mark.parametrize(
    "change",
    [
        {"id": "1"}, {"id": "0195d0f0-0000-4000-8000-000000000001"}, {"parents": ("22" * 32, "11" * 32)}, {"dseq": 0},
        {"at": "2026-03-12T15:12:00"}, {"at": "i dag"}, {"since_hub": -1}, {"author": ""}, {"case_previous": "ff"},
        {"auth": {"acr": "x"}}, {"parents": ("11" * 32, "11" * 32)}, {"dseq": True}, {"device": "laptop"},
    ],
    ids=str,
)  # fmt: skip
def test_ill_formed_fields_are_refused(change):
    with pytest.raises(Refused) as refused:
        entries.seal(dataclasses.replace(sample(Kind.NOTE_SIGNED), **change), KEY)
    assert refused.value.code is Code.BYTES_WRONG


def test_a_later_version_is_told_apart_from_damage():
    data = entries.seal(sample(Kind.NOTE_COSIGNED), KEY).data
    with pytest.raises(Refused) as refused:
        entries.read(data.replace(b'"v":1', b'"v":2'))
    assert refused.value.code is Code.VERSION_UNSUPPORTED


def test_a_flipped_bit_anywhere_breaks_the_signature():
    """rules: INS-1"""
    sealed = entries.seal(sample(Kind.NOTE_SIGNED), KEY)
    for at in range(len(sealed.data)):
        data = bytearray(sealed.data)
        data[at] ^= 1
        assert not entries.signed_by(dataclasses.replace(sealed, data=bytes(data)), KEY.public)
        forged = dataclasses.replace(sealed, data=bytes(data), hash=entries.entry_hash(bytes(data)))
        assert not entries.signed_by(forged, KEY.public)


def test_another_key_does_not_pass():
    sealed = entries.seal(sample(Kind.NOTE_SIGNED), KEY)
    assert not entries.signed_by(sealed, SigningKey(bytes(32)).public)


def _bitten(data):
    places = st.tuples(st.integers(0, len(data) - 1), st.binary(max_size=4))
    return places.map(lambda bite: data[: bite[0]] + bite[1] + data[bite[0] + 1 :])


_WELL_FORMED = st.sampled_from([v["bytes"].encode() for v in VECTORS["entries"]])


@pytest.mark.parametrize("kind", Kind)
def test_bytes_that_were_proved_read_the_same_the_second_time(kind):
    data = entries.seal(sample(kind), KEY).data
    assert entries.reread(data) == entries.read(data)


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"{}", b"\xff", b'{"v":1}', b'"text"', b"null"])
def test_bytes_that_are_no_entry_are_refused_the_second_time_too(data):
    with pytest.raises(Refused) as refused:
        entries.reread(data)
    assert refused.value.code is Code.BYTES_WRONG


@given(st.binary(max_size=300) | _WELL_FORMED.flatmap(_bitten))
def test_the_decoder_never_breaks(data):
    try:
        entry = entries.read(data)
    except Refused:
        return
    assert entries.seal(entry, KEY).data == data


def test_the_repr_of_an_entry_tells_no_words():
    """rules: SEC-9"""
    entry = sample(Kind.NOTE_SIGNED)
    assert "Elsa" not in repr(entry)
    assert "Elsa" not in repr(entries.seal(entry, KEY))
