"""Where spoken words go in a field: at the cursor with the blanks that belong there, or last."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import book, cases, user, users
from fieldnotes.domain.speaking import speak
from fieldnotes.domain.spoken_spot import Spot, after_words, before_spot, follow, insert, into_spot

KARIN = {"source_person_id": "prov-01-p2", "source_kind": "berattat_pa_plats"}


def spoken(sections, place, text, spot):
    template = book().template("hembesok")
    return speak(book(), template, sections, place, text, cases()["c-prov-01"], users(), user("u-tove"), spot=spot)


@pytest.mark.parametrize(
    ("text", "words", "at", "whole"),
    [
        ("Ett. Tre.", "Två.", 4, "Ett. Två. Tre."),
        ("Ett. Tre.", "Två.", 5, "Ett. Två. Tre."),
        ("Ett tre", "två", 0, "två Ett tre"),
        ("Ett, tre", "två", 3, "Ett två, tre"),
        ("(tre)", "två", 1, "(två tre)"),
        ("Hon sa ”nej”", "ja och", 8, "Hon sa ”ja och nej”"),
        ("Hon sa ”nej”", "då", 11, "Hon sa ”nej då”"),
        ("Ett", "två", 3, "Ett två"),
        ("Ett tre", ", två", 3, "Ett, två tre"),
    ],
)
def test_words_are_put_in_with_the_blanks_that_belong_around_them(text, words, at, whole):
    assert insert(text, words, at) == whole


@given(st.text(alphabet="ab .\n”(", max_size=15), st.text(alphabet="cd", min_size=1, max_size=5), st.integers(0, 15))
def test_no_character_is_lost_where_words_are_put_in(text, words, at):
    """rules: DOC-3"""
    put = insert(text, words, min(at, len(text)))
    assert "".join(put.split()) == "".join((text[:at] + words + text[at:]).split())


def test_speech_is_written_where_the_cursor_stands():
    """rules: DOC-3"""
    held = {"iakttagelser": {"obs": [{"text": "Ett. Tre.", "observed_by": "Tove Ekberg"}]}}
    put = spoken(held, "iakttagelser", "Två.", Spot(0, 4))
    assert put["iakttagelser"]["obs"] == [{"text": "Ett. Två. Tre.", "observed_by": "Tove Ekberg"}]
    purpose = spoken({"grunddata": {"purpose": "Ett. Tre."}}, "grunddata", "Två.", Spot(0, 4))
    assert purpose["grunddata"]["purpose"] == "Ett. Två. Tre."


def test_speech_into_a_row_between_others_stays_in_it_whoever_it_names():
    rows = [{"text": "Hon är trött.", **KARIN}, {"text": "Ja.", "source_person_id": "prov-01-p1"}]
    put = spoken({"vuxnas_uppgifter": {"told": rows}}, "vuxnas_uppgifter", "Karin säger nej.", Spot(0, 13))
    assert put["vuxnas_uppgifter"]["told"] == [{"text": "Hon är trött. Karin säger nej.", **KARIN}, rows[1]]


def test_a_new_row_begins_where_the_cursor_stands_in_an_empty_one():
    """rules: DOC-4"""
    held = {"iakttagelser": {"obs": [{"text": "Ett.", "observed_by": "Tove Ekberg"}]}}
    put = spoken(held, "iakttagelser", "Två.", Spot(1, 0))["iakttagelser"]["obs"]
    assert [row["text"] for row in put] == ["Ett.", "Två."]


def test_a_source_chosen_before_the_first_word_is_the_source():
    """rules: DOC-4"""
    held = {"vuxnas_uppgifter": {"told": [{"text": "", **KARIN}]}}
    put = spoken(held, "vuxnas_uppgifter", "Hon är trött.", None)["vuxnas_uppgifter"]["told"]
    assert put == [{"text": "Hon är trött.", **KARIN}]


def test_a_spot_is_found_again_in_a_text_that_went_on():
    assert follow("Nytt. Ett. Tre.", Spot(0, 4, "Ett. Tre.")) == Spot(0, 10)
    assert follow("Ett. Tre.", Spot(0, 4)) == Spot(0, 4)
    rows = [{"text": "Först."}, {"text": "Ett. Tre."}]
    assert follow(rows, Spot(0, 4, "Ett. Tre.")) == Spot(1, 4)
    assert follow(None, Spot(2, 4, "x")) == Spot(2, 4, "x")


def test_words_go_on_after_the_words_before_them():
    assert after_words("Ett. Tre.", "Två.", Spot(0, 4)) == Spot(0, 9, "Ett. Två. Tre.")
    assert after_words("Ett.", "Två.", Spot(0, 4)) is None
    assert after_words("Ett.", "", Spot(0, 2)) == Spot(0, 2)
    assert before_spot("Ett. Tre.", Spot(0, 4)) == "Ett."
    assert before_spot([{"text": "A"}, {"text": "B"}], None) == "B"
    assert before_spot(None, None) == before_spot([{"text": "A"}], Spot(1, 0)) == ""
    assert into_spot("Ett.", "Två.", Spot(0, 4)) is None
