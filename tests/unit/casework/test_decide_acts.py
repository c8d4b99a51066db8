"""Decisions: about the exact hash that was read, never about one's own work; questions and their answers."""

import json
from pathlib import Path

import pytest

from fieldnotes.casework import decide, misfile, read_cases, read_note, sign, waiting_notes, write_note
from fieldnotes.domain.errors import Code, Refused

CASE = "c-prov-01"
SHIPPED = json.loads((Path(__file__).parents[3] / "resources/demo/notes/prov-01.json").read_text(encoding="utf-8"))
WHY = "Provkörning."
PIN = {"section": "vuxnas_uppgifter", "field": "told", "start": 0, "end": 15, "kind": "question", "text": "Hur ofta?"}


def refusal(act):
    with pytest.raises(Refused) as stopped:
        act()
    return stopped.value


@pytest.fixture
def signed(worker, carry):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    revision = sign.sign(worker, note, {"*": WHY}).hash
    carry()
    return note, revision


def test_one_never_decides_about_ones_own_work(worker, signed):
    """rules: DOC-11"""
    note, revision = signed
    assert refusal(lambda: decide.approve(worker, note, revision)).code is Code.OWN_WORK
    assert refusal(lambda: decide.return_note(worker, note, revision, {"pins": [PIN]})).code is Code.OWN_WORK
    assert refusal(lambda: decide.withdraw(worker, note, WHY)).code is Code.OWN_WORK
    assert len(read_note.history(worker, note)) == 1


def test_whoever_wrote_an_earlier_revision_does_not_decide_about_a_later_one(worker, colleague, carry, signed):
    note, first = signed
    read_note.show(colleague, note)
    second = sign.correct(colleague, note, {"sections": {"information": {"note": "Rättat."}}}, WHY).hash
    carry()
    assert first != second
    read_note.show(worker, note)
    assert refusal(lambda: decide.approve(worker, note, second)).code is Code.OWN_WORK


def test_only_a_supervisor_decides(colleague, signed):
    note, revision = signed
    read_note.show(colleague, note)
    assert refusal(lambda: decide.approve(colleague, note, revision)).code is Code.NOT_A_SUPERVISOR


def test_a_hash_that_is_not_the_head_is_not_decided_about(worker, supervisor, carry, signed):
    note, first = signed
    read_note.show(supervisor, note)
    second = sign.correct(worker, note, {"sections": {"information": {"note": "Rättat."}}}, WHY).hash
    carry()
    for wrong in (first, "0" * 64):
        assert refusal(lambda wrong=wrong: decide.approve(supervisor, note, wrong)).code is Code.NOT_THE_HEAD
    assert refusal(lambda: decide.approve(supervisor, note, second)).code is Code.NEVER_OPENED
    assert read_note.show(supervisor, note).state == "signed"


def test_a_hash_that_was_never_opened_here_is_not_decided_about(supervisor, signed):
    note, revision = signed
    read_note.notes(supervisor)
    waiting_notes.queue(supervisor)
    assert refusal(lambda: decide.approve(supervisor, note, revision)).code is Code.NEVER_OPENED
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    assert read_note.show(supervisor, note).state == "approved"


def test_a_draft_is_not_decided_about(worker, supervisor):
    note = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    assert refusal(lambda: decide.approve(supervisor, note, "0" * 64)).code is Code.UNKNOWN_NOTE
    assert refusal(lambda: decide.approve(worker, note, "0" * 64)).code is Code.NOT_SIGNED


def test_a_decision_says_when_the_person_proved_who_they_are_and_what_they_had_seen(supervisor, signed):
    from fieldnotes.vault import entries

    note, revision = signed
    read_note.show(supervisor, note)
    approval = decide.approve(supervisor, note, revision).hash
    withdrawn = decide.withdraw(supervisor, note, "Jag läste fel.").hash
    first, second = (entries.by_hash(supervisor.vault, digest).entry for digest in (approval, withdrawn))
    assert first.auth["acr"] == "passphrase"
    assert first.body["seen"] == []
    assert second.body["seen"] == [approval]


def test_a_return_asks_first_and_then_names_its_questions(worker, supervisor, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    returned = decide.return_note(supervisor, note, revision, {"pins": [PIN]})
    kinds = [row.kind for row in read_note.history(supervisor, note)]
    assert kinds[-2:] == ["QuestionAsked", "NoteReturned"]
    assert len(returned.others) == 1
    carry()
    view = read_note.show(worker, note)
    assert view.state == "returned"
    (question,) = view.questions
    assert question.pin.quoted == "Karin berättar "
    assert (question.open, question.mine, question.id) == (True, True, returned.others[0])
    assert note in {row.note for row in read_cases.today(worker).returned}
    assert question.id in {each.id for each in decide.questions(worker)}


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"pins": []}, Code.PIN_MISSING),
        ({}, Code.PIN_MISSING),
        ({"pins": [{**PIN, "kind": "praise"}]}, Code.PIN_MISSING),
        ({"pins": [{**PIN, "kind": "order"}]}, Code.WRONG_TYPE),
        ({"pins": [{**PIN, "section": "vadret"}]}, Code.UNKNOWN_SECTION),
        ({"pins": [{**PIN, "field": "farg"}]}, Code.UNKNOWN_FIELD),
        ({"pins": [{**PIN, "start": 5, "end": 2}]}, Code.WRONG_TYPE),
        ({"pins": [{**PIN, "end": 100_000}]}, Code.WRONG_TYPE),
        ({"pins": [{**PIN, "text": " "}]}, Code.WRONG_TYPE),
        ({"pins": [{**PIN, "quoted": "Ord som ingen skrev."}]}, Code.WRONG_TYPE),
        ({"pins": ["fråga"]}, Code.WRONG_TYPE),
    ],
)
def test_a_return_without_a_question_that_fits_is_refused_whole(supervisor, signed, data, code):
    note, revision = signed
    read_note.show(supervisor, note)
    assert refusal(lambda: decide.return_note(supervisor, note, revision, data)).code is code
    assert [row.kind for row in read_note.history(supervisor, note)] == ["NoteSigned"]


def test_a_pin_counts_in_what_was_said_not_in_who_saw_it(worker, supervisor, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    text = "\n".join(row["text"] for row in SHIPPED["sections"]["iakttagelser"]["obs"])
    at = text.index("Karin gäspade")
    pins = [
        {"section": "iakttagelser", "field": "obs", "start": at, "end": at + 13, "kind": "question", "text": "När?"},
        {"section": "iakttagelser", "field": "obs", "quoted": "Elsa har egen säng", "kind": "praise", "text": "Bra."},
    ]
    decide.return_note(supervisor, note, revision, {"pins": pins})
    found = [question.pin for question in read_note.show(supervisor, note).questions]
    assert [(pin.quoted, pin.start) for pin in found] == [("Karin gäspade", at), ("Elsa har egen säng", None)]


def test_the_author_answers_once_and_nobody_else_does(worker, colleague, supervisor, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    question = decide.return_note(supervisor, note, revision, {"pins": [PIN]}).others[0]
    carry()
    assert refusal(lambda: decide.answer(colleague, question, "Ofta.")).code is Code.NOT_YOUR_QUESTION
    assert refusal(lambda: decide.answer(worker, question, " ")).code is Code.WRONG_TYPE
    decide.answer(worker, question, "Varannan vecka.")
    assert refusal(lambda: decide.answer(worker, question, "Igen.")).code is Code.ALREADY_ANSWERED
    assert refusal(lambda: decide.answer(worker, "0" * 64, "Vad?")).code is Code.UNKNOWN_QUESTION
    assert question not in {each.id for each in decide.questions(worker)}
    assert question in {each.id for each in decide.questions(worker, all_=True)}
    carry()
    decide.approve(supervisor, note, revision)
    assert read_note.show(supervisor, note).state == "approved"


def test_a_question_is_answered_by_its_entrys_id_too(worker, supervisor, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    asked = decide.ask(supervisor, note, revision, {"pins": [{**PIN, "kind": "suggestion"}]}).hash
    carry()
    entry_id = next(row.id for row in read_note.history(worker, note) if row.hash == asked)
    decide.answer(worker, entry_id, "Bra förslag.")
    assert not read_note.show(worker, note).questions[0].open
    assert read_note.show(worker, note).state == "signed"


def test_an_approval_is_withdrawn_with_a_reason(supervisor, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    assert refusal(lambda: decide.withdraw(supervisor, note, WHY)).code is Code.NOT_APPROVED
    decide.approve(supervisor, note, revision)
    assert refusal(lambda: decide.withdraw(supervisor, note, " ")).code is Code.REASON_MISSING
    decide.withdraw(supervisor, note, "Jag läste fel.")
    view = read_note.show(supervisor, note)
    assert view.state == "signed"
    assert [(row.decision, row.stands) for row in view.decisions] == [("approved", False), ("withdrawn", True)]


def test_the_queue_holds_what_waits_the_oldest_first(town, worker, supervisor, carry, signed):
    note, revision = signed
    town.clock.pass_(hours=5)
    younger = write_note.add(worker, CASE, "hembesok", SHIPPED).note
    sign.sign(worker, younger, {"*": WHY})
    carry()
    rows = waiting_notes.queue(supervisor)
    order = [row.note for row in rows]
    assert order.index(note) < order.index(younger)
    mine = rows[order.index(note)]
    assert (mine.waiting_hours, mine.opened, mine.author_name) == (5, False, "Tove Ekberg")
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    assert note not in {row.note for row in waiting_notes.queue(supervisor)}
    assert waiting_notes.queue(worker) == ()


def test_a_correction_after_the_approval_waits_again_and_says_so(worker, supervisor, carry, signed):
    """rules: INS-1"""
    note, revision = signed
    read_note.show(supervisor, note)
    decide.approve(supervisor, note, revision)
    carry()
    sign.correct(worker, note, {"sections": {"information": {"note": "Rättat."}}}, WHY)
    carry()
    (row,) = [row for row in waiting_notes.queue(supervisor) if row.note == note]
    assert row.flags.changed_after_approval
    assert [change.id for change in read_note.changes(supervisor, note)] == ["information"]


def test_a_decision_needs_a_passphrase_of_the_last_twelve_hours(supervisor, worker, carry, signed):
    """rules: IDM-1. Else nothing is filed, not the question of a return either, and it can be decided after."""
    note, revision = signed
    read_note.show(supervisor, note)
    proved = supervisor.unlocked
    supervisor.clock.pass_(hours=12)
    for act in (
        lambda: decide.approve(supervisor, note, revision, {"pins": [{**PIN, "kind": "praise"}]}),
        lambda: decide.return_note(supervisor, note, revision, {"pins": [PIN]}),
    ):
        stopped = refusal(act)
        assert (stopped.code, stopped.values) == (Code.PROVE_AGAIN, {"hours": 12})
    supervisor.unlocked = None
    assert refusal(lambda: decide.approve(supervisor, note, revision)).code is Code.PROVE_AGAIN
    assert len(read_note.history(supervisor, note)) == 1
    supervisor.unlocked = supervisor.clock.now()
    assert supervisor.unlocked > proved
    decide.approve(supervisor, note, revision)
    carry()
    assert read_note.show(worker, note).state == "approved"


def test_praise_goes_along_with_an_approval(supervisor, worker, carry, signed):
    note, revision = signed
    read_note.show(supervisor, note)
    done = decide.approve(supervisor, note, revision, {"pins": [{**PIN, "kind": "praise", "text": "Så tydligt."}]})
    carry()
    assert len(done.others) == 1
    assert read_note.show(worker, note).questions[0].text == "Så tydligt."


def test_a_note_in_the_wrong_case_is_not_decided_about(supervisor, signed):
    """rules: DOC-8."""
    note, revision = signed
    read_note.show(supervisor, note)
    misfile.misfiled(supervisor, note, "X-1", WHY, elsewhere=True)
    assert refusal(lambda: decide.approve(supervisor, note, revision)).code is Code.NOT_ALLOWED
