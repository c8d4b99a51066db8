"""Sound files: what is read, what is refused, and that long files are streamed."""

import tracemalloc
import wave

import numpy as np
import pytest
import soundfile

from fieldnotes.dictation.recogniser import raw_text
from fieldnotes.dictation.sound import LOWEST_RATE, open_sound, read_sound
from fieldnotes.domain.errors import Code, Refused
from speech_samples import CLIPS, word_errors

KAFFE = CLIPS / "note_kaffe.wav"
SAID = "mamman öppnar dörren och bjuder på kaffe i köket punkt"


def samples_of(path):
    return np.frombuffer(read_sound(path).pcm, dtype="<i2")


def code_of(path):
    with pytest.raises(Refused) as refused:
        open_sound(path)
    assert refused.value.values == {"file": path.name}
    return refused.value.code


def test_a_recording_is_read_sample_for_sample():
    with wave.open(str(KAFFE)) as opened:
        expected = opened.readframes(opened.getnframes())
    sound = read_sound(KAFFE)
    assert (sound.rate, sound.pcm) == (16000, expected)
    assert sound.seconds == pytest.approx(4.47, abs=0.01)


@pytest.mark.parametrize(("name", "subtype"), [("a.flac", "PCM_16"), ("a.wav", "PCM_24"), ("a.wav", "FLOAT")])
def test_other_lossless_files_hold_the_same_samples(tmp_path, name, subtype):
    soundfile.write(tmp_path / name, soundfile.read(KAFFE)[0], 16000, subtype=subtype)
    assert np.array_equal(samples_of(tmp_path / name), samples_of(KAFFE))


def test_two_channels_become_their_mean(tmp_path):
    left = soundfile.read(KAFFE)[0]
    soundfile.write(tmp_path / "two.wav", np.column_stack((left, np.zeros_like(left))), 16000)
    assert np.abs(samples_of(tmp_path / "two.wav") - samples_of(KAFFE) / 2).max() <= 1


@pytest.mark.parametrize(("name", "rate"), [("a.ogg", 48000), ("a.flac", 44100), ("a.wav", 8000)])
def test_other_rates_are_understood(tmp_path, recogniser, name, rate):
    samples, own_rate = soundfile.read(KAFFE)
    places = np.arange(0, len(samples) - 1, own_rate / rate)
    soundfile.write(tmp_path / name, np.interp(places, np.arange(len(samples)), samples), rate)
    looked_at = open_sound(tmp_path / name)
    assert looked_at.rate == max(rate, LOWEST_RATE)
    assert looked_at.seconds == pytest.approx(4.47, abs=0.02)
    heard = recogniser.recognise(looked_at.frames(), looked_at.rate)
    assert word_errors(raw_text(heard), SAID) <= (0.6 if rate < LOWEST_RATE else 0.1)


def test_slow_sound_is_raised_without_a_seam(tmp_path):
    tone = np.sin(np.arange(8000) * 2 * np.pi * 200 / 8000) * 0.5
    soundfile.write(tmp_path / "tone.wav", tone, 8000, subtype="PCM_24")
    raised = samples_of(tmp_path / "tone.wav") / 32768
    expected = np.sin(np.arange(len(raised)) * 2 * np.pi * 200 / 16000) * 0.5
    assert len(raised) == pytest.approx(16000, abs=2)
    assert np.abs(raised - expected).max() < 0.01


def test_what_is_no_sound_is_refused(tmp_path):
    (tmp_path / "note.wav").write_text("Elsa visade sitt rum.", encoding="utf-8")
    (tmp_path / "headerless.raw").write_bytes(bytes(3200))
    (tmp_path / "half.wav").write_bytes(KAFFE.read_bytes()[:20])
    assert {code_of(tmp_path / name) for name in ("note.wav", "headerless.raw", "half.wav")} == {Code.NOT_AUDIO}
    assert code_of(tmp_path) is Code.NOT_AUDIO


def test_a_missing_file_is_refused(tmp_path):
    assert code_of(tmp_path / "gone.wav") is Code.FILE_MISSING


def test_empty_files_are_refused(tmp_path):
    (tmp_path / "nothing.wav").touch()
    soundfile.write(tmp_path / "silent.wav", np.zeros(0), 16000)
    assert {code_of(tmp_path / "nothing.wav"), code_of(tmp_path / "silent.wav")} == {Code.EMPTY_AUDIO}


def test_too_slow_sound_is_refused(tmp_path):
    soundfile.write(tmp_path / "slow.wav", np.zeros(4000), 4000)
    assert code_of(tmp_path / "slow.wav") is Code.NOT_AUDIO


def test_a_file_damaged_on_the_way_is_refused_when_it_is_reached(tmp_path):
    soundfile.write(tmp_path / "a.flac", soundfile.read(CLIPS / "long_visit.wav")[0], 16000)
    whole = (tmp_path / "a.flac").read_bytes()
    (tmp_path / "a.flac").write_bytes(whole[: len(whole) // 2] + bytes(len(whole) // 2))
    looked_at = open_sound(tmp_path / "a.flac")
    frames = looked_at.frames()
    first = next(frames)
    with pytest.raises(Refused) as refused:
        list(frames)
    assert refused.value.code is Code.NOT_AUDIO
    assert len(first) == 8000


def test_a_long_file_is_streamed(tmp_path):
    minutes = 20
    with wave.open(str(tmp_path / "long.wav"), "wb") as out:
        out.setparams((1, 2, 16000, 0, "NONE", ""))
        for _ in range(minutes):
            out.writeframes(bytes(16000 * 2 * 60))
    tracemalloc.start()
    heard = sum(len(frame) for frame in open_sound(tmp_path / "long.wav").frames())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert heard == minutes * 60 * 16000 * 2
    assert peak < 2_000_000


def test_more_than_half_an_hour_is_not_read_at_once(tmp_path):
    with wave.open(str(tmp_path / "long.wav"), "wb") as out:
        out.setparams((1, 2, 16000, 0, "NONE", ""))
        for _ in range(31):
            out.writeframes(bytes(16000 * 2 * 60))
    with pytest.raises(Refused) as refused:
        read_sound(tmp_path / "long.wav")
    assert refused.value.code is Code.TOO_LARGE


def test_sound_stays_out_of_a_repr():
    assert "pcm" not in repr(read_sound(KAFFE))
