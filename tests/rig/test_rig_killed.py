"""The real window is killed while somebody speaks into the microphone; the next one has the sound, then the words.

rules: DOC-4, SEC-11
"""

import wave

import pytest

from dictating_window import RATE, DictatingWindow
from speech_samples import JOURNEY
from virtual_microphone import VirtualMicrophone

SECONDS = 9
"""Of speech before the kill: in the middle of a sentence."""
WAITING = "seconds are not written down yet"


@pytest.fixture(scope="module")
def killed(display, tmp_path_factory):
    """Give what was handed over at the kill, and what the next window showed, wrote and kept."""
    folder = tmp_path_factory.mktemp("window")
    with wave.open(str(JOURNEY / "03_iakttagelser.wav")) as sound:
        pcm = sound.readframes(sound.getnframes())
    with VirtualMicrophone() as microphone:
        microphone.plug_in("mic", "TestMikrofon")
        with DictatingWindow(folder, display, microphone.environment) as window:
            note = window.ask("open")
            window.ask("go", section="iakttagelser", field="obs")
            window.ask("press", key="F9")
            window.until("state", lambda state: state["samples"] > 0)
            microphone.play(pcm)
            window.until("state", lambda state: state["samples"] > SECONDS * RATE)
            told = {"handed": window.handed_over()}
            window.kill()
        with DictatingWindow(folder, display, microphone.environment) as window:
            window.ask("open", note=note)
            told["waiting"] = window.until("state", lambda state: WAITING in state["words"])["words"]
            told["before"] = window.ask("stored").get("iakttagelser", {}).get("obs", [])
            window.ask("click", button="rest")
            window.until("state", lambda state: WAITING not in state["words"] and not state["speaking"])
            told["shown"] = window.ask("values")["iakttagelser"]
            told["stored"] = window.ask("stored")["iakttagelser"]
            told["takes"] = window.takes()
            told["at_once"] = window.ask("in_one_go", section="iakttagelser")
            window.close()
    return told


def test_what_was_handed_over_is_sealed_but_for_a_second_at_most(killed):
    (take,) = killed["takes"]
    kept = min(len(take["pcm"]), len(killed["handed"]))
    assert take["pcm"][:kept] == killed["handed"][:kept]
    assert len(killed["handed"]) - kept <= RATE * 2


def test_the_next_window_says_how_much_is_not_written_down(killed):
    seconds = int(killed["waiting"].partition(" ")[0])
    assert 1 <= seconds <= SECONDS + 3


def test_one_button_writes_it_down_as_if_nothing_had_happened(killed):
    assert "Lägenheten har två" in str(killed["stored"]["obs"])
    assert killed["stored"] == killed["at_once"]
    assert killed["shown"] == killed["stored"]
    assert str(killed["before"]) != str(killed["stored"]["obs"])
