"""Plain Swedish: the reading index exactly as the rules say, and marks on the domain's marked sentences."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.language.plain import PlainWords, lix, plain
from speech_samples import journey, klarsprak, lines

WORDS = PlainWords.read(klarsprak())
MARKED = lines("plain_marked.jsonl")


def rules(text):
    return {(text[mark.start : mark.end], mark.rule) for mark in plain(text, WORDS).marks}


@pytest.mark.parametrize(
    ("text", "words", "sentences", "long_words", "expected"),
    [
        ("Vi kom hem till dig i dag. Du visade ditt rum. Sedan drack vi saft.", 15, 3, 0, 5.0),
        ("Mötet är kl. 14.30 den 12. mars, t.ex. på kontoret. Ring om du blir sen!", 16, 2, 1, 14.2),
        (
            (
                "Vid hembesöket framkom att vårdnadshavaren, i enlighet med upprättad genomförandeplan, "
                "kontinuerligt tillhandahåller adekvat läxhjälp."
            ),
            14, 1, 10, 85.4,
        ),
        ("", 0, 0, 0, 0.0),
        ("Säng\nBord", 2, 2, 0, 1.0),
    ],
)  # fmt: skip
def test_the_reading_index_of_the_rules(text, words, sentences, long_words, expected):
    report = plain(text, WORDS)
    assert (report.words, report.sentences, report.long_words, report.lix) == (words, sentences, long_words, expected)
    assert lix(text) == expected


@pytest.mark.parametrize("word", ["e-post", "mamma's", "14.30", "07:15", "1,5"])
def test_inner_marks_do_not_break_a_word(word):
    assert plain(word, WORDS).words == 1


def found_and_false():
    spots = found = false = clean = 0
    for line in MARKED:
        marks = plain(line["text"], WORDS).marks
        for spot in line["marks"]:
            spots += 1
            found += any(mark.start < spot["end"] and spot["start"] < mark.end for mark in marks)
        if line["clean"]:
            clean += 1
            false += bool(marks)
    return found / spots, false / clean


def test_four_of_five_faults_are_found_and_clean_sentences_left_alone():
    found, false = found_and_false()
    assert found >= 0.8
    assert false <= 0.2


@pytest.mark.parametrize("rule", sorted({spot["rule"] for line in MARKED for spot in line["marks"]}))
def test_every_kind_of_fault_is_found_under_its_name(rule):
    marks = [mark.rule for line in MARKED for mark in plain(line["text"], WORDS).marks]
    assert rule in marks


@pytest.mark.parametrize(
    ("text", "spot", "rule"),
    [
        ("Barnet har undersökts av läkare.", "har undersökts", "passive"),
        ("Pojken blev omhändertagen i natt.", "blev omhändertagen", "passive"),
        ("Det har kommit fram att hon sover.", "Det har kommit fram", "missing_doer"),
        ("Information finns om våld.", "Information finns om", "missing_doer"),
        ("Vi genomförde ett hembesök.", "genomförde ett hembesök", "noun_style"),
        ("Kartläggning sker i maj.", "Kartläggning sker", "noun_style"),
        ("Vi har inhämtat svar.", "inhämtat", "hard_word"),
        ("Vi vidtog åtgärder.", "vidtog åtgärder", "hard_word"),
        ("Pappan vägrar öppna.", "vägrar", "value_word"),
        ("Lägenheten är sjaskig.", "sjaskig", "value_word"),
        ("Undertecknad ringde.", "Undertecknad", "address_form"),
        ("Vi följer 5 § SoL.", "5 § SoL", "abbreviation"),
        ("Hon bor t.ex. hos mormor.", "t.ex.", "abbreviation"),
        ("Mötet är i morgon p.g.a. snön.", "p.g.a.", "abbreviation"),
    ],
)
def test_marked(text, spot, rule):
    assert (spot, rule) in rules(text)


@pytest.mark.parametrize(
    "text",
    [
        "Elsas mamma kommer hem klockan sju.",
        "Pappas nya jobb börjar i augusti.",
        "Alla hjälps åt med disken.",
        "Karin blev glad när vi kom.",
        "Hon ritade en teckning av sin katt.",
        "Trots regnet gick de ut i pyjamas.",
        "Vi frågade vad hon vill ha hjälp med.",
        "Han fick ett meddelande om mötet.",
        "Det syns att Leo har vuxit.",
    ],
)
def test_everyday_sentences_are_left_alone(text):
    assert rules(text) == set()


def test_a_short_form_in_capitals_is_matched_as_it_is_written():
    assert ("SIP", "hard_word") in rules("Vi gör en SIP.")
    assert rules("Vi tar en sip vatten.") == set()


def test_a_mark_says_what_to_say_instead():
    (mark,) = [mark for mark in plain("Mamman erhåller hjälp.", WORDS).marks if mark.rule == "hard_word"]
    assert (mark.plain, mark.note) == ("få", "Byt rakt av.")


def test_more_than_twenty_words_is_long_and_more_than_thirty_very_long():
    for count, expected in ((20, []), (21, [False]), (31, [True])):
        marks = plain(" ".join(["ord"] * count) + ".", WORDS).marks
        assert [mark.strong for mark in marks if mark.rule == "long_sentence"] == expected


def test_a_day_with_its_dot_ends_no_sentence():
    assert plain("Vi ses den 12. mars hemma.", WORDS).sentences == 1
    assert plain("Vi ses den 12.\nHej då.", WORDS).sentences == 2


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_marks_lie_inside_any_text(text):
    report = plain(text, WORDS)
    assert report.words >= 0
    for mark in report.marks:
        assert 0 <= mark.start < mark.end <= len(text)


def test_a_thousand_words_take_less_than_a_third_of_a_second():
    text = " ".join(section["written"] for section in journey()) * 5
    start = time.perf_counter()
    report = plain(text, WORDS)
    assert report.words >= 1000
    assert (time.perf_counter() - start) * 1000 / report.words < 0.3
