"""Signing: what stops it, what needs a reason, and how a signed text is corrected, merged, cosigned, misfiled."""

import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from fieldnotes.casework import (
    check_note,
    find_in_case,
    make_report,
    misfile,
    read_note,
    show_to_family,
    sign,
    write_note,
)
from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.domain.errors import Code, Refused

CASE = "c-prov-01"
ROOM = {"people": [{"person_id": "prov-01-p1", "role": "barn"}, {"person_id": "prov-01-p2", "role": "vardnadshavare"}]}
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
BROKEN = json.loads(
    (Path(__file__).parents[2] / "data/domain/broken/hembesok.consent_required.json").read_text(encoding="utf-8")
)
WHY = "Provkörning."


def draft(worker, data=None):
    return write_note.add(worker, CASE, "hembesok", data or SHIPPED).note


def signed(worker):
    note = draft(worker)
    return note, sign.sign(worker, note, {"*": WHY}).hash


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def test_a_note_that_lacks_consent_is_not_signed_and_nothing_is_half_done(worker):
    """rules: VIS-1, DOC-1"""
    note = draft(worker, BROKEN)
    problem = refusal(lambda: sign.sign(worker, note, {"*": WHY}))
    assert isinstance(problem, StoppedBy)
    assert problem.code is Code.CONTENT_MISSING
    assert problem.values["rules"] == "consent_required"
    assert [finding.rule for finding in problem.findings] == ["consent_required"]
    view = read_note.show(worker, note)
    assert (view.state, view.is_draft) == ("draft", True)
    assert read_note.history(worker, note) == ()


def test_an_empty_draft_says_everything_that_is_missing(worker):
    note = write_note.add(worker, CASE, "hembesok").note
    found = check_note.check(worker, note)
    assert not found.clear
    assert {"samtycke_besok", "iakttagelser", "barnets_rost"} <= {finding.section for finding in found.blocks}
    assert all(finding.text for finding in found.blocks)


def test_a_warning_needs_a_reason_that_is_recorded_for_its_rule(town, worker):
    """rules: DOC-2"""
    note = draft(worker)
    town.clock.pass_(days=3)
    late = refusal(lambda: sign.sign(worker, note, {"written_late": "  "}))
    assert late.code is Code.WARNING_NEEDS_REASON
    assert "written_late" in late.values["rules"]
    others = {finding.rule for finding in check_note.check(worker, note).warnings} - {"written_late"}
    sign.sign(worker, note, {"written_late": "Sjuk i tre dagar.", **dict.fromkeys(others, WHY)})
    reasons = read_note.show(worker, note).reasons
    assert reasons == {"written_late": "Sjuk i tre dagar.", **dict.fromkeys(others, WHY)}


def test_signing_makes_the_record_at_once_and_takes_the_draft_away(worker):
    """rules: INS-6"""
    note, revision = signed(worker)
    view = read_note.show(worker, note)
    assert (view.state, view.where, view.head, view.is_draft) == ("signed", "only_here", revision, False)
    assert view.sections["bedomning"]["best_interest"].startswith("Elsa behöver")
    assert note not in {row.note for row in write_note.draft_list(worker)}


def test_a_signed_text_is_not_edited(worker):
    """rules: INS-1"""
    note, _ = signed(worker)
    for act in (
        lambda: write_note.edit(worker, note, {"sections": {"information": {"note": "Annat."}}}),
        lambda: write_note.save(worker, note, {"information": {"note": "Annat."}}),
        lambda: write_note.discard(worker, note),
        lambda: write_note.write_family_text(worker, note, {"guardian": {"information": "x"}}),
        lambda: sign.sign(worker, note),
    ):
        assert refusal(act).code is Code.ALREADY_SIGNED


def test_the_revision_names_the_showings_it_rests_on(worker):
    """rules: INS-3"""
    note = draft(worker)
    first = show_to_family.show(worker, note, ROOM).shown
    second = show_to_family.show(worker, note, {"people": ROOM["people"][:1]}).shown
    sign.sign(worker, note, {"*": WHY})
    whole = read_note.show(worker, note)
    assert {row.shown for row in whole.family} == {first, second}
    assert not whole.flags.changed_since_shown


def test_text_changed_after_it_was_shown_asks_for_a_reason(worker):
    """rules: INS-2, INS-3"""
    note = draft(worker)
    show_to_family.show(worker, note, ROOM)
    write_note.edit(worker, note, {"sections": {"information": {"note": "Något helt annat."}}})
    found = [finding for finding in check_note.check(worker, note).warnings if finding.rule == "changed_since_shown"]
    assert [finding.section for finding in found] == ["information"]
    assert refusal(lambda: sign.sign(worker, note)).code is Code.WARNING_NEEDS_REASON
    sign.sign(worker, note, {"*": "Familjen bad om det."})
    view = read_note.show(worker, note)
    assert view.flags.changed_since_shown
    assert view.reasons["changed_since_shown"] == "Familjen bad om det."


def test_a_correction_is_a_new_revision_and_the_old_text_stays_readable(worker):
    """rules: INS-1"""
    note, first = signed(worker)
    second = sign.correct(worker, note, {"sections": {"information": {"note": "Rättat."}}}, "Fel ord.").hash
    view = read_note.show(worker, note)
    assert view.head == second
    assert view.sections["information"]["note"] == "Rättat."
    assert view.sections["bedomning"] == SHIPPED["sections"]["bedomning"]
    old = read_note.show(worker, note, at=first)
    assert old.sections["information"]["note"] == SHIPPED["sections"]["information"]["note"]
    assert [row.reason for row in read_note.history(worker, note)] == [None, "Fel ord."]
    changed = read_note.changes(worker, note)
    assert [row.id for row in changed] == ["information"]


def test_a_correction_needs_a_reason_and_a_change(worker):
    note, _ = signed(worker)
    other = {"sections": {"information": {"note": "Rättat."}}}
    assert refusal(lambda: sign.correct(worker, note, other, " ")).code is Code.REASON_MISSING
    same = {"sections": {"information": SHIPPED["sections"]["information"]}}
    assert refusal(lambda: sign.correct(worker, note, same, WHY)).code is Code.NOTHING_CHANGED
    unsigned = draft(worker)
    assert refusal(lambda: sign.correct(worker, unsigned, other, WHY)).code is Code.NOT_SIGNED
    assert refusal(lambda: read_note.show(worker, note, at="0" * 64)).code is Code.UNKNOWN_REVISION


def test_a_correction_may_grow_as_a_draft_of_the_same_note(worker):
    note, first = signed(worker)
    write_note.begin_correction(worker, note)
    write_note.save(worker, note, {"information": {"given": ["varfor"], "note": "Växer fram."}})
    view = read_note.show(worker, note)
    assert (view.state, view.is_draft, view.corrects, view.head) == ("signed", True, first, first)
    assert refusal(lambda: sign.sign(worker, note, {"*": WHY})).code is Code.REASON_MISSING
    second = sign.sign(worker, note, reason="Fick nya uppgifter.").hash
    assert read_note.show(worker, note).head == second


def test_anyone_assigned_corrects_as_their_own_and_nobody_else(worker, colleague, supervisor, carry):
    """rules: INS-1, SEC-6"""
    note, _ = signed(worker)
    carry()
    other = {"sections": {"information": {"note": "Jonas minns mer."}}}
    assert refusal(lambda: sign.correct(supervisor, note, other, WHY)).code is Code.NOT_ASSIGNED
    corrected = sign.correct(colleague, note, other, "Jag var också med.").hash
    carry()
    view = read_note.show(worker, note)
    assert (view.head, view.author) == (corrected, "u-jonas")
    assert view.where == "received"


def test_two_corrections_at_once_are_a_conflict_that_a_person_settles(worker, colleague, carry):
    """rules: INS-1"""
    note, _ = signed(worker)
    carry()
    mine = sign.correct(worker, note, {"sections": {"information": {"note": "Min."}}}, WHY).hash
    theirs = sign.correct(colleague, note, {"sections": {"information": {"note": "Deras."}}}, WHY).hash
    carry()
    view = read_note.show(worker, note)
    assert view.flags.conflict
    assert set(view.heads) == {mine, theirs}
    assert view.head is None
    merged = sign.merge(worker, note, {"sections": {"information": {"note": "Båda."}}}, "Vi talades vid.").hash
    after = read_note.show(worker, note)
    assert (after.head, after.flags.conflict) == (merged, False)
    assert refusal(lambda: sign.merge(worker, note, {"sections": {}})).code is Code.NOT_A_CONFLICT


def test_a_second_worker_cosigns_what_they_have_read(worker, colleague, carry):
    note, revision = signed(worker)
    carry()
    assert refusal(lambda: sign.cosign(worker, note, revision)).code is Code.OWN_WORK
    assert refusal(lambda: sign.cosign(colleague, note, revision)).code is Code.NEVER_OPENED
    read_note.show(colleague, note)
    sign.cosign(colleague, note, revision)
    assert read_note.history(colleague, note)[-1].kind == "NoteCosigned"
    assert read_note.show(colleague, note).flags.read


def test_only_a_supervisor_says_that_a_note_is_misfiled(worker, supervisor, carry):
    """rules: DOC-8"""
    note, _ = signed(worker)
    carry()
    assert refusal(lambda: misfile.misfiled(worker, note, "c-prov-04", WHY)).code is Code.NOT_A_SUPERVISOR
    assert refusal(lambda: misfile.misfiled(supervisor, note, "c-prov-99", WHY)).code is Code.UNKNOWN_CASE
    assert refusal(lambda: misfile.misfiled(supervisor, note, "c-prov-04", "")).code is Code.REASON_MISSING
    misfile.misfiled(supervisor, note, "c-prov-04", "Fel barn.")
    assert read_note.show(supervisor, note).state == "misfiled"


def test_a_misfiled_note_leaves_a_stub_and_its_text_to_the_supervisor_alone(worker, supervisor, carry, tmp_path):
    """rules: DOC-8, SEC-6"""
    note, _ = signed(worker)
    carry()
    misfile.misfiled(supervisor, note, "c-prov-04", "Fel barn.")
    carry()
    stub = read_note.show(worker, note)
    assert (stub.state, stub.sections, stub.section_states) == ("misfiled", {}, ())
    assert note not in {hit.note for hit in find_in_case.find_in_case(worker, CASE, "veckoschema")}
    make_report.export_pdf(worker, note, tmp_path / "x.pdf")
    printed = "".join(page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages)
    assert "Fel barn." in printed
    assert "Elsa" not in printed
    assert refusal(lambda: show_to_family.preview(worker, note, ROOM)).code is Code.NOT_SHOWABLE
    assert read_note.show(supervisor, note).sections["bedomning"] == SHIPPED["sections"]["bedomning"]
