import json

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire import canonical

_text = st.text(st.characters(codec="utf-8")).map(lambda t: __import__("unicodedata").normalize("NFC", t))
_key = st.from_regex(r"[a-z0-9_]{1,8}", fullmatch=True)
_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | _text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_key, inner, max_size=4),
    max_leaves=12,
)


@given(_value)
def test_what_is_written_reads_back_as_itself(value):
    """rules: INS-1"""
    data = canonical.encode(value)
    assert canonical.decode(data) == value
    assert canonical.encode(canonical.decode(data)) == data


@given(_value, st.integers(0), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_another_value(value, at, byte):
    data = bytearray(canonical.encode(value))
    at %= len(data)
    if data[at] == byte:
        return
    data[at] = byte
    try:
        read = canonical.decode(bytes(data))
    except Refused:
        return
    assert read != value


_loose = st.recursive(
    st.none() | st.integers() | st.floats() | st.text() | st.sampled_from(["a\u030a", "\u0301", "å", "\u212b"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_key | st.text(), inner, max_size=3),
    max_leaves=8,
)


def nested(depth, inner):
    for _ in range(depth):
        inner = [inner]
    return inner


@given(st.builds(nested, st.integers(0, 18), _loose))
@example({"a": ["a\u030a"]})
@example({"A": 1})
@example(nested(17, []))
@example(nested(16, 1))
def test_reading_accepts_just_what_writing_makes(value):
    """Reading takes quicker ways than writing; both are the one rule."""
    spelled = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    try:
        spelled.encode()
        written = canonical.encode(value)
    except (Refused, UnicodeEncodeError):
        written = None
    try:
        read = canonical.decode(spelled.encode(errors="surrogatepass"))
    except Refused:
        assert written is None
    else:
        assert written == spelled.encode()
        assert read == value


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1.0}', b'{"a": 1}', b'{"b":1,"a":2}', b'{"a":1,"a":1}', b'{"A":1}', b'{"a":NaN}', b'{"a":1e3}',
        b'{"a":9007199254740992}', b'{"a":"a\xcc\x8a"}', b'{"a":"\\u00e5"}', b'\xef\xbb\xbf{"a":1}', b"", b"{",
        '{"a":1}'.encode("utf-16"), b'{"a":"\\ud800"}', b"[" * 17 + b"]" * 17, b"[" * 100_000, b'{"a":-0}',
    ],
)  # fmt: skip
def test_other_spellings_are_refused(data):
    with pytest.raises(Refused) as refused:
        canonical.decode(data)
    assert refused.value.code is Code.BYTES_WRONG


def test_depth_sixteen_is_the_most():
    assert canonical.decode(b"[" * 16 + b"]" * 16)
    with pytest.raises(Refused):
        canonical.encode(canonical.decode(b"[" * 16 + b"]" * 16) and [[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]])


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), b"x", {"a b": 1}, {"Å": 1}, 2**53, "a\u030a", {1: 2}, {"a": {2, 3}}]
)
def test_what_has_no_spelling_is_not_written(value):
    with pytest.raises(Refused):
        canonical.encode(value)
