"""Every engine there is, held against the engines' contract: Vosk, and two of thirty lines that prove the seam."""

import sys
from pathlib import Path

import pytest

import loudness_engine
from engine_contract import EngineContract, OpinionContract
from fieldnotes.dictation.engine import ListenAgain
from fieldnotes.dictation.models import install
from fieldnotes.dictation.recogniser import Recogniser, command_for_this_program
from loudness_engine import LoudEngine
from speech_samples import MODEL


@pytest.fixture(scope="module")
def vosk(tmp_path_factory):
    model = install(MODEL, tmp_path_factory.mktemp("models"))
    return Recogniser(command_for_this_program(), model.path)


class TestVosk(EngineContract):
    """The engine that is shipped."""

    @pytest.fixture
    def engine(self, vosk):
        return vosk


class TestEngineInThisProcess(EngineContract):
    """An engine that is a few Python objects."""

    @pytest.fixture
    def engine(self):
        return LoudEngine()


class TestEngineAsAProgram(EngineContract):
    """Another program that answers frames takes the recogniser's place; nothing else changes."""

    @pytest.fixture
    def engine(self):
        return Recogniser([sys.executable, str(Path(loudness_engine.__file__))], Path("none"))


class TestVoskAgain(OpinionContract):
    """A live engine as a second opinion."""

    @pytest.fixture
    def opinion(self, vosk):
        return ListenAgain("Större modell", lambda _language: vosk)


class TestSmallOpinion(OpinionContract):
    """The small engine's own second opinion."""

    @pytest.fixture
    def opinion(self):
        return LoudEngine()
