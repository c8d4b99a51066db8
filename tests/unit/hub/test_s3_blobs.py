"""Bytes in an object store: the promises of a folder, and what is said when the store says no."""

import sys
from contextlib import ExitStack

import pytest

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.hub import s3_blobs
from fieldnotes.hub.blobs import FolderBlobs, blobs_at, prove
from fieldnotes.hub.s3_blobs import S3Address
from small_s3 import BUCKET, SmallS3, serving

NAMES = [f"{number:064x}" for number in range(3)]


@pytest.fixture(scope="module", autouse=True)
def keys():
    with pytest.MonkeyPatch.context() as here:
        for name, value in {"AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret"}.items():
            here.setenv(name, value)
        here.setattr(s3_blobs, "_TRIES", 1)
        yield


class Place:
    """A store and the blobs in it; making a client costs, so one store is made new again and again."""

    def __init__(self, stack):
        self.store = SmallS3()
        self.url = stack.enter_context(serving(self.store))
        self.blobs = blobs_at(f"s3://{BUCKET}/hub?endpoint={self.url}", None)

    def anew(self, **more):
        self.store.__init__(**more)
        return self


@pytest.fixture(scope="module")
def served():
    with ExitStack() as stack:
        yield Place(stack)


@pytest.fixture
def s3(served):
    return served.anew()


@pytest.fixture(params=["folder", "s3"])
def blobs(request, tmp_path):
    return FolderBlobs(tmp_path / "blobs") if request.param == "folder" else request.getfixturevalue("s3").blobs


def test_what_was_put_is_there_until_it_is_destroyed(blobs):
    assert (blobs.get(NAMES[0]), blobs.has(NAMES[0]), list(blobs.names())) == (None, False, [])
    for name in NAMES:
        blobs.put(name, name.encode())
    blobs.put(NAMES[1], b"again")
    assert [blobs.get(name) for name in NAMES] == [NAMES[0].encode(), b"again", NAMES[2].encode()]
    assert list(blobs.names()) == NAMES
    assert blobs.has(NAMES[1])
    assert blobs.destroy(NAMES[1])
    assert blobs.destroy(NAMES[1]), "what is not there is gone"
    assert (blobs.get(NAMES[1]), blobs.has(NAMES[1])) == (None, False)


def test_every_name_is_told_however_many_there_are(served):
    s3 = served.anew(page=2)
    for name in NAMES:
        s3.blobs.put(name, b"x")
    s3.store.put("hub/kvar.txt", b"not ours")
    s3.store.put(f"other/{NAMES[0]}", b"not ours")
    assert list(s3.blobs.names()) == NAMES


@pytest.mark.parametrize("knows", [True, False])
def test_in_a_bucket_that_keeps_versions_every_one_goes(served, knows):
    """rules: RET-1"""
    s3 = served.anew(versions=knows, knows_versions=knows)
    for data in (b"first", b"second"):
        s3.blobs.put(NAMES[0], data)
    s3.blobs.put(NAMES[1], b"stays")
    assert s3.blobs.destroy(NAMES[0])
    assert set(s3.store.kept) == {f"hub/{NAMES[1]}"}


@pytest.mark.parametrize(
    ("says", "code"),
    [
        (("AccessDenied", 403), Code.BLOBS_DENIED),
        (("NoSuchBucket", 404), Code.BLOBS_DENIED),
        (("NotImplemented", 501), Code.BLOBS_UNREACHABLE),
    ],
)
def test_a_store_that_says_no_is_told_in_our_words_and_nothing_counts_as_gone(s3, says, code):
    s3.blobs.put(NAMES[0], b"x")
    s3.store.says = says
    for act in (
        lambda: s3.blobs.put(NAMES[0], b"y"),
        lambda: s3.blobs.get(NAMES[0]),
        lambda: list(s3.blobs.names()),
        lambda: prove(s3.blobs),
    ):
        with pytest.raises(Unavailable) as told:
            act()
        assert (told.value.code, told.value.values) == (code, {})
    assert s3.blobs.destroy(NAMES[0]) is False
    s3.store.says = None
    assert s3.blobs.get(NAMES[0]) == b"x"


def test_a_store_that_takes_and_does_not_give_is_not_used(s3, monkeypatch):
    prove(s3.blobs)
    assert s3.store.kept == {}, "what it was tried with is gone"
    with monkeypatch.context() as here:
        here.setattr(s3.store, "put", lambda *_: None)
        with pytest.raises(Unavailable, match="blobs_denied"):
            prove(s3.blobs)
    with monkeypatch.context() as here:
        here.setattr(s3.store, "delete", lambda *_: None)
        with pytest.raises(Unavailable, match="blobs_denied"):
            prove(s3.blobs)
    with pytest.raises(Refused, match="blobs_foreign"):
        prove(s3.blobs)


def test_an_address_names_bucket_and_server_and_holds_no_secret():
    assert S3Address.read("s3://filer") == S3Address("filer", "", None, "us-east-1", None, None)
    full = "s3://filer/stad/nav?endpoint=https://s3.stad.example:9000&region=eu-north-1&ca=/etc/ca.pem&profile=nav"
    told = S3Address("filer", "stad/nav/", "https://s3.stad.example:9000", "eu-north-1", "/etc/ca.pem", "nav")
    assert S3Address.read(full) == told


@pytest.mark.parametrize(
    "text",
    [
        "", "filer", "https://filer", "s3://", "s3://Filer", "s3://key:secret@filer", "s3://filer#x", "s3://filer?x=1",
        "s3://filer?region=", "s3://filer?region=a&region=b", "s3://filer?endpoint=ftp://x", "s3://filer?region",
        "s3://filer?endpoint=https://key:secret@host", "s3://filer?endpoint=https://", "s3://[x",
    ],
)  # fmt: skip
def test_anything_else_is_no_address(text):
    with pytest.raises(Refused, match="blobs_wrong"):
        S3Address.read(text)


def test_nobody_at_the_address_and_a_profile_nobody_knows_are_told():
    away = blobs_at(f"s3://{BUCKET}?endpoint=http://127.0.0.1:9", None)
    with pytest.raises(Unavailable, match="blobs_unreachable"):
        away.has(NAMES[0])
    with pytest.raises(Refused, match="blobs_wrong"):
        blobs_at("s3://filer?profile=finns-inte", None)


def test_without_the_part_for_it_the_sentence_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "boto3", None)
    with pytest.raises(Refused, match="s3_missing"):
        blobs_at("s3://another", None)
