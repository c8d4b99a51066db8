"""Frames over pipes: whole or not at all."""

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.dictation import frames


@given(st.lists(st.tuples(st.sampled_from([b"H", b"S", b"E", b"J"]), st.binary(max_size=300))))
def test_frames_come_out_as_they_went_in(sent):
    pipe = io.BytesIO()
    for kind, payload in sent:
        frames.send(pipe, kind, payload)
    pipe.seek(0)
    assert [frames.receive(pipe) for _ in sent] == sent
    with pytest.raises(frames.PipeClosedError):
        frames.receive(pipe)


def test_half_a_frame_is_no_frame():
    pipe = io.BytesIO()
    frames.send(pipe, frames.SOUND, b"1234")
    for length in range(len(pipe.getvalue())):
        with pytest.raises(frames.PipeClosedError):
            frames.receive(io.BytesIO(pipe.getvalue()[:length]))


def test_a_length_that_is_nonsense_is_not_waited_for():
    with pytest.raises(frames.PipeClosedError):
        frames.receive(io.BytesIO(b"Hello world"))


@pytest.mark.parametrize("payload", [b"{", b"[1]", b"\xff"])
def test_what_is_no_json_object_is_refused(payload):
    with pytest.raises(frames.PipeClosedError):
        frames.object_of(payload)


def test_a_closed_pipe_is_told():
    pipe = io.BytesIO()
    pipe.close()
    with pytest.raises(frames.PipeClosedError):
        frames.send(pipe, frames.END)
