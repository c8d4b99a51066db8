"""Somebody's own words and the tools that write anew: whatever a tool does, what the child and the family said stands.

Every function that writes a note's text is in the table below; a new one fails until somebody has said what it does
to people's own words.

rules: CHI-1, INS-2
"""

import ast
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldnotes.casework import read_note, second_opinion, write_note
from fieldnotes.casework.said import Around, Listener
from fieldnotes.casework.show_to_family import show
from fieldnotes.casework.spoken_draft import SpokenDraft
from fieldnotes.casework.versions import children_of
from fieldnotes.casework.whole_note import fetch
from fieldnotes.dictation.utterance import Utterance, Word
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.merging import Choice, Version, compare, merged, refuse_lost_words
from fieldnotes.domain.own_words import lost_words
from fieldnotes.domain.passages import passages
from fieldnotes.domain.prefill import finish
from fieldnotes.domain.private import Private
from fieldnotes.domain.templates import read_book
from fieldnotes.language.plain import PlainWords
from fieldnotes.language.said import Known
from fieldnotes.language.said_rules import SaidRules
from fieldnotes.ui.worker.editor.plain_presenter import plain_state
from one_desk import shipped
from speech_samples import klarsprak

SOURCE = Path(__file__).parents[3] / "src/fieldnotes/casework"
CASE, CHILD, MOTHER = "c-prov-01", "prov-01-p1", "prov-01-p2"
BOOK = read_book(shipped("templates/templates.json"))
RULES, PLAIN = SaidRules.read(shipped("words/said_sv.json")), PlainWords.read(klarsprak())
PEOPLE = (Known(CHILD, "Elsa Sandin", "barn"), Known(MOTHER, "Karin Sandin", "vardnadshavare"))
NOW = datetime.fromisoformat("2026-03-12T14:00:00+01:00")
AROUND = Around(PEOPLE, Known("u-tove", "Tove Ekberg", "kollega"), NOW)

WRITES = {
    "write_note.add": "begins a note",
    "write_note.edit": "a person's own hand, or their file",
    "write_note.save": "a person's own hand",
    "write_note.accept": "only where nothing stands",
    "write_note.begin_correction": "copies a signed text",
    "write_note.write_family_text": "beside the text",
    "write_note.keep": "saves what others have made",
    "unsure_words.confirm": "marks beside the text",
    "said.deal": "marks beside the text",
    "newer_template.take_over": "tried in test_newer_template",
    "siblings.begin": "another child's note",
    "siblings._with_visit": "the visit's id",
    "show_to_family._settled": "tried below",
    "second_opinion.take_opinion": "tried below",
    "spoken_draft.add_raw": "tried below",
    "spoken_draft._save": "tried below",
    "spoken_draft._keep": "tried below",
    "correct_here.correct_all": "tried in test_correct_here",
}
TEXT = st.text("abcdeåäö .!?", min_size=1, max_size=40).filter(str.strip)
HARD = st.sampled_from(
    [
        "Vårdnadshavaren påstår att insatsen verkställs.",
        "Carin kommer.",
        "Det framkom att t.ex. skolan kontaktas.",
        "Åke.",
    ]
)
ORDERS = ("ångra det", "stryk det", "ny rad", "nytt stycke", "gå till bedömning", "gå till barnets röst", "punkt")
FIELDS = [
    (template, section, field)
    for template in BOOK.templates.values()
    for section in template.sections
    for field in section.fields
    if field.type in {"statement", "comment"}
]


def said(text, person=CHILD, *, verbatim=True):
    return {"text": text, "source_person_id": person, "source_kind": "berattat_pa_plats", "verbatim": verbatim}


@st.composite
def notes(draw):
    """Some template's own-words field with what the child, the mother or the family said, and the worker's text."""
    template, section, field = draw(st.sampled_from(FIELDS))
    texts = draw(st.lists(st.one_of(TEXT, HARD), min_size=1, max_size=3))
    if field.type == "comment":
        rows = [{"text": text, "person_id": MOTHER, "claims_incorrect": True} for text in texts]
    else:
        rows = [said(text, draw(st.sampled_from([CHILD, MOTHER]))) for text in texts]
    value = rows if field.repeat or field.type == "comment" else rows[0]
    return template, {section.id: {field.id: value}}


def stands(template, before, after):
    return lost_words(template, {CHILD}, [before], after) == ()


def test_every_function_that_writes_a_text_is_known():
    found = set()
    for path in SOURCE.glob("*.py"):
        for each in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(each, ast.FunctionDef) and any(_saves(call, path.stem) for call in ast.walk(each)):
                found.add(f"{path.stem}.{each.name}")
    assert found == set(WRITES)


def _saves(call, module):
    if not isinstance(call, ast.Call):
        return False
    name = ast.unparse(call.func)
    return name in {"drafts.save", "keep"} or (name == "self._keep" and module == "spoken_draft")


@given(notes())
def test_plain_language_marks_nothing_of_theirs(made):
    template, sections = made
    for section, fields in sections.items():
        texts = passages(template.section(section), fields, {CHILD})
        assert all(each.own for each in texts)
        assert plain_state(section, texts, PLAIN).words == ()


@given(notes())
def test_no_proposal_writes_their_words_anew(made):
    template, sections = made
    listener = Listener(template, RULES, AROUND)
    for section, fields in sections.items():
        for offer in listener.offers(section, sections):
            after = {**sections, section: {**fields, offer.field: offer.taken(fields.get(offer.field))}}
            assert stands(template, sections, after), offer.way


@given(notes())
def test_what_the_clock_fills_in_leaves_them(made):
    template, sections = made
    assert stands(template, sections, finish(template, sections, NOW))


@given(notes(), notes(), st.integers(0, 2))
def test_a_merge_loses_none_whatever_is_chosen(one, other, pick):
    template, sections = one
    heads = [Version("1" * 64, sections), Version("2" * 64, other[1] if other[0] is template else {})]
    comparison = compare(template, {CHILD}, [], heads)
    choices = {}
    for each in comparison.differences:
        values = [each.proposal, *(offer.value for offer in each.offers)]
        value = values[pick % len(values)]
        rows = each.place.row and each.place.row != "order"
        choices[each.place] = Choice(([] if value is None else [value]) if rows else value, each.stamp, "file")
    text = merged(comparison, choices).sections
    try:
        refuse_lost_words(template, {CHILD}, heads, text)
    except FieldNotesError:
        return
    assert all(stands(template, head.sections, text) for head in heads)


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note


def utterance(words):
    return Utterance(tuple(Word(word, n / 2, n / 2 + 0.4, 1.0) for n, word in enumerate(words.split())))


class At:
    """A note on a desk, told in a few letters when an example fails."""

    def __init__(self, desk, note):
        self.desk, self.note = desk, note

    def whole(self):
        return fetch(self.desk, self.note)


@pytest.fixture
def at(worker, note):
    return At(worker, note)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.one_of(st.sampled_from(ORDERS), st.just("hon vill gå hem")), min_size=1, max_size=6), st.booleans())
def test_dictation_and_its_orders_take_back_only_what_was_just_spoken(at, words, raw):
    before = at.whole()
    draft = SpokenDraft(at.desk, before, "barnets_rost.said")
    for each in words:
        if raw:
            draft.add_raw(each)
        else:
            draft.add([utterance(each)])
    after = at.whole()
    assert lost_words(before.template, children_of(before), [before.sections], after.sections) == ()


def test_a_second_opinion_is_never_put_into_their_words(worker, note):
    words = "Jag väcker mamma när klockan ringer."
    opinion = second_opinion.Opinion(
        "u1", "barnets_rost.said", "Större modell", Private(words), Private("Något annat.")
    )
    before = read_note.show(worker, note).sections
    with pytest.raises(Refused) as stopped:
        second_opinion.take_opinion(worker, note, opinion)
    assert stopped.value.code is Code.WORDS_ARE_THEIRS
    assert read_note.show(worker, note).sections == before
    told = replace(opinion, place="vuxnas_uppgifter.told", stands=Private("Karin vill ha stöd på morgonen."))
    second_opinion.take_opinion(worker, note, told)


def test_showing_leaves_their_words_and_the_entry_holds_them_as_they_were(worker, note):
    room = {"people": [{"person_id": CHILD, "role": "barn"}]}
    before = read_note.show(worker, note).sections["barnets_rost"]
    show(worker, note, room)
    assert read_note.show(worker, note).sections["barnets_rost"] == before
