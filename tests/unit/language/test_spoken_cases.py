"""Spoken to written, many more cases of each kind, and that writing what was written changes none of them."""

import json

import pytest

from fieldnotes.language.spoken import SpokenRules, Writer, write
from speech_samples import ROOT, places, spoken_rules

PLACES = places()
KINDS = (
    "punctuation", "lines", "numbers", "times", "dates", "amounts", "quotes", "undo", "section_command",
    "not_a_command",
)  # fmt: skip


def cases(language):
    text = (ROOT / "tests" / "data" / "spoken" / f"{language}.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


SWEDISH, RULES = cases("sv"), SpokenRules.read(spoken_rules())
ENGLISH, ENGLISH_RULES = cases("en"), SpokenRules.read(spoken_rules("en"))


def passages(case, rules):
    written = write(case["spoken"].split(" / "), rules, PLACES, "iakttagelser", case.get("names", ()))
    return [[passage.place, passage.text] for passage in written]


def expected(case):
    if "passages" in case:
        return case["passages"]
    return [["iakttagelser", case["written"]]] if case["written"] else []


def wrong(all_cases, kind, rules):
    """The ids and texts that came out otherwise than they should."""
    return {
        case["id"]: passages(case, rules)
        for case in all_cases
        if case["kind"] == kind and sorted(passages(case, rules)) != sorted(expected(case))
    }


@pytest.mark.parametrize("kind", KINDS)
def test_every_case_comes_out_as_written(kind):
    assert sum(case["kind"] == kind for case in SWEDISH) >= 20
    assert wrong(SWEDISH, kind, RULES) == {}


def test_every_english_case_comes_out_as_written():
    wrongs = [wrong(ENGLISH, kind, ENGLISH_RULES) for kind in KINDS]
    assert len(ENGLISH) >= 60
    assert not any(wrongs), wrongs


def test_writing_the_written_again_changes_no_case():
    for case in SWEDISH:
        names = case.get("names", ())
        for place, text in expected(case):
            again = [(passage.place, passage.text) for passage in write([text], RULES, PLACES, place, names)]
            assert again == [(place, text)], case["id"]


def test_the_grey_words_stand_as_they_settle():
    for case in SWEDISH:
        if " / " not in case["spoken"] and "written" in case:
            writer = Writer(RULES, PLACES, "iakttagelser", case.get("names", ()))
            assert writer.preview(case["spoken"]).strip(" \n") == case["written"], case["id"]
