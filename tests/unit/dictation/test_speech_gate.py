"""Where somebody speaks in a recording: stretches between pauses, cut anywhere, nothing of a word lost."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.dictation.speech_gate import AROUND, PIECE, RATE, SpeechGate

SOFT, LOUD = 20, 4000


def sound(*parts):
    """Parts of a recording: seconds, loudness."""
    chance = np.random.default_rng(1)
    return np.concatenate([chance.normal(0, loudness, int(long * RATE)) for long, loudness in parts]).astype(np.int16)


def stretches(samples, step=PIECE):
    gate = SpeechGate()
    ended = [each for at in range(0, len(samples), step) for each in gate.take(samples[at : at + step])]
    last = gate.end()
    return ended + ([last] if last else [])


def spans(found):
    return [(round(each.start / RATE, 1), round(each.start / RATE + each.seconds, 1)) for each in found]


def test_speech_between_pauses_is_one_stretch_each_with_a_little_around():
    found = stretches(sound((1, SOFT), (2, LOUD), (1, SOFT), (1, LOUD), (1, SOFT)))
    assert spans(found) == [(0.8, 3.2), (3.8, 5.2)]


def test_a_pause_in_the_middle_of_a_sentence_parts_nothing():
    assert len(stretches(sound((1, LOUD), (0.4, SOFT), (1, LOUD)))) == 1


def test_what_is_still_spoken_at_the_end_is_given():
    assert spans(stretches(sound((1, SOFT), (1.01, LOUD)))) == [(0.8, 2.0)]


def test_a_cup_on_the_table_and_a_soft_room_are_nothing():
    assert stretches(sound((1, SOFT), (0.06, LOUD), (1, SOFT))) == []
    assert stretches(sound((4, 60))) == []


def test_a_loud_room_is_told_from_who_speaks_in_it():
    assert spans(stretches(sound((3, 200), (1, LOUD), (2, 200)))) == [(2.8, 4.2)]


TWO = sound((0.2, SOFT), (0.4, LOUD), (0.7, SOFT), (0.2, LOUD))


@given(st.integers(50, 5000))
def test_the_same_stretches_wherever_the_sound_is_cut(step):
    samples, whole = TWO, stretches(TWO, len(TWO))
    cut = stretches(samples, step)
    assert [each.start for each in cut] == [each.start for each in whole]
    assert all(np.array_equal(one.samples, other.samples) for one, other in zip(cut, whole, strict=True))


def test_no_sample_belongs_to_two_stretches_and_every_loud_one_to_one():
    samples = sound((0.3, LOUD), (0.7, SOFT), (0.3, LOUD), (0.65, SOFT), (0.3, LOUD))
    found = stretches(samples)
    assert all(one.start + len(one.samples) <= other.start for one, other in pairwise(found))
    kept = np.zeros(len(samples), bool)
    for each in found:
        kept[each.start : each.start + len(each.samples)] = True
        assert np.array_equal(each.samples, samples[each.start : each.start + len(each.samples)])
    assert kept[np.abs(samples) > LOUD].all()
    assert AROUND * PIECE < RATE
