"""A hub whose files lie in an object store: handed in, fetched, backed up, disposed of; a kill leaves no half."""

import pytest

from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.long_act import LongAct
from fieldnotes.hub import attachments, blobs, disposing, s3_blobs
from fieldnotes.hub.attachments import Place, begin, put_piece
from fieldnotes.hub.backup import back_up
from fieldnotes.hub.destroying import destroy_case
from fieldnotes.hub.home import read_home
from fieldnotes.hub.hub import Hub, make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.restoring import Also, restore
from fieldnotes.hub.sessions import Caller
from hub_samples import BOTH, CASE, WORKER, Laptop, town
from small_s3 import BUCKET, SmallS3, serving

AT = Place(CASE, "0190a2b4-0000-7000-8000-000000000001")
KEY = b"k" * 32


@pytest.fixture(scope="module")
def served():
    store = SmallS3()
    with pytest.MonkeyPatch.context() as here, serving(store) as url:
        here.setenv("AWS_ACCESS_KEY_ID", "key")
        here.setenv("AWS_SECRET_ACCESS_KEY", "secret")
        here.setattr(s3_blobs, "_TRIES", 1)
        yield store, lambda prefix: f"s3://{BUCKET}/{prefix}?endpoint={url}"


@pytest.fixture
def store(served):
    served[0].__init__()
    return served[0]


@pytest.fixture
def hub(tmp_path, held_clock, served, store, database):
    with make_hub(tmp_path / "hub", held_clock, database, served[1]("a")) as made:
        import_file(made, town())
        yield made


@pytest.fixture
def who(hub, held_clock):
    return Caller(Laptop(clock=held_clock).enrol(hub).id, WORKER, revoked=False)


def code_of(act):
    with pytest.raises((Refused, Unavailable)) as told:
        act()
    return told.value.code


def test_a_file_lies_in_the_store_and_nowhere_in_the_folder(hub, who, store):
    begin(hub, who, AT, 2, KEY)
    put_piece(hub, who, AT, 1, b"sealed bytes")
    assert [store.get(key) for key in store.kept] == [b"sealed bytes"]
    assert not (hub.home.folder / "blobs").exists()
    assert attachments.give_piece(hub, who, AT, 1) == b"sealed bytes"
    assert begin(hub, who, AT, 2, KEY)["held"] == [1]
    store.kept.clear()
    assert begin(hub, who, AT, 2, KEY)["held"] == [], "what the store lost is asked for again"


@BOTH
def test_what_a_kill_leaves_between_the_bytes_and_their_row_is_no_piece_and_goes_with_its_case(
    hub, who, store, monkeypatch
):
    """rules: RET-1"""
    begin(hub, who, AT, 2, KEY)
    with monkeypatch.context() as here:
        here.setattr(attachments, "_note", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            put_piece(hub, who, AT, 1, b"sealed bytes")
    assert len(store.kept) == 1
    assert begin(hub, who, AT, 2, KEY)["held"] == []
    put_piece(hub, who, AT, 1, b"sealed bytes")
    assert (begin(hub, who, AT, 2, KEY)["held"], len(store.kept)) == ([1], 1), "the same again makes it whole"
    with hub.database.reading() as connection:
        rows = connection.execute(blobs_noted()).all()
    hub.database.write(lambda connection: connection.execute(blobs_noted(delete=True)))
    assert rows
    hub.database.write(lambda connection: end(hub, connection))
    assert disposing.finish(hub)
    assert store.kept == {}


def blobs_noted(*, delete=False):
    import sqlalchemy

    from fieldnotes.hub.tables import attachment_chunk

    return sqlalchemy.delete(attachment_chunk) if delete else sqlalchemy.select(attachment_chunk)


def end(hub, connection):
    """Take the case out of the tables as a disposal does, and leave the rest to `finish`."""
    from sqlalchemy import insert

    from fieldnotes.hub.disposal_tables import disposal

    destroy_case(connection, CASE)
    connection.execute(
        insert(disposal).values(
            case_id=CASE, at="2026-03-12T15:00:00+00:00", approved_by="u", rule="RET-2", entries=0, attachments=1
        )
    )


def test_what_the_store_does_not_let_go_of_is_not_finished_and_the_next_call_goes_on(hub, who, store):
    """rules: RET-1"""
    begin(hub, who, AT, 1, KEY)
    begin(hub, who, AT, 2, KEY)
    put_piece(hub, who, AT, 1, b"sealed bytes")
    hub.database.write(lambda connection: end(hub, connection))
    store.says = ("AccessDenied", 403)
    assert disposing.finish(hub) is False
    store.says = None
    assert store.kept
    assert disposing.finish(hub)
    assert store.kept == {}


def test_a_store_that_is_away_keeps_nothing_half_and_the_device_tries_again(hub, who, store):
    begin(hub, who, AT, 2, KEY)
    store.says = ("SlowDown", 503)
    assert code_of(lambda: put_piece(hub, who, AT, 1, b"sealed bytes")) is Code.BLOBS_UNREACHABLE
    store.says = None
    assert begin(hub, who, AT, 2, KEY)["held"] == []


def test_a_backup_holds_what_lies_in_the_store_and_makes_a_hub_with_another_or_none(
    hub, who, store, served, tmp_path, held_clock
):
    begin(hub, who, AT, 2, KEY)
    put_piece(hub, who, AT, 1, b"sealed bytes")
    assert back_up(hub, tmp_path / "copy", LongAct(lambda *_: None))["blobs"] == 1
    for name, address in (("b", served[1]("b")), ("c", None)):
        also = Also(blobs=address)
        restore(tmp_path / "copy", tmp_path / name, None, held_clock, LongAct(lambda *_: None), None, also)
        assert read_home(tmp_path / name).blobs == address
        with Hub.open(tmp_path / name, held_clock) as again:
            assert attachments.give_piece(again, who, AT, 1) == b"sealed bytes"
    assert sorted(key.partition("/")[0] for key in store.kept) == ["a", "b"]
    act, also = LongAct(lambda *_: None), Also(blobs=served[1]("a"))
    taken = code_of(lambda: restore(tmp_path / "copy", tmp_path / "d", None, held_clock, act, None, also))
    assert taken is Code.BLOBS_FOREIGN
    assert code_of(lambda: make_hub(tmp_path / "e", held_clock, None, served[1]("b"))) is Code.BLOBS_FOREIGN
    assert blobs.FolderBlobs(tmp_path / "c" / "blobs").has(next(blobs.FolderBlobs(tmp_path / "c" / "blobs").names()))
