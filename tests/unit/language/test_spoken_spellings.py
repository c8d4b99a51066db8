"""Words that are spelled as given: locked ones exactly, the worker's own as any word at a sentence's beginning."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.language.spoken import SpokenRules, Writer, write
from speech_samples import lines, spoken_rules

RULES = SpokenRules.read(spoken_rules())
WORDS = sorted({word for line in lines("spoken_written.jsonl") for word in line["spoken"].split() if word != "/"})
NUMBERS_AND_MARKS = [
    "tjugo", "två", "hundra", "tusen", "klockan", "den", "tredje", "mars", "komma", "punkt", "kolon", "citat", "slut",
    "citattecken", "ny", "rad", "nytt", "stycke", "procent", "vecka", "noll", "halv", "bindestreck", "snedstreck",
]  # fmt: skip
SAID = st.lists(st.sampled_from(WORDS + NUMBERS_AND_MARKS * 4), max_size=6).map(" ".join)
CASED = st.sampled_from([str.lower, str.upper, str.title, str.swapcase])
LOCKED = st.builds(
    lambda words, cased: cased(" ".join(words)),
    st.lists(st.sampled_from([*WORDS, *NUMBERS_AND_MARKS, "e-post", "ipad"]), min_size=1, max_size=3),
    CASED,
)


def spelled(spoken, spellings):
    writer = Writer(RULES, {}, "a", spellings=spellings)
    for utterance in spoken.split(" / "):
        writer.add(utterance)
    return "".join(passage.text for passage in writer.passages())


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, max_size=3), SAID, LOCKED, SAID)
def test_locked_words_stand_exactly_as_given_whatever_is_said_around_them(earlier, before, locked, after):
    utterance = f"{before} {locked.lower()} {after}".strip()
    text = "".join(p.text for p in write([*earlier, utterance], RULES, {}, "a", locked=(locked,)))
    first = [
        i
        for i in range(len(utterance.split()))
        if utterance.split()[i:][: len(locked.split())] == locked.lower().split()
    ]
    assert utterance in RULES.undo or (first and locked in text)


@settings(max_examples=200, deadline=None)
@given(st.lists(SAID, min_size=1, max_size=4), st.lists(LOCKED, max_size=3))
def test_writing_again_what_was_written_with_locked_words_changes_nothing(utterances, locked):
    for passage in write(utterances, RULES, {}, "a", locked=locked):
        assert write([passage.text], RULES, {}, "a", locked=locked) == [passage]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(SAID, min_size=1, max_size=4),
    st.dictionaries(st.sampled_from(WORDS), st.sampled_from(["barnpsyk", "iPad", "BUP", "mejl"]), max_size=3),
)
def test_writing_again_what_was_written_in_own_spelling_changes_nothing(utterances, spellings):
    again = Writer(RULES, {}, "a", spellings=spellings)
    text = spelled(" / ".join(utterances), spellings)
    again.add(text)
    assert "".join(passage.text for passage in again.passages()) == text


@pytest.mark.parametrize(
    ("spoken", "written"),
    [
        ("hon har en ipad punkt ipad är låst punkt", "Hon har en iPad. iPad är låst."),
        ("mejla rektorn punkt mejl kom i går punkt", "Mejla rektorn. E-post kom i går."),
        ("soc jour ringde punkt", "Socialjouren ringde."),
        ("vi ringde soc jour klockan tre punkt", "Vi ringde socialjouren klockan 3."),
        ("soc sade nej punkt", "Soc sade nej."),
        ("tjugo två föräldrar punkt", "20 Tvåan föräldrar."),
        ("han bor i rågsved punkt", "Han bor i Rågsved."),
    ],
)
def test_the_workers_own_words_are_written_as_the_worker_says(spoken, written):
    own = {"ipad": "iPad", "mejl": "e-post", "soc jour": "socialjouren", "två": "Tvåan", "Rågsved": "Rågsved"}
    assert spelled(spoken, own) == written


def test_a_locked_word_goes_before_an_own_spelling():
    writer = Writer(RULES, {}, "a", locked=("Mejl",), spellings={"mejl": "e-post"})
    writer.add("hon fick mejl punkt")
    assert [passage.text for passage in writer.passages()] == ["Hon fick Mejl."]


def test_own_spellings_stay_out_of_a_repr():
    writer = Writer(RULES, {}, "a", locked=("Hemlig",), spellings={"sandin": "Sandihn"})
    assert not re.search("sandi|hemlig", repr(vars(writer)), re.IGNORECASE)
