import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import DATA, oracle, raw_book
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.terms import NOT_TEXT, ProtectedTerm, first_hit, strings, term_hits


def _lines(name):
    return [json.loads(line) for line in (DATA / name).read_text(encoding="utf-8").splitlines()]


RED_TEAM = _lines("redteam.jsonl")
RED_TEAM_MORE = _lines("redteam_more.jsonl")


@pytest.mark.parametrize("line", RED_TEAM, ids=[line["id"] for line in RED_TEAM])
def test_a_text_that_leaks_is_noticed_and_a_harmless_one_is_not(line):
    """rules: SEC-3, SEC-4, SEC-5"""
    terms = [ProtectedTerm.read(term) for term in line["protected_terms"]]
    hit = first_hit([line["text"]], terms, [person["person_id"] for person in line["room"]])
    assert ("ok" if hit is None else "block") == line["expected"] == oracle().verdict(line)


@pytest.mark.parametrize("line", RED_TEAM_MORE, ids=[line["id"] for line in RED_TEAM_MORE])
def test_a_word_is_noticed_however_it_is_written_and_its_neighbours_are_not(line):
    """rules: SEC-3, SEC-4, SEC-5"""
    terms = [ProtectedTerm.read(term) for term in line["protected_terms"]]
    hit = first_hit([line["text"]], terms, [person["person_id"] for person in line["room"]])
    assert ("ok" if hit is None else "block") == line["expected"], line["why"]


def test_the_second_set_tries_every_kind_of_leak_both_ways():
    tried = {(line["attack"], line["expected"]) for line in RED_TEAM_MORE}
    kinds = {kind for kind, _expected in tried}
    assert len(RED_TEAM_MORE) >= 60
    assert tried == {(kind, expected) for kind in kinds for expected in ("block", "ok")}
    assert {line["template"] for line in RED_TEAM_MORE} <= {line["id"] for line in raw_book()["templates"]}


@pytest.mark.parametrize(
    ("text", "term", "hits"),
    [
        ("Hannas hund", "Hanna", True),
        ("Johanna kom", "Hanna", False),
        ("HANNA kom", "Hanna", True),
        ("på Ek-gatan", {"term": "Ekgatan"}, False),
        ("på Ekgatan", {"term": "Ek gatan"}, True),
        ("på Ek-\u00adgatan", {"term": "Ek gatan"}, True),
        ("på Ek \n gatan", {"term": "Ek gatan"}, True),
        ("ring 070-174 06 05", {"term": "0701740605", "match": "digits"}, True),
        ("ring 070–174 06 05", {"term": "0701740605", "match": "digits"}, True),
        ("ring 070\u00a0174\u00a006\u00a005", {"term": "0701740605", "match": "digits"}, True),
        ("ring 070-174 06 06", {"term": "0701740605", "match": "digits"}, False),
        ("cancerbehandling", {"term": "cancer", "match": "stem"}, True),
        ("bröstcancer", {"term": "cancer", "match": "stem"}, False),
        ("Väs\u00adtermo", "Västermo", True),
        ("Va\u0308stermo", "Västermo", True),
        ("Va\u200b\u0308stermo", "Västermo", True),
        ("grannen", {"term": "granne", "match": "word"}, True),
        ("grannar", {"term": "granne", "match": "exact"}, False),
        ("en ek", {"term": "Ek", "match_case": True}, False),
        ("herr Ek", {"term": "Ek", "match_case": True}, True),
        ("anything", {"term": "  "}, False),
    ],
)
def test_a_term_is_found_in_the_forms_its_match_says(text, term, hits):
    """rules: SEC-4, SEC-5"""
    assert term_hits(text, term) is hits


def test_a_term_hidden_from_somebody_counts_when_they_are_in_the_room():
    """rules: SEC-2"""
    term = ProtectedTerm.read({"term": "skola", "hidden_from": ["p3"]})
    assert first_hit(["Hon går i skola."], [term], ["p2"]) is None
    assert first_hit(["Hon går i skola."], [term], ["p2", "p3"]) is term
    assert first_hit(["Hon går i skola."], [term], None) is term


def test_a_term_does_not_reach_from_one_text_into_the_next():
    assert (
        first_hit(
            ["Ring 070-174", "06 05 i morgon"], [ProtectedTerm.read({"term": "0701740605", "match": "digits"})], None
        )
        is None
    )
    assert first_hit(["Ek", "gatan"], [ProtectedTerm.read("Ek gatan")], None) is None


def test_a_term_says_nothing_of_itself_in_a_log():
    assert "Marklund" not in repr(ProtectedTerm.read({"term": "Marklund", "hidden_from": ["p-secret"]}))
    assert "p-secret" not in repr(ProtectedTerm.read({"term": "Marklund", "hidden_from": ["p-secret"]}))


@pytest.mark.parametrize(
    "term", [7, None, {}, {"term": 3}, {"term": "x", "match": "sound"}, {"term": "x", "hidden_from": "p"}]
)
def test_a_term_that_is_none_is_refused(term):
    with pytest.raises(Refused) as refused:
        ProtectedTerm.read(term)
    assert refused.value.code is Code.WRONG_FILE


def test_ids_and_kinds_of_rows_are_not_text():
    row = {**dict.fromkeys(NOT_TEXT, "id"), "text": "sagt", "name": "Elsa", "more": [{"question": "Hur?"}]}
    assert list(strings({"a": [row], "b": None, "c": 3, "d": True})) == ["sagt", "Elsa", "Hur?"]


PIECES = st.sampled_from(
    ["Ek", "ek", "gatan", " ", "-", "\u2013", "s", "en", "070", "174", "å", "A", ".", "\n", ":s", "\u00ad"]
)
TEXTS = st.lists(PIECES, max_size=8).map("".join)


@given(
    text=TEXTS,
    term=TEXTS,
    match=st.sampled_from(["name", "stem", "exact", "word"]),
    match_case=st.booleans(),
)
def test_any_term_in_any_text_is_found_as_the_reference_finds_it(text, term, match, match_case):
    given_term = {"term": term, "match": match, "match_case": match_case}
    assert term_hits(text, given_term) >= oracle().term_hits(text, given_term)
    if term.isalpha() and match in {"name", "exact"} and not match_case:
        assert term_hits(text, given_term) is oracle().term_hits(text, given_term)
