"""What boot chooses for the workshop on this and other platforms."""

from pathlib import Path

import pytest

from fieldnotes.boot import catalogues
from fieldnotes.boot.workshop import models_folder, workshop
from fieldnotes.language import translation

ASA, TOVE = Path("users/Åsa Öberg/FieldNotes"), Path("users/tove/FieldNotes")


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_models_lie_beside_the_persons_data(platform):
    assert models_folder(ASA, platform) == ASA / "models"


def test_on_windows_a_path_the_engine_can_open_is_kept():
    assert models_folder(TOVE, "win32") == TOVE / "models"


def test_on_windows_the_models_of_asa_oberg_lie_where_the_engine_can_open_them():
    """Vosk takes its paths as bytes of the code page there, and finds none with å or ö in it."""
    chosen = models_folder(ASA, "win32")
    assert str(chosen).isascii()
    assert chosen.name == "models"


@pytest.fixture
def spoken():
    before = (translation.spoken_language(), translation._Current.catalogue)
    yield catalogues.speak
    translation.speak(*before)


def test_labels_follow_the_language_that_is_spoken_whichever_was_spoken_first(spoken):
    for language in ("en", "sv", "en"):
        spoken(language)
        assert workshop().language == language
    assert workshop().book is workshop().book
