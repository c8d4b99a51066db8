"""Spoken commands and the promises of the writer: undo, places, nothing twice, the same in pieces as in one."""

import time

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fieldnotes.language.spoken import Passage, SpokenRules, Writer, join, write
from speech_samples import lines, places, spoken_rules

RULES = SpokenRules.read(spoken_rules())
PLACES = places()
NAMES = ("Elsa Sandin", "Karin Sandin")
WORDS = sorted({word for line in lines("spoken_written.jsonl") for word in line["spoken"].split() if word != "/"})
UTTERANCES = st.one_of(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join),
    st.sampled_from(["ångra det", "stryk det", "ny rad", "nytt stycke", "gå till bedömning", "gå till barnets röst"]),
)


def texts(*utterances, start="iakttagelser"):
    return [(p.place, p.text) for p in write(utterances, RULES, PLACES, start, NAMES)]


def test_undo_takes_back_the_last_utterance_that_is_still_there():
    assert texts("rummet var kallt punkt", "elsa sov punkt", "ångra det", "stryk det", "hon åt punkt") == [
        ("iakttagelser", "Hon åt.")
    ]


def test_undo_takes_back_a_move_before_the_words_before_it():
    assert texts("hon sov punkt", "gå till bedömning", "ångra det", "hon åt punkt") == [
        ("iakttagelser", "Hon sov. Hon åt.")
    ]


def test_undo_with_nothing_left_does_nothing():
    assert texts("ångra det", "hon sov punkt") == [("iakttagelser", "Hon sov.")]


def test_undo_opens_a_quotation_again():
    said = ("elsa kolon citat jag sover", "punkt slut citat", "ångra det", "nu punkt slut citat")
    assert texts(*said) == [("iakttagelser", "Elsa: ”Jag sover nu.”")]


def test_commands_count_only_as_whole_utterances():
    assert texts("gå till bedömning nu punkt") == [("iakttagelser", "Gå till bedömning nu.")]
    assert texts("gå till månen") == [("iakttagelser", "Gå till månen")]


def test_a_place_come_back_to_is_a_passage_of_its_own():
    said = ("hon sov punkt", "gå till bedömning", "det är bra punkt", "gå till det vi såg", "hon åt punkt")
    assert texts(*said) == [
        ("iakttagelser", "Hon sov."), ("bedomning", "Det är bra."), ("iakttagelser", "Hon åt."),
    ]  # fmt: skip


def test_a_fields_alias_is_heard_only_inside_its_section():
    assert texts("gå till barnets bästa", "hon sov punkt") == [("iakttagelser", "Gå till barnets bästa hon sov.")]
    assert texts("gå till bedömning", "gå till barnets bästa", "hon sov punkt") == [
        ("bedomning.best_interest", "Hon sov.")
    ]


def test_a_quotation_may_be_open_from_before():
    (passage,) = write(["jag går punkt slut citat"], RULES, PLACES, "barnets_rost", open_quote=True)
    assert passage == Passage("barnets_rost", "Jag går.”")
    (closed,) = write(["punkt slut citat hon gick punkt"], RULES, PLACES, "barnets_rost", open_quote=True)
    assert join("Elsa: ”Jag går", closed.text) == "Elsa: ”Jag går.” Hon gick."


def test_what_was_said_stays_out_of_a_repr():
    assert "Elsa" not in repr(Passage("a", "Elsa sov."))


def test_grey_words_are_shown_and_not_kept():
    writer = Writer(RULES, PLACES, "iakttagelser", NAMES)
    writer.add("karin sov punkt")
    assert writer.preview("sedan åt elsa") == "Sedan åt Elsa"
    assert writer.passages() == [Passage("iakttagelser", "Karin sov.")]
    writer.add("gå till bedömning")
    assert writer.place == "bedomning"


def test_joined_to_what_stands_there():
    assert join("Hon sov.", "Sedan åt hon.") == "Hon sov. Sedan åt hon."
    assert join("", "Hon sov.") == "Hon sov."
    assert join("Hon sov.\n", "Sedan") == "Hon sov.\nSedan"


@settings(max_examples=300, deadline=None)
@given(st.lists(UTTERANCES, max_size=8))
def test_writing_what_was_written_changes_nothing(utterances):
    for passage in write(utterances, RULES, PLACES, "iakttagelser", NAMES):
        again = write([passage.text], RULES, PLACES, passage.place, NAMES)
        assert again == [passage]


@settings(max_examples=200, deadline=None)
@given(st.lists(UTTERANCES, max_size=8))
def test_written_as_they_come_is_the_same_as_written_at_once(utterances):
    writer = Writer(RULES, PLACES, "iakttagelser", NAMES)
    for utterance in utterances:
        writer.preview(utterance)
        writer.add(utterance)
    assert writer.passages() == write(utterances, RULES, PLACES, "iakttagelser", NAMES)


SAID = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(" ".join)


@settings(max_examples=200, deadline=None)
@given(st.lists(UTTERANCES, max_size=5), SAID, SAID)
def test_undo_is_as_if_it_was_never_said(before, utterance, after):
    assume(utterance not in RULES.undo)
    with_undo = write([*before, utterance, "ångra det", after], RULES, PLACES, "iakttagelser", NAMES)
    assert with_undo == write([*before, after], RULES, PLACES, "iakttagelser", NAMES)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_at_all_can_be_said(text):
    write([text, text], RULES, PLACES, "iakttagelser", NAMES)


def test_two_hundred_utterances_cost_each_about_the_same():
    said = [line["spoken"] for line in lines("spoken_written.jsonl") if " / " not in line["spoken"]] * 2
    writer = Writer(RULES, PLACES, "iakttagelser", NAMES)
    start = time.perf_counter()
    for utterance in said[:200]:
        writer.add(utterance)
    seconds = time.perf_counter() - start
    assert len(said) >= 200
    assert seconds / 200 < 0.005
