"""Giving a party their paper, as insight or before a decision with a day to reply by, and what they answered (INS-5).

Each is an entry of the case. Showing on a screen is neither of them.
"""

from dataclasses import replace
from pathlib import Path
from typing import Final

from fieldnotes.casework.desk import Desk, Recorded, changed
from fieldnotes.casework.folder_case import require_inside
from fieldnotes.casework.insight import DrawnInsight
from fieldnotes.casework.insight_views import CommunicationView, Given, ReplyView
from fieldnotes.casework.note_reading import moment, private
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.reply_days import reply_by, sent_and_answers
from fieldnotes.casework.whole_note import in_one_spelling
from fieldnotes.casework.written_file import write_whole
from fieldnotes.domain.entry import Act, Filed, Kind
from fieldnotes.domain.errors import Code, FieldNotesError, Refused
from fieldnotes.domain.json_value import Json
from fieldnotes.domain.private import Private
from fieldnotes.domain.taking_home import SHORTEST_PASSPHRASE, STICK, WAYS, TakenHome
from fieldnotes.domain.wording import inside
from fieldnotes.report.sealed_pdf import sealed_pdf
from fieldnotes.vault import access, entries
from fieldnotes.wire.ids import new_id

NOTHING: Final = "nothing"
ANSWERS: Final = ("replied", "told", "hearing", NOTHING)
"""In writing; by mouth; wants to speak to the board; nothing came before the day to reply by."""


def given(desk: Desk, paper: DrawnInsight, way: str) -> Given:
    """Record that a drawn paper was given to its party, and with a day to reply by, that it was communicated.

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, WRONG_TYPE (no way).
    """
    taken = _way(way)
    people = people_at(desk)
    of = people.case(paper.case)
    require_inside(people, of)
    masked: list[Json] = [
        {"note": note, "why": why, "count": count} if note else {"why": why, "count": count}
        for (note, why), count in sorted(paper.hidden.items())
    ]
    body: dict[str, Json] = {"to": paper.to, "document": paper.sha256, "way": taken, "masked": masked}
    with entries.filing(desk.vault, desk.clock) as file_one:
        seen = file_one(Act(new_id(desk.clock), Kind.INSIGHT_GIVEN, of.id, None, body))
        sent = None
        if paper.reply_by is not None:
            told: dict[str, Json] = {
                "to": paper.to,
                "documents": [paper.sha256],
                "reply_by": paper.reply_by.isoformat(),
                "way": taken,
            }
            sent = file_one(Act(new_id(desk.clock), Kind.COMMUNICATION_SENT, of.id, None, told))
    access.record(desk.vault, "handed_over", of.id, None, None, seen.entry.at)
    change = changed("entries cases outbox", of.id)
    return Given("", paper.sha256, seen.hash, sent.hash if sent else None, paper.counted, change)


def give(desk: Desk, paper: DrawnInsight, way: str, path: Path, passphrase: Private | None = None) -> Given:
    """Write a drawn paper to a file and record it; on a stick it is locked with the passphrase the party chose.

    Refused: as `given`, FILE_EXISTS, WEAK_PASSPHRASE. Unavailable: CANNOT_WRITE, DISK_FULL. What could not be recorded
    leaves no file behind.
    """
    taken = _way(way)
    if path.exists():
        raise Refused(Code.FILE_EXISTS, file=path.name)
    if TakenHome.read(taken).way == STICK and len(passphrase or "") < SHORTEST_PASSPHRASE:
        raise Refused(Code.WEAK_PASSPHRASE, least=SHORTEST_PASSPHRASE)
    if passphrase:
        paper = replace(paper, pdf=sealed_pdf(paper.pdf, passphrase))
    done = write_whole(path, paper.pdf)
    try:
        recorded = given(desk, paper, taken)
    except FieldNotesError:
        path.unlink(missing_ok=True)
        raise
    return replace(recorded, file=done.file)


def answered(desk: Desk, sent: str, answer: str, text: str = "") -> Recorded:
    """Record how a party answered a communication, or that nothing came before the day was over.

    Refused: UNKNOWN_COMMUNICATION, NOT_ASSIGNED, WRONG_TYPE (no such answer), WORDS_ARE_THEIRS (words of one who gave
    no answer), REPLY_TIME_LEFT(day) when it is said too early that nothing came.
    """
    people = people_at(desk)
    filed = entries.by_hash(desk.vault, sent)
    if filed is None or filed.entry.kind is not Kind.COMMUNICATION_SENT or not people.knows(filed.entry.case):
        raise Refused(Code.UNKNOWN_COMMUNICATION, sent=sent[:64])
    of = people.case(filed.entry.case)
    require_inside(people, of)
    words = text.strip()
    if answer not in ANSWERS or (answer == NOTHING and words):
        raise Refused(Code.WRONG_TYPE, section="communicate", field="answer", expected=" | ".join(ANSWERS))
    if answer == NOTHING and desk.hub_now().date() <= reply_by(filed):
        raise Refused(Code.REPLY_TIME_LEFT, day=reply_by(filed).isoformat())
    body: dict[str, Json] = {"sent": sent, "answer": answer, **({"text": in_one_spelling(words)} if words else {})}
    act = Act(new_id(desk.clock), Kind.COMMUNICATION_ANSWERED, filed.entry.case, None, body)
    done = entries.file_act(desk.vault, act, desk.clock)
    return Recorded(done.hash, changed("entries cases outbox", of.id))


def communications(desk: Desk, case: str | None = None) -> tuple[CommunicationView, ...]:
    """List what was communicated, in one case or all on this computer, the day to reply by nearest first.

    Refused: UNKNOWN_CASE.
    """
    people = people_at(desk)
    chains = None if case is None else people.chains(people.case(case))
    found = [
        _view(desk, people, filed, answers)
        for filed, answers in sent_and_answers(desk)
        if people.knows(filed.entry.case) and (chains is None or filed.entry.case in chains)
    ]
    return tuple(sorted(found, key=lambda each: (each.reply_by, each.sent)))


def _view(desk: Desk, people: People, filed: Filed, answers: list[Filed]) -> CommunicationView:
    of, to = people.case(filed.entry.case), str(filed.entry.body["to"])
    person = of.by_id.get(to)
    role = desk.book.choice_list("role_person").label_of(person.role, desk.language) if person else ""
    return CommunicationView(
        sent=filed.hash,
        case=of.id,
        case_number=of.number,
        to=to,
        to_name=people.person_name(of, to),
        role=inside(role),
        at=moment(filed),
        reply_by=reply_by(filed),
        way=str(filed.entry.body["way"]),
        open=not answers,
        answers=tuple(
            ReplyView(
                str(each.entry.body["answer"]),
                moment(each),
                people.user_name(each.entry.author),
                private(each.entry.body.get("text")),
            )
            for each in sorted(answers, key=lambda one: one.entry.id)
        ),
    )


def _way(way: str) -> str:
    taken = TakenHome(way.strip())
    if not taken.may_be:
        raise Refused(Code.WRONG_TYPE, section="insight", field="way", expected=" | ".join(WAYS))
    return taken.word
