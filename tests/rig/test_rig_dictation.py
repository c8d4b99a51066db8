"""Spoken to the real window through a real sound server: the words appear, and nothing but sealed sound is left.

rules: DOC-3, DOC-4, SEC-11
"""

import select
import time
import wave
from itertools import pairwise

import pytest

from clear_sound import Search, lost, needles, words_in_files
from dictating_window import DictatingWindow, batch
from speech_samples import CLIPS
from virtual_microphone import VirtualMicrophone

PAUSE = bytes(2 * 16_000)
SPOKEN = ("note_kaffe.wav", "cmd_bedomning.wav", "note_docka.wav")
KAFFE = "Mamman öppnar dörren och bjuder på kaffe i köket."
SURFACE = "Iakttagelser"


def clip(name):
    with wave.open(str(CLIPS / name)) as sound:
        return sound.readframes(sound.getnframes())


OFTEN = 5
"""How often it is searched at least while the microphone is open, however slow the machine is."""


class Session:
    """One dictation from key to key, and all that was seen of it."""

    def __init__(self, window, microphone):
        self.window = window
        self.note = window.ask("open")
        window.ask("go", section="iakttagelser", field="obs")
        window.ask("events")
        self.pressed = window.ask("press", key="F9")
        window.until("state", lambda state: state["samples"] > 0)
        self.pcm = b"".join(clip(name) + PAUSE for name in SPOKEN)
        self.search = Search(needles(self.pcm), [window.folder], [window.pid])
        player = microphone.play(self.pcm)
        begun = time.monotonic()
        while player.poll() is None or self.search.rounds < OFTEN:
            assert time.monotonic() - begun < 90, "the sound does not end"
            self.search.look()
            select.select([], [], [], 0.1)
        self.during = window.ask("state")
        window.ask("press", key="F9")
        self.after = window.until("state", lambda state: not state["listening"] and not state["speaking"])
        self.search.look()
        self.events = window.ask("events")
        self.shown = window.ask("values")
        self.stored = window.ask("stored")
        self.grey_left = window.ask("grey")
        self.takes = window.takes()
        self.handed_over = window.handed_over()

    def painted(self, name):
        return [event for event in self.events if event["what"] == "painted" and event["name"] == name]

    def told(self, what):
        return [event for event in self.events if event["what"] == what]


@pytest.fixture(scope="module")
def session(display, tmp_path_factory):
    folder = tmp_path_factory.mktemp("window")
    with VirtualMicrophone() as microphone:
        microphone.plug_in("mic", "TestMikrofon")
        with DictatingWindow(folder, display, microphone.environment) as window:
            made = Session(window, microphone)
            window.close()
            made.folder, made.complaints = folder, window.complaints()
            yield made


def test_the_window_is_a_real_one_and_names_its_microphone(session):
    assert session.during["platform"] == "xcb"
    assert session.during["words"].startswith("TestMikrofon")
    assert session.during["button"] == "Stop dictating"


def test_words_are_painted_grey_while_they_are_spoken_and_settle(session):
    seen = session.painted(SURFACE)
    grey = [event["grey"] for event in seen if event["grey"]]
    assert grey[0].startswith("Mamman")
    assert len(grey) >= 4
    assert next(event["text"] for event in seen if event["text"]) == KAFFE
    assert any(KAFFE[:20] in event["grey"] and not event["text"] for event in seen)
    assert session.grey_left == []


def test_words_grow_on_the_screen_before_the_sentence_ends(session):
    begun = next(event["at"] for event in session.painted(SURFACE) if event["grey"])
    settled = next(event["at"] for event in session.painted(SURFACE) if event["text"])
    assert settled - begun > 1


def test_the_text_is_that_of_the_same_samples_heard_in_one_go(session):
    """Every utterance, on the samples that were sealed."""
    (take,) = session.takes
    utterances = batch(take["pcm"], session.folder)
    assert [[word for word, *_times in each["words"]] for each in session.told("settled")] == utterances
    assert [word for utterance in utterances for word in utterance] == session.told("heard")[-1]["words"]
    assert utterances[0] == ["mamman", "öppnar", "dörren", "och", "bjuder", "på", "kaffe", "i", "köket", "punkt"]
    assert utterances[1] == ["gå", "till", "bedömning"]


def test_what_was_said_stands_in_its_sections(session):
    assert session.stored["iakttagelser"]["obs"] == [{"text": KAFFE, "observed_by": "Tove Ekberg"}]
    assert "docka" in session.stored["bedomning"]["assess"]["text"]
    assert session.shown["bedomning"]["assess"] == session.stored["bedomning"]["assess"]
    assert session.during["live"] == "bedomning"


def test_the_sealed_take_is_what_was_played_sample_by_sample(session):
    """DOC-4: nothing is cut, nothing doubled, between the key that starts and the key that stops."""
    (take,) = session.takes
    assert take["pcm"] == session.handed_over
    assert lost(session.pcm, take["pcm"]) <= 1
    assert not take["open"]


def test_frames_come_without_a_gap(session):
    arrivals = [event["at"] for event in session.told("frame")]
    assert max(later - sooner for sooner, later in pairwise(arrivals)) < 1.5


def test_no_sample_of_it_lay_in_clear_on_the_disk_at_any_time(session):
    """SEC-11: the profile, the home, the temporary folder and every open file were searched again and again."""
    assert session.search.rounds > OFTEN
    assert session.search.read > 20
    assert session.search.found == set()


def test_a_sample_in_clear_would_have_been_found(session, tmp_path):
    (tmp_path / "left.tmp").write_bytes(b"x" + session.takes[0]["pcm"])
    assert Search(needles(session.pcm), [tmp_path]).look() == {str(tmp_path / "left.tmp")}


def test_no_word_of_it_can_be_read_in_a_log_or_a_file(session):
    assert words_in_files(("dörren", "bjuder", "docka"), session.folder) == set()
    assert words_in_files(("pipewire-0.3",), session.folder) == {("said.log", "pipewire-0.3")}
