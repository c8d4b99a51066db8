"""Dictation while somebody speaks: real sound, the real recogniser, held up, killed and started anew."""

import os
import signal
import sys
import textwrap
import threading
import time
from pathlib import Path

import pytest

from fieldnotes.casework import catch_up, read_note, write_note
from fieldnotes.casework.hearing import Standby, recogniser
from fieldnotes.casework.live_dictation import LiveDictation
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.views import LiveState
from fieldnotes.casework.whole_note import fetch
from fieldnotes.dictation.sound import read_sound
from fieldnotes.domain.errors import Code, FieldNotesError, Refused, Unavailable
from fieldnotes.vault import take_rows, takes

CASE = "c-prov-01"
DATA = Path(__file__).parents[2] / "data"
BEDOMNING = read_sound(DATA / "journey" / "06_bedomning.wav")
KAFFE = read_sound(DATA / "audio" / "note_kaffe.wav")
COMMAND = read_sound(DATA / "audio" / "cmd_bedomning.wav")
DOCKA = read_sound(DATA / "audio" / "note_docka.wav")
RATE = 16000
PAUSE = bytes(RATE * 2)


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok").note


@pytest.fixture
def hear(worker, note):
    """Run a dictation in a thread of its own, as the voice lane does; gives it and a way to wait for its end."""
    running = []

    def begin(place="iakttagelser", **options):
        live = LiveDictation(worker, note, place, RATE, **options)
        ended = []

        def run():
            try:
                ended.append(live.run())
            except FieldNotesError as problem:
                ended.append(problem)

        voice = threading.Thread(target=run)
        voice.start()
        running.append((live, voice))

        def wait():
            voice.join(60)
            assert ended
            if isinstance(ended[0], FieldNotesError):
                raise ended[0]
            return ended[0]

        return live, wait

    yield begin
    for live, voice in running:
        live.cancel()
        voice.join(10)


def speak(live, pcm, step=RATE // 5):
    for at in range(0, len(pcm), step):
        live.feed(pcm[at : at + step])


def until(true):
    ends = time.monotonic() + 30
    while not true():
        assert time.monotonic() < ends
        threading.Event().wait(0.01)


def recorded(worker, note):
    return [(row, b"".join(takes.frames(worker.vault, row.id))) for row in take_rows.takes_of(worker.vault, note)]


def texts(worker, note):
    return read_note.show(worker, note).sections


@pytest.fixture
def batch(worker, note):
    """What the sections hold after the same sound was heard undisturbed, into a note of its own."""

    def heard(pcm, place="iakttagelser"):
        other = write_note.add(worker, CASE, "hembesok").note
        live = LiveDictation(worker, other, place, RATE)
        speak(live, pcm)
        live.finish()
        return texts(worker, other) if live.run() else {}

    return heard


def test_settled_text_is_saved_while_it_runs(worker, note, hear):
    live, wait = hear()
    speak(live, BEDOMNING.pcm)
    live.finish()
    done = wait()
    seen = live.poll()
    assert note in seen.changed.ids
    assert (seen.running, seen.behind, seen.place) == (False, 0.0, "bedomning")
    assert live.poll().changed.ids == frozenset()
    assert done.passages == seen.settled
    assert texts(worker, note)["bedomning"]["assess"]["text"] == seen.settled[-1].text
    ((take, pcm),) = recorded(worker, note)
    assert (take.open, take.rate, take.place, take.case) == (False, RATE, "iakttagelser", CASE)
    assert pcm == BEDOMNING.pcm
    assert (take.heard, take.heard_place) == (len(pcm) // 2, "bedomning")


def test_each_utterance_tells_its_words_its_place_and_its_take(worker, note, hear):
    live, wait = hear()
    speak(live, KAFFE.pcm + PAUSE + DOCKA.pcm)
    live.finish()
    wait()
    first, second = live.poll().utterances
    ((take, _pcm),) = recorded(worker, note)
    assert {first.take, second.take} == {take.id}
    assert first.id != second.id
    assert first.text.startswith("Mamman öppnar dörren")
    assert first.words[0].word == "mamman"
    assert second.words[0].start > len(KAFFE.pcm) / 2 / RATE
    assert 0 <= first.confidence <= 1


def test_a_dictation_that_is_cancelled_ends_and_keeps_the_note_and_the_sound(worker, note):
    live = LiveDictation(worker, note, "iakttagelser")
    live.feed(bytes(3200))
    live.cancel()
    with pytest.raises(FieldNotesError) as stopped:
        live.run()
    assert stopped.value.code is Code.CANCELLED
    assert read_note.show(worker, note).is_draft
    assert [pcm for _row, pcm in recorded(worker, note)] == [bytes(3200)]


def test_sound_is_sealed_though_nobody_listens_yet(worker, note):
    """rules: SEC-11"""
    live = LiveDictation(worker, note, "iakttagelser")
    live.begin()
    speak(live, KAFFE.pcm, 8000)
    until(lambda: b"".join(takes.frames(worker.vault, live.take)) == KAFFE.pcm[: len(KAFFE.pcm) // 8000 * 8000])
    assert live.poll().state is LiveState.STARTING
    live.finish()
    live.run()
    assert "kaffe" in texts(worker, note)["iakttagelser"]["obs"][0]["text"]


def held(town_workshop, tmp_path):
    """A recogniser whose process hears its first sound only when the file this gives beside it is there."""
    slow, heard = tmp_path / "slow.py", tmp_path / "heard"
    slow.write_text(
        textwrap.dedent(f"""
        import pathlib, sys, time
        from fieldnotes.dictation import recogniser_process
        hear = recogniser_process._hear
        def late(*values):
            while not pathlib.Path({str(heard)!r}).exists():
                time.sleep(0.01)
            hear(*values)
        recogniser_process._hear = late
        sys.exit(recogniser_process.main())
        """)
    )
    standby = Standby(town_workshop)
    standby.find()._command = (sys.executable, str(slow))
    return standby, heard


def test_a_recogniser_that_is_held_up_holds_up_no_sealing_and_stop_waits_for_all_of_it(
    worker, note, hear, batch, town, tmp_path
):
    standby, heard = held(town.workshop, tmp_path)
    live, wait = hear(standby=standby)
    pcm = (BEDOMNING.pcm + PAUSE) * 4
    until(lambda: live.poll().state is not LiveState.STARTING)
    speak(live, pcm)
    live.finish()
    until(lambda: live.take and b"".join(takes.frames(worker.vault, live.take)) == pcm)
    seen = live.poll()
    assert seen.behind > 20
    assert seen.state is LiveState.BEHIND
    heard.touch()
    wait()
    assert live.poll().behind == 0
    assert texts(worker, note)["bedomning"] == batch(pcm)["bedomning"]


def test_a_recogniser_that_is_killed_is_fed_again_from_the_take_and_doubles_nothing(worker, note, hear, batch, town):
    standby = Standby(town.workshop)
    standby.prepare()
    (child,) = standby.find()._ready
    pcm = BEDOMNING.pcm
    live, wait = hear(standby=standby)
    speak(live, pcm[: len(pcm) // 2])
    until(lambda: live.poll().partial or live.poll().utterances)
    os.kill(child._process.pid, signal.SIGKILL)
    speak(live, pcm[len(pcm) // 2 :])
    live.finish()
    wait()
    standby.end()
    assert live._following.restarts == 1
    assert texts(worker, note)["bedomning"] == batch(pcm)["bedomning"]


def test_a_recogniser_that_cannot_be_started_is_given_up_and_the_sound_waits(worker, note, hear, town):
    standby = Standby(town.workshop)
    standby.find()._command = (sys.executable, "-c", "pass")
    live, wait = hear(standby=standby)
    speak(live, KAFFE.pcm)
    until(lambda: live.poll().state is LiveState.GIVEN_UP)
    speak(live, PAUSE)
    live.finish()
    with pytest.raises(Unavailable) as stopped:
        wait()
    assert stopped.value.code is Code.RECOGNISER_STOPPED
    assert [pcm for _row, pcm in recorded(worker, note)] == [KAFFE.pcm + PAUSE]
    left = catch_up.unwritten(worker, note)
    assert left.seconds == -(-len(KAFFE.pcm + PAUSE) // 2 // RATE)
    told = []
    assert "kaffe" in catch_up.catch_up(worker, note, progress=told.append).text
    assert told == sorted(told)
    assert catch_up.unwritten(worker, note).seconds == 0


def test_what_is_left_is_written_down_once_and_can_be_written_again(worker, note):
    """As after a kill: the take is open, its last words are in no text."""
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", RATE, worker.clock)
    heard = SpokenDraft(worker, fetch(worker, note), "iakttagelser", take=take.id)
    take.add(KAFFE.pcm + PAUSE + DOCKA.pcm + PAUSE)
    reached = len(KAFFE.pcm + PAUSE) // 2
    heard.add(recogniser(worker.workshop, None).recognise([KAFFE.pcm], RATE), (take.id, reached))
    left = catch_up.unwritten(worker, note)
    assert (left.takes, left.seconds) == ((take.id,), -(-(take.frames * RATE // 4 - reached) // RATE))
    told = catch_up.catch_up(worker, note)
    assert "kaffe" not in told.text
    text = texts(worker, note)["iakttagelser"]["obs"][0]["text"]
    assert (text.count("kaffe"), text.count("docka")) == (1, 1)
    assert catch_up.unwritten(worker, note).seconds == 0
    assert catch_up.catch_up(worker, note).words == ()
    take.close()
    again = catch_up.write_again(worker, note, take.id, "bedomning")
    assert "kaffe" in texts(worker, note)["bedomning"]["assess"]["text"]
    assert "docka" in again.text
    with pytest.raises(Refused) as unknown:
        catch_up.write_again(worker, note, "nobody")
    assert unknown.value.code is Code.UNKNOWN_RECORDING


def test_what_was_spoken_in_another_language_is_not_written_down_as_this_one(worker, note):
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", RATE, worker.clock, language="en")
    take.add(KAFFE.pcm + PAUSE)
    take.close()
    with pytest.raises(Refused) as missing:
        catch_up.catch_up(worker, note)
    assert (missing.value.code, missing.value.values["model"]) == (Code.MODEL_MISSING, "en")
    assert catch_up.unwritten(worker, note).seconds > 0
    assert "obs" not in texts(worker, note).get("iakttagelser", {})


def test_what_is_cancelled_goes_on_where_it_was(worker, note):
    take = takes.begin(worker.vault, note, CASE, "iakttagelser", RATE, worker.clock)
    take.add(KAFFE.pcm + PAUSE + DOCKA.pcm + PAUSE)
    take.close()
    with pytest.raises(Unavailable) as stopped:
        catch_up.catch_up(worker, note, cancelled=lambda: catch_up.unwritten(worker, note).seconds < 8)
    assert stopped.value.code is Code.CANCELLED
    catch_up.catch_up(worker, note)
    text = texts(worker, note)["iakttagelser"]["obs"][0]["text"]
    assert (text.count("kaffe"), text.count("docka")) == (1, 1)


def test_what_is_said_while_the_command_key_is_held_is_a_command_and_no_text(worker, note, hear):
    live, wait = hear()
    speak(live, KAFFE.pcm + PAUSE)
    live.command(held=True)
    speak(live, COMMAND.pcm)
    live.command(held=False)
    speak(live, PAUSE + DOCKA.pcm)
    live.finish()
    wait()
    held = texts(worker, note)
    assert "docka" in held["bedomning"]["assess"]["text"]
    assert "bedömning" not in str(held["iakttagelser"]).lower()
    assert [pcm for _row, pcm in recorded(worker, note)] == [KAFFE.pcm + PAUSE + COMMAND.pcm + PAUSE + DOCKA.pcm]


def test_what_is_no_command_is_said_to_be_none_and_becomes_no_text(worker, note, hear):
    live, wait = hear()
    live.command(held=True)
    speak(live, KAFFE.pcm)
    live.command(held=False)
    speak(live, PAUSE)
    live.finish()
    wait()
    assert live.poll().state is LiveState.UNKNOWN_COMMAND
    assert "iakttagelser" not in texts(worker, note) or not texts(worker, note)["iakttagelser"].get("obs")


def test_a_click_sends_the_next_words_elsewhere(worker, note, hear):
    live, wait = hear()
    speak(live, KAFFE.pcm + PAUSE)
    until(lambda: live.poll().utterances)
    live.turn("bedomning")
    speak(live, DOCKA.pcm)
    live.finish()
    wait()
    assert "docka" in texts(worker, note)["bedomning"]["assess"]["text"]
