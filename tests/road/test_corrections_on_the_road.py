"""Corrections by child, guardian and worker: the same three everywhere, and a disagreement no merge can touch (L2, L3).

rules: INS-1, INS-2, CHI-1
"""

import io
import json

import pytest
from pypdf import PdfReader

from fieldnotes.casework import exchange, make_report, read_note, show_to_family, sign, write_note
from fieldnotes.casework.correct_here import correct_here
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.exported_case import exported_case
from fieldnotes.casework.to_decide import open_to_decide
from fieldnotes.ui.supervisor.decide_page import decide_page
from fieldnotes.ui.supervisor.family_words import disagreements
from fieldnotes.wire.base64_text import from_base64
from one_desk import make_workshop, shipped
from road_hub import CASE, COLLEAGUE, SUPERVISOR, WORKER

CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
WHY = {"*": "Provkörning."}
ROOM = {
    "people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}],
    "reasons": {"barnets_rost": "Elsa bad oss läsa det för mamma."},
}
WRONG = "Jag sov fyra timmar, inte tre. – ”Skriv  så!”\nOch så var det."
ASKED = [
    (CHILD, "barn", "Elsa vill att någon annan väcker mamma.", "Elsa vill att mormor väcker mamma."),
    (
        GUARDIAN,
        "vardnadshavare",
        "Karin gäspade flera gånger och sade att hon hade sovit tre timmar.",
        "Karin gäspade flera gånger och sade att hon hade sovit fyra timmar.",
    ),
    (
        WORKER,
        "worker",
        "Vi berättade varför vi kom och att de får läsa det vi skriver.",
        "Vi berättade varför vi kom och att de får läsa allt vi skriver.",
    ),
]
PLACES = [("barnets_rost", "wish", 0), ("iakttagelser", "obs", 1), ("information", "note", 0)]


@pytest.fixture
def desk_of(road, tmp_path):
    """Give a desk of a person on a device of their own, joined to the hub."""

    def make(user):
        vault = road.joined(user)
        desk = Desk(make_workshop(road.clock, tmp_path / f"{user}-files"), vault, unlocked=road.clock.now())
        exchange.sync(desk)
        return desk

    return make


@pytest.fixture
def tove(desk_of):
    return desk_of(WORKER)


def exchanged(*desks):
    for desk in (*desks, *desks):
        exchange.sync(desk)


def shown_and_answered(desk):
    """A note that was shown, which the mother says is wrong and the child adds to."""
    note = write_note.add(desk, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note
    shown = show_to_family.show(desk, note, ROOM).shown
    answers = [
        {"person_id": CHILD, "section": "barnets_rost", "answer": "adds", "text": "Mormor kan.", "face": "happy"},
        {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": WRONG},
    ]
    return note, show_to_family.respond(desk, note, shown, {"responses": answers}).others


def corrected(desk):
    """The three corrections: two as the family asks, one of the worker's own, signed in one text."""
    note, responses = shown_and_answered(desk)
    met = {CHILD: responses[0], GUARDIAN: responses[1]}
    for (person, _role, old, new), (section, field, row) in zip(ASKED, PLACES, strict=True):
        value = read_note.show(desk, note).sections[section][field]
        stands = value[row]["text"] if isinstance(value, list) else value["text"] if isinstance(value, dict) else value
        asked = {"section": section, "field": field, "row": row, "text": stands.replace(old, new), "person_id": person}
        correct_here(desk, note, asked | ({"response": met[person]} if person in met else {}))
    sign.sign(desk, note, WHY)
    return note


def told(view):
    return [(each.person_id, each.role, str(each.before), str(each.after)) for each in view.changes]


def bodies(road, case=CASE):
    """The hub's own JSON of each entry, as another device that knows nothing gets it."""
    rows = exported_case(road, case)["entries"]
    return [json.loads(from_base64(row["bytes"])) for row in rows]


def paper(desk, note):
    pages = PdfReader(io.BytesIO(make_report.pdf_bytes(desk, note))).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_three_corrections_are_the_same_in_client_hub_supervisors_view_and_pdf(tove, desk_of):
    note = corrected(tove)
    exchanged(tove)
    henrik = desk_of(SUPERVISOR)
    assert told(read_note.show(tove, note)) == ASKED
    (signed,) = [each for each in bodies(henrik) if each["note"] == note and each["kind"] == "NoteSigned"]
    keys = ("person_id", "role", "before", "after")
    assert [tuple(each[key] for key in keys) for each in signed["body"]["changes"]] == ASKED
    seen = open_to_decide(henrik, note)
    page = decide_page(seen, henrik.clock.now())
    assert told(seen.note) == told(read_note.show(henrik, note)) == ASKED
    assert [(each.person_id, str(each.after)) for each in page.asked_for] == [(a[0], a[3]) for a in ASKED]
    printed, here = paper(henrik, note), paper(tove, note)
    names = ("Elsa Sandin", "Karin Sandin", "Tove Ekberg")
    for words in (*names, *(text for asked in ASKED for text in asked[2:])):
        assert words in printed
        assert words in here


def test_the_earlier_wording_can_be_read_and_nothing_is_overwritten(tove):
    note = corrected(tove)
    (showing,) = read_note.show(tove, note).family
    was = {section.id: str(section.text) for section in showing.sections}
    now = read_note.show(tove, note).sections
    assert "tre timmar" in was["iakttagelser"]
    assert "fyra timmar" in str(now["iakttagelser"])
    assert [(a.answer, a.same_text) for a in showing.answers] == [("adds", False), ("disagrees", False)]


def test_a_disagreement_is_byte_identical_after_a_merge_and_in_every_view(tove, desk_of, tmp_path):
    """rules: INS-2"""
    jonas = desk_of(COLLEAGUE)
    note, _responses = shown_and_answered(tove)
    sign.sign(tove, note, WHY)
    exchanged(tove, jonas)
    before = [each for each in bodies(tove) if each["note"] == note and each["kind"] == "FamilyResponded"]
    for desk, words in ((tove, "Vi berättade allt."), (jonas, "Vi berättade inget.")):
        sign.correct(desk, note, {"sections": {"information": {"note": words}}}, "Fel ord.", WHY)
    exchanged(tove, jonas)
    assert read_note.show(jonas, note).flags.conflict
    merge = {"sections": {"information": {"note": "Vi berättade det mesta."}}}
    sign.merge(jonas, note, merge, "Ett av båda.", WHY)
    exchanged(jonas, tove)
    henrik = desk_of(SUPERVISOR)
    for desk in (tove, jonas, henrik):
        view = read_note.show(desk, note)
        said = [(a.person_id, a.answer, str(a.text)) for a in view.family[0].answers]
        assert said == [(CHILD, "adds", "Mormor kan."), (GUARDIAN, "disagrees", WRONG)]
        assert [each for each in bodies(desk) if each["note"] == note and each["kind"] == "FamilyResponded"] == before
        assert " ".join(WRONG.split()) in paper(desk, note)
        assert disagreements(view) == 1
    make_report.export_json(henrik, note, tmp_path / "note.json")
    document = json.loads((tmp_path / "note.json").read_text(encoding="utf-8"))
    assert document["family"][0]["answers"][1]["text"] == WRONG
