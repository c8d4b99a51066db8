"""The commit-order trap: a reader that polls while many write must miss nothing (real PostgreSQL)."""

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from fieldnotes.hub.feed import push
from fieldnotes.hub.pulling import pull
from fieldnotes.hub.sessions import Caller
from fieldnotes.hub.verifying import verify_hub
from fieldnotes.wire.parcel import unpack
from fieldnotes.wire.running_head import START, Receipt, head_after
from hub_samples import BOTH, CASE, COLLEAGUE, OTHER, Laptop

WRITERS, PUSHES = 8, 12


@pytest.fixture
def laptops(hub, held_clock):
    return [Laptop(COLLEAGUE, clock=held_clock).enrol(hub) for _ in range(WRITERS)]


@pytest.mark.parametrize("server", ["postgresql"], indirect=True)
def test_a_polling_reader_loses_nothing_while_eight_write(hub, laptops):
    work = [
        [[one.signed(case, note=f"n-{n}") for case in (CASE, OTHER, CASE)] for n in range(PUSHES)] for one in laptops
    ]
    done = threading.Event()

    def write(laptop, batches):
        return [push(hub, laptop.id, batch) for batch in batches]

    def read():
        seen = {CASE: [], OTHER: []}
        last = False
        while not last:
            last = done.is_set()
            wishes = [{"case": case, "after": len(found)} for case, found in seen.items()]
            head, entries = unpack(pull(hub, Caller(laptops[0].id, COLLEAGUE, revoked=False), wishes))
            for page in head["pages"]:
                taken, entries = entries[: page["count"]], entries[page["count"] :]
                seen[page["case"]] += [one.hash for one in taken]
                receipt = Receipt.from_json(page["receipt"])
                assert receipt.position == len(seen[page["case"]])
                assert receipt.log_head == head_after(START, seen[page["case"]])
        return seen

    with ThreadPoolExecutor(WRITERS + 1) as pool:
        reader = pool.submit(read)
        writers = [pool.submit(write, one, batches) for one, batches in zip(laptops, work, strict=True)]
        wait(writers)
        done.set()
        answers = [answer for writer in writers for answer in writer.result()]
        seen = reader.result()
    sent = {one.hash for batches in work for batch in batches for one in batch}
    assert {r["result"] for a in answers for r in a["results"]} == {"stored"}
    assert (len(seen[CASE]), len(seen[OTHER])) == (WRITERS * PUSHES * 2, WRITERS * PUSHES)
    assert set(seen[CASE]) | set(seen[OTHER]) == sent
    assert verify_hub(hub) == {"entries": len(sent), "attachments": 0, "pending": 0, "ok": True, "faults": []}


@BOTH
def test_the_same_entries_pushed_at_once_from_many_sides_are_stored_once(hub, laptops):
    """After a restore many devices offer the same; nothing is doubled."""
    sent = [laptops[0].signed(case, note=f"n-{n}") for n in range(10) for case in (CASE, OTHER)]
    start = threading.Barrier(WRITERS)

    def write(laptop):
        start.wait(timeout=20)
        return push(hub, laptop.id, sent)

    with ThreadPoolExecutor(WRITERS) as pool:
        answers = list(pool.map(write, laptops))
    assert all(answer["results"] == answers[0]["results"] for answer in answers)
    assert verify_hub(hub) == {"entries": 20, "attachments": 0, "pending": 0, "ok": True, "faults": []}
