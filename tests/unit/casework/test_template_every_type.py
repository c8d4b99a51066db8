"""A template with every type of field goes the whole road: begun, filled, signed, shown, printed, verified."""

import pytest
from pypdf import PdfReader

from domain_samples import book
from fieldnotes.casework import (
    check_note,
    make_report,
    newer_template,
    read_note,
    show_to_family,
    sign,
    template_preview,
    verify,
    write_note,
)
from fieldnotes.domain.template_faults import template_faults
from fieldnotes.vault import reference
from fieldnotes.wire.reference import ReferenceDelta
from one_desk import EPOCH, HUB_KEY, make_desk
from town_templates import KINDS, every_type, filled_in, published, template_of

CASE, ALL = "c-prov-01", "vastermo_allt"


@pytest.fixture
def desk(tmp_path, held_clock):
    found = make_desk(tmp_path, held_clock)
    hear(found, published(every_type()))
    yield found
    found.vault.lock()


def hear(desk, *items):
    at = reference.version(desk.vault)
    reference.apply_reference(desk.vault, ReferenceDelta(EPOCH, "u-tove", at, at + 1, items).seal(HUB_KEY))


def full_note(desk):
    return write_note.add(desk, CASE, ALL, {"sections": filled_in(every_type())}).note


def test_it_is_let_through():
    assert not [each for each in template_faults(every_type(), book()) if not each.is_remark]


def test_it_goes_the_whole_road(desk, tmp_path):
    note = full_note(desk)
    assert check_note.check(desk, note).blocks == ()
    room = {"people": [{"person_id": "prov-01-p2", "role": "vardnadshavare"}]}
    shown = show_to_family.show(desk, note, room)
    drawn = next(each for each in shown.sections if each.id == "allt")
    assert drawn.label == "Allt möjligt"
    assert all(f"Fält {name}" in drawn.text for name, _kind, _more in KINDS)
    sign.sign(desk, note, {"*": "Prov."})
    hear(desk, published(every_type(), offered=False))
    seen = next(each for each in read_note.show(desk, note).section_states if each.id == "allt")
    assert [each.field for each in seen.blocks] == ["ord", *(name for name, _kind, _more in KINDS)]
    make_report.export_pdf(desk, note, tmp_path / "note.pdf")
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(tmp_path / "note.pdf").pages).split())
    assert all(f"Fält {name}" in text for name, _kind, _more in KINDS if name != "uppgift")
    assert "Videosamtal" in text
    assert verify.verify(desk).ok
    assert newer_template.newer(desk, note) is None


@pytest.mark.parametrize("language", ["sv", "en"])
def test_its_preview_is_a_paper_in_either_language(desk, tmp_path, language):
    out = tmp_path / f"{language}.pdf"
    template_preview.preview_pdf(desk.workshop, template_of(every_type()), out, language)
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    assert ("Allt möjligt" if language == "sv" else "All kinds") in text
    assert ("Videosamtal" if language == "sv" else "Video call") in text
