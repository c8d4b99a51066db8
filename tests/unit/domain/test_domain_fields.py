import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain_samples import book, sample, samples, whole_notes
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.fields import merge_sections, read_sections


def _read(data, note="prov-01"):
    of = sample(note)
    return read_sections(book(), of.template, data, of.people, "Tove Ekberg")


@pytest.mark.parametrize("note", list(samples()))
def test_every_note_of_the_set_is_read_as_it_is_written(note):
    of = sample(note)
    assert of.read({"sections": of.sections}) == of.read(of.sections) == of.sections


@pytest.mark.parametrize(
    ("data", "code", "values"),
    [
        ({"sections": {"no_such": {}}}, Code.UNKNOWN_SECTION, {"section": "no_such"}),
        ({"sections": {}, "more": {}}, Code.UNKNOWN_SECTION, {"section": "more"}),
        ({"grunddata": {"no_such": 1}}, Code.UNKNOWN_FIELD, {"section": "grunddata", "field": "no_such"}),
        (
            {"deltagare": {"people": [{"person_id": "prov-99-p1", "role": "barn"}]}},
            Code.UNKNOWN_PERSON,
            {"person": "prov-99-p1"},
        ),
        ({"grunddata": {"interpreter_for": ["nobody"]}}, Code.UNKNOWN_PERSON, {"person": "nobody"}),
        (
            {"vuxnas_uppgifter": {"told": [{"text": "x", "source_person_id": "p9"}]}},
            Code.UNKNOWN_PERSON,
            {"person": "p9"},
        ),
        ({"overenskommet": {"agreed": [{"what": "x", "agreed_by": ["p9"]}]}}, Code.UNKNOWN_PERSON, {"person": "p9"}),
        (
            {"bedomning": {"assess": {"text": "x", "by": "y", "based_on": ["no_such"]}}},
            Code.UNKNOWN_SECTION,
            {"section": "no_such"},
        ),
    ],
)
def test_unknown_ids_are_refused_by_name(data, code, values):
    with pytest.raises(Refused) as refused:
        _read(data)
    assert (refused.value.code, refused.value.values) == (code, values)


@pytest.mark.parametrize(
    ("section", "field", "value"),
    [
        ("grunddata", "case_ref", 7),
        ("grunddata", "case_ref", ["BV"]),
        ("grunddata", "case_ref", "half a sign \ud83d"),
        ("grunddata", "phase", "no_such_phase"),
        ("grunddata", "phase", ["utredning"]),
        ("grunddata", "phase", {"a": 1}),
        ("grunddata", "start", "2026-03-12"),
        ("grunddata", "start", "2026-03-12T14:00:00"),
        ("grunddata", "start", "2026-02-30T14:00:00+01:00"),
        ("grunddata", "start", "2026-03-12T25:00:00+01:00"),
        ("grunddata", "start", "٢٠٢٦-03-12T14:00:00+01:00"),
        ("grunddata", "interpreter", "false"),
        ("grunddata", "interpreter", 0),
        ("grunddata", "interpreter_for", [3]),
        ("deltagare", "people", "Karin"),
        ("deltagare", "people", [{"person_id": "prov-01-p1"}]),
        ("deltagare", "people", [{"person_id": "prov-01-p1", "role": "hund"}]),
        ("deltagare", "people", [{"person_id": "prov-01-p1", "role": "barn", "presence": "kanske"}]),
        ("deltagare", "people", [{"person_id": "prov-01-p1", "role": "barn", "share_contact": "no"}]),
        ("deltagare", "people", [{"person_id": "prov-01-p1", "role": "barn", "address": "Storgatan 1"}]),
        ("iakttagelser", "obs", [{"text": "x"}]),
        ("iakttagelser", "obs", [{"text": None, "observed_by": "y"}]),
        ("barnets_rost", "said", [{"text": "x"}]),
        ("barnets_rost", "said", {"text": "x", "source_kind": "hörsägen"}),
        ("barnets_rost", "said", {"text": "x", "verbatim": "yes"}),
        ("barnets_rost", "said", {"text": "x", "tags": "one"}),
        ("bedomning", "assess", {"text": "x"}),
        ("information", "given", ["no_such"]),
        ("information", "given", [{}]),
        ("nasta_steg", "steps", [{"who": "Tove"}]),
        ("nasta_steg", "steps", [1]),
        ("overenskommet", "agreed", [{"insats": "a column of another template"}]),
    ],
)
def test_ill_typed_values_are_refused_by_section_and_field(section, field, value):
    with pytest.raises(Refused) as refused:
        _read({section: {field: value}})
    assert refused.value.code is Code.WRONG_TYPE
    assert {"section": section, "field": field}.items() <= refused.value.values.items()
    assert "Storgatan" not in str(refused.value.values)


@pytest.mark.parametrize("data", [None, 3, "text", [], {"sections": []}, {"sections": "text"}])
def test_a_file_of_another_shape_is_refused(data):
    with pytest.raises(Refused) as refused:
        _read(data)
    assert refused.value.code is Code.WRONG_FILE


def test_a_section_of_another_shape_is_refused():
    with pytest.raises(Refused) as refused:
        _read({"grunddata": [1]})
    assert refused.value.code is Code.WRONG_TYPE


def test_a_plain_text_goes_to_the_speaking_surface_in_its_type():
    read = _read(
        {
            "grunddata": "Syftet.",
            "iakttagelser": "Vi såg.",
            "barnets_rost": "Elsa sade.",
            "vuxnas_uppgifter": "Karin sade.",
            "bedomning": "Jag tror.",
            "overenskommet": "Karin ringer.",
        }
    )
    assert read == {
        "grunddata": {"purpose": "Syftet."},
        "iakttagelser": {"obs": [{"text": "Vi såg.", "observed_by": "Tove Ekberg"}]},
        "barnets_rost": {"said": {"text": "Elsa sade."}},
        "vuxnas_uppgifter": {"told": [{"text": "Karin sade."}]},
        "bedomning": {"assess": {"text": "Jag tror.", "by": "Tove Ekberg"}},
        "overenskommet": {"note": "Karin ringer."},
    }


def test_a_plain_text_fits_every_section_of_every_template():
    of = sample("prov-01")
    for template in book().templates.values():
        for section in template.sections:
            read = read_sections(book(), template, {section.id: "Ord."}, of.people, "Tove")
            assert list(read[section.id]) == [section.speaks_to]


def test_text_comes_out_composed():
    read = _read({"grunddata": {"purpose": "Pa\u030a besök"}, "deltagare": "A\u0308r med"})
    assert read == {"grunddata": {"purpose": "På besök"}, "deltagare": {"note": "Är med"}}


def test_a_single_row_of_a_list_field_becomes_a_list():
    row = {"person_id": "prov-01-p1", "role": "barn"}
    assert _read({"deltagare": {"people": row}, "information": {"given": "varfor"}}) == {
        "deltagare": {"people": [row]},
        "information": {"given": ["varfor"]},
    }


def test_a_draft_may_hold_half_a_row_and_too_long_a_text():
    _read({"nasta_steg": {"steps": [{"what": "", "who": "Tove", "due_date": ""}]}})
    _read({"grunddata": {"purpose": "x" * 400}})


def test_merging_lays_field_over_field_and_null_removes():
    old = {"grunddata": {"purpose": "a", "tried": "b"}, "deltagare": {"note": "c"}}
    new = _read({"grunddata": {"purpose": "d", "tried": None}, "deltagare": None, "information": {"note": "e"}})
    assert merge_sections(old, new) == {"grunddata": {"purpose": "d"}, "information": {"note": "e"}}
    assert old == {"grunddata": {"purpose": "a", "tried": "b"}, "deltagare": {"note": "c"}}


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(), max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=8,
)


REFUSALS = {Code.WRONG_FILE, Code.WRONG_TYPE, Code.UNKNOWN_SECTION, Code.UNKNOWN_FIELD, Code.UNKNOWN_PERSON}


def _outcome(data, note="prov-01"):
    """`read`, or the code of the refusal; what was read must read the same again."""
    of = sample(note)
    try:
        once = merge_sections({}, _read(data, note))
    except Refused as refused:
        return refused.code
    return "read" if of.read(once) == once else "changed"


def _places():
    return [(s.id, f.id) for s in book().template("hembesok").sections for f in s.fields]


@given(
    data=ANYTHING
    | st.dictionaries(st.sampled_from([each[0] for each in _places()]), ANYTHING, max_size=3)
    | st.builds(lambda place, value: {"sections": {place[0]: {place[1]: value}}}, st.sampled_from(_places()), ANYTHING)
)
def test_anything_at_all_is_read_or_refused_by_name(data):
    assert _outcome(data) in {"read", *REFUSALS}


def _rows(value):
    return value if isinstance(value, list) else [value]


@given(note=st.sampled_from(whole_notes()), pick=st.randoms(use_true_random=False), junk=ANYTHING)
def test_junk_inside_a_real_row_is_read_or_refused_by_name(note, pick, junk):
    sections = copy.deepcopy(sample(note).sections)
    fields = pick.choice([fields for fields in sections.values() if fields])
    row = pick.choice(_rows(pick.choice(list(fields.values()))))
    if isinstance(row, dict):
        row[pick.choice([*row, "extra"])] = junk
    else:
        fields[pick.choice(list(fields))] = junk
    outcome = _outcome(sections, note)
    assert outcome in {"read", Code.WRONG_TYPE, Code.UNKNOWN_SECTION, Code.UNKNOWN_PERSON}
