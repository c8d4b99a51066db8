"""A visit or a call that did not happen: the reason, what was tried, what comes next – signed in under a minute."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from fieldnotes.casework.agreements import NOT_DONE
from fieldnotes.casework.case_views import AgreementView
from fieldnotes.casework.desk import Begun, Changed, Desk
from fieldnotes.casework.follow_up import follow_up
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.sign import sign
from fieldnotes.casework.write_note import add
from fieldnotes.domain.cases import CHILD, GUARDIAN, Case
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json

NOT_CARRIED_OUT = "ej_genomfort"
REASONS = "outcome_reason"
VISIT, CALL = "hembesok", "telefonsamtal"


@dataclass(frozen=True, slots=True)
class NotCarriedOut:
    """What a person says about it; `reason` is an id of the list `outcome_reason`, `contacted` are person ids.

    `planned` is when it should have begun; `again` the day of the next try; `visit`: which planned visit it was.
    """

    reason: str
    tried: str = field(repr=False)
    contacted: Sequence[str] = ()
    planned: datetime | None = None
    again: date | None = None
    template: str = VISIT
    visit: str | None = None


@dataclass(frozen=True, slots=True)
class Missed:
    """The signed note, its revision, and what changed."""

    note: str
    hash: str
    changed: Changed


def reasons(desk: Desk) -> tuple[tuple[str, str], ...]:
    """The reasons to choose from: id and label."""
    known = desk.book.choice_list(REASONS)
    return tuple((each, known.label_of(each, desk.language)) for each in known.swedish)


def begin(desk: Desk, case: str, said: NotCarriedOut) -> Begun:
    """Begin the draft of a visit that did not take place, everything in it that was said.

    Refused: UNKNOWN_CASE, NOT_ASSIGNED, UNKNOWN_TEMPLATE, UNKNOWN_PERSON; WRONG_TYPE for a reason that is none;
    REASON_MISSING when nothing is said of what was tried.
    """
    people = people_at(desk)
    of, form = people.case(case), desk.book.template(said.template)
    if said.visit is not None and not form.relax:  # what was planned has no short form of its own
        form = desk.book.template(VISIT)
    if not form.relax or said.reason not in desk.book.choice_list(REASONS).swedish:
        raise Refused(Code.WRONG_TYPE, section="grunddata", field=REASONS, expected=f"a choice of {REASONS}")
    if not said.tried.strip():
        raise Refused(Code.REASON_MISSING)
    return add(desk, of.id, form.id, {"sections": _sections(desk, people, of, said)}, said.visit)


def record(desk: Desk, case: str, said: NotCarriedOut, reason: str | None = None) -> Missed:
    """Begin and sign in one act; `reason` answers for warnings, if there are any. Refused: as `begin`, and as `sign`.

    When the rules stop the signature the draft stays, so that no word is lost.
    """
    begun = begin(desk, case, said)
    done = sign(desk, begun.note, None, reason)
    return Missed(begun.note, done.hash, begun.changed.with_(done.changed))


def tick(desk: Desk, planned: AgreementView) -> Changed:
    """Note what was planned as not done, beside the note that tells why; where that is refused it stays open."""
    try:
        return follow_up(desk, planned.note, planned.revision, planned.section, planned.row, NOT_DONE).changed
    except Refused:  # nothing is lost: it stays in the list of what is planned, and can be ticked there
        return Changed()


def family_to_contact(desk: Desk, case: str) -> tuple[tuple[str, str], ...]:
    """Who could have been contacted: the child and the guardians, id and name. Refused: UNKNOWN_CASE."""
    of = people_at(desk).case(case)
    return tuple((each.person_id, str(each.name)) for each in (of.child, *of.with_role(GUARDIAN)))


def _sections(desk: Desk, people: People, of: Case, said: NotCarriedOut) -> Mapping[str, Json]:
    basic: dict[str, Json] = {
        "outcome": NOT_CARRIED_OUT, "outcome_reason": said.reason, "tried": said.tried.strip(),
    }  # fmt: skip
    if said.planned is not None:
        basic["start"] = said.planned.isoformat(timespec="seconds")
    rows: list[Json] = [_absent(of, person) for person in dict.fromkeys([of.child.person_id, *said.contacted])]
    step: dict[str, Json] = {"what": _step_words(desk), "who": str(people.me.name)}
    if said.again is not None:
        step["due_date"] = said.again.isoformat()
    found: dict[str, Json] = {
        "grunddata": basic, "deltagare": {"people": rows}, "nasta_steg": {"steps": [step]},
    }  # fmt: skip
    if said.template == CALL:
        found["samtalet"] = {"direction": "missat"}
    return found


def _absent(of: Case, person: str) -> Json:
    found = of.person(person)
    role = found.role if found.role != CHILD else CHILD
    return {
        "person_id": person, "name": str(found.name), "role": role, "presence": "inte_med", "share_contact": False,
    }  # fmt: skip


def _step_words(desk: Desk) -> str:
    return "We agree on a new time" if desk.language == "en" else "Vi bestämmer en ny tid"
