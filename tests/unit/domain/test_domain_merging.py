"""Two, three or more texts of a note, grown from one: what differs, what is proposed, what may never be lost."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.ancestry import nearest_common
from fieldnotes.domain.differences import FAMILY_TEXT, ORDER, Change, Place
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fold import fold
from fieldnotes.domain.merging import Choice, Version, compare, merged, refuse_lost_words
from fieldnotes.domain.own_words import lost_words, own_words
from fieldnotes.domain.same_rows import canonical, same_rows
from fieldnotes.domain.templates import read_book
from wire_samples import REVISION, sample

BOOK = read_book(json.loads((Path(__file__).parents[3] / "resources/templates/templates.json").read_text("utf-8")))
VISIT = BOOK.template("hembesok")
CHILD, MOTHER = "p-child", "p-mother"
NOTE = "0195d0f0-0000-7000-8000-0000000000aa"


def version(number, sections=None, **family_text):
    return Version(f"{number:064x}", sections or {}, family_text)


def of(*heads, base=None):
    bases = [version(0, base)] if base is not None else []
    return compare(VISIT, {CHILD}, bases, [version(n, each) for n, each in enumerate(heads, start=1)])


def said(text, person=CHILD, **more):
    return {"text": text, "source_person_id": person, "source_kind": "berattat_pa_plats", **more}


def seen(text):
    return {"text": text, "observed_by": "Tove"}


def only(comparison):
    (found,) = comparison.differences
    return found


def take(about, value):
    rows = [] if value is None else [value]
    given = rows if about.place.row and about.place.row != ORDER else value
    return Choice(given, about.stamp, "written")


def accept_all(comparison):
    return {each.place: take(each, each.proposal) for each in comparison.differences}


def note(text):
    return {"information": {"note": text}}


def test_what_is_the_same_in_all_stays_without_a_question():
    found = of(note("Lika."), note("Lika."), base=note("Förut."))
    assert found.differences == ()
    assert merged(found, {}).sections == note("Lika.")


def test_what_one_side_changed_is_proposed_and_not_done():
    """rules: INS-1"""
    found = of(note("Nytt."), note("Förut."), base=note("Förut."))
    each = only(found)
    assert (each.change, each.proposed, each.proposal) == (Change.PROPOSED, True, "Nytt.")
    with pytest.raises(Refused) as refused:
        merged(found, {})
    assert refused.value.code is Code.MERGE_UNDECIDED
    assert refused.value.values == {"fields": "information.note", "count": 1}
    assert merged(found, accept_all(found)).sections == note("Nytt.")


def test_what_one_side_took_away_is_proposed_to_go():
    each = only(of({}, note("Förut."), base=note("Förut.")))
    assert (each.change, each.proposed, each.proposal) == (Change.PROPOSED, True, None)
    assert merged(of({}, note("Förut."), base=note("Förut.")), {each.place: take(each, None)}).sections == {}


@pytest.mark.parametrize(
    ("heads", "base", "change"),
    [
        ((note("A."), note("B.")), note("Förut."), Change.BOTH),
        (({}, note("B.")), note("Förut."), Change.REMOVED),
        ((note("A."), note("B.")), None, Change.BOTH),
        (({}, note("B.")), None, Change.BOTH),
        ((note("A."), note("B."), note("Förut.")), note("Förut."), Change.BOTH),
    ],
    ids=["both", "removed", "no base", "no base, one empty", "three"],
)
def test_what_several_changed_is_chosen_by_a_person(heads, base, change):
    each = only(of(*heads, base=base))
    assert (each.change, each.proposed) == (change, False)


def test_two_that_changed_it_alike_are_one_proposal_against_the_third():
    each = only(of(note("A."), note("A."), note("Förut."), base=note("Förut.")))
    assert (each.proposed, each.proposal) == (True, "A.")
    assert [len(offer.heads) for offer in each.offers] == [2, 1]


def test_several_bases_that_disagree_say_nothing_about_who_changed_it():
    bases = [version(8, note("X.")), version(9, note("Y."))]
    heads = [version(1, note("X.")), version(2, note("Y."))]
    assert only(compare(VISIT, {CHILD}, bases, heads)).change is Change.BOTH


def test_texts_can_stand_one_after_the_other_but_times_and_choices_cannot():
    assert only(of(note("A."), note("B."))).joined == "A.\nB."
    assert only(of({"grunddata": {"place": "hemmet"}}, {"grunddata": {"place": "skola"}})).joined is None


def test_a_choice_made_before_another_text_came_is_asked_again():
    first = of(note("A."), note("B."), base=note("Förut."))
    chosen = {each.place: take(each, "A.") for each in first.differences}
    assert first.left(chosen) == ()
    later = of(note("A."), note("B."), note("C."), base=note("Förut."))
    assert [each.place for each in later.left(chosen)] == [Place("information", "note")]


def rows_of(*texts):
    return {"iakttagelser": {"obs": [seen(text) for text in texts]}}


KITCHEN, HALL = "Det fanns mat i kylen och rena kläder.", "Hallen var mörk när vi kom."


def test_rows_are_recognised_and_put_together_one_by_one():
    rewritten = KITCHEN.replace("rena kläder", "rena lakan i sängen")
    found = of(rows_of("Först.", rewritten), rows_of(KITCHEN, HALL), base=rows_of(KITCHEN))
    assert [each.change for each in found.differences] == [Change.PROPOSED] * 3
    assert merged(found, accept_all(found)).sections == rows_of("Först.", rewritten, HALL)


def test_a_row_both_rewrote_is_one_choice_and_the_others_stay():
    one, two = KITCHEN.replace("mat", "lite mat"), KITCHEN.replace("mat", "mycket mat")
    each = only(of(rows_of(HALL, one), rows_of(HALL, two), base=rows_of(HALL, KITCHEN)))
    assert each.change is Change.BOTH
    assert {offer.value["text"] for offer in each.offers} == {one, two}


def test_people_are_recognised_by_who_they_are():
    def there(presence):
        return {"deltagare": {"people": [{"person_id": MOTHER, "role": "vardnadshavare", "presence": presence}]}}

    each = only(of(there("delvis"), there("hela"), base=there("hela")))
    assert (each.proposed, each.proposal["presence"]) == (True, "delvis")


def test_another_order_of_the_rows_is_a_question_too():
    found = of(rows_of(HALL, KITCHEN), rows_of(KITCHEN, HALL), base=rows_of(KITCHEN, HALL))
    each = only(found)
    assert (each.place.row, each.proposed) == (ORDER, True)
    assert merged(found, {each.place: Choice(each.proposal, each.stamp, "proposal")}).sections == rows_of(HALL, KITCHEN)


def test_a_plain_version_is_put_together_like_any_text():
    bases = [version(0, {}, guardian={"information": "Förut."})]
    heads = [version(1, {}, guardian={"information": "Nytt."}), version(2, {}, guardian={"information": "Förut."})]
    found = compare(VISIT, {CHILD}, bases, heads)
    assert only(found).place == Place("information", FAMILY_TEXT + "guardian")
    assert merged(found, accept_all(found)).family_text == {"guardian": {"information": "Nytt."}}


def voice(text, **more):
    return {"barnets_rost": {"said": said(text, **more)}}


def test_two_wordings_of_the_childs_only_answer_are_proposed_one_after_the_other():
    """rules: CHI-1"""
    found = of(voice("Jag vill till mormor."), voice("Jag vill bo hos pappa."), base=voice("Jag vill till mormor."))
    each = only(found)
    assert each.own
    assert each.proposal["text"] == "Jag vill till mormor.\nJag vill bo hos pappa."
    assert [offer.keeps for offer in each.offers] == [False, False]


def test_a_longer_wording_that_holds_the_shorter_is_enough():
    each = only(
        of(voice("Jag vill till mormor."), voice("Jag vill till mormor. Nu."), base=voice("Jag vill till mormor."))
    )
    assert each.proposal["text"] == "Jag vill till mormor. Nu."


def test_the_childs_words_that_one_side_took_away_are_proposed_to_stay():
    """rules: CHI-1"""
    each = only(of({}, voice("Jag vill till mormor."), base=voice("Jag vill till mormor.")))
    assert each.own
    assert each.proposal["text"] == "Jag vill till mormor."


def test_quoted_words_of_the_family_in_a_list_stay_as_rows_of_their_own():
    """rules: INS-2"""

    def told(text):
        return {"vuxnas_uppgifter": {"told": [said(text, MOTHER, verbatim=True)]}}

    one, two = "Han har aldrig slagit någon i familjen.", "Han har aldrig slagit någon av barnen."
    found = of(told(one), told(two), base=told(one))
    assert all(each.own for each in found.differences)
    assert {row["text"] for row in merged(found, accept_all(found)).sections["vuxnas_uppgifter"]["told"]} == {one, two}


@pytest.mark.parametrize(
    "result",
    [{}, voice("Jag vill till."), voice("Jag vill till mormor.", source_person_id=MOTHER)],
    ids=["gone", "shortened", "given to another"],
)
def test_a_text_without_the_childs_words_is_refused_with_where_they_stood(result):
    """rules: CHI-1"""
    heads = [version(1, voice("Jag vill till mormor.")), version(2, {})]
    with pytest.raises(Refused) as refused:
        refuse_lost_words(VISIT, {CHILD}, heads, result)
    assert refused.value.code is Code.WORDS_LOST
    assert refused.value.values == {"section": "barnets_rost", "field": "said", "count": 1}


def test_a_part_of_a_word_is_not_the_word():
    assert lost_words(VISIT, {CHILD}, [voice("ja")], voice("jag"))


def test_a_statement_that_names_nobody_where_only_the_child_speaks_is_the_childs():
    (words,) = own_words(VISIT, {CHILD}, {"barnets_rost": {"said": {"text": "Nej."}}})
    assert words.person == CHILD


def test_what_an_adult_told_in_the_writers_words_is_chosen_like_any_text():
    assert own_words(VISIT, {CHILD}, {"vuxnas_uppgifter": {"told": [said("Hon är trött.", MOTHER)]}}) == ()


TEXTS = st.sampled_from(["", "Ett.", "Två ord.", "Tre små ord.", "Tre små ord till.", KITCHEN, HALL])
SPEAKERS = st.sampled_from([CHILD, MOTHER])
STATEMENT = st.builds(said, TEXTS.filter(bool), SPEAKERS, verbatim=st.booleans())
PLACES = st.sampled_from(["hemmet", "skola"])
CONTENT = st.fixed_dictionaries(
    {},
    optional={
        "grunddata": st.fixed_dictionaries(
            {}, optional={"place": st.sampled_from(["hemmet", "skola"]), "purpose": TEXTS}
        ),
        "iakttagelser": st.fixed_dictionaries({"obs": st.lists(TEXTS.filter(bool).map(seen), max_size=4)}),
        "barnets_rost": st.fixed_dictionaries({"said": STATEMENT}),
        "vuxnas_uppgifter": st.fixed_dictionaries({"told": st.lists(STATEMENT, max_size=3)}),
        "information": st.fixed_dictionaries({"given": st.lists(st.sampled_from(["a", "b", "c"]), unique=True)}),
    },
)
HEADS = st.lists(CONTENT, min_size=2, max_size=4)
BASES = st.lists(CONTENT, max_size=2)


def compared(bases, heads):
    texts = [version(n, each) for n, each in enumerate(heads, start=1)]
    return compare(VISIT, {CHILD}, [version(90 + n, each) for n, each in enumerate(bases)], texts)


def as_rows(value):
    return value if isinstance(value, list) else [value]


def any_choice(data, about):
    """What a person may take: a proposal, an offer that keeps all words, or the texts together."""
    offered = [each.value for each in about.offers if each.keeps]
    offered += [about.proposal] if about.proposed else []
    offered += [about.joined] if about.joined is not None else []
    return data.draw(st.sampled_from(offered)) if offered else None


@settings(max_examples=40, deadline=None)
@given(bases=BASES, heads=HEADS, data=st.data())
def test_the_order_of_the_heads_makes_no_difference(bases, heads, data):
    texts = [version(n, each) for n, each in enumerate(heads, start=1)]
    turned = data.draw(st.permutations(texts))
    olds = [version(90 + n, each) for n, each in enumerate(bases)]
    one, other = compare(VISIT, {CHILD}, olds, texts), compare(VISIT, {CHILD}, list(reversed(olds)), turned)
    assert one.differences == other.differences
    chosen = {each.place: take(each, any_choice(data, each)) for each in one.differences}
    assert merged(one, chosen) == merged(other, chosen)


@settings(max_examples=40, deadline=None)
@given(bases=BASES, heads=HEADS, data=st.data())
def test_nothing_stands_in_the_result_that_no_head_has_and_nobody_chose(bases, heads, data):
    found = compared(bases, heads)
    chosen = {each.place: take(each, any_choice(data, each)) for each in found.differences}
    result = merged(found, chosen).sections
    joined = {canonical(each.joined) for each in found.differences}
    for section, fields in result.items():
        for name, value in fields.items():
            for row in as_rows(value):
                there = [(head.get(section) or {}).get(name) for head in heads]
                rows = [
                    row for each in there if each is not None for row in (each if isinstance(each, list) else [each])
                ]
                assert row in rows or canonical(row) in joined


@settings(max_examples=40, deadline=None)
@given(bases=BASES, heads=HEADS, data=st.data())
def test_whoever_takes_what_is_allowed_loses_nobodys_words(bases, heads, data):
    """rules: CHI-1"""
    found = compared(bases, heads)
    chosen = {each.place: take(each, any_choice(data, each)) for each in found.differences}
    result = merged(found, chosen).sections
    stuck = {(each.place.section, each.place.field) for each in found.differences if not _solvable(each)}
    lost = lost_words(VISIT, {CHILD}, heads, result)
    assert {(words.section, words.field) for words in lost} <= stuck


def _solvable(about):
    return about.joined is not None or any(each.keeps for each in about.offers)


@settings(max_examples=40, deadline=None)
@given(base=CONTENT, heads=HEADS)
def test_a_text_nobody_changed_leaves_the_other_as_it_is(base, heads):
    """Accepted proposals give the side that changed, as long as nobody's own words were dropped by it."""
    found = compared([base], [base, heads[0]])
    result = merged(found, accept_all(found)).sections
    if not any(each.own for each in found.differences):
        assert canonical(result) == canonical(_bare(heads[0]))


def _bare(sections):
    kept = {s: {f: v for f, v in fields.items() if v not in ("", [], None)} for s, fields in sections.items()}
    ordered = {section.id: kept.get(section.id) for section in VISIT.sections}
    return {section: fields for section, fields in ordered.items() if fields}


@given(st.lists(st.lists(TEXTS.filter(bool).map(seen), max_size=4), min_size=2, max_size=3), st.lists(TEXTS.map(seen)))
def test_every_row_is_found_once(lists, base):
    found = same_rows(base, lists)
    assert len({each.key for each in found}) == len(found)
    for number, rows in enumerate(lists):
        there = sorted(canonical(each.rows[number]) for each in found if each.rows[number] is not None)
        assert there == sorted(map(canonical, rows))


class Graph:
    """Revisions of one note by their parents; hashes are just distinct."""

    def __init__(self):
        self.filed = []

    def add(self, *parents):
        digest = f"{len(self.filed) + 1:064x}"
        kind = {0: Kind.NOTE_SIGNED, 1: Kind.NOTE_CORRECTED}.get(len(parents), Kind.NOTE_MERGED)
        body = {**REVISION, "sections": {"a": {"text": digest[-2:]}}, "shown": []}
        entry = sample(kind, len(self.filed) + 1, body=body, parents=tuple(sorted(parents)), author="u-tove")
        self.filed.append(Filed(entry, digest))
        return digest


def test_the_nearest_common_text_is_found_through_every_merge():
    graph = Graph()
    root = graph.add()
    one, two = graph.add(root), graph.add(root)
    assert nearest_common(graph.filed, [one, two]) == (root,)
    three, four = graph.add(one, two), graph.add(one, two)
    assert nearest_common(graph.filed, [three, four]) == tuple(sorted((one, two)))
    five = graph.add(one)
    assert nearest_common(graph.filed, [three, four, five]) == (one,)
    assert nearest_common([*graph.filed, *Graph().filed], [graph.add(), three]) == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=8))
def test_a_merge_of_all_heads_leaves_one_head(steps):
    graph = Graph()
    made = [graph.add()]
    for first, second in steps:
        made.append(graph.add(*{made[first % len(made)], made[second % len(made)]}))
    heads = [each.hash for each in fold(NOTE, graph.filed).heads]
    above = nearest_common(graph.filed, heads)
    assert above
    for one, other in itertools.permutations(above, 2):
        assert nearest_common(graph.filed, [one, other]) not in ((one,), (other,))
    merge = graph.add(*heads)
    assert [each.hash for each in fold(NOTE, graph.filed).heads] == [merge]
