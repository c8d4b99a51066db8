"""The real model, unpacked once, and the recogniser on it."""

import pytest

from fieldnotes.dictation.models import Model, install
from fieldnotes.dictation.recogniser import Recogniser, command_for_this_program
from speech_samples import MODEL


@pytest.fixture(scope="session")
def speech_model(tmp_path_factory) -> Model:
    return install(MODEL, tmp_path_factory.mktemp("models"))


@pytest.fixture
def recogniser(speech_model) -> Recogniser:
    return Recogniser(command_for_this_program(), speech_model.path)
