"""The publisher's list: only its own signature, only while it is good, never backwards.

rules: SEC-13
"""

import json
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.errors import Code, Refused
from fieldnotes.wire.base64_text import to_base64
from fieldnotes.wire.hub_word import say
from fieldnotes.wire.release_list import (
    LABEL,
    MOST_BYTES,
    Build,
    ReleaseList,
    number,
    read_list,
    seal,
    still_good,
)
from release_samples import NOW, PLATFORM, PUBLISHER, STRANGER, release

BUILD = Build(PLATFORM, "fieldnotes-0.2.0.tar.xz", 10, 20, "ab" * 32)
PINNED = [STRANGER.public, PUBLISHER.public]


def refusal(work):
    with pytest.raises(Refused) as refused:
        work()
    return refused.value


def test_a_list_reads_back_as_it_was_signed_with_any_pinned_key():
    found = release(BUILD)
    read = read_list(seal(found, PUBLISHER), PINNED)
    assert read == found
    assert read.build_for(PLATFORM) == BUILD
    assert read.build_for("win32-x86_64") is None
    assert read.news_in("en").startswith("New")
    assert read.news_in("ar") == read.news_in("sv")


def test_another_key_signs_nothing_and_no_key_is_said_so():
    assert refusal(lambda: read_list(seal(release(BUILD), STRANGER), [PUBLISHER.public])).code is Code.UPDATE_WRONG
    assert refusal(lambda: read_list(seal(release(BUILD), PUBLISHER), [])).code is Code.UPDATE_NO_KEY


def test_another_word_of_the_publisher_is_no_list():
    word = say(PUBLISHER, b"fieldnotes/other/1", {"serial": 9})
    assert refusal(lambda: read_list(json.dumps(word.to_json()).encode(), PINNED)).code is Code.UPDATE_WRONG


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 255))
def test_no_changed_byte_passes(at, by):
    """White space around the signed bytes says nothing; every other change is refused."""
    data = bytearray(seal(release(BUILD), PUBLISHER))
    data[at % len(data)] ^= by
    try:
        said = read_list(bytes(data), PINNED)
    except Refused as refused:
        said = refused.code
    assert said in (release(BUILD), Code.UPDATE_WRONG)


def changed(**fields):
    word = json.loads(seal(release(BUILD), PUBLISHER))
    return json.dumps({**word, **fields}).encode()


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b"\xff", b"{" * 5000, b" " * (MOST_BYTES + 1)])
def test_what_is_no_list_is_refused(data):
    assert refusal(lambda: read_list(data, PINNED)).code is Code.UPDATE_WRONG
    assert refusal(lambda: read_list(changed(signed=to_base64(data[:64])), PINNED)).code is Code.UPDATE_WRONG


@pytest.mark.parametrize(
    "wrong",
    [
        {"serial": 0}, {"serial": -1}, {"serial": True}, {"format": 2}, {"version": "0.2"}, {"version": "0.2.0-beta"},
        {"version": "01.2.0"}, {"expires": "2026-03-02T09:00:00"}, {"expires": "soon"}, {"news": {"sv": 1}},
        {"builds": [{"platform": "x"}]}, {"builds": {}},
    ],
)  # fmt: skip
def test_a_signed_list_that_says_nonsense_is_refused(wrong):
    word = say(PUBLISHER, LABEL, {**json.loads(_inside()), **wrong})
    assert refusal(lambda: read_list(json.dumps(word.to_json()).encode(), PINNED)).code is Code.UPDATE_WRONG


@pytest.mark.parametrize("name", ["../fieldnotes", "a/b", "", ".hidden", "c:x", "a b"])
def test_a_package_is_named_by_a_plain_file_name(name):
    build = {"file": name, "platform": PLATFORM, "sha256": "ab" * 32, "size": 1, "unpacked": 1}
    word = say(PUBLISHER, LABEL, {**json.loads(_inside()), "builds": [build]})
    assert refusal(lambda: read_list(json.dumps(word.to_json()).encode(), PINNED)).code is Code.UPDATE_WRONG


def test_a_list_is_over_on_its_day_and_says_which():
    found = release(BUILD, days=30)
    assert still_good(found, NOW + timedelta(days=29), 0) == found
    over = refusal(lambda: still_good(found, NOW + timedelta(days=30), 0))
    assert (over.code, over.values) == (Code.UPDATE_EXPIRED, {"day": "2026-04-01"})


def test_a_list_older_than_one_that_was_seen_is_refused_and_the_same_one_is_not():
    found = release(BUILD, serial=7)
    assert still_good(found, NOW, 7) == found
    assert refusal(lambda: still_good(found, NOW, 8)).code is Code.UPDATE_BACKWARDS


@given(st.lists(st.integers(0, 999_999), min_size=3, max_size=3))
def test_versions_are_compared_by_their_numbers(parts):
    assert number(".".join(map(str, parts))) == tuple(parts)
    assert number("0.10.0") > number("0.9.9")


def _inside():
    found: ReleaseList = release(BUILD)
    from base64 import b64decode

    return b64decode(json.loads(seal(found, PUBLISHER))["signed"])
