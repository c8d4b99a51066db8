"""Spoken Swedish against the pairs of the domain folder, the dictated visit, and what was written by people."""

import re
from collections import Counter

import pytest

from fieldnotes.language.plain import PlainWords, plain
from fieldnotes.language.spoken import SpokenRules, write
from speech_samples import journey, klarsprak, lines, places, spoken_rules

RULES = SpokenRules.read(spoken_rules())
PLACES = places()
PAIRS = lines("spoken_written.jsonl")
FAMILY = ("Elsa Sandin", "Karin Sandin", "Jonas Lilja")


def written(spoken, names=(), start="iakttagelser"):
    passages = write(spoken.split(" / "), RULES, PLACES, start, names)
    return {passage.place: passage.text for passage in passages}


def is_right(pair):
    start = pair.get("starts_in", "iakttagelser")
    expected = {start: pair["written"]}
    if "goes_to" in pair:
        expected[pair["goes_to"]] = pair["written_there"]
    got = written(pair["spoken"], pair.get("names", ()), start)
    return got == {place: text for place, text in expected.items() if text}


def test_at_least_nineteen_of_twenty_pairs_come_out_as_written():
    right = Counter(pair["kind"] for pair in PAIRS if is_right(pair))
    of_each = Counter(pair["kind"] for pair in PAIRS)
    assert right.total() >= 0.95 * len(PAIRS)
    assert all(right[kind] >= 0.9 * count for kind, count in of_each.items()), right


@pytest.mark.parametrize("section", journey(), ids=lambda section: section["section"])
def test_the_dictated_visit_is_written_as_the_note(section):
    spoken = " / ".join(utterance["words"] for utterance in section["utterances"])
    assert written(spoken, FAMILY) == {section["section"]: section["written"]}


def said(sentence):
    """The words of a written sentence as they are dictated."""
    for mark, word in ((".", "punkt"), (",", "komma"), ("?", "frågetecken"), ("!", "utropstecken"), (":", "kolon")):
        sentence = sentence.replace(mark, f" {word} ")
    return " ".join(sentence.lower().split())


def plain_sentences():
    """Sentences people wrote, without digits, short forms and quotations."""
    texts = [line["text"] for line in lines("plain_marked.jsonl")]
    texts += [section["written"] for section in journey()]
    sentences = {sentence for text in texts for sentence in re.split(r"(?<=[.?!])\s(?=[A-ZÅÄÖ])", text)}
    return sorted(s for s in sentences if not re.search(r"[\d”]|\w\.\w|\w\. \w|klockan", s))


@pytest.mark.parametrize("sentence", plain_sentences())
def test_a_sentence_read_aloud_is_written_back(sentence):
    """Marks are heard as marks and words stay words, whoever wrote the sentence."""
    names = re.findall(r"(?<=[a-zåäö,:] )[A-ZÅÄÖ]\w+", sentence)
    assert list(written(said(sentence), names).values()) == [sentence]


def test_what_is_written_is_plain_enough_to_be_checked():
    text = written(PAIRS[0]["spoken"], PAIRS[0]["names"])["iakttagelser"]
    assert plain(text, PlainWords.read(klarsprak())).sentences == 1
