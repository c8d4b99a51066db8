"""A computer without a sound system: one calm sentence, and the editor goes on.

rules: DOC-3
"""

import builtins

import pytest

from editor_window import begin, open_editor
from fieldnotes.domain.errors import Code, Unavailable
from fieldnotes.ui.shared.microphone import Microphone


@pytest.fixture
def no_sound_system(monkeypatch):
    """Let Qt's sound part be as it is where libpulse is missing."""
    real = builtins.__import__

    def without(name, *rest, **more):
        if name == "PySide6.QtMultimedia":
            message = "libpulse.so.0: cannot open shared object file"
            raise ImportError(message)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)


def test_no_sound_system_is_no_microphone(qapp, no_sound_system):
    microphone = Microphone()
    assert microphone.name() == ""
    with pytest.raises(Unavailable) as stopped:
        microphone.start()
    assert stopped.value.code is Code.MICROPHONE_MISSING


def test_f9_says_it_in_one_sentence(qtbot, desk, tasks, frame, no_sound_system):
    frame.tasks = tasks
    editor = open_editor(qtbot, frame, begin(desk), Microphone())
    editor.view.dock.button.click()
    assert editor.view.dock.words.text().startswith("No microphone was found.")
    assert not editor.dictation.listening
    assert frame.problems == []
