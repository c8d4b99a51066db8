"""A working day handed in from the car: twelve notes and three photos over 1 Mbit/s, 200 ms, 2 % loss, three cuts.

pytest -m bench tests/bench/test_bench_working_day.py
"""

import random
import sys
import time

import pytest
from sqlalchemy import func, select

from fieldnotes.boot.system_clock import SystemClock
from fieldnotes.casework import attach, exchange, profile
from fieldnotes.casework.desk import Desk
from fieldnotes.domain.errors import Unavailable
from fieldnotes.hub.tables import attachment_chunk, entry
from fieldnotes.sync.join import join
from many_notes import file_notes
from one_desk import make_profile, make_workshop
from road_hub import WORKER, invite, open_road
from slow_line import Line, SlowLine

pytestmark = [pytest.mark.bench, pytest.mark.timeout(600)]
NOTES, PHOTOS = 12, 3
PHOTO_BYTES = 350_000
"""A photo as it is kept: downscaled to 1 600 pixels."""


@pytest.fixture
def day(tmp_path, resources):
    """A desk that has joined, with a day's work on it and a line that is cut three times."""
    clock = SystemClock()
    with open_road(tmp_path, None, clock, resources / "demo" / "import.json") as road:
        yield from a_day(tmp_path, road, clock)


def a_day(tmp_path, road, clock):
    line = Line(cuts=[150_000, 500_000, 900_000])
    with SlowLine(int(road.url.rsplit(":", 1)[1]), line) as way:
        vault = make_profile(tmp_path / "profile", clock)
        join(vault, invite(road.hub, WORKER, f"http://127.0.0.1:{way.port}"), clock)
        desk = Desk(make_workshop(clock, tmp_path), vault, unlocked=clock.now())
        notes = file_notes(desk, [{"id": "c-prov-01"}], NOTES)
        for number in range(PHOTOS):
            photo = tmp_path / f"bild{number}.jpg"
            photo.write_bytes(b"\xff\xd8\xff\xe0" + pixels(number) + b"\xff\xd9")
            attach.attach(desk, notes[number], photo)
        way.up = 0
        yield desk, way, road.hub
        profile.lock(desk)


def pixels(number):
    return random.Random(number).randbytes(PHOTO_BYTES)  # noqa: S311 - not a secret


def there(hub):
    """How many entries and how many bytes of files the hub has."""
    with hub.database.reading() as connection:
        entries = connection.execute(select(func.count()).select_from(entry)).scalar_one()
        size = connection.execute(select(func.sum(attachment_chunk.c.size))).scalar_one() or 0
    return entries, size


def test_a_working_day_over_a_bad_line(day, capsys):
    desk, way, hub = day
    begun, text_at, tries = time.perf_counter(), 0.0, 0
    size_at_text = -1
    while True:
        tries += 1
        try:
            done = exchange.sync(desk)
        except Unavailable:
            done = None
        entries, size = there(hub)
        if entries == NOTES + PHOTOS and not text_at:
            text_at, size_at_text = time.perf_counter() - begun, size
        if done is not None and done.waiting == 0 and size >= PHOTOS * PHOTO_BYTES:
            break
        assert tries < 10
    took = time.perf_counter() - begun
    with capsys.disabled():
        sys.stdout.write(
            f"\n all {took:.1f} s in {tries} exchanges, {way.cuts} cuts, {way.up} bytes up; "
            f"text seen at the hub by {text_at:.1f} s, with {size_at_text} bytes of photos there"
        )
    assert way.cuts == 3
    assert took <= 30
