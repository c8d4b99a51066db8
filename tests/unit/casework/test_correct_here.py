"""A change at the screen is made by the worker, and told with who asked, the words before and after (L2, L4).

rules: INS-1, INS-2, CHI-1
"""

import json

import pytest

from fieldnotes.casework import correct_here as correcting
from fieldnotes.casework import read_note, show_to_family, sign, write_note
from fieldnotes.domain.errors import Code, Refused
from one_desk import shipped

CASE = "c-prov-01"
CHILD, GUARDIAN, WORKER = "prov-01-p1", "prov-01-p2", "u-tove"
ROOM = {
    "people": [{"person_id": CHILD, "role": "barn"}, {"person_id": GUARDIAN, "role": "vardnadshavare"}],
    "reasons": {"barnets_rost": "Elsa bad oss läsa det för mamma."},
}
WHY = "Provkörning."
SLEPT = ("sovit tre timmar", "sovit fyra timmar")
ASKED = (
    GUARDIAN,
    "vardnadshavare",
    "Karin gäspade flera gånger och sade att hon hade sovit tre timmar.",
    "Karin gäspade flera gånger och sade att hon hade sovit fyra timmar.",
)


@pytest.fixture
def note(worker):
    return write_note.add(worker, CASE, "hembesok", shipped("demo/notes/prov-01.json")).note


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


def ask(worker, note, old, new, person=GUARDIAN, section="iakttagelser", **more):
    (stands,) = [each for each in correcting.texts_to_change(worker, note, section) if old in each.text]
    data = {"section": section, "field": stands.field, "row": stands.row, "text": stands.text.replace(old, new)}
    return correcting.correct_here(worker, note, {**data, "person_id": person, **more})


def told(worker, note):
    return [(c.person_id, c.role, str(c.before), str(c.after)) for c in read_note.show(worker, note).changes]


def test_a_change_tells_who_asked_and_the_sentence_before_and_after(worker, note):
    shown = show_to_family.show(worker, note, ROOM).shown
    answer = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Det var fyra."}
    (response,) = show_to_family.respond(worker, note, shown, {"responses": [answer]}).others
    made = ask(worker, note, *SLEPT, response=response)
    assert (made.before, made.after) == ASKED[2:]
    assert told(worker, note) == [ASKED]
    signed = sign.sign(worker, note, {"*": WHY}).hash
    (change,) = read_note.show(worker, note).changes
    assert (change.revision, change.response) == (signed, response)
    assert told(worker, note) == [ASKED]
    assert "fyra timmar" in json.dumps(read_note.show(worker, note).to_json()["sections"], ensure_ascii=False)


def test_what_was_shown_and_said_stays_as_it_was(worker, note):
    shown = show_to_family.show(worker, note, ROOM)
    said = {"person_id": GUARDIAN, "section": "iakttagelser", "answer": "disagrees", "text": "Det var fyra."}
    show_to_family.respond(worker, note, shown.shown, {"responses": [said]})
    ask(worker, note, *SLEPT)
    (row,) = read_note.show(worker, note).family
    assert row.sections == shown.sections
    sign.sign(worker, note, {"*": WHY})
    (row,) = read_note.show(worker, note).family
    assert [(a.answer, a.text, a.same_text) for a in row.answers] == [("disagrees", "Det var fyra.", False)]


def test_a_change_of_a_signed_note_begins_a_correction_and_stands_beside_the_workers_own(worker, note):
    sign.sign(worker, note, {"*": WHY})
    ask(worker, note, *SLEPT)
    assert read_note.show(worker, note).is_draft
    ask(worker, note, "varför vi kom", "varför vi kom hem till er", person=WORKER, section="information")
    write_note.edit(worker, note, {"sections": {"information": {"child_understood": "Elsa nickade."}}})
    sign.sign(worker, note, {"*": WHY}, "Karin rättade.")
    assert told(worker, note) == [
        ASKED,
        (
            WORKER,
            "worker",
            "Vi berättade varför vi kom och att de får läsa det vi skriver.",
            "Vi berättade varför vi kom hem till er och att de får läsa det vi skriver.",
        ),
        (WORKER, "worker", "Elsa sade att vi kom för att mamma ska orka upp.", "Elsa nickade."),
    ]
    assert {str(c.reason) for c in read_note.show(worker, note).changes} == {"Karin rättade."}


def test_a_change_that_was_taken_back_is_not_told(worker, note):
    ask(worker, note, *SLEPT)
    ask(worker, note, *reversed(SLEPT), person=WORKER)
    write_note.edit(worker, note, {"sections": {"information": {"note": "Vi berättade."}}})
    ask(worker, note, "Vi berättade.", "Vi berättade allt.", section="information")
    write_note.edit(worker, note, {"sections": {"information": {"note": "Vi berättade."}}})
    sign.sign(worker, note, {"*": WHY})
    assert [each[2:] for each in told(worker, note)] == [ASKED[2:], (ASKED[3], ASKED[2])]


def test_one_change_that_goes_on_from_another_keeps_both(worker, note):
    ask(worker, note, *SLEPT)
    ask(worker, note, SLEPT[1], "sovit fem timmar", person=WORKER)
    sign.sign(worker, note, {"*": WHY})
    assert [each[0] for each in told(worker, note)] == [GUARDIAN, WORKER]


def test_the_childs_words_change_only_when_the_child_asks(worker, note):
    """rules: CHI-1"""
    words = ("Ibland går det inte", "Oftast går det")
    for other in (GUARDIAN, WORKER):
        kept = read_note.show(worker, note).sections
        stopped = refusal(lambda other=other: ask(worker, note, *words, person=other, section="barnets_rost"))
        assert (stopped.code, stopped.values) == (Code.WORDS_ARE_THEIRS, {"section": "barnets_rost", "field": "said"})
        assert read_note.show(worker, note).sections == kept
    ask(worker, note, *words, person=CHILD, section="barnets_rost")
    (change,) = read_note.show(worker, note).changes
    assert (change.name, change.role) == ("Elsa Sandin", "barn")


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"person_id": "p-9"}, Code.UNKNOWN_PERSON),
        ({"section": "vadret"}, Code.UNKNOWN_SECTION),
        ({"field": "vind"}, Code.UNKNOWN_FIELD),
        ({"field": "given"}, Code.WRONG_TYPE),
        ({"row": 7}, Code.WRONG_TYPE),
        ({"text": 4}, Code.WRONG_TYPE),
        ({"response": "0" * 64}, Code.UNKNOWN_ANSWER),
        ({"text": "Vi berättade varför vi kom och att de får läsa det vi skriver. "}, Code.NOTHING_CHANGED),
    ],
)
def test_what_cannot_be_changed_is_refused_and_nothing_is_written(worker, note, changed, code):
    before = read_note.show(worker, note)
    data = {"section": "information", "field": "note", "text": "Vi sade det.", "person_id": GUARDIAN, **changed}
    assert refusal(lambda: correcting.correct_here(worker, note, data)).code is code
    after = read_note.show(worker, note)
    assert (after.sections, after.changes) == (before.sections, ())


def test_whoever_reported_asks_for_nothing(worker):
    """rules: SEC-3"""
    begun = write_note.add(
        worker, "c-prov-04", "telefonsamtal", {"sections": {"grunddata": {"purpose": "Ett samtal."}}}
    )
    data = {"section": "grunddata", "field": "purpose", "text": "Två samtal.", "person_id": "prov-04-p4"}
    assert refusal(lambda: correcting.correct_here(worker, begun.note, data)).code is Code.NOT_IN_ROOM


def test_somebody_elses_answer_cannot_stand_for_a_change(worker, note):
    """rules: INS-2"""
    shown = show_to_family.show(worker, note, ROOM).shown
    said = {"person_id": CHILD, "section": "iakttagelser", "answer": "disagrees"}
    (response,) = show_to_family.respond(worker, note, shown, {"responses": [said]}).others
    assert refusal(lambda: ask(worker, note, *SLEPT, response=response)).code is Code.UNKNOWN_ANSWER


def test_a_colleague_outside_the_case_changes_nothing(supervisor, worker, note, carry):
    sign.sign(worker, note, {"*": WHY})
    carry()
    assert refusal(lambda: ask(supervisor, note, *SLEPT)).code is Code.NOT_ASSIGNED
    assert not read_note.show(supervisor, note).is_draft


def test_a_face_and_what_was_shown_are_kept_with_the_answer(worker, note):
    """rules: CHI-1"""
    shown = show_to_family.show(worker, note, ROOM).shown
    answers = [
        {"person_id": CHILD, "section": "barnets_rost", "answer": "adds", "face": "sad"},
        {"person_id": CHILD, "answer": "adds", "text": "Ritade en klocka.", "way": "showed"},
    ]
    show_to_family.respond(worker, note, shown, {"responses": answers})
    (row,) = read_note.show(worker, note).family
    assert [(a.face, a.way, a.text) for a in row.answers] == [
        ("sad", None, None),
        (None, "showed", "Ritade en klocka."),
    ]
    for wrong in ({"face": "grumpy"}, {"way": "danced"}):
        data = {"responses": [{"person_id": CHILD, "answer": "adds", "text": "Mer.", **wrong}]}
        assert refusal(lambda data=data: show_to_family.respond(worker, note, shown, data)).code is Code.WRONG_TYPE
