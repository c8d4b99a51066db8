"""What every speech engine must keep, whoever made it: a test file inherits these and says how to get its engine."""

import re
import threading
import wave
from itertools import pairwise
from pathlib import Path

import pytest

from fieldnotes.dictation.engine import LiveEngine, SecondOpinion
from fieldnotes.dictation.utterance import HeardKind, raw_text
from fieldnotes.domain.errors import Code, Unavailable

DATA = Path(__file__).resolve().parent / "data"
TWO_UTTERANCES = DATA / "journey" / "08_nasta_steg.wav"
A_TENTH = 3200
RATE = 16_000


def samples(path=TWO_UTTERANCES):
    with wave.open(str(path)) as sound:
        return sound.readframes(sound.getnframes())


def cut(pcm, step=A_TENTH):
    return [pcm[at : at + step] for at in range(0, len(pcm), step)]


def at_rate(pcm, times):
    """The same sound at a rate `times` as high: each sample that often."""
    return b"".join(pcm[at : at + 2] * times for at in range(0, len(pcm), 2))


def listened(engine, pieces, rate=RATE):
    """Utterances, and everything that was told on the way."""
    told = []
    with engine.listen(rate) as session:
        for piece in pieces:
            session.feed(piece)
            told += session.poll()
        utterances = session.finish()
        told += session.poll()
        assert list(session.utterances) == utterances
        assert session.poll() == []
    return utterances, told


class EngineContract:
    """Inherit it, give the fixture `engine`, and `opinion` where the engine offers one."""

    engine: LiveEngine
    opinion: SecondOpinion

    _once: tuple | None = None

    @pytest.fixture
    def heard(self, engine):
        """The dictated section, heard once for all tests of an engine: the sound, its utterances, what was told."""
        mine = type(self)
        if mine._once is None:
            pcm = samples()
            mine._once = pcm, *listened(engine, cut(pcm))
        return mine._once

    def test_speech_becomes_utterances_parted_by_pauses(self, heard):
        assert len(heard[1]) >= 2
        assert all(utterance.words for utterance in heard[1])

    def test_words_have_times_in_order_inside_the_sound(self, heard):
        pcm, utterances, _told = heard
        words = [word for utterance in utterances for word in utterance.words]
        assert all(0 <= word.start < word.end <= len(pcm) / 2 / RATE + 0.1 for word in words)
        assert all(first.end <= then.start + 0.05 for first, then in pairwise(words))
        assert all(0 <= word.confidence <= 1 for word in words)

    def test_each_utterance_is_told_once_and_words_in_the_making_before_it(self, heard):
        _pcm, utterances, told = heard
        assert [each.utterance for each in told if each.kind is HeardKind.FINAL] == utterances
        assert told[0].kind is HeardKind.PARTIAL
        assert all(each.utterance is None for each in told if each.kind is HeardKind.PARTIAL)

    def test_the_same_sound_is_heard_the_same_wherever_it_is_cut(self, engine, heard):
        pcm, utterances, _told = heard
        again, _ = listened(engine, cut(pcm, 7777))
        assert raw_text(again) == raw_text(utterances)

    def test_a_higher_rate_is_the_same_speech(self, engine, heard):
        pcm, utterances, _told = heard
        high, _ = listened(engine, cut(at_rate(pcm, 3), 3 * A_TENTH), 3 * RATE)
        assert len(high) == len(utterances)
        assert high[-1].words[-1].end == pytest.approx(utterances[-1].words[-1].end, abs=0.3)

    def test_the_last_words_are_written_though_no_pause_came(self, engine, heard):
        pcm, utterances, _told = heard
        first = utterances[0]
        until = round(first.words[-1].end * RATE) * 2
        with engine.listen(RATE) as session:
            session.feed(pcm[:until])
            assert session.utterances == ()
            (last,) = session.finish()
        assert len(last.words) == pytest.approx(len(first.words), abs=1)

    def test_silence_has_no_words(self, engine):
        utterances, told = listened(engine, cut(bytes(RATE * 4)))
        assert utterances == []
        assert not any(each.text for each in told)

    def test_no_sound_at_all_is_no_utterance(self, engine):
        assert listened(engine, [])[0] == []

    def test_stopped_from_another_thread_it_ends_at_once_and_keeps_what_settled(self, engine, heard):
        pcm = heard[0]
        with engine.listen(RATE) as session:
            for piece in cut(pcm):
                session.feed(piece)
                if session.utterances:
                    break
            settled = session.utterances
            stopper = threading.Thread(target=session.stop)
            stopper.start()
            stopper.join()
            with pytest.raises(Unavailable) as stopped:
                session.feed(pcm[:A_TENTH])
            assert stopped.value.code is Code.CANCELLED
            assert session.utterances == settled

    def test_two_sessions_know_nothing_of_each_other(self, engine, heard):
        pcm, utterances, _told = heard
        with engine.listen(RATE) as one, engine.listen(RATE) as other:
            for piece in cut(pcm):
                one.feed(piece)
                other.feed(bytes(len(piece)))
            assert other.finish() == []
            assert raw_text(one.finish()) == raw_text(utterances)

    def test_no_word_is_seen_in_a_repr(self, heard):
        """rules: SEC-11"""
        _pcm, utterances, told = heard
        shown = set(re.findall(r"\w+", repr(utterances) + repr(told)))
        assert not shown & {word.word for utterance in utterances for word in utterance.words}


class OpinionContract:
    """What every second opinion must keep."""

    opinion: SecondOpinion

    def test_it_has_a_name(self, opinion):
        assert opinion.name.strip()

    def test_speech_gives_a_text_and_the_same_one_again(self, opinion):
        text = opinion.propose(samples(), RATE, "sv")
        assert text
        assert opinion.propose(samples(), RATE, "sv") == text
        assert str(text) not in repr(text)

    def test_it_tells_which_languages_it_hears_and_hears_again_after_a_rest(self, opinion):
        assert opinion.hears("sv")
        text = opinion.propose(samples(), RATE, "sv")
        opinion.rest()
        assert opinion.propose(samples(), RATE, "sv") == text

    def test_silence_and_nothing_give_no_text(self, opinion):
        assert opinion.propose(bytes(RATE * 2), RATE, "sv") == ""
        assert opinion.propose(b"", RATE, "sv") == ""
