"""Drafts: begun from a template, typed, saved, proposed to, discarded; refused by name when they do not fit."""

import unicodedata

import pytest

from fieldnotes.casework import consent, read_note, sign, write_note
from fieldnotes.domain.errors import Code, Refused

CASE = "c-prov-01"


def begin(worker, data=None, template="hembesok"):
    return write_note.add(worker, CASE, template, data).note


def test_a_new_note_is_prefilled_from_the_case(worker):
    sections = read_note.show(worker, begin(worker)).sections
    assert sections["grunddata"]["case_ref"] == "BV-2026-0142"
    assert sections["grunddata"]["place"] == "hemmet"


@pytest.mark.parametrize(
    ("case", "template", "data", "code", "named"),
    [
        ("c-nowhere", "hembesok", None, Code.UNKNOWN_CASE, {"case": "c-nowhere"}),
        (CASE, "kaffebesok", None, Code.UNKNOWN_TEMPLATE, {"template": "kaffebesok"}),
        (CASE, "hembesok", {"sections": {"vadret": {"x": "1"}}}, Code.UNKNOWN_SECTION, {"section": "vadret"}),
        (CASE, "hembesok", {"sections": {"grunddata": {"farg": "1"}}}, Code.UNKNOWN_FIELD, {"field": "farg"}),
        (
            CASE,
            "hembesok",
            {"sections": {"grunddata": {"interpreter": "ja"}}},
            Code.WRONG_TYPE,
            {"field": "interpreter"},
        ),
        (
            CASE,
            "hembesok",
            {"sections": {"vuxnas_uppgifter": {"told": [{"text": "x", "source_person_id": "p-9"}]}}},
            Code.UNKNOWN_PERSON,
            {"person": "p-9"},
        ),
    ],
)
def test_what_does_not_fit_is_refused_by_name_and_nothing_is_begun(worker, case, template, data, code, named):
    """rules: DOC-4"""
    before = {row.note for row in write_note.draft_list(worker)}
    with pytest.raises(Refused) as stopped:
        write_note.add(worker, case, template, data)
    assert stopped.value.code is code
    assert named.items() <= stopped.value.values.items()
    assert {row.note for row in write_note.draft_list(worker)} == before


def test_an_unknown_note_is_refused_by_every_reader_and_writer(worker):
    for act in (
        lambda: read_note.show(worker, "n-none"),
        lambda: read_note.history(worker, "n-none"),
        lambda: write_note.edit(worker, "n-none", {"sections": {}}),
        lambda: write_note.discard(worker, "n-none"),
        lambda: sign.sign(worker, "n-none"),
    ):
        with pytest.raises(Refused) as stopped:
            act()
        assert stopped.value.code is Code.UNKNOWN_NOTE


def test_a_plain_text_goes_to_the_speaking_surface(worker):
    note = begin(worker, {"sections": {"iakttagelser": "Köksbordet var dukat för fyra."}})
    told = read_note.show(worker, note).sections["iakttagelser"]["obs"]
    assert told == [{"text": "Köksbordet var dukat för fyra.", "observed_by": "Tove Ekberg"}]


def test_editing_merges_field_by_field_and_null_removes(worker):
    note = begin(worker, {"sections": {"samtycke_besok": {"consent": "ja_muntligt", "note": "Per telefon."}}})
    write_note.edit(worker, note, {"sections": {"samtycke_besok": {"note": None, "limits": "Inte sovrummet."}}})
    kept = read_note.show(worker, note).sections["samtycke_besok"]
    assert kept["consent"] == "ja_muntligt"
    assert kept["limits"] == "Inte sovrummet."
    assert "note" not in kept


def test_autosave_replaces_the_sections_given_and_keeps_the_rest_and_the_place(worker):
    note = begin(worker, {"sections": {"samtycke_besok": {"note": "a", "limits": "b"}, "information": {"note": "c"}}})
    write_note.save(worker, note, {"samtycke_besok": {"note": "ny"}}, {"section": "samtycke_besok", "at": 2})
    view = read_note.show(worker, note)
    assert view.sections["samtycke_besok"] == {"note": "ny"}
    assert view.sections["information"] == {"note": "c"}
    assert view.cursor == {"section": "samtycke_besok", "at": 2}
    write_note.save(worker, note, {"information": {}})
    assert "information" not in read_note.show(worker, note).sections


def test_a_refused_save_changes_nothing(worker):
    note = begin(worker, {"sections": {"information": {"note": "kvar"}}})
    with pytest.raises(Refused):
        write_note.save(worker, note, {"information": {"note": "borta"}, "grunddata": {"interpreter": 7}})
    assert read_note.show(worker, note).sections["information"]["note"] == "kvar"


def test_text_is_kept_in_one_spelling(worker):
    note = begin(worker, {"sections": {"information": {"note": unicodedata.normalize("NFD", "Också åäö")}}})
    assert read_note.show(worker, note).sections["information"]["note"] == "Också åäö"


def test_a_proposal_counts_only_when_it_is_accepted(worker):
    note = begin(worker)
    offered = read_note.show(worker, note).proposals["deltagare"]["people"]
    assert "people" not in read_note.show(worker, note).sections.get("deltagare", {})
    write_note.accept(worker, note, "deltagare", "people")
    view = read_note.show(worker, note)
    assert view.sections["deltagare"]["people"] == offered
    assert "people" not in view.proposals.get("deltagare", {})
    with pytest.raises(Refused) as stopped:
        write_note.accept(worker, note, "deltagare", "people")
    assert stopped.value.code is Code.UNKNOWN_FIELD


def test_a_discarded_draft_is_gone_but_its_consent_stays(worker):
    """rules: INS-6"""
    note = begin(worker)
    given = consent.consent(
        worker, note, {"what": "besok", "person_id": "prov-01-p2", "how": "muntligt", "note": "Per telefon."}
    )
    write_note.discard(worker, note)
    assert note not in {row.note for row in write_note.draft_list(worker)}
    assert given.hash in {row.hash for row in read_note.timeline(worker, CASE)}


def test_consent_is_withdrawn_by_naming_the_consent(worker):
    note = begin(worker)
    given = consent.consent(worker, note, {"what": "besok", "person_id": "prov-01-p2", "how": "muntligt"})
    consent.consent(worker, note, {"what": "besok", "person_id": "prov-01-p2", "withdraws": given.hash})
    assert [row.kind for row in read_note.history(worker, note)] == ["ConsentGiven", "ConsentWithdrawn"]
    with pytest.raises(Refused) as stopped:
        consent.consent(worker, note, {"what": "besok", "person_id": "prov-01-p2", "withdraws": "0" * 64})
    assert stopped.value.code is Code.UNKNOWN_REVISION


def test_plain_versions_are_kept_by_audience_and_an_empty_text_removes_one(worker):
    note = begin(worker)
    write_note.write_family_text(worker, note, {"guardian": {"information": "Kort."}, "child": {"information": "Hej!"}})
    write_note.write_family_text(worker, note, {"child": {"information": " "}})
    assert write_note.family_text(worker, note) == {"guardian": {"information": "Kort."}, "child": {}}
    with pytest.raises(Refused) as stopped:
        write_note.write_family_text(worker, note, {"guardian": {"vadret": "Sol."}})
    assert stopped.value.code is Code.UNKNOWN_SECTION
    with pytest.raises(Refused) as stopped:
        write_note.write_family_text(worker, note, {"neighbour": {"information": "Nej."}})
    assert stopped.value.code is Code.WRONG_TYPE


def test_words_stay_out_of_representations(worker):
    """rules: SEC-9"""
    note = begin(worker, {"sections": {"information": {"note": "Hemliga ord om familjen"}}})
    write_note.write_family_text(worker, note, {"guardian": {"information": "Hemliga ord om familjen"}})
    view = read_note.show(worker, note)
    assert "Hemliga ord" not in repr(view)
    assert "Elsa" not in repr(view)
