"""A recording into a draft: its words and, sealed, its sound; all of it or nothing."""

import hashlib
import wave

import numpy as np
import pytest
import soundfile

from fieldnotes.casework import read_note, write_note
from fieldnotes.casework.catch_up import unwritten
from fieldnotes.casework.dictated_file import Recording, dictate_into
from fieldnotes.casework.recording_consent import agree
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.who_consents import How
from fieldnotes.vault import recorded, take_rows, takes

CASE = "c-prov-01"
KARIN = "prov-01-p2"
PLACE = "iakttagelser"
SAID = "Mamman öppnar dörren och bjuder på kaffe i köket."


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok").note


@pytest.fixture
def kaffe(data):
    return data / "audio" / "note_kaffe.wav"


def pcm(path):
    with wave.open(str(path)) as sound:
        return sound.readframes(sound.getnframes())


def obs(worker, note):
    return read_note.show(worker, note).sections.get(PLACE, {}).get("obs", [])


def code_of(call):
    with pytest.raises(FieldNotesError) as problem:
        call()
    return problem.value.code


def left_behind(worker, note):
    """Sound of the note that can be opened, and files of sound that no key opens."""
    known = take_rows.takes_of(worker.vault, note)
    sealed = {path.name.partition(".")[0] for path in (worker.vault.folder / "sound").glob("*.take")}
    return [take.id for take in known], sealed


def test_the_sound_of_a_recording_is_sealed_beside_its_words(worker, note, kaffe):
    before = hashlib.sha256(kaffe.read_bytes()).digest()
    heard = dictate_into(worker, kaffe, note, PLACE)
    assert heard.text == SAID
    (take,) = take_rows.takes_of(worker.vault, note)
    assert (take.open, take.place, take.rate) == (False, PLACE, 16000)
    assert b"".join(takes.frames(worker.vault, take.id)) == pcm(kaffe)
    assert hashlib.sha256(kaffe.read_bytes()).digest() == before
    assert heard.seconds_audio == pytest.approx(4.47, abs=0.01)


@pytest.mark.parametrize("raw", [True, False])
def test_what_is_written_down_does_not_wait_to_be_written_down_again(worker, note, kaffe, raw):
    dictate_into(worker, kaffe, note, PLACE, raw=raw)
    assert unwritten(worker, note).seconds == 0


@pytest.mark.parametrize("name", ["besok.flac", "besok.ogg", "besok.mp3", "besok.aiff"])
def test_recordings_of_other_kinds_are_read(worker, note, kaffe, tmp_path, name):
    samples, rate = soundfile.read(kaffe)
    high = np.repeat(samples, 3) if name.endswith(".ogg") else samples
    soundfile.write(tmp_path / name, high, rate * len(high) // len(samples))
    assert "kaffe i köket" in dictate_into(worker, tmp_path / name, note, PLACE).text.lower()


def test_a_cancelled_recording_leaves_neither_words_nor_sound(worker, note, data):
    _known, sealed = left_behind(worker, note)
    seen = []
    visit = data / "audio" / "long_visit.wav"
    stopped = lambda: bool(seen) and seen[-1] >= 20  # noqa: E731 - asked between pieces
    call = lambda: dictate_into(worker, visit, note, PLACE, progress=seen.append, cancelled=stopped)  # noqa: E731
    assert code_of(call) is Code.CANCELLED
    assert seen[-1] < 30
    assert obs(worker, note) == []
    assert left_behind(worker, note) == ([], sealed)


def test_a_recording_that_is_damaged_on_the_way_leaves_neither_words_nor_sound(worker, note, kaffe, tmp_path):
    class Torn:
        rate, seconds = 16000, 4.0

        def frames(self):
            yield pcm(kaffe)[:64000]
            raise Refused(Code.NOT_AUDIO, file="torn.m4a")

    torn = tmp_path / "torn.m4a"
    torn.write_bytes(b"\0" * 100)
    recording = Recording(torn, decode=lambda _path: Torn())
    assert code_of(lambda: dictate_into(worker, recording, note, PLACE)) is Code.NOT_AUDIO
    assert obs(worker, note) == []
    assert left_behind(worker, note)[0] == []


def test_what_we_cannot_read_is_decoded_by_whoever_can(worker, note, kaffe, tmp_path):
    class Decoded:
        rate, seconds = 16000, 0.0

        def frames(self):
            yield from (pcm(kaffe)[at : at + 5000] for at in range(0, len(pcm(kaffe)), 5000))

    phone = tmp_path / "telefon.m4a"
    phone.write_bytes(b"\x00\x00\x00\x18ftypM4A " + bytes(100))
    asked, told = [], []

    def decode(path):
        asked.append(path)
        return Decoded()

    heard = dictate_into(worker, Recording(phone, decode=decode), note, PLACE, progress=told.append)
    assert (heard.text, asked, told) == (SAID, [phone], [0])
    assert heard.seconds_audio == pytest.approx(4.47, abs=0.01)
    assert dictate_into(worker, Recording(kaffe, decode=decode), note, PLACE).words
    assert asked == [phone]


def test_others_in_a_recording_need_a_consent_each(worker, note, kaffe):
    """rules: INS-6"""
    with pytest.raises(Refused) as stopped:
        dictate_into(worker, Recording(kaffe, others=(KARIN,)), note, PLACE)
    assert (stopped.value.code, stopped.value.values) == (Code.CONSENT_MISSING, {"person": KARIN})
    assert (obs(worker, note), left_behind(worker, note)[0]) == ([], [])
    agree(worker, note, KARIN, How.SPOKEN)
    dictate_into(worker, Recording(kaffe, others=(KARIN,)), note, PLACE)
    (take,) = take_rows.takes_of(worker.vault, note)
    assert recorded.heard_in(worker.vault, take.id) == {KARIN}
