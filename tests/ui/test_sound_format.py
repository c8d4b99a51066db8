"""Sound of any device made into 16 kHz mono: exact, whatever the pieces, and free of what would fold."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.ui.shared.sound_format import RATE, ToSixteen

RATES = (8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000)
GENERATOR = np.random.default_rng(4)


def tone(hertz, rate, seconds=1.0, loud=0.5):
    return loud * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)


def converted(pcm, rate, channels=1, kind="f32"):
    one = ToSixteen(rate, channels, kind)
    return np.frombuffer(one.convert(pcm) + one.rest(), np.int16)


def level(samples, hertz):
    """How loud one tone is in the middle of a piece, full scale being 1."""
    middle = samples[RATE // 4 : -RATE // 4] / 32_768
    turn = np.exp(-2j * np.pi * hertz * np.arange(len(middle)) / RATE)
    window = np.hanning(len(middle))
    return 2 * abs((middle * window * turn).sum() / window.sum())


def test_sixteen_bits_at_sixteen_thousand_pass_untouched():
    pcm = GENERATOR.integers(-32_768, 32_768, 5_000, dtype=np.int16).tobytes()
    assert ToSixteen(RATE, 1, "i16").convert(pcm) == pcm


@pytest.mark.parametrize(
    ("kind", "given_samples", "wanted"),
    [
        ("u8", np.array([0, 128, 255], np.uint8), [-32_768, 0, 32_512]),
        ("i32", np.array([-(2**31), 65_536 * 7, 2**31 - 1], np.int32), [-32_768, 7, 32_767]),
        ("f32", np.array([-1.0, 0.5, 1.0, np.nan, 7.0], np.float32), [-32_768, 16_384, 32_767, 0, 32_767]),
    ],
)
def test_each_kind_of_sample_keeps_its_level(kind, given_samples, wanted):
    assert converted(given_samples.tobytes(), RATE, 1, kind).tolist() == wanted


def test_channels_are_averaged():
    both = np.array([[100, 300], [-32_768, -32_768], [0, 9]], np.int16)
    assert converted(both.tobytes(), RATE, 2, "i16").tolist() == [200, -32_768, 4]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("hertz", [200, 1_000, 3_000])
def test_a_voice_keeps_its_level_and_its_place(rate, hertz):
    out = converted(tone(hertz, rate).astype(np.float32).tobytes(), rate)
    assert abs(20 * np.log10(level(out, hertz) / 0.5)) < 0.05
    wanted = np.round(tone(hertz, RATE) * 32_768)
    both = min(len(out), len(wanted))
    inside = slice(800, both - 800)
    assert np.abs(out[:both][inside] - wanted[:both][inside]).max() < 40, "each sample where it was said"


@pytest.mark.parametrize("rate", [44_100, 48_000, 96_000])
@pytest.mark.parametrize("hertz", [9_000, 11_000, 15_000])
def test_what_sixteen_thousand_cannot_hold_does_not_fold_into_the_voice(rate, hertz):
    out = converted(tone(hertz, rate, loud=0.9).astype(np.float32).tobytes(), rate)
    folded = abs(hertz - RATE) if hertz > RATE / 2 else hertz
    assert 20 * np.log10(level(out, folded) / 0.9 + 1e-9) < -70


@pytest.mark.parametrize("rate", RATES)
def test_no_time_is_lost_or_won(rate):
    assert len(converted(bytes(4 * rate * 3), rate)) == pytest.approx(3 * RATE, abs=2)


@settings(max_examples=40, deadline=None)
@given(
    st.sampled_from(RATES),
    st.sampled_from([("u8", 1), ("i16", 2), ("f32", 1), ("i32", 3)]),
    st.lists(st.integers(0, 900), min_size=1, max_size=25),
)
def test_the_pieces_make_no_difference(rate, form, cuts):
    kind, channels = form
    data = np.random.default_rng(len(cuts)).integers(0, 127, 9_000, dtype=np.uint8).tobytes()
    whole = ToSixteen(rate, channels, kind)
    at_once = whole.convert(data) + whole.rest()
    piecewise, out, at = ToSixteen(rate, channels, kind), b"", 0
    for cut in cuts:
        out += piecewise.convert(data[at : at + cut])
        at += cut
    assert out + piecewise.convert(data[at:]) + piecewise.rest() == at_once
