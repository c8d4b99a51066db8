"""Read cases, templates and the working day. Reads only; searches across cases by key alone (SEC-7)."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta

from fieldnotes.casework import conflicts
from fieldnotes.casework.agreements import agreements_of, newest
from fieldnotes.casework.case_days import CaseDays
from fieldnotes.casework.cosigning import is_asked_to_cosign
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.draft_ages import kept_elsewhere, kept_now
from fieldnotes.casework.find_words import Wanted, folded
from fieldnotes.casework.misfile import lately_misfiled, to_copy
from fieldnotes.casework.near_notes import is_near, near_notes
from fieldnotes.casework.note_reading import question_views
from fieldnotes.casework.note_rows import row_of
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.planned_visits import near_visits
from fieldnotes.casework.propose_case import proposed_cases
from fieldnotes.casework.versions import is_mine_to_settle
from fieldnotes.casework.views import (
    AgreementView,
    CaseView,
    NoteRow,
    PersonView,
    StatusView,
    TemplateView,
    TodayView,
)
from fieldnotes.casework.whole_note import WholeNote, fetch_all
from fieldnotes.domain.cases import REPORTER, Case, Person
from fieldnotes.domain.entry import Where
from fieldnotes.domain.fold import State
from fieldnotes.domain.prepared_case import ADDED
from fieldnotes.domain.private import Private
from fieldnotes.domain.proposed_case import is_proposed
from fieldnotes.domain.templates import TemplateBook
from fieldnotes.vault import access, attachment_transfer, outbox, preparing, purging, tally
from fieldnotes.vault.contact import clock_is_off, last_contact
from fieldnotes.vault.identity import identity
from fieldnotes.vault.tally import Tally

CASE_OPENED = "case_opened"
"""In the access log: somebody looked at a case itself."""
_SHORT_NUMBER = 10
_AHEAD = timedelta(days=14)
_BEHIND = timedelta(days=90)


def cases(desk: Desk) -> tuple[CaseView, ...]:
    """All cases on this computer, by case number."""
    return _by_number(desk, people_at(desk))


def case(desk: Desk, case_id: str) -> CaseView:
    """One case; also found by its number. Refused: UNKNOWN_CASE(case)."""
    return case_among(desk, people_at(desk), case_id)


def note_opened(desk: Desk, case_id: str) -> None:
    """Write down that a case is looked at: its people, its days, what was agreed (SEC-6). Refused: UNKNOWN_CASE."""
    of = people_at(desk).case(case_id)
    access.record(desk.vault, CASE_OPENED, of.id, None, None, desk.clock.now().isoformat())


def case_among(desk: Desk, people: People, case_id: str) -> CaseView:
    """Do as `case`, for whoever has read who is who already. Refused: UNKNOWN_CASE(case)."""
    days = CaseDays.at(desk, people, desk.hub_now())
    return _case_view(desk, people, people.case(case_id), tally.of_cases(desk.vault), days)


def find(desk: Desk, text: str) -> tuple[CaseView, ...]:
    """Find cases by name, personal number or case number, and nothing else (SEC-7).

    The beginning of every name, or of a number, is enough. Whoever reported is not searched (SEC-3).
    Refused: SEARCH_NOT_ALLOWED when there is no word in `text`.
    """
    wanted = Wanted.read(text)
    people = people_at(desk)
    return _by_number(desk, people, lambda each: is_meant(each, text, wanted))


def agreements(desk: Desk, case_id: str) -> tuple[AgreementView, ...]:
    """Agreements and next steps of a case's signed notes, the nearest day first, each where it was last carried on.

    Refused: UNKNOWN_CASE.
    """
    people = people_at(desk)
    return agreements_in(fetch_all(desk, people, people.case(case_id).id))


def agreements_in(fetched: Iterable[WholeNote]) -> tuple[AgreementView, ...]:
    """Do as `agreements`, for whoever has fetched the notes of the case already."""
    return _by_day(newest(row for whole in fetched for row in agreements_of(whole)))


def templates(book: TemplateBook, language: str) -> tuple[TemplateView, ...]:
    """The templates new notes are begun from, in the order of the book."""
    return tuple(
        TemplateView(
            id=template.id,
            label=template.label(language),
            when=template.wording("when", language),
            version=template.version,
        )
        for template in book.templates.values()
        if template.id not in book.not_offered
    )


def offered_templates(desk: Desk) -> tuple[TemplateView, ...]:
    """The templates this person begins notes from, the town's as they are now among them."""
    people_at(desk)
    return templates(desk.book, desk.language)


def today(desk: Desk, pages: int | None = None) -> TodayView:
    """What to do now (screen 3). Planned is what is promised and open, due in the last 90 days or the next 14.

    `pages`: how many pages of signed texts, new to this computer, may be looked through first; None for all. When
    some are left, the view says so, `near_notes.look_through` goes on, and the day is asked for again.
    """
    people = people_at(desk)
    now = desk.hub_now()
    day = now.date()
    near = (day - _BEHIND, day + _AHEAD)
    whole, unread = near_notes(desk, people, *near, pages)
    mine = [each for each in whole if _is_mine(each)]
    every = newest(row for each in whole for row in agreements_of(each))
    planned = [row for row in every if is_near(row, *near)]
    status_now, days = status(desk), CaseDays.at(desk, people, now)
    return TodayView(
        today=day,
        planned=_by_day(planned),
        drafts=_rows(desk, [each for each in whole if each.draft is not None]),
        returned=_rows(desk, [each for each in mine if each.state.state is State.RETURNED]),
        conflicts=_rows(desk, [each for each in whole if is_mine_to_settle(each)]),
        to_cosign=_rows(desk, [each for each in whole if is_asked_to_cosign(each)]),
        misfiled=_rows(desk, [each for each in whole if lately_misfiled(each, now)]),
        proposed=tuple(each for each in proposed_cases(desk) if each.may_bind),
        to_copy=to_copy(people, whole),
        questions=tuple(q for each in mine if not each.closed for q in question_views(each) if q.mine and q.open),
        deadlines=tuple((each.number, due) for each in _in_order(people, there=True) for due in days.of(each)),
        waiting=status_now.waiting,
        status=status_now,
        unread=unread,
        unsent=_rows(desk, [each for each in whole if _is_unsent(each)]),
        visits=near_visits(desk, people, day),
    )


def status(desk: Desk) -> StatusView:
    """Where the record is: what waits, what was put aside, when the hub last answered."""
    me = identity(desk.vault)
    kept, kept_at = kept_now(desk)
    elsewhere = kept_elsewhere(desk)
    bytes_to_move = attachment_transfer.waiting(desk.vault)
    return StatusView(
        joined=me.joined,
        waiting=outbox.waiting(desk.vault),
        quarantined=len(outbox.quarantined(desk.vault)),
        last_contact=last_contact(desk.vault),
        drafts=tally.drafts(desk.vault),
        waiting_notes=tally.waiting_notes(desk.vault),
        drafts_kept=kept,
        drafts_kept_at=kept_at,
        drafts_elsewhere=elsewhere[0],
        drafts_elsewhere_at=elsewhere[1],
        conflicts=conflicts.count(desk),
        clock_ahead=clock_is_off(desk.vault),
        leaving=len(purging.leaving(desk.vault)),
        files_waiting=bytes_to_move.files,
        pictures_only=bytes_to_move.pictures_only,
        bytes_wait=desk.workshop.metered(),
        unheard=len(preparing.waiting(desk.vault)),
    )


def person_view(desk: Desk, person: Person) -> PersonView:
    """Show one person of a case to the worker."""
    return PersonView(
        person_id=person.person_id,
        name=Private(person.name),
        role=person.role,
        role_label=desk.book.choice_list("role_person").label_of(person.role, desk.language),
        protected=person.is_protected,
        secrecy_against=tuple(sorted(person.secrecy_against)),
        personnummer=person.personnummer,
        born=person.born,
        language=person.language,
        reporter=person.role == REPORTER,
        added=ADDED in person.source,
    )


def _by_number(desk: Desk, people: People, is_wanted: Callable[[Case], bool] = lambda _: True) -> tuple[CaseView, ...]:
    counted, days = tally.of_cases(desk.vault), CaseDays.at(desk, people, desk.hub_now())
    return tuple(_case_view(desk, people, each, counted, days) for each in _in_order(people) if is_wanted(each))


def _in_order(people: People, *, there: bool = False) -> list[Case]:
    """The cases on this computer, by number; `there`: also what is told of those that stay at the hub."""
    every = [*people.cases.values(), *(people.there.values() if there else ())]
    return sorted(every, key=lambda each: (each.number, each.id))


def _case_view(desk: Desk, people: People, of: Case, counted: Mapping[str, Tally], days: CaseDays) -> CaseView:
    everybody = tuple(person_view(desk, person) for person in (of.child, *of.people))
    return CaseView(
        id=of.id,
        number=of.number,
        phase=of.phase,
        phase_label=desk.book.choice_list("phase").label_of(of.phase, desk.language),
        people=everybody,
        deadlines=days.of(of),
        child=everybody[0],
        protected=any(person.protected for person in everybody),
        assigned=tuple(people.user_name(user) for user in of.assigned),
        supervisor=people.user_name(of.supervisor) if of.supervisor else None,
        notes=sum(counted[chain].notes for chain in people.chains(of)),
        drafts=sum(counted[chain].drafts for chain in people.chains(of)),
        proposed=is_proposed(of),
        may_bind=is_proposed(of) and people.supervises(of),
        taken_over_from=_taken_over_from(people, of),
    )


def _taken_over_from(people: People, of: Case) -> Private | None:
    """Who had the case before this person, when the hub says it was handed over."""
    said = of.source.get("taken_over")
    if not isinstance(said, Mapping) or said.get("to") != people.me.id:
        return None
    return people.user_name(str(said.get("from")))


def is_meant(of: Case, text: str, wanted: Wanted) -> bool:
    """Tell whether a case is found by what was typed (SEC-7); `wanted` is the same, read."""
    typed = folded(text).strip()
    if folded(of.number).startswith(typed) or (typed.isdigit() and typed in of.number.split("-")):
        return True
    digits = re.sub(r"[\s+-]", "", typed)
    for person in (of.child, *of.people):
        if person.role == REPORTER:
            continue
        if wanted.begin_words_of(person.name):
            return True
        number = re.sub(r"\D", "", person.personnummer or "")
        if digits.isdigit() and number and (number.startswith(digits) or number[-_SHORT_NUMBER:].startswith(digits)):
            return True
    return False


def _is_unsent(whole: WholeNote) -> bool:
    waits = any(filed.where in (Where.ONLY_HERE, Where.UNKNOWN, Where.SENDING) for filed in whole.filed)
    return waits and whole.draft is None and bool(whole.state.heads)


def _is_mine(whole: WholeNote) -> bool:
    return any(head.entry.author == whole.people.me.id for head in whole.state.heads)


def _by_day(rows: list[AgreementView]) -> tuple[AgreementView, ...]:
    return tuple(sorted(rows, key=lambda row: (row.due or date.max, row.note)))


def _rows(desk: Desk, found: list[WholeNote]) -> tuple[NoteRow, ...]:
    rows = [row_of(desk, whole) for whole in found]
    return tuple(sorted(rows, key=lambda row: (row.at, row.note), reverse=True))
