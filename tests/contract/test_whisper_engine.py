"""The second engine against the engines' contract, on a model whose weights are drawn at random (`small_whisper`).

It shows that the engine fits: its process, its times, its limits, its silence. What a real model understands is not
tried here, for none can be kept with the project.
"""

import json
import shutil

import pytest

from engine_contract import RATE, EngineContract, OpinionContract, cut, listened, samples
from fieldnotes.dictation import model_layouts, models
from fieldnotes.dictation.installed_opinion import InstalledOpinion
from fieldnotes.dictation.model_layouts import EngineKind
from fieldnotes.dictation.recogniser import Recogniser, command_for_this_program
from fieldnotes.domain.errors import Code, Refused
from small_whisper import small_whisper
from speech_samples import MODEL

NAME = "kb-whisper-litet"


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return small_whisper(tmp_path_factory.mktemp("from") / NAME)


@pytest.fixture(scope="module")
def folder(source, tmp_path_factory):
    place = tmp_path_factory.mktemp("models")
    models.install(source, place, command=command_for_this_program())
    return place


@pytest.fixture(scope="module")
def whisper(folder):
    engine = Recogniser(command_for_this_program(), folder / NAME)
    engine.get_ready()
    yield engine
    engine.rest()


class TestWhisper(EngineContract):
    """A Whisper model in the recogniser's process."""

    @pytest.fixture
    def engine(self, whisper):
        return whisper


@pytest.fixture(scope="module")
def again(folder):
    opinion = InstalledOpinion(command_for_this_program(), folder, lambda _name: True)
    opinion.propose(samples(), RATE, "sv")
    yield opinion
    opinion.rest()


class TestWhisperAgain(OpinionContract):
    """The installed Whisper model as the second opinion."""

    @pytest.fixture
    def opinion(self, again):
        return again

    def test_it_is_called_as_the_model_is(self, opinion):
        assert opinion.name == NAME

    def test_it_hears_no_language_it_has_no_model_of(self, opinion):
        assert not opinion.hears("so")
        with pytest.raises(Refused) as none:
            opinion.propose(samples(), RATE, "so")
        assert none.value.code is Code.MODEL_MISSING


def test_a_model_the_workplace_does_not_allow_is_not_used(folder):
    asked = InstalledOpinion(command_for_this_program(), folder, lambda name: name != NAME)
    assert not asked.hears("sv")


def test_noise_that_is_no_voice_has_no_words(whisper):
    """Whisper models write whole sentences for a tap or a chair: rule of decision 056."""
    click = bytes(3200) + b"\xff\x3f\x01\xc0" * 2000
    with_noise = click * 8 + bytes(RATE * 2)
    assert listened(whisper, cut(with_noise))[0] == []


def test_phrases_it_cannot_be_held_to_are_all_unknown(whisper):
    assert whisper.unknown_words(["gå till bedömning"]) == ("bedömning", "gå", "till")


def test_it_is_never_chosen_to_dictate_with(folder):
    models.install(MODEL, folder)
    assert models.find(folder).engine is EngineKind.VOSK
    assert models.find(folder, NAME).engine is EngineKind.WHISPER
    assert {each.engine for each in models.installed(folder)} == set(EngineKind)


def test_it_is_swedish_by_its_makers_name(folder):
    assert next(each.language for each in models.installed(folder) if each.name == NAME) == "sv"


@pytest.mark.parametrize("broken", ["model.bin", "tokenizer.json"])
def test_a_damaged_model_is_refused_and_leaves_nothing(source, tmp_path, broken):
    copied = shutil.copytree(source, tmp_path / NAME)
    content = (copied / broken).read_bytes()
    (copied / broken).write_bytes(content[: len(content) // 3])
    with pytest.raises(Refused) as refused:
        models.install(copied, tmp_path / "models", command=command_for_this_program())
    assert refused.value.code is Code.MODEL_DAMAGED
    assert list((tmp_path / "models").iterdir()) == []


def test_a_model_for_other_sound_is_refused_at_once(source, tmp_path):
    copied = shutil.copytree(source, tmp_path / NAME)
    (copied / "preprocessor_config.json").write_text(json.dumps({"feature_size": 128}), encoding="utf-8")
    with pytest.raises(Refused) as refused:
        models.install(copied, tmp_path / "models", command=command_for_this_program())
    assert refused.value.code is Code.MODEL_DAMAGED


def test_without_the_engine_it_is_refused_in_words_of_its_own(source, tmp_path, monkeypatch):
    monkeypatch.setattr(model_layouts, "WHISPER_PACKAGE", "no_such_engine_here")
    with pytest.raises(Refused) as refused:
        models.install(source, tmp_path / "models")
    assert refused.value.code is Code.ENGINE_MISSING
