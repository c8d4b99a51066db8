"""Days, marks, cues and names that sound alike: what words in running text are, before anybody proposes anything."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldnotes.domain.errors import Refused
from fieldnotes.language.said import KEPT, Ear, Known
from fieldnotes.language.said_names import NearNames, sound
from fieldnotes.language.said_rules import SaidRules
from one_desk import shipped
from speech_samples import journey

TODAY = date(2026, 3, 12)
SWEDISH = SaidRules.read(shipped("words/said_sv.json"))
ENGLISH = SaidRules.read(shipped("words/said_en.json"))
PEOPLE = (Known("p1", "Elsa Sandin", "barn"), Known("p2", "Karin Sandin", "vardnadshavare"))
TWINS = (*PEOPLE, Known("p3", "Karin Berg", "skola"))


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_cue_of_a_language_can_be_read(language):
    rules = {"sv": SWEDISH, "en": ENGLISH}[language]
    assert rules.language == language
    every = [*rules.lists.values(), *rules.yesno.values(), rules.present, rules.moments, rules.single]
    patterns = [cues.pattern for answers in every for cues in answers.values()]
    assert not [pattern for pattern in patterns if pattern.search("")]


def test_a_rule_file_without_its_parts_is_refused():
    with pytest.raises(Refused):
        SaidRules.read({"language": "sv"})


def test_the_lists_of_the_rules_are_lists_of_the_templates():
    book = shipped("templates/templates.json")
    for rules in (SWEDISH, ENGLISH):
        for name, answers in rules.lists.items():
            assert set(answers) <= {each[0] for each in book["choice_lists"][name]["values"]}, name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("senast den 20 mars", "2026-03-20"),
        ("den 3:e april", "2026-04-03"),
        ("torsdagen den 26 mars", "2026-03-26"),
        ("2026-04-01", "2026-04-01"),
        ("senast 20/3", "2026-03-20"),
        ("på fredag", "2026-03-13"),
        ("nästa onsdag", "2026-03-18"),
        ("i måndags", "2026-03-09"),
        ("i övermorgon", "2026-03-14"),
        ("om tre dagar", "2026-03-15"),
        ("om en månad", "2026-04-12"),
        ("den 2 januari", "2027-01-02"),
        ("den 2 januari 2026", "2026-01-02"),
    ],
)
def test_a_day_is_read_as_people_say_it(text, day):
    assert [one.day.isoformat() for one in SWEDISH.days.days(f"Vi ses {text}, sade hon.", TODAY, coming=True)] == [day]


@pytest.mark.parametrize("text", ["den 31 februari", "maj", "14.20", "tre av fem", "2026", "lägenhet 1/2b"])
def test_what_is_no_day_is_none(text):
    assert SWEDISH.days.days(text, TODAY, coming=True) == []


def test_what_happened_lies_behind_what_is_to_do_ahead():
    [past] = SWEDISH.days.days("den 2 januari", TODAY, coming=False)
    assert past.day == date(2026, 1, 2)


def test_times_of_day_stand_after_the_clock():
    said = [at.strftime("%H:%M") for at in SWEDISH.days.times("Från klockan 05 och kl. 14:20, inte 15.30 eller kl 25.")]
    assert said == ["05:00", "14:20"]


def test_english_days_and_cues():
    assert [one.day.isoformat() for one in ENGLISH.days.days("by March", TODAY, coming=True)] == []
    assert [one.day.isoformat() for one in ENGLISH.days.days("by 20 March", TODAY, coming=True)] == ["2026-03-20"]
    assert [one.day.isoformat() for one in ENGLISH.days.days("in two weeks", TODAY, coming=True)] == ["2026-03-26"]
    ear = Ear(ENGLISH, PEOPLE)
    consent = ENGLISH.lists["consent"]
    assert list(ear.answers(ear.sentences("Karin said yes to the visit."), consent)) == ["ja_muntligt"]
    assert list(ear.answers(ear.sentences("Karin did not say yes. If Karin agrees to the visit, fine."), consent)) == []


def test_a_first_name_that_two_bear_means_neither():
    ear = Ear(SWEDISH, TWINS)
    [first, second] = ear.sentences("Karin säger ja. Karin Berg säger nej.")
    assert ear.speaker(first) is None
    assert ear.speaker(second) == TWINS[2]


def test_a_colon_is_a_way_of_saying():
    ear = Ear(SWEDISH, PEOPLE)
    [said] = ear.sentences("Elsa: ”Jag väcker mamma.”")
    assert ear.speaker(said) == PEOPLE[0]


@pytest.mark.parametrize(
    ("word", "name"),
    [("Karen", "Karin"), ("Carin", "Karin"), ("elza", "Elsa"), ("Karens", "Karins"), ("Sanding", "Sandin")],
)
def test_a_word_that_sounds_like_a_name_is_found(word, name):
    [near] = NearNames(["Karin", "Elsa", "Sandin"], SWEDISH).in_text(f"Vi ringde {word} sedan.")
    assert near.name == name


@pytest.mark.parametrize("words", ["karta", "Karin", "Karins bror", "elsa", "kari", "allra", "Elva", "eka"])
def test_ordinary_words_and_the_names_themselves_are_left_in_peace(words):
    assert list(NearNames(["Karin", "Elsa"], SWEDISH).in_text(words)) == []


def test_the_dictated_visit_names_everybody_rightly():
    text = " ".join(part["written"] for part in journey())
    assert list(NearNames(["Karin", "Elsa", "Sandin", "Jonas", "Lilja", "Tove", "Ekberg"], SWEDISH).in_text(text)) == []


@given(st.text(alphabet="abdefgiklmnoprstuvö", min_size=1, max_size=12), st.integers(0, 11))
def test_a_letter_written_twice_sounds_like_one(word, at):
    twice = word[: at % len(word)] + word[at % len(word)] + word[at % len(word) :]
    assert "aa" in twice or sound(twice, SWEDISH.sounds) == sound(word, SWEDISH.sounds)


@given(st.text(max_size=120))
def test_any_text_is_cut_into_sentences_that_stand_in_it(text):
    ear = Ear(SWEDISH, PEOPLE)
    for sentence in ear.sentences(text):
        assert text[sentence.start : sentence.start + len(sentence.text)] == sentence.text
        assert len(sentence.words) == len(sentence.ends)


def test_a_sentence_that_is_met_again_is_not_cut_again_but_stands_where_it_stands(monkeypatch):
    ear = Ear(SWEDISH, PEOPLE)
    first, second = ear.sentences("Karin säger ja. Karin säger ja.")
    assert (first.words, first.ends) == (second.words, second.ends)
    assert (first.start, second.start) == (0, 16)
    monkeypatch.setattr(Ear, "_named", None)  # nothing is cut any more
    assert [each.start for each in ear.sentences("Karin säger ja. Karin säger ja.")] == [0, 16]


def test_no_more_sentences_are_remembered_than_a_long_note_has():
    ear = Ear(SWEDISH, PEOPLE)
    text = " ".join(f"Mening {number}." for number in range(2 * KEPT + 1))
    assert len([*ear.sentences(text)]) == 2 * KEPT + 1
    assert len(ear._cut) <= KEPT
