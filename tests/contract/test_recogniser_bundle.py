"""The recogniser as an executable of its own: built with PyInstaller, it hears what the module hears."""

import subprocess
import sys

import pytest

from fieldnotes.dictation.models import install
from fieldnotes.dictation.recogniser import Recogniser, command_for_this_program, raw_text
from fieldnotes.dictation.sound import open_sound
from speech_samples import CLIPS, MODEL, ROOT

MOST_MEGABYTES = 90


@pytest.fixture(scope="module")
def executable(tmp_path_factory):
    built = tmp_path_factory.mktemp("bundle")
    subprocess.run(
        [
            sys.executable, "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR",
            "--distpath", str(built / "dist"), "--workpath", str(built / "work"),
            str(ROOT / "installers" / "recogniser.spec"),
        ],
        check=True, capture_output=True, cwd=built,
    )  # fmt: skip
    return built / "dist" / "fieldnotes-recogniser" / "fieldnotes-recogniser"


@pytest.mark.slow
def test_the_built_recogniser_hears_the_same(executable, tmp_path):
    model = install(MODEL, tmp_path / "models", command=[str(executable)])
    texts = []
    for command in ([str(executable)], command_for_this_program()):
        sound = open_sound(CLIPS / "note_kaffe.wav")
        texts.append(raw_text(Recogniser(command, model.path).recognise(sound.frames(), sound.rate)))
    assert texts == ["mamman öppnar dörren och bjuder på kaffe i köket punkt"] * 2


@pytest.mark.slow
def test_the_bundle_holds_nothing_of_the_windows_or_the_network(executable):
    files = [path for path in executable.parent.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < MOST_MEGABYTES * 1_000_000
    assert not [path for path in files if any(part in path.name for part in ("Qt", "PySide", "_ssl", "sqlite"))]
