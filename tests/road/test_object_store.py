"""Files of a hub in a real object store that speaks S3 (OpenStack Swift): handed in, struck, disposed of.

    apt-get install --no-install-recommends swift swift-proxy swift-account swift-container swift-object memcached
    pytest -m slow -s tests/road/test_object_store.py

As root on Linux: the store runs as its own user. What is acknowledged is there whatever is struck down meanwhile; what
a kill leaves between the bytes and their row is no piece, and goes with its case, in a bucket that keeps versions too.
"""

from functools import partial

import pytest
from sqlalchemy import insert

from conftest import HeldClock
from fieldnotes.domain.errors import Unavailable
from fieldnotes.hub import s3_blobs
from fieldnotes.hub.attachments import Place, begin, give_piece, put_piece
from fieldnotes.hub.blobs import blobs_at, prove
from fieldnotes.hub.destroying import destroy_case
from fieldnotes.hub.disposal_tables import disposal
from fieldnotes.hub.disposing import finish
from fieldnotes.hub.hub import make_hub
from fieldnotes.hub.importing import import_file
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.verifying import verify_hub
from hub_samples import CASE, WORKER, Laptop, town
from struck_hub import killed, piece
from swift_store import SECRET, USER, swift

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
FILE = Place(CASE, "0190a2b4-0000-7000-8000-000000000001")
KEY = b"k" * 32
PIECES = 150
KILLS = 8
BUCKETS = ["plain", "versions"]


@pytest.fixture(scope="module")
def store():
    with pytest.MonkeyPatch.context() as here, swift() as made:
        here.setenv("AWS_ACCESS_KEY_ID", USER)
        here.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
        for bucket in BUCKETS:
            made.client().create_bucket(Bucket=bucket)
        told = {"Status": "Enabled"}
        made.client().put_bucket_versioning(Bucket="versions", VersioningConfiguration=told)
        yield made


@pytest.fixture(params=BUCKETS)
def bucket(request):
    return request.param


@pytest.fixture
def hub(store, bucket, tmp_path):
    address = f"s3://{bucket}/{tmp_path.name.replace('_', '-')}?endpoint={store.url}"
    with make_hub(tmp_path / "hub", HeldClock(), None, address) as made:
        import_file(made, town())
        yield made


@pytest.fixture
def who(hub):
    return Caller(Laptop(clock=HeldClock()).enrol(hub).id, WORKER, revoked=False)


def lying(store, bucket, hub):
    """Every object, version and mark of one that lies under the hub's prefix."""
    prefix = hub.home.blobs.split("/", 3)[3].partition("?")[0]
    told = store.client().list_object_versions(Bucket=bucket, Prefix=prefix)
    return [each["Key"] for name in ("Versions", "DeleteMarkers") for each in told.get(name, ())]


def end(hub):
    """End the case as a disposal does."""

    def job(connection):
        destroy_case(connection, CASE)
        row = {"case_id": CASE, "at": "2026-03-12T15:00:00+00:00", "approved_by": "u", "rule": "RET-2"}
        connection.execute(insert(disposal).values(**row, entries=0, attachments=1))

    hub.database.write(job)
    return finish(hub)


def test_a_real_store_does_all_a_hub_needs(store, bucket):
    prove(blobs_at(f"s3://{bucket}/tried?endpoint={store.url}", None))
    told = store.client().list_object_versions(Bucket=bucket, Prefix="tried")
    assert [told.get(name) for name in ("Versions", "DeleteMarkers")] == [None, None]


def test_a_hub_killed_between_the_bytes_and_their_row_leaves_no_half(store, bucket, hub, who):
    begin(hub, who, FILE, PIECES, KEY)
    assert killed(hub.home.folder, who, FILE, [1, 2, 3, 4], struck_at=3) == [1, 2]
    assert begin(hub, who, FILE, PIECES, KEY)["held"] == [1, 2]
    assert len(lying(store, bucket, hub)) == 3, "its bytes were there already"
    assert verify_hub(hub)["faults"] == []
    assert end(hub)
    assert lying(store, bucket, hub) == []


def test_what_was_acknowledged_is_there_however_often_the_hub_is_killed(store, bucket, hub, who):
    begin(hub, who, FILE, PIECES, KEY)
    acknowledged = set()
    for after in range(1, KILLS + 1):
        numbers = [number for number in range(1, PIECES) if number not in acknowledged]
        acknowledged.update(killed(hub.home.folder, who, FILE, numbers, after=after))
    held = begin(hub, who, FILE, PIECES, KEY)["held"]
    print(f"\n{bucket}: {len(acknowledged)} acknowledged, {len(held)} held, {KILLS} kills")  # noqa: T201 - the figures
    assert acknowledged <= set(held)
    assert all(give_piece(hub, who, FILE, number) == piece(number) for number in held)
    assert verify_hub(hub)["faults"] == []
    assert end(hub)
    assert lying(store, bucket, hub) == []


def test_a_store_that_is_struck_down_is_told_and_everything_goes_on_afterwards(store, bucket, hub, who, monkeypatch):
    monkeypatch.setattr(s3_blobs, "_CONNECT_SECONDS", 1)
    begin(hub, who, FILE, PIECES, KEY)
    put_piece(hub, who, FILE, 1, b"sealed")
    store.strike("proxy")
    for act in (partial(put_piece, hub, who, FILE, 2, b"more"), partial(give_piece, hub, who, FILE, 1)):
        with pytest.raises(Unavailable, match="blobs_unreachable"):
            act()
    assert end(hub) is False, "what may lie there cannot be taken away just now"
    store.start("proxy")
    store.wait()
    assert finish(hub)
    assert lying(store, bucket, hub) == []
