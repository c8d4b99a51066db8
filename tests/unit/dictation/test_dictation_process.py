"""The recogniser's process by itself: interrupts, a closed input, nonsense, and an empty disk."""

import os
import signal
import subprocess

import pytest

from fieldnotes.dictation import frames
from fieldnotes.dictation.recogniser import command_for_this_program
from fieldnotes.dictation.sound import read_sound
from fieldnotes.domain.errors import Code
from speech_samples import CLIPS

READY = {"kind": "ready", "unknown": []}


@pytest.fixture
def process(tmp_path):
    child = subprocess.Popen(
        command_for_this_program(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
        env={"PYTHONPATH": os.environ.get("PYTHONPATH", ""), "HOME": str(tmp_path), "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    yield child
    child.kill()
    child.wait()
    for pipe in (child.stdin, child.stdout, child.stderr):
        pipe.close()


def ask(child, kind, value=b""):
    frames.send(child.stdin, kind, value)
    return answer(child)


def answer(child):
    kind, payload = frames.receive(child.stdout)
    assert kind == frames.ANSWER
    return frames.object_of(payload)


def open_model(child, speech_model, rate=16000):
    frames.send_json(child.stdin, frames.HEADER, {"model": str(speech_model.path), "rate": rate, "grammar": None})
    return answer(child), answer(child)


def test_one_answer_for_each_frame(process, speech_model):
    assert open_model(process, speech_model) == ({"kind": "started"}, READY)
    pcm = read_sound(CLIPS / "cmd_angra.wav").pcm
    kinds = {ask(process, frames.SOUND, pcm[at : at + 8000])["kind"] for at in range(0, len(pcm), 8000)}
    assert kinds <= {"partial", "final"}
    last = ask(process, frames.END)
    assert last["kind"] == "done"
    assert [row[0] for row in last["words"]] == ["ångra", "det"]
    process.stdin.close()
    assert process.wait(10) == 0
    assert process.stderr.read() == b""


def test_one_recording_after_the_other_on_the_same_model(process, speech_model):
    pcm = read_sound(CLIPS / "cmd_angra.wav").pcm
    for _ in range(2):
        assert open_model(process, speech_model) == ({"kind": "started"}, READY)
        ask(process, frames.SOUND, pcm)
        assert [row[0] for row in ask(process, frames.END)["words"]] == ["ångra", "det"]
    assert ask(process, frames.HEADER, b'{"model": "nowhere", "rate": 16000}')["kind"] == "started"
    assert answer(process) == {"kind": "error", "code": Code.MODEL_DAMAGED}
    assert process.wait(10) == 0


def test_an_interrupt_from_the_keyboard_is_not_its_business(process, speech_model):
    open_model(process, speech_model)
    process.send_signal(signal.SIGINT)
    assert ask(process, frames.SOUND, bytes(8000))["kind"] == "partial"


def test_it_ends_when_its_input_closes(process, speech_model):
    open_model(process, speech_model)
    process.stdin.close()
    assert process.wait(10) == 0


def test_it_ends_when_nobody_reads_its_answers(process, speech_model):
    open_model(process, speech_model)
    process.stdout.close()
    frames.send(process.stdin, frames.SOUND, bytes(8000))
    assert process.wait(10) == 0


def test_nonsense_ends_it_quietly(process):
    process.stdin.write(b"hej hej hej hej")
    process.stdin.close()
    assert process.wait(10) == 0


def test_a_rate_the_engine_cannot_read_is_an_error(process, speech_model):
    started, other = open_model(process, speech_model, rate=8000)
    assert started == {"kind": "started"}
    got = ask(process, frames.SOUND, bytes(8000)) if other == READY else other
    assert got["kind"] == "error"


def test_it_writes_nothing_to_disk(process, speech_model, tmp_path):
    open_model(process, speech_model)
    ask(process, frames.SOUND, read_sound(CLIPS / "cmd_angra.wav").pcm)
    ask(process, frames.END)
    process.stdin.close()
    process.wait(10)
    assert list(tmp_path.iterdir()) == []
