"""What an administrator settles: visits, people, who has a case. Kept here until the hub has it, so it works offline.

Each is judged here as the hub will; the hub's word counts. Writes no entry and no draft.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.desk import Changed, Desk, Recorded, changed
from fieldnotes.casework.prepare import Prepared, read_prepared
from fieldnotes.casework.whole_note import in_one_spelling
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.domain.json_value import Json, JsonObject
from fieldnotes.domain.prepared_case import MAY_BE_ADDED, PreparedCase, phrase_fits
from fieldnotes.sync.preparing import ASSIGNED, CANCEL, HANDOVER, PERSON, PLAN
from fieldnotes.vault import access, preparing
from fieldnotes.wire.ids import new_id
from fieldnotes.wire.preparing import LOOKED_UP


@dataclass(frozen=True, slots=True)
class NewVisit:
    """A visit as a person says it; with `visit` it moves one that is planned."""

    start: datetime
    template: str
    workers: Sequence[str]
    people: Sequence[str] = ()
    visit: str | None = None


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody to be added to a case; with `person` it corrects one who was added here."""

    name: str = field(repr=False)
    role: str
    language: str | None = None
    title: str | None = field(default=None, repr=False)
    protected: bool = False
    person: str | None = None


def look_up(desk: Desk, case: str) -> None:
    """Write down that a case was opened to prepare it (SEC-6). Refused: NOT_AN_ADMINISTRATOR."""
    of = read_prepared(desk).case(case)
    access.record(desk.vault, LOOKED_UP, of.id, None, None, desk.clock.now().isoformat())


def plan_visit(desk: Desk, case: str, said: NewVisit) -> Recorded:
    """Plan or move a visit; `hash` is its id.

    Refused: NOT_AN_ADMINISTRATOR, UNKNOWN_TEMPLATE, TEMPLATE_WITHDRAWN, UNKNOWN_USER for who is not assigned,
    UNKNOWN_PERSON, PROTECTED_CASE when somebody of one is named, WRONG_TYPE for a time without an offset.
    """
    known = read_prepared(desk)
    of = known.case(case)
    desk.book.offered(said.template)
    if said.start.tzinfo is None:
        raise Refused(
            Code.WRONG_TYPE, section="visit", field="start", expected="a time with offset (YYYY-MM-DDTHH:MM+HH:MM)"
        )
    _require_named(of, said, _people_now(known, of))
    visit = said.visit or new_id(desk.clock)
    values: JsonObject = {
        "case": of.id, "visit": visit, "start": said.start.isoformat(timespec="seconds"), "template": said.template,
        "workers": [*said.workers], "people": [*said.people],
    }  # fmt: skip
    return _keep(desk, visit, PLAN, values)


def cancel_visit(desk: Desk, case: str, visit: str) -> Recorded:
    """Take a planned visit away; one the hub has never heard of is thrown away. Refused: NOT_AN_ADMINISTRATOR."""
    known = read_prepared(desk)
    of = known.case(case)
    if any(each.id == visit for each in of.visits):
        return _keep(desk, visit, CANCEL, {"case": of.id, "visit": visit})
    preparing.drop(desk.vault, visit)
    return Recorded(visit, changed("cases", of.id))


def add_person(desk: Desk, case: str, said: NewPerson) -> Recorded:
    """Add a person to a case, or correct one added here; `hash` is their id.

    Refused: NOT_AN_ADMINISTRATOR, PROTECTED_CASE, WRONG_TYPE for a relation, a name or a language that is none.
    """
    known = read_prepared(desk)
    of = known.case(case)
    if of.kept_back:
        raise Refused(Code.PROTECTED_CASE, case=of.number)
    name, title = str(in_one_spelling(said.name.strip())), str(in_one_spelling((said.title or "").strip()))
    if said.role not in MAY_BE_ADDED:
        raise Refused(Code.WRONG_TYPE, section="person", field="role", expected=" | ".join(sorted(MAY_BE_ADDED)))
    if not phrase_fits(name):
        raise Refused(Code.WRONG_TYPE, section="person", field="name", expected="a name")
    if title and not phrase_fits(title):
        raise Refused(Code.WRONG_TYPE, section="person", field="title", expected="a text")
    if said.language is not None and not (2 <= len(said.language) <= 3 and said.language.isalpha()):  # noqa: PLR2004 - ISO 639
        raise Refused(Code.WRONG_TYPE, section="person", field="language", expected="a language (sv, en, ar …)")
    person = said.person or new_id(desk.clock)
    if any(each.person_id == person and not each.added for each in of.people):
        raise Refused(Code.UNKNOWN_PERSON, person=person)
    values: dict[str, Json] = {"case": of.id, "person": person, "role": said.role, "name": name}
    more: dict[str, Json] = {"language": said.language, "title": title or None, "protected": said.protected or None}
    values.update({key: value for key, value in more.items() if value is not None})
    return _keep(desk, person, PERSON, values)


def assign(desk: Desk, case: str, user: str) -> Recorded:
    """Give a case to a colleague of its unit. Refused: NOT_AN_ADMINISTRATOR, PROTECTED_CASE, NOT_A_WORKER."""
    known = read_prepared(desk)
    of = known.case(case)
    if of.kept_back:
        raise Refused(Code.PROTECTED_CASE, case=of.number)
    _require_worker(known, of, user)
    return _keep(desk, f"{of.id} {user}", ASSIGNED, {"case": of.id, "user": user, "there": True})


def take_off(desk: Desk, case: str, user: str, *, drafts_stay: bool = False) -> Recorded:
    """Take a colleague off a case. Refused: NOT_AN_ADMINISTRATOR; UNKNOWN_USER for who has not got it."""
    of = read_prepared(desk).case(case)
    if user not in of.assigned:
        raise Refused(Code.UNKNOWN_USER, user=user)
    values: JsonObject = {"case": of.id, "user": user, "there": False, "drafts_stay": drafts_stay}
    return _keep(desk, f"{of.id} {user}", ASSIGNED, values)


def hand_over(desk: Desk, leaving: str, taking: str, case: str | None = None, *, drafts_stay: bool = False) -> Recorded:
    """Hand a case over from one worker to another, or all of theirs in one's units.

    Refused: NOT_AN_ADMINISTRATOR; UNKNOWN_USER for who has none of them; NOT_A_WORKER.
    """
    known = read_prepared(desk)
    wanted = [known.case(case)] if case is not None else list(known.cases.values())
    moving = [each for each in wanted if leaving in each.assigned]
    if not moving:
        raise Refused(Code.UNKNOWN_USER, user=leaving)
    for each in moving:
        _require_worker(known, each, taking)
    values: dict[str, Json] = {"leaving": leaving, "taking": taking, "drafts_stay": drafts_stay}
    if case is not None:
        values["case"] = moving[0].id
    return _keep(desk, f"{values.get('case', '')} {leaving} {taking}", HANDOVER, values)


def try_again(desk: Desk, about: str, *, drafts_stay: bool = False) -> Recorded:
    """Ask the hub once more for what it refused; `drafts_stay`: although unsigned drafts stay behind.

    Nothing happens when nothing of that name was refused. Refused: NOT_AN_ADMINISTRATOR.
    """
    one = next((each for each in read_prepared(desk).refused if each.about == about), None)
    if one is None:
        return Recorded(about, Changed())
    stays = one.act in (ASSIGNED, HANDOVER) and drafts_stay
    return _keep(desk, about, one.act, {**one.values, "drafts_stay": True} if stays else one.values)


def drop(desk: Desk, about: str) -> Recorded:
    """Throw away what is settled here and the hub has not taken in; what is not there is fine."""
    preparing.drop(desk.vault, about)
    return Recorded(about, changed("cases"))


def _require_named(of: PreparedCase, said: NewVisit, people: frozenset[str]) -> None:
    for user in said.workers:
        if user not in of.assigned:
            raise Refused(Code.UNKNOWN_USER, user=user)
    if said.people and of.kept_back:
        raise Refused(Code.PROTECTED_CASE, case=of.number)
    for person in said.people:
        if person not in people:
            raise Refused(Code.UNKNOWN_PERSON, person=person)


def _people_now(known: Prepared, of: PreparedCase) -> frozenset[str]:
    """Everybody of the case, those among them who are on their way to the hub."""
    coming = {one.about for one in known.waiting if one.act == PERSON and one.values.get("case") == of.id}
    return frozenset({each.person_id for each in of.people} | coming)


def _require_worker(known: Prepared, of: PreparedCase, user: str) -> None:
    if user not in {each.user for each in known.may_have(of)}:
        raise Refused(Code.NOT_A_WORKER, user=user)


def _keep(desk: Desk, about: str, act: str, values: JsonObject) -> Recorded:
    preparing.keep(desk.vault, about, act, values, desk.clock.now().isoformat())
    return Recorded(about, changed("cases outbox", *(str(values[key]) for key in ("case",) if key in values)))
