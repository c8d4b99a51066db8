"""What passes from one child's note into a sibling's, and what never does unasked (DOC-8)."""

import json
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldnotes.domain.cases import Case
from fieldnotes.domain.siblings import answered, are_siblings, same_person, shared
from fieldnotes.domain.templates import read_book
from fieldnotes.domain.terms import strings

BOOK = read_book(json.loads((Path(__file__).parents[3] / "resources/templates/templates.json").read_text("utf-8")))
FORM = BOOK.template("hembesok")
MOTHER = {"name": "Karin Sandin", "role": "vardnadshavare", "personnummer": "19860405-2388"}
BY = "Tove Ekberg"


def a_case(name, child, *people, terms=()):
    rows = [{"person_id": f"{name}-p{n}", **each} for n, each in enumerate(people, 2)]
    return Case.from_json({
        "id": name, "number": f"NR-{name}", "phase": "utredning", "unit": "u",
        "child": {"person_id": f"{name}-p1", "role": "barn", **child}, "people": rows,
        "protected_terms": [*terms],
    })  # fmt: skip


ANNA = a_case(
    "c-a", {"name": "Anna Sandin", "born": "2015-01-02", "personnummer": "20150102-2389"}, MOTHER,
    {"name": "Berit Ek", "role": "anmalare"}, terms=[{"term": "Storgatan 5", "kind": "address", "match": "word"}],
)  # fmt: skip
ELSA = a_case("c-e", {"name": "Elsa Sandin", "born": "2017-09-02"}, MOTHER, {"name": "Anna Sandin", "role": "syskon"})
NOTE = {
    "grunddata": {"case_ref": "NR-c-a", "phase": "utredning", "start": "2026-03-12T14:00:00+01:00", "place": "hemmet",
                  "purpose": "Se hur barnen har det hemma."},
    "deltagare": {"people": [
        {"person_id": "c-a-p1", "name": "Anna Sandin", "role": "barn", "presence": "hela"},
        {"person_id": "c-a-p2", "name": "Karin Sandin", "role": "vardnadshavare", "presence": "hela"},
        {"person_id": "u-tove", "name": BY, "role": "kollega", "presence": "hela"},
    ]},
    "iakttagelser": {"obs": [
        {"text": "Köksbordet var dukat för fyra.", "observed_by": BY},
        {"text": "Annas säng var bäddad.", "observed_by": BY},
    ]},
    "barnets_rost": {"how": "enskilt", "said": [{"text": "Jag sover dåligt.", "source_person_id": "c-a-p1"}]},
    "bedomning": {"assess": [{"text": "Hemmet är tryggt.", "by": BY}]},
    "information": {"given": ["varfor"], "child_understood": "Hon upprepade det."},
}  # fmt: skip


def from_anna(sections):
    return shared(FORM, sections, ANNA, ELSA, ["u-tove"])


def test_facts_about_the_visit_pass_once_and_the_child_s_own_words_never():
    """rules: DOC-8"""
    found = from_anna(NOTE)
    assert found.sections["grunddata"] == {
        "start": "2026-03-12T14:00:00+01:00", "place": "hemmet", "purpose": "Se hur barnen har det hemma.",
    }  # fmt: skip
    assert [row["text"] for row in found.sections["iakttagelser"]["obs"]] == ["Köksbordet var dukat för fyra."]
    assert set(found.sections) == {"grunddata", "deltagare", "iakttagelser", "information"}
    assert found.sections["information"] == {"given": ["varfor"]}
    assert [(each.key, each.kind) for each in found.asked] == [("iakttagelser.obs.1", "child")]


def test_people_get_the_ids_of_the_other_case_and_the_sibling_stays_out():
    """rules: DOC-8, SEC-6"""
    found = from_anna(NOTE)
    assert [row["person_id"] for row in found.sections["deltagare"]["people"]] == ["c-e-p2", "u-tove"]
    assert found.left_out == ("c-a-p1",)
    assert "c-a-" not in json.dumps(found.sections)


def test_an_answer_is_taken_in_only_when_it_names_nobody():
    found = from_anna(NOTE)
    again = answered(found, {"iakttagelser.obs.1": "Annas rum var städat."}, ANNA, ELSA, BY)
    assert [each.kind for each in again.asked] == ["child"]
    done = answered(found, {"iakttagelser.obs.1": "Sängarna var bäddade."}, ANNA, ELSA, BY)
    assert done.asked == ()
    assert done.sections["iakttagelser"]["obs"][-1] == {"text": "Sängarna var bäddade.", "observed_by": BY}
    out = answered(found, {"iakttagelser.obs.1": None}, ANNA, ELSA, BY)
    assert (out.asked, len(out.sections["iakttagelser"]["obs"])) == ((), 1)
    assert answered(found, {}, ANNA, ELSA, BY).asked == found.asked


@pytest.mark.parametrize("text", ["Vi gick till Storgatan 5.", "Berit hade ringt.", "Nummer 150102-2389 nämndes."])
def test_protected_words_and_numbers_of_the_first_case_are_asked_about(text):
    """rules: SEC-3, SEC-4"""
    found = from_anna({"iakttagelser": {"obs": [{"text": text, "observed_by": BY}]}})
    assert found.sections == {}
    assert len(found.asked) == 1


NAMES = st.sampled_from(["Anna", "Åsa", "Maj-Britt", "Noël", "Elias", "Mohamed Ali", "Anna Karin", "Örjan", "Li"])
FORMS = st.sampled_from([
    "{n}", "{n}s", "{n}:s", "{N}", "{N}S", "{n} Sandin", "{n} Sandins", "{n},", "”{n}”", "({n})", "{n}\u00ad",
])  # fmt: skip
AROUND = st.text("abc åäö.!?\n", max_size=8)


@settings(max_examples=150, deadline=None)
@given(name=NAMES, form=FORMS, before=AROUND, after=AROUND, nfd=st.booleans(), where=st.sampled_from(["obs", "text"]))
def test_no_spelling_of_the_sibling_s_name_gets_across(name, form, before, after, nfd, where):
    """rules: DOC-8"""
    source = a_case("c-a", {"name": f"{name} Sandin"}, MOTHER)
    word = form.format(n=name, N=name.upper())
    text = f"{before} {word} {after}"
    text = unicodedata.normalize("NFD", text) if nfd else text
    row = {"iakttagelser": {"obs": [{"text": text, "observed_by": BY}]}}
    note = row if where == "obs" else {"grunddata": {"purpose": text}}
    found = shared(FORM, note, source, ELSA, ["u-tove"])
    assert name not in " ".join(strings(found.sections))
    assert len(found.asked) == 1
    kept = answered(found, {found.asked[0].key: text}, source, ELSA, BY)
    assert len(kept.asked) == 1, "the same words as an answer are asked about again"
    assert kept.sections == found.sections


@settings(max_examples=60, deadline=None)
@given(text=st.text("Vigckintealdåöä rum.", max_size=40).filter(lambda text: text.strip() or not text))
def test_what_names_nobody_passes_word_for_word(text):
    found = from_anna({"grunddata": {"purpose": text}})
    assert found.sections.get("grunddata", {}).get("purpose", "") == text
    assert found.asked == ()


def test_siblings_share_a_guardian_or_are_named_so():
    assert are_siblings(ANNA, ELSA)
    stranger = a_case("c-x", {"name": "Noel Berg"}, {"name": "Ida Berg", "role": "vardnadshavare"})
    assert not are_siblings(ANNA, stranger)
    assert not are_siblings(ANNA, ANNA)
    named = a_case("c-y", {"name": "Vide Ström"}, {"name": "Noel Berg", "role": "syskon"})
    assert are_siblings(stranger, named)


def test_two_people_of_one_name_are_not_one_when_their_numbers_differ():
    one, other = ELSA.people[0], a_case("c-z", {"name": "X"}, {**MOTHER, "personnummer": "19860405-2396"}).people[0]
    assert not same_person(one, other)
    assert same_person(one, ANNA.people[0])
