"""A model answers a tenth of a second sooner for what is set when it is installed; its words stay the same."""

import shutil
import wave
import zipfile

import pytest

from fieldnotes.dictation.model_pace import FRAMES, SETTINGS, answer_soon
from fieldnotes.dictation.models import install
from fieldnotes.dictation.recogniser import Recogniser, command_for_this_program
from speech_samples import CLIPS, MODEL

CLIP = CLIPS / "long_visit.wav"
RATE = 16_000


@pytest.fixture(scope="module")
def as_it_came(tmp_path_factory):
    folder = tmp_path_factory.mktemp("model")
    with zipfile.ZipFile(MODEL) as archive:
        archive.extractall(folder)
    return folder / MODEL.stem


def settings(model, text):
    model.joinpath("conf").mkdir(parents=True)
    (model / SETTINGS).write_bytes(text)
    answer_soon(model)
    return (model / SETTINGS).read_bytes()


def test_a_larger_piece_is_made_small_and_nothing_else_is_touched(tmp_path):
    text = b"--beam=14.0\n--frames-per-chunk=21\n--endpoint.rule2.min-trailing-silence=0.5"
    assert settings(tmp_path, text) == (
        b"--beam=14.0\n\n--endpoint.rule2.min-trailing-silence=0.5\n--frames-per-chunk=%d\n" % FRAMES
    )


@pytest.mark.parametrize(
    "text", [b"--beam=10.0\r\n", b"--beam=10.0", b"--frames-per-chunk=6\n--frames-per-chunk = 30\r\n"]
)
def test_it_is_set_where_it_was_not(tmp_path, text):
    assert settings(tmp_path, text).endswith(b"\n--frames-per-chunk=%d\n" % FRAMES)
    assert settings(tmp_path / "again", text).count(b"--frames-per-chunk") == 1


def test_a_smaller_piece_is_left(tmp_path):
    assert settings(tmp_path, b"--frames-per-chunk=6\n") == b"--frames-per-chunk=6\n"


def test_a_model_without_settings_is_left_as_it_is(tmp_path):
    answer_soon(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_setting_it_twice_changes_nothing(tmp_path, as_it_came):
    model = install(MODEL, tmp_path / "models").path
    first = (model / SETTINGS).read_bytes()
    answer_soon(model)
    assert (model / SETTINGS).read_bytes() == first
    assert first != (as_it_came / SETTINGS).read_bytes()


def heard(model):
    """Give the words, and the seconds of sound beyond its last word until a sentence settled, on the average."""
    with wave.open(str(CLIP)) as sound:
        pcm = sound.readframes(sound.getnframes()) + bytes(3 * RATE)
    texts, waited = [], []
    with Recogniser(command_for_this_program(), model).listen(RATE) as session:
        for at in range(0, len(pcm), 640):
            session.feed(pcm[at : at + 640])
            for each in session.poll():
                if each.utterance is not None:
                    texts.append(str(each.text))
                    waited.append((at + 640) / 2 / RATE - each.utterance.words[-1].end)
        session.finish()
    return texts, sum(waited) / len(waited)


def test_the_same_sound_gives_the_same_words_sooner(tmp_path, as_it_came):
    shutil.copytree(as_it_came, tmp_path / "came")
    words, later = heard(tmp_path / "came")
    again, sooner = heard(install(MODEL, tmp_path / "models").path)
    assert again == words
    assert sooner < later - 0.04
