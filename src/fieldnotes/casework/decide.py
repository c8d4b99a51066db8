"""The supervisor's decisions, the author's answers. A decision names the exact hash that was read."""

from dataclasses import replace
from datetime import timedelta

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.log_in import log_in_named
from fieldnotes.casework.note_reading import question_views
from fieldnotes.casework.people import people_at, require_supervisor
from fieldnotes.casework.pins import read_pins
from fieldnotes.casework.profile import confirm
from fieldnotes.casework.sign import file, refuse_own_work, require_its_place, require_read, require_reason
from fieldnotes.casework.views import QuestionView
from fieldnotes.casework.whole_note import WholeNote, act, fetch, fetch_all, require_signed
from fieldnotes.domain.entry import Act, Kind
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.vault import entries

GOOD_FOR = timedelta(hours=12)
"""How long a passphrase lets its person decide, with or without a network (IDM-1)."""


def prove(desk: Desk, passphrase: str) -> None:
    """Give one's passphrase anew, which lets one decide for the next twelve hours; a PIN proves too little.

    Refused: WRONG_PASSPHRASE. Unavailable: WAIT_BEFORE_RETRY(seconds).
    """
    confirm(desk, passphrase)
    desk.unlocked = desk.clock.now()


def questions(desk: Desk, *, all_: bool = False) -> tuple[QuestionView, ...]:
    """Open questions to this author, the oldest first; `all_`: answered ones too."""
    found = [
        q for whole in fetch_all(desk, people_at(desk)) for q in question_views(whole) if q.mine and (q.open or all_)
    ]
    return tuple(sorted(found, key=lambda question: question.at))


def approve(desk: Desk, note: str, revision: str, praise: JsonObject | None = None) -> Recorded:
    """Approve the revision that was read; `praise` (`{"pins": [...]}`) goes along, or neither is filed.

    Refused: UNKNOWN_NOTE, NOT_SIGNED, NOT_ALLOWED (it lies in the wrong case), OWN_WORK, NOT_A_SUPERVISOR,
    NOT_THE_HEAD, NEVER_OPENED, PROVE_AGAIN(hours).
    """
    whole = _to_decide(desk, note, revision)
    pins = read_pins(whole.template, whole.revision(revision), praise, praise_alone=True) if praise else ()
    with entries.filing(desk.vault, desk.clock) as file_one:
        along = tuple(file_one(_asking(desk, whole, revision, pin)).hash for pin in pins)
        filed = file_one(_decision(desk, whole, Kind.NOTE_APPROVED, {"revision": revision}))
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id), along)


def return_note(desk: Desk, note: str, revision: str, data: JsonObject) -> Recorded:
    """Return the revision with pinned questions (`{"pins": [...]}`): the questions first, then the return naming them.

    `others` are the questions' hashes. Praise alone returns nothing. Refused: as `approve`, PIN_MISSING,
    UNKNOWN_SECTION, UNKNOWN_FIELD, WRONG_TYPE.
    """
    whole = _to_decide(desk, note, revision)
    pins = read_pins(whole.template, whole.revision(revision), data)
    with entries.filing(desk.vault, desk.clock) as file_one:
        asked = [file_one(_asking(desk, whole, revision, pin)).hash for pin in pins]
        body: JsonObject = {"revision": revision, "questions": asked}
        filed = file_one(_decision(desk, whole, Kind.NOTE_RETURNED, body))
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id), tuple(asked))


def ask(desk: Desk, note: str, revision: str, data: JsonObject) -> Recorded:
    """Ask, suggest or praise without deciding; `hash` is the last, `others` are all. Refused: as `return_note`."""
    whole = fetch(desk, note)
    require_signed(whole)
    refuse_own_work(whole)
    require_read(desk, whole, revision)
    pins = read_pins(whole.template, whole.revision(revision), data, praise_alone=True)
    with entries.filing(desk.vault, desk.clock) as file_one:
        asked = [file_one(_asking(desk, whole, revision, pin)).hash for pin in pins]
    return Recorded(asked[-1], changed("entries outbox", note, whole.case.id), tuple(asked))


def answer(desk: Desk, question: str, text: str) -> Recorded:
    """Answer a question by its hash or id.

    Refused: UNKNOWN_QUESTION, NOT_YOUR_QUESTION, ALREADY_ANSWERED, WRONG_TYPE (no text).
    """
    whole, asked = _find_question(desk, question)
    if not asked.mine:
        raise Refused(Code.NOT_YOUR_QUESTION, question=question)
    if asked.answers:
        raise Refused(Code.ALREADY_ANSWERED, question=question)
    if not text.strip():
        raise Refused(Code.WRONG_TYPE, section="answer", field="text", expected="text")
    filed = file(desk, whole, Kind.QUESTION_ANSWERED, {"question": asked.id, "text": text.strip()})
    return Recorded(filed.hash, changed("entries outbox", whole.note, whole.case.id))


def withdraw(desk: Desk, note: str, reason: str) -> Recorded:
    """Withdraw an approval of the head.

    Refused: NOT_SIGNED, NOT_ALLOWED, OWN_WORK, NOT_A_SUPERVISOR, NOT_APPROVED, REASON_MISSING, PROVE_AGAIN(hours).
    """
    whole = _of_ones_case(desk, note)
    seen = {digest for f in whole.state.decisions for digest in _seen(f.entry.body)}
    approvals = [
        f
        for f in whole.state.decisions
        if f.entry.kind is Kind.NOTE_APPROVED and f.hash not in seen and f.entry.body["revision"] in whole.head_hashes
    ]
    if not approvals:
        raise Refused(Code.NOT_APPROVED, note=note)
    approval = approvals[-1]
    body: JsonObject = {
        "revision": approval.entry.body["revision"],
        "approval": approval.hash,
        "reason": require_reason(reason),
    }
    filed = entries.file_act(desk.vault, _decision(desk, whole, Kind.APPROVAL_WITHDRAWN, body), desk.clock)
    return Recorded(filed.hash, changed("entries outbox", note, whole.case.id))


def _asking(desk: Desk, whole: WholeNote, revision: str, pin: JsonObject) -> Act:
    return act(desk, whole, Kind.QUESTION_ASKED, {"revision": revision, **pin})


def _to_decide(desk: Desk, note: str, revision: str) -> WholeNote:
    whole = _of_ones_case(desk, note)
    require_read(desk, whole, revision)
    return whole


def _of_ones_case(desk: Desk, note: str) -> WholeNote:
    whole = fetch(desk, note)
    require_signed(whole)
    require_its_place(whole)
    refuse_own_work(whole)
    require_supervisor(whole.people, whole.case)
    return whole


def _decision(desk: Desk, whole: WholeNote, kind: Kind, body: JsonObject) -> Act:
    """A decision names every decision it has seen, and when this person last proved who they are."""
    proved = desk.unlocked
    if proved is None or abs(desk.clock.now() - proved) > GOOD_FOR:
        raise Refused(Code.PROVE_AGAIN, hours=GOOD_FOR // timedelta(hours=1))
    made = act(desk, whole, kind, {**body, "seen": sorted(f.hash for f in whole.state.decisions)})
    return replace(made, auth=log_in_named(desk) or {"acr": "passphrase", "at": proved.isoformat()})


def _find_question(desk: Desk, question: str) -> tuple[WholeNote, QuestionView]:
    for whole in fetch_all(desk, people_at(desk)):
        ids = {asked.asked.hash: asked.asked.entry.id for asked in whole.state.questions}
        for view in question_views(whole):
            if question in (view.id, ids[view.id]):
                return whole, view
    raise Refused(Code.UNKNOWN_QUESTION, question=question[:64])


def _seen(body: JsonObject) -> tuple[str, ...]:
    seen = body.get("seen")
    return tuple(str(digest) for digest in seen) if isinstance(seen, list | tuple) else ()
