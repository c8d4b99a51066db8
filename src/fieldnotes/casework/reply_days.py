"""The days by which parties may still reply before a decision (INS-5). Reads entries; draws no paper."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.people import People
from fieldnotes.domain.deadlines import Deadline
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.wording import inside
from fieldnotes.vault import entries

RULE: Final = "INS-5"


def reply_days(desk: Desk, people: People) -> Mapping[str, tuple[tuple[str, Deadline], ...]]:
    """Give the days by which parties may still reply, by case: the communication, and its day (INS-5)."""
    today = desk.hub_now().date()
    found: dict[str, tuple[tuple[str, Deadline], ...]] = {}
    for filed, answers in sent_and_answers(desk):
        if answers or not people.knows(filed.entry.case):
            continue
        of = people.case(filed.entry.case)
        person = of.by_id.get(str(filed.entry.body["to"]))
        roles = desk.book.choice_list("role_person")
        role = (inside(roles.label_of(person.role, each)) if person else "" for each in ("sv", "en"))
        swedish, english = role
        due = reply_by(filed)
        day = Deadline(
            RULE, due, (due - today).days, f"Svar på kommunicering ({swedish})", f"Reply before a decision ({english})"
        )
        found[of.id] = (*found.get(of.id, ()), (filed.hash, day))
    return found


def sent_and_answers(desk: Desk) -> list[tuple[Filed, list[Filed]]]:
    """Give every communication on this computer with what was answered to it."""
    answers: dict[str, list[Filed]] = {}
    for filed in entries.of_kind(desk.vault, Kind.COMMUNICATION_ANSWERED):
        answers.setdefault(str(filed.entry.body["sent"]), []).append(filed)
    return [(filed, answers.get(filed.hash, [])) for filed in entries.of_kind(desk.vault, Kind.COMMUNICATION_SENT)]


def reply_by(filed: Filed) -> date:
    """Give the last day to reply to a communication."""
    return datetime.fromisoformat(str(filed.entry.body["reply_by"])).date()
