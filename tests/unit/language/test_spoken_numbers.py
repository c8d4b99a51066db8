"""The number grammar: every number that can be said is read back, however its words are cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.language.spoken import SpokenRules
from fieldnotes.language.spoken_amounts import grouped
from speech_samples import spoken_rules

NUMERALS = SpokenRules.read(spoken_rules()).numerals
UNITS = [
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton",
    "fjorton", "femton", "sexton", "sjutton", "arton", "nitton",
]  # fmt: skip
TENS = ["tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"]


def below_hundred(n):
    return UNITS[n] if n < 20 else TENS[n // 10 - 2] + (UNITS[n % 10] if n % 10 else "")


def below_thousand(n):
    if n < 100:
        return below_hundred(n)
    head = "" if n < 200 else UNITS[n // 100]
    return head + "hundra" + (below_hundred(n % 100) if n % 100 else "")


def in_one_word(n):
    if n < 1000:
        return below_thousand(n)
    head = "" if n < 2000 else below_thousand(n // 1000)
    return head + "tusen" + (below_thousand(n % 1000) if n % 1000 else "")


@settings(max_examples=400, deadline=None)
@given(st.integers(0, 99_999))
def test_a_number_in_one_word_is_read_back(n):
    number = NUMERALS.phrase([in_one_word(n), "barn"])
    assert number is not None
    assert (number.value, number.used) == (n, 1)


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 99), st.integers(2, 999))
def test_a_number_in_several_words_is_read_back(thousands, rest):
    words = [below_hundred(thousands), "tusen", below_thousand(rest), "kronor"]
    number = NUMERALS.phrase(words)
    assert number is not None
    assert (number.value, number.used) == (thousands * 1000 + rest, 3)


@pytest.mark.parametrize(
    ("words", "value", "used"),
    [
        ("två hundra kronor", 200, 2),
        ("tre hundra fyrtio fem kronor", 345, 4),
        ("tjugo fem år", 25, 2),
        ("två tre gånger", 2, 1),
        ("hundra en gång", 100, 1),
        ("nittonhundranittionio", 1999, 1),
        ("tjugohundratjugosex", 2026, 1),
        ("etthundra", 100, 1),
        ("ettusen", 1000, 1),
    ],
)
def test_words_that_belong_together(words, value, used):
    number = NUMERALS.phrase(words.split())
    assert number is not None
    assert (number.value, number.used) == (value, used)


@pytest.mark.parametrize("word", ["åttaåringar", "femtiotalet", "tior", "hundratals", "sexa", "enda", "", "tonåring"])
def test_words_that_only_look_like_numbers(word):
    assert NUMERALS.cardinal(word) is None


def test_every_day_of_a_month_has_its_ordinal():
    days = [
        NUMERALS.ordinal([word])
        for word in ("första", "tolfte", "nittonde", "tjugonde", "tjugotredje", "trettioförsta")
    ]
    assert [day and day.value for day in days] == [1, 12, 19, 20, 23, 31]
    split = NUMERALS.ordinal(["tjugo", "tredje"])
    assert split is not None
    assert (split.value, split.used) == (23, 2)


def test_thousands_are_apart():
    assert [grouped(value) for value in (5, 999, 1000, 12550, 1_000_000)] == [
        "5",
        "999",
        "1 000",
        "12 550",
        "1 000 000",
    ]
