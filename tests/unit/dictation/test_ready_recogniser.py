"""A recogniser that waits with its model loaded, and sound that is fed again: the real engine."""

from fieldnotes.dictation.recogniser import HeardKind, raw_text
from fieldnotes.dictation.sound import open_sound, read_sound
from speech_samples import CLIPS

RATE = 16000


def test_a_recogniser_that_is_ready_begins_at_once_and_serves_one_recording_after_the_other(recogniser):
    recogniser.get_ready()
    (child,) = recogniser._ready
    sound = open_sound(CLIPS / "cmd_angra.wav")
    for _ in range(2):
        assert raw_text(recogniser.recognise(sound.frames(), sound.rate)) == "ångra det"
        assert recogniser._ready == [child]
    child._process.kill()
    child._process.wait()
    assert raw_text(recogniser.recognise(sound.frames(), sound.rate)) == "ångra det"
    (other,) = recogniser._ready
    recogniser.rest()
    assert (other._process.returncode, recogniser._ready) == (0, [])


def test_sound_fed_again_from_any_settled_place_gives_the_same_words(recogniser):
    """The engine's grid and what it looks ahead are respected, so a crash shows in no word."""
    pcm = read_sound(CLIPS / "long_visit.wav").pcm
    settled, heard = [], []
    with recogniser.listen(RATE) as session:
        for at in range(0, len(pcm), 960):
            session.feed(pcm[at : at + 960])
            if any(one.kind is HeardKind.FINAL for one in session.poll()):
                settled.append(session._settled_samples)
        heard = [utterance.text for utterance in session.finish()]
    for place in (2, 5):
        with recogniser.listen(RATE) as again:
            again.feed(pcm[settled[place] * 2 :])
            assert [utterance.text for utterance in again.finish()] == heard[place + 1 :]
