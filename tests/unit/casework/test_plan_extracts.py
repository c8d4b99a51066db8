"""A plan made together: four people, four papers, each with what the family said yes to; its days come up in Today."""

import copy
import io
import json
from pathlib import Path

import pytest
from pypdf import PdfReader

from fieldnotes.casework import consent, extracts, hand_over, read_cases, show_to_family, sign, write_note
from fieldnotes.domain.entry import Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.extracts import Scope
from fieldnotes.vault import entries

CASE = "c-prov-05"
CHILD, GUARDIAN, HELPER, HEALTH, SCHOOL = (f"prov-05-p{n}" for n in range(1, 6))
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-09.json").read_text(encoding="utf-8"))
MARKED = {
    "purpose": "SYFTEX",
    "consent": "LOVX",
    "goal_child": "MALBARNX",
    "goal_mother": "MALMORX",
    "child": "BARNROSTX",
    "help": "HJALPX",
    "other": "ANDRAX",
    "lead": "LEDX",
    "follow": "FOLJX",
    "step": "STEGX",
}


def marked():
    """The shipped plan with a mark in every text."""
    sections = copy.deepcopy(SHIPPED["sections"])
    sections["grunddata"]["purpose"] += " SYFTEX"
    sections["samtycke_sip"]["note"] += " LOVX"
    sections["viktigast"]["matters"][0]["text"] += " MALBARNX"
    sections["viktigast"]["matters"][1]["text"] += " MALMORX"
    sections["barnets_rost"]["said"]["text"] += " BARNROSTX"
    sections["insatser_sip"]["help"][0]["what"] += " HJALPX"
    sections["andra_atgarder"]["others"][0]["what"] += " ANDRAX"
    sections["huvudansvar"]["note"] = "Ring Mia. LEDX"
    sections["uppfoljning_sip"]["note"] = "På skolan. FOLJX"
    sections["nasta_steg"]["steps"][0]["what"] += " STEGX"
    return {"sections": sections}


def text_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def refused(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value.code


@pytest.fixture
def plan(colleague):
    note = write_note.add(colleague, CASE, "sip_mote", marked()).note
    sign.sign(colleague, note, {"*": "Provkörning."})
    return note


def line(desk, note, to, word):
    view = next(each for each in extracts.plan(desk, note).extracts if each.person_id == to)
    return next(Scope(to, s.section, each.line) for s in view.sections for each in s.lines if word in each.text)


def let_know(desk, note, to, *scopes, by=GUARDIAN, how="skriftligt"):
    return extracts.let_know(desk, note, to, scopes, {by: how})


def test_four_people_with_different_consents_get_four_different_papers(colleague, plan):
    """rules: VIS-7, SEC-6 – and text extraction shows only permitted lines."""
    let_know(colleague, plan, HEALTH, Scope(HEALTH, "insatser_sip"), Scope(HEALTH, "uppfoljning_sip"))
    goal = line(colleague, plan, SCHOOL, "MALBARNX")
    let_know(colleague, plan, SCHOOL, goal, Scope(SCHOOL, "andra_atgarder"))
    let_know(colleague, plan, HELPER, line(colleague, plan, HELPER, "STEGX"))
    expected = {
        GUARDIAN: set(MARKED) - {"child", "goal_child"},
        HEALTH: {"help", "follow"},
        SCHOOL: {"goal_child", "other"},
        HELPER: {"step"},
    }
    for person, names in expected.items():
        pdf = hand_over.draw(colleague, plan, person).pdf
        text = text_of(pdf)
        assert {name for name, mark in MARKED.items() if mark in text} == names, person
        if person != GUARDIAN:
            assert len(PdfReader(io.BytesIO(pdf)).pages) == 1


def test_the_extract_says_who_does_what_and_when(colleague, plan):
    """rules: VIS-7"""
    let_know(colleague, plan, HEALTH, Scope(HEALTH, "insatser_sip"))
    text = text_of(hand_over.draw(colleague, plan, HEALTH).pdf)
    assert "Mia Lund, Regionen" in text
    assert "1 juni 2026 – 30 september 2026" in text
    assert "This is an extract." in text


def test_without_a_yes_there_is_no_extract_and_a_yes_is_taken_back(colleague, plan):
    """rules: SEC-6, CHI-5"""
    assert refused(lambda: hand_over.draw(colleague, plan, SCHOOL)) is Code.NO_YES_TO_SHARE
    let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "andra_atgarder"), Scope(SCHOOL, "nasta_steg"))
    let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "nasta_steg"))
    text = text_of(hand_over.draw(colleague, plan, SCHOOL).pdf)
    assert "STEGX" in text
    assert "ANDRAX" not in text
    let_know(colleague, plan, SCHOOL)
    assert refused(lambda: hand_over.draw(colleague, plan, SCHOOL)) is Code.NO_YES_TO_SHARE
    kinds = [each.entry.kind for each in entries.of_note(colleague.vault, plan)]
    assert (kinds.count(Kind.CONSENT_GIVEN), kinds.count(Kind.CONSENT_WITHDRAWN)) == (2, 2)


def test_the_same_said_again_records_nothing(colleague, plan):
    let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "nasta_steg"))
    before = len(entries.of_note(colleague.vault, plan))
    assert let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "nasta_steg")).others == ()
    assert len(entries.of_note(colleague.vault, plan)) == before


def test_a_yes_from_somebody_who_does_not_decide_opens_nothing(colleague, plan):
    """rules: CHI-5"""
    by_child = lambda: let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "nasta_steg"), by=CHILD)  # noqa: E731
    assert refused(by_child) is Code.NOT_YOURS_TO_ALLOW
    said = {"what": Scope(SCHOOL, "nasta_steg").name, "person_id": HELPER, "how": "muntligt"}
    consent.consent(colleague, plan, said)
    assert refused(lambda: hand_over.draw(colleague, plan, SCHOOL)) is Code.NO_YES_TO_SHARE


def test_what_is_in_no_extract_cannot_be_said_yes_to(colleague, plan):
    """rules: CHI-6"""
    for scope in (Scope(SCHOOL, "barnets_rost"), Scope(SCHOOL, "nasta_steg", "0" * 16), Scope(SCHOOL, "koket")):
        assert refused(lambda wanted=scope: let_know(colleague, plan, SCHOOL, wanted)) is Code.UNKNOWN_SECTION
    assert refused(lambda: let_know(colleague, plan, GUARDIAN, Scope(GUARDIAN, "nasta_steg"))) is Code.NOT_ALLOWED
    wrong_how = lambda: let_know(colleague, plan, SCHOOL, Scope(SCHOOL, "nasta_steg"), how="ja")  # noqa: E731
    assert refused(wrong_how) is Code.WRONG_TYPE


def test_a_row_without_owner_or_day_keeps_the_plan_from_being_ready_and_stops_its_extracts(colleague):
    """rules: VIS-7"""
    data = marked()
    data["sections"]["andra_atgarder"]["others"].append({"what": "Ringer hem varje fredag"})
    note = write_note.add(colleague, CASE, "sip_mote", data).note
    view = extracts.plan(colleague, note)
    assert not view.ready
    assert [(row.section, row.lacking) for row in view.rows if row.lacking] == [("andra_atgarder", ("who", "when"))]
    sign.sign(colleague, note, {"*": "Provkörning."})
    let_know(colleague, note, SCHOOL, Scope(SCHOOL, "nasta_steg"))
    assert refused(lambda: hand_over.draw(colleague, note, SCHOOL)) is Code.PLAN_NOT_READY
    data["sections"]["andra_atgarder"]["others"][1] |= {"who": "Tom Ask", "when": "2026-06-05"}
    sign.correct(colleague, note, data, "Vem och när saknades.")
    assert extracts.plan(colleague, note).ready
    assert "STEGX" in text_of(hand_over.draw(colleague, note, SCHOOL).pdf)


def test_a_disagreement_is_told_in_an_extract_without_whose_and_which_words(colleague):
    """rules: INS-2, SEC-2"""
    note = write_note.add(colleague, CASE, "sip_mote", marked()).note
    shown = show_to_family.show(colleague, note, {"people": [{"person_id": GUARDIAN, "role": "vardnadshavare"}]}).shown
    said = {
        "person_id": GUARDIAN,
        "section": "andra_atgarder",
        "answer": "disagrees",
        "text": "Han ska börja tio. ORDX",
    }
    show_to_family.respond(colleague, note, shown, {"responses": [said]})
    sign.sign(colleague, note, {"*": "Provkörning."})
    let_know(colleague, note, SCHOOL, Scope(SCHOOL, "andra_atgarder"))
    text = text_of(hand_over.draw(colleague, note, SCHOOL).pdf)
    assert "Somebody in the family says that this is wrong" in text
    assert "ORDX" not in text
    assert "Serap" not in text


def test_the_days_of_a_plan_come_up_in_the_working_day(town, colleague):
    """rules: VIS-7 – the follow-up and each row that is due."""
    sections = marked()["sections"]
    sections["uppfoljning_sip"]["when"] = "2026-03-20"
    sections["insatser_sip"]["help"] = [
        {"insats": "Samtal UNIKX", "ansvarig_huvudman": "Regionen", "start": "2026-03-15", "klart": "2026-03-21"},
        {"insats": "Läxhjälp UNIKX", "ansvarig_huvudman": "Kommunen", "start": "2026-03-16"},
    ]
    note = write_note.add(colleague, CASE, "sip_mote", {"sections": sections}).note
    sign.sign(colleague, note, {"*": "Provkörning."})
    mine = {row.what: row for row in read_cases.today(colleague).planned if row.note == note}
    follow_up = mine["Nästa uppföljning"]
    assert (follow_up.due.isoformat(), follow_up.who, follow_up.kind) == ("2026-03-20", "Mia Lund", "next_step")
    assert mine["Samtal UNIKX"].due.isoformat() == "2026-03-21"
    assert mine["Läxhjälp UNIKX"].due.isoformat() == "2026-03-16"
