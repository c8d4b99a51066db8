"""Showing: what a room may see, frozen before it is drawn; what people said; the copy handed over."""

import json
import unicodedata
from pathlib import Path

import pytest

from fieldnotes.casework import read_note, show_to_family, sign, write_note
from fieldnotes.casework.whole_note import fetch
from fieldnotes.domain.errors import Code, Refused

CASE = "c-prov-01"
CHILD, GUARDIAN = "prov-01-p1", "prov-01-p2"
CHILD_ROW, GUARDIAN_ROW = {"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}
ROOM = {"people": [CHILD_ROW, GUARDIAN_ROW]}
FOLDER = Path(__file__).parents[3] / "resources/demo"
SHIPPED = json.loads((FOLDER / "notes/prov-01.json").read_text(encoding="utf-8"))
FAMILY = json.loads((FOLDER / "family/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok", SHIPPED).note


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


@pytest.mark.parametrize("room", FAMILY["rooms"], ids=lambda room: room["name"])
def test_a_room_sees_what_no_rule_blocks(worker, note, room):
    """rules: SEC-1, SEC-2, CHI-6"""
    seen = show_to_family.preview(worker, note, {"people": room["people"]})
    assert [section.id for section in seen.sections] == room["may_open"]
    assert {closed.id: [closed.why] for closed in seen.closed} == room["closed"]


def test_a_preview_records_nothing(worker, note):
    assert show_to_family.preview(worker, note, ROOM).shown is None
    assert read_note.history(worker, note) == ()
    assert read_note.show(worker, note).flags.family == "not_shown"


def test_what_was_shown_is_an_entry_with_its_exact_text(worker, note):
    """rules: INS-3, SEC-6"""
    shown = show_to_family.show(worker, note, ROOM)
    write_note.edit(worker, note, {"sections": {"information": {"note": "Ändrat efteråt."}}})
    (row,) = read_note.show(worker, note).family
    assert row.shown == shown.shown
    assert row.sections == shown.sections
    assert [person["person_id"] for person in row.people] == [CHILD, GUARDIAN]
    assert "Ändrat efteråt." not in "".join(section.text for section in row.sections)


def test_a_section_opens_with_a_reason_that_is_recorded(worker, note):
    """rules: CHI-6, SEC-2"""
    room = {**ROOM, "reasons": {"barnets_rost": "Elsa bad oss läsa det högt för mamma."}}
    shown = show_to_family.show(worker, note, room)
    assert "barnets_rost" in [section.id for section in shown.sections]
    assert read_note.show(worker, note).family[0].opened == ("barnets_rost",)


def test_a_protected_word_keeps_its_section_closed_until_it_is_rewritten(worker, note):
    """rules: SEC-3"""
    write_note.edit(worker, note, {"sections": {"information": {"note": "Berit Sandin ringde oss."}}})
    seen = show_to_family.show(worker, note, ROOM)
    assert [(blocked.id, blocked.term) for blocked in seen.blocked] == [("information", "Berit Sandin")]
    assert "Berit" not in "".join(section.text for section in seen.sections)
    write_note.write_family_text(worker, note, {"guardian": {"information": "Någon ringde oss."}})
    again = show_to_family.preview(worker, note, ROOM)
    assert not again.blocked
    assert "Någon ringde oss." in [section.text for section in again.sections]


def test_an_unknown_person_or_section_in_the_room_file_is_refused(worker, note):
    stranger = {"people": [{"person_id": "p-9", "role": "vardnadshavare"}]}
    assert refusal(lambda: show_to_family.show(worker, note, stranger)).code is Code.UNKNOWN_PERSON
    assert refusal(lambda: show_to_family.show(worker, note, {**ROOM, "open": ["vadret"]})).code is Code.UNKNOWN_SECTION
    assert read_note.history(worker, note) == ()


def test_a_room_that_may_see_nothing_is_not_shown_anything(worker, note):
    """rules: SEC-1"""
    nobody = refusal(lambda: show_to_family.show(worker, note, {"people": []}))
    assert nobody.code is Code.NOT_SHOWABLE
    assert read_note.history(worker, note) == ()


def test_answers_name_what_was_shown_and_stay_the_familys_own_words(worker, note):
    """rules: INS-2"""
    shown = show_to_family.show(worker, note, ROOM).shown
    answers = [
        {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Det var fyra timmar."},
        {"person_id": CHILD, "answer": "agrees"},
    ]
    recorded = show_to_family.respond(worker, note, shown, {"responses": answers})
    sign.sign(worker, note, {"*": WHY})
    view = read_note.show(worker, note)
    (row,) = view.family
    assert [(a.person_id, a.section, a.answer, a.text) for a in row.answers] == [
        (GUARDIAN, "iakttagelser", "disagrees", "Det var fyra timmar."),
        (CHILD, None, "agrees", None),
    ]
    assert len(recorded.others) == 2
    assert view.flags.family == "took_part"
    assert "fyra timmar" not in json.dumps(view.to_json()["sections"], ensure_ascii=False)


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ({"person_id": "u-jonas", "answer": "agrees"}, Code.NOT_IN_ROOM),
        ({"person_id": GUARDIAN, "section": "bedomning", "answer": "agrees"}, Code.UNKNOWN_SECTION),
        ({"person_id": GUARDIAN, "answer": "kanske"}, Code.WRONG_TYPE),
        ({"person_id": GUARDIAN, "answer": "adds"}, Code.WRONG_TYPE),
        ({"person_id": GUARDIAN, "answer": "did_not_take_part"}, Code.REASON_MISSING),
        ({"answer": "agrees"}, Code.WRONG_TYPE),
    ],
)
def test_one_wrong_answer_and_none_is_recorded(worker, note, row, code):
    shown = show_to_family.show(worker, note, ROOM).shown
    good = {"person_id": CHILD, "answer": "agrees"}
    assert refusal(lambda: show_to_family.respond(worker, note, shown, {"responses": [good, row]})).code is code
    assert [entry.kind for entry in read_note.history(worker, note)] == ["NoteShown"]


@pytest.mark.parametrize("data", [{}, {"responses": []}, {"responses": ["ja"]}, {"responses": "ja"}])
def test_a_respond_file_without_answers_is_refused(worker, note, data):
    shown = show_to_family.show(worker, note, ROOM).shown
    assert refusal(lambda: show_to_family.respond(worker, note, shown, data)).code is Code.WRONG_TYPE


def test_words_typed_on_any_keyboard_are_recorded_in_one_spelling(worker, note):
    apart = unicodedata.normalize("NFD", "Så är det på förskolan.")
    write_note.write_family_text(worker, note, {"guardian": {"information": apart}})
    room = {**ROOM, "reasons": {"barnets_rost": apart}}
    shown = show_to_family.show(worker, note, room).shown
    said = {"person_id": GUARDIAN, "answer": "adds", "text": apart}
    show_to_family.respond(worker, note, shown, {"responses": [said]})
    sign.sign(worker, note, {"*": apart})
    sign.correct(worker, note, {"sections": {"information": {"note": apart}}}, apart)
    (row,) = read_note.show(worker, note).family
    assert row.answers[0].text == "Så är det på förskolan."
    assert read_note.history(worker, note)[-1].reason == "Så är det på förskolan."


@pytest.mark.parametrize("there", [True, False], ids=["in the room", "not there"])
def test_a_showing_names_the_interpreter_the_way_and_for_whom(worker, there):
    """rules: INS-7"""
    basic = {
        "interpreter": True,
        "interpreter_name": unicodedata.normalize("NFD", "Åsa Öst"),
        "interpreter_mode": "telefon",
        "interpreter_for": [GUARDIAN],
    }
    sections = {**SHIPPED["sections"], "grunddata": {**SHIPPED["sections"]["grunddata"], **basic}}
    note = write_note.add(worker, CASE, "hembesok", {"sections": sections}).note
    people = [CHILD_ROW, GUARDIAN_ROW, *([{"person_id": "tolk", "role": "tolk"}] if there else [])]
    show_to_family.show(worker, note, {"people": people})
    (entry,) = fetch(worker, note).state.showings
    told = {"name": "Åsa Öst", "way": "telefon", "for": (GUARDIAN,)}
    said = entry.entry.body.get("interpreter")
    assert (said and {**said, "for": tuple(said["for"])}) == (told if there else None)


def test_answers_to_what_was_never_shown_are_refused(worker, note):
    one = {"responses": [{"person_id": CHILD, "answer": "agrees"}]}
    assert refusal(lambda: show_to_family.respond(worker, note, "0" * 64, one)).code is Code.UNKNOWN_SHOWING


def test_who_was_not_there_may_be_recorded_as_such_with_a_reason(worker, note):
    shown = show_to_family.show(worker, note, {"people": [GUARDIAN_ROW]}).shown
    row = {"person_id": CHILD, "answer": "did_not_take_part", "reason": "Elsa var i skolan."}
    show_to_family.respond(worker, note, shown, {"responses": [row]})
    assert read_note.show(worker, note).flags.family == "did_not"
    agrees = {"responses": [{"person_id": CHILD, "answer": "agrees"}]}
    assert refusal(lambda: show_to_family.respond(worker, note, shown, agrees)).code is Code.NOT_IN_ROOM


def test_a_copy_is_handed_over_only_from_a_signed_text(worker, note, tmp_path):
    """rules: INS-3, INS-6"""
    path = tmp_path / "kopia.pdf"
    early = refusal(lambda: show_to_family.hand_over(worker, note, GUARDIAN, "i_handen", path))
    assert early.code is Code.NOT_SIGNED
    assert not path.exists()
    sign.sign(worker, note, {"*": WHY})
    done = show_to_family.hand_over(worker, note, GUARDIAN, "i_handen", path)
    assert path.read_bytes().startswith(b"%PDF")
    assert read_note.history(worker, note)[-1].kind == "CopyHandedOver"
    assert read_note.history(worker, note)[-1].hash == done.entry
    assert refusal(lambda: show_to_family.hand_over(worker, note, GUARDIAN, "x", path)).code is Code.FILE_EXISTS
    missing = refusal(lambda: show_to_family.hand_over(worker, note, "p-9", "x", tmp_path / "2.pdf"))
    assert missing.code is Code.UNKNOWN_PERSON
