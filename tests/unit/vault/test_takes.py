"""Recorded sound: on the disk within a second, whole when closed, torn only at its end while open, destroyed whole."""

import struct

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select, update

from conftest import HeldClock
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.vault import entries, take_rows, takes
from fieldnotes.vault.leftovers import clear_away
from fieldnotes.vault.tables import TAKES
from fieldnotes.wire.ids import new_id
from store_pages import plain_bytes
from vault_samples import CASE, NOTE, data_key

RATE = 16000
FRAME = RATE // 4 * 2
HEADER = 64
RECORD = 4 + FRAME + 16


def sound(frames, extra=0):
    return b"".join(struct.pack("<H", n + 1) * (FRAME // 2) for n in range(frames)) + b"\x07" * extra


def recorded(vault, clock, frames=6, extra=0, closed=True):
    take = takes.begin(vault, NOTE, CASE, "iakttagelser", RATE, clock)
    take.add(sound(frames, extra))
    if closed:
        take.close()
    return take


def path_of(vault, take):
    return vault.folder / "sound" / f"{take.id}.take"


def read(vault, take):
    return b"".join(takes.frames(vault, take.id))


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def records(vault, take):
    data = path_of(vault, take).read_bytes()
    return [data[:HEADER], *(data[at : at + RECORD] for at in range(HEADER, len(data), RECORD))]


def test_the_sound_comes_back_whatever_the_portions_and_lies_sealed(vault, held_clock):
    take = takes.begin(vault, NOTE, CASE, "iakttagelser", RATE, held_clock)
    whole = sound(3, 1000)
    for at in range(0, len(whole), 777):
        take.add(whole[at : at + 777])
    take.close()
    take.close()
    assert read(vault, take) == whole
    (row,) = take_rows.takes_of(vault, NOTE)
    assert (row.open, row.frames, row.seconds, row.place) == (False, 4, 1, "iakttagelser")
    assert whole[:64] not in path_of(vault, take).read_bytes()


def test_a_take_is_read_on_from_any_of_its_frames(vault, held_clock):
    take = recorded(vault, held_clock, frames=6, extra=2, closed=False)
    (row,) = take_rows.takes_of(vault, NOTE)
    assert (row.heard, row.heard_place, takes.length(vault, row)) == (0, None, 6 * RATE // 4)
    assert b"".join(takes.frames(vault, take.id, 4)) == sound(6)[4 * FRAME :]
    take.close()
    (row,) = take_rows.takes_of(vault, NOTE)
    assert takes.length(vault, row) == 7 * RATE // 4
    assert b"".join(takes.frames(vault, take.id, 5)) == sound(6, 2)[5 * FRAME :]
    assert list(takes.frames(vault, take.id, 7)) == []


def test_sound_is_on_the_disk_within_a_second_of_it(vault, held_clock):
    take = takes.begin(vault, NOTE, CASE, "iakttagelser", RATE, held_clock)
    take.add(sound(4))
    assert (take_rows.takes_of(vault, NOTE)[0].frames, take_rows.takes_of(vault, NOTE)[0].open) == (4, True)
    assert path_of(vault, take).stat().st_size == HEADER + 4 * RECORD
    take.add(sound(1))
    held_clock.move(1)
    take.add(b"")
    assert take_rows.takes_of(vault, NOTE)[0].frames == 5
    take.close()


def test_an_open_take_loses_only_its_torn_end(vault, held_clock):
    take = recorded(vault, held_clock, frames=4, closed=False)
    take.add(sound(6)[4 * FRAME :])
    take._file.close()
    data = path_of(vault, take).read_bytes()
    assert (len(data), take_rows.takes_of(vault, NOTE)[0].frames) == (HEADER + 6 * RECORD, 4)
    for length in range(HEADER + 4 * RECORD, len(data) + 1, 97):
        path_of(vault, take).write_bytes(data[:length])
        assert read(vault, take) == sound((length - HEADER) // RECORD)
    for torn in (b"\x00", bytes(RECORD), b"\xff" * RECORD):
        path_of(vault, take).write_bytes(data + torn)
        assert read(vault, take) == sound(6)


def test_what_was_on_the_disk_cannot_be_cut_off_an_open_take(vault, held_clock):
    take = recorded(vault, held_clock, frames=4, closed=False)
    take._file.close()
    data = path_of(vault, take).read_bytes()
    for length in (HEADER, HEADER + 3 * RECORD, len(data) - 1):
        path_of(vault, take).write_bytes(data[:length])
        assert code_of(lambda: read(vault, take)) is Code.RECORDING_DAMAGED


def test_a_closed_take_has_exactly_its_frames(vault, held_clock):
    take = recorded(vault, held_clock)
    head, *frames = records(vault, take)
    a, b, *rest = frames
    tail = frames[-1]
    wrong = [
        [a, *rest], [b, a, *rest], [a, a, *frames[2:]], [a, a, b, *rest], frames[:-1], [*frames, tail],
        [*frames[:-1], tail[:-1]], [*frames, b"\x00"], [],
    ]  # fmt: skip
    for changed in wrong:
        path_of(vault, take).write_bytes(head + b"".join(changed))
        assert code_of(lambda: read(vault, take)) is Code.RECORDING_DAMAGED
    path_of(vault, take).write_bytes(head + b"".join(frames))
    assert read(vault, take) == sound(6)


def test_a_frame_of_another_take_and_a_changed_header_are_refused(vault, held_clock):
    one, two = recorded(vault, held_clock), recorded(vault, held_clock)
    head, *frames = records(vault, one)
    _, foreign, *_ = records(vault, two)
    path_of(vault, one).write_bytes(head + foreign + b"".join(frames[1:]))
    assert code_of(lambda: read(vault, one)) is Code.RECORDING_DAMAGED
    for place in range(HEADER):
        changed = bytearray(head)
        changed[place] ^= 1
        path_of(vault, one).write_bytes(bytes(changed) + b"".join(frames))
        assert code_of(lambda: read(vault, one)) is Code.RECORDING_DAMAGED


def test_a_closed_take_cannot_be_passed_off_as_open_to_cut_it(vault, held_clock):
    take = recorded(vault, held_clock)
    with vault.writing() as connection:
        connection.execute(update(TAKES).values(open=True))
    data = path_of(vault, take).read_bytes()
    path_of(vault, take).write_bytes(data[:-RECORD])
    assert code_of(lambda: read(vault, take)) is Code.RECORDING_DAMAGED


@pytest.fixture(scope="module")
def small(profiles, tmp_path_factory):
    """A closed take of six short frames, and the vault it lies in."""
    vault = profiles.open(profiles.copy(tmp_path_factory.mktemp("takes") / "profile"))
    take = takes.begin(vault, NOTE, CASE, "p", 400, HeldClock())
    take.add(bytes(range(200)) * 6)
    take.close()
    yield vault, take, path_of(vault, take).read_bytes()
    vault.lock()


@settings(max_examples=40, deadline=None)
@given(change=st.data())
def test_no_change_of_a_closed_take_passes(small, change):
    vault, take, data = small
    first = change.draw(st.integers(0, len(data) - 1))
    last = change.draw(st.integers(first, len(data)))
    changed = data[:first] + change.draw(st.binary(max_size=30)) + data[last:]
    path_of(vault, take).write_bytes(changed)
    if changed != data:
        assert code_of(lambda: read(vault, take)) is Code.RECORDING_DAMAGED
    else:
        assert read(vault, take) == bytes(range(200)) * 6


def test_a_destroyed_take_leaves_no_trace_of_its_key_and_its_receipt_is_the_same_transaction(vault, held_clock):
    """rules: INS-6"""
    take = recorded(vault, held_clock)
    with vault.reading() as connection:
        wrapped = connection.execute(select(TAKES.c.sealed_key)).scalar_one()
    key = data_key(vault)
    assert wrapped in plain_bytes(vault.folder, key)
    body = {"recording": take.id, "seconds": 2, "why": "signed"}
    entries.file_act(vault, Act(new_id(held_clock), Kind.RECORDING_DESTROYED, CASE, NOTE, body), held_clock)
    assert code_of(lambda: read(vault, take)) is Code.UNKNOWN_RECORDING
    vault.log_owed = True
    assert clear_away(vault)
    assert wrapped not in plain_bytes(vault.folder, key)
    assert not path_of(vault, take).exists()
    assert take_rows.takes_of(vault, NOTE) == []


def test_destroying_without_a_receipt_takes_everything_too(vault, held_clock):
    take = recorded(vault, held_clock)
    with vault.reading() as connection:
        wrapped = connection.execute(select(TAKES.c.sealed_key)).scalar_one()
    key = data_key(vault)
    assert takes.destroy(vault, take.id, held_clock)
    assert wrapped not in plain_bytes(vault.folder, key)
    assert not path_of(vault, take).exists()


def test_a_take_that_is_destroyed_while_it_records_stays_destroyed(vault, held_clock):
    take = recorded(vault, held_clock, closed=False)
    takes.destroy(vault, take.id, held_clock)
    take.close()
    assert take_rows.takes_of(vault, NOTE) == []
