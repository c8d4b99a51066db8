"""The recogniser with the real engine in its own process: what it hears, and what happens when it dies."""

import subprocess
import sys
import textwrap

import pytest

from fieldnotes.dictation.recogniser import HeardKind, Recogniser, Utterance, command_for_this_program, raw_text
from fieldnotes.dictation.sound import open_sound, read_sound
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.language.spoken import SpokenRules, write
from speech_samples import CLIPS, JOURNEY, clips, journey, places, spoken_rules, word_errors

RATE = 16000
STEP = RATE // 4 * 2
TWO_UTTERANCES = JOURNEY / "08_nasta_steg.wav"


def pieces(path):
    pcm = read_sound(path).pcm
    return [pcm[at : at + STEP] for at in range(0, len(pcm), STEP)]


def hear(recogniser, path, **listeners):
    sound = open_sound(path)
    return recogniser.recognise(sound.frames(), sound.rate, **listeners)


def test_every_clip_is_heard_as_its_manifest_says(recogniser):
    for clip in clips():
        if clip["file"] == "long_visit.wav":  # heard once for all below
            continue
        heard = raw_text(hear(recogniser, CLIPS / clip["file"]))
        assert word_errors(heard, clip["recognised"]) < 0.1, clip["file"]


def test_a_dictated_visit_becomes_the_sections_of_its_note(recogniser):
    rules, exact = SpokenRules.read(spoken_rules()), 0
    for section in journey():
        heard = hear(recogniser, JOURNEY / section["file"])
        said = [utterance.text for utterance in heard]
        (passage,) = write(said, rules, places(), "deltagare", ["Elsa Sandin", "Karin Sandin"])
        assert passage.place == section["section"]
        assert word_errors(passage.text, section["written"]) < 0.1
        exact += passage.text == section["written"]
    assert exact >= 6


def test_words_carry_their_times_and_how_sure_they_are(recogniser):
    clip = next(clip for clip in clips() if clip["file"] == "note_kaffe.wav")
    (utterance,) = hear(recogniser, CLIPS / clip["file"])
    for word, (said, start, end) in zip(utterance.words, clip["words"], strict=True):
        assert word.word == said
        assert (word.start, word.end) == (pytest.approx(start, abs=0.15), pytest.approx(end, abs=0.15))
        assert 0 <= word.confidence <= 1


@pytest.fixture(scope="module")
def long_visit(speech_model):
    """The long visit, heard once: its utterances, what was told on the way, and the most sound kept at a time."""
    told, most, frames = [], 0, pieces(CLIPS / "long_visit.wav")
    with Recogniser(command_for_this_program(), speech_model.path).listen(RATE) as session:
        for frame in frames:
            session.feed(frame)
            told += session.poll()
            most = max(most, len(session._unsettled))
        utterances = session.finish()
        told += session.poll()
    return utterances, told, most


def test_times_go_on_over_pauses(long_visit):
    starts = [word.start for utterance in long_visit[0] for word in utterance.words]
    assert len(long_visit[0]) >= 8
    assert starts == sorted(starts)
    assert starts[-1] > 40


def test_words_are_told_while_they_are_spoken_and_settled_once(long_visit):
    utterances, told, _ = long_visit
    assert [heard.utterance for heard in told if heard.kind is HeardKind.FINAL] == utterances
    assert any("närvarande" in heard.text for heard in told if heard.kind is HeardKind.PARTIAL)


def test_only_unsettled_sound_is_kept(long_visit):
    assert 0 < long_visit[2] < 15 * RATE * 2


def test_silence_gives_no_words(recogniser):
    assert hear(recogniser, CLIPS / "silence.wav") == []


def test_a_file_tells_its_words_on_the_way(recogniser):
    partials, finals = [], []
    heard = hear(recogniser, CLIPS / "note_kaffe.wav", partial=partials.append, final=finals.append)
    assert finals == heard
    assert any(partial.startswith("mamman öppnar") for partial in partials)


def test_a_session_tells_words_as_frames_come(recogniser):
    with recogniser.listen(RATE) as session:
        seen = []
        for frame in pieces(CLIPS / "note_kaffe.wav"):
            session.feed(frame)
            seen += session.poll()
        assert session.poll() == []
        (utterance,) = session.finish()
        (last,) = session.poll()
    assert {heard.kind for heard in seen} == {HeardKind.PARTIAL}
    assert (last.kind, last.utterance) == (HeardKind.FINAL, utterance)


def test_frames_may_be_cut_anywhere(recogniser):
    pcm = read_sound(CLIPS / "note_kaffe.wav").pcm
    with recogniser.listen(RATE) as session:
        for at in range(0, len(pcm), 4001):
            session.feed(pcm[at : at + 4001])
        assert raw_text(session.finish()) == "mamman öppnar dörren och bjuder på kaffe i köket punkt"


def test_a_vocabulary_can_be_given_with_its_swedish_letters(recogniser):
    with recogniser.listen(RATE, grammar=["gå till bedömning", "ångra det"]) as session:
        session.feed(read_sound(CLIPS / "cmd_bedomning.wav").pcm)
        assert raw_text(session.finish()) == "gå till bedömning"


def test_one_huge_frame_stops_no_pipe(recogniser):
    pcm = read_sound(CLIPS / "silence.wav").pcm + read_sound(CLIPS / "note_fraga.wav").pcm
    with recogniser.listen(RATE) as session:
        session.feed(pcm)
        assert raw_text(session.finish()).endswith("i natt frågetecken")


def dies_at(session, frames, deaths):
    for number, frame in enumerate(frames):
        if number in deaths:
            session._child._process.kill()
            session._child._process.wait()
        session.feed(frame)
    return session.finish()


@pytest.mark.parametrize("death", [1, 20, 36])
def test_a_recogniser_that_dies_is_replaced_and_loses_nothing(recogniser, death):
    frames = pieces(TWO_UTTERANCES)
    with recogniser.listen(RATE) as whole:
        expected = dies_at(whole, frames, set())
    with recogniser.listen(RATE) as session:
        dead = session._child._process
        heard = dies_at(session, frames, {death})
    assert len(expected) == 2
    assert word_errors(raw_text(heard), raw_text(expected)) < 0.1
    assert heard[-1].words[-1].end == pytest.approx(expected[-1].words[-1].end, abs=0.1)
    assert dead.returncode is not None


def test_a_recogniser_that_dies_after_the_last_frame_is_replaced(recogniser):
    with recogniser.listen(RATE) as session:
        for frame in pieces(CLIPS / "note_kaffe.wav"):
            session.feed(frame)
        session._child._process.kill()
        assert raw_text(session.finish()) == "mamman öppnar dörren och bjuder på kaffe i köket punkt"


def test_a_recogniser_that_dies_twice_is_given_up(recogniser):
    with recogniser.listen(RATE) as session, pytest.raises(Unavailable) as gone:
        dies_at(session, pieces(TWO_UTTERANCES), {5, 30})
    assert gone.value.code is Code.RECOGNISER_STOPPED
    assert session._child._process.returncode is not None
    assert session.utterances


def test_cancelling_ends_the_process_and_keeps_what_settled(recogniser):
    frames, finals = iter(pieces(TWO_UTTERANCES)), []
    with pytest.raises(Unavailable) as cancelled:
        recogniser.recognise(frames, RATE, final=finals.append, cancelled=lambda: len(finals) == 1)
    assert cancelled.value.code is Code.CANCELLED
    assert len(finals) == 1
    assert next(frames, None) is not None


def test_a_stopped_session_starts_no_new_process(recogniser):
    session = recogniser.listen(RATE)
    session.stop()
    with pytest.raises(Unavailable) as cancelled:
        session.feed(bytes(STEP))
    assert cancelled.value.code is Code.CANCELLED
    assert session._child._process.returncode is not None


def test_an_executable_that_is_missing_is_told(tmp_path, speech_model):
    with pytest.raises(Unavailable) as stopped:
        Recogniser([str(tmp_path / "gone")], speech_model.path).listen(RATE)
    assert stopped.value.code is Code.RECOGNISER_STOPPED


def test_a_program_that_speaks_no_frames_is_told(speech_model):
    with pytest.raises(Unavailable) as stopped:
        Recogniser([sys.executable, "-c", "print('hej' * 9)"], speech_model.path).listen(RATE)
    assert stopped.value.code is Code.RECOGNISER_STOPPED


def test_a_damaged_model_is_told_by_name(tmp_path):
    (tmp_path / "trasig" / "am").mkdir(parents=True)
    (tmp_path / "trasig" / "am" / "final.mdl").write_bytes(b"\0" * 1000)
    with pytest.raises(Refused) as damaged:
        Recogniser(command_for_this_program(), tmp_path / "trasig").listen(RATE)
    assert (damaged.value.code, damaged.value.values) == (Code.MODEL_DAMAGED, {"file": "trasig"})


def test_what_the_process_prints_stops_nothing(tmp_path, speech_model):
    noisy = tmp_path / "noisy.py"
    noisy.write_text(
        textwrap.dedent("""
        import os, sys
        from fieldnotes.dictation import recogniser_process
        serve = recogniser_process._serve
        def shout(questions, answers):
            os.write(2, b"x" * 1_000_000)
            os.write(1, b"y" * 1_000_000)
            serve(questions, answers)
        recogniser_process._serve = shout
        sys.exit(recogniser_process.main())
    """)
    )
    heard = hear(Recogniser([sys.executable, str(noisy)], speech_model.path), CLIPS / "cmd_angra.wav")
    assert raw_text(heard) == "ångra det"


def test_words_stay_out_of_a_repr(recogniser):
    (utterance,) = hear(recogniser, CLIPS / "cmd_angra.wav")
    assert isinstance(utterance, Utterance)
    assert "ångra" not in repr(utterance) + repr(utterance.text)


def test_the_process_gets_no_secret_of_the_environment(speech_model, monkeypatch, tmp_path):
    """rules: SEC-11"""
    monkeypatch.setenv("FIELDNOTES_PASSPHRASE", "hemligt hemligt")
    spy = "import os, sys; open(sys.argv[1], 'w').write(repr(dict(os.environ)))"
    with pytest.raises(Unavailable):
        Recogniser([sys.executable, "-c", spy, str(tmp_path / "seen")], speech_model.path).listen(RATE)
    seen = (tmp_path / "seen").read_text()
    assert "PATH" in seen
    assert "hemligt" not in seen


def test_a_bundle_starts_the_executable_beside_it(monkeypatch, tmp_path):
    assert command_for_this_program()[-1] == "fieldnotes.dictation.recogniser_process"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "fieldnotes"))
    (command,) = command_for_this_program()
    assert command.startswith(str(tmp_path / "fieldnotes-recogniser"))


def test_the_process_loads_nothing_it_does_not_need():
    code = """
        import sys
        from fieldnotes.dictation import recogniser_process
        from fieldnotes.dictation.vosk_library import VoskLibrary
        VoskLibrary()
        print(*sorted({name.partition(".")[0] for name in sys.modules}))
    """
    out = subprocess.run([sys.executable, "-c", textwrap.dedent(code)], capture_output=True, check=True, text=True)
    loaded = set(out.stdout.split())
    assert {"fieldnotes", "_cffi_backend"} <= loaded
    assert not loaded & {
        "PySide6",
        "requests",
        "aiohttp",
        "websockets",
        "cryptography",
        "sqlalchemy",
        "soundfile",
        "numpy",
    }
