"""One case: the family, what is recorded, what is agreed, what is due. Knows no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Protocol

from fieldnotes.casework.agreements import OPEN
from fieldnotes.casework.case_views import AgreementView, CaseView, PersonView
from fieldnotes.casework.desk import Recorded
from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day, days_left
from fieldnotes.ui.shell.fetch_case import there_row
from fieldnotes.ui.shell.find_presenter import case_row, deadline_tone
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.case_search_presenter import CaseSearch, SearchDrawing
from fieldnotes.ui.worker.promises import Promises, promise_key, promise_row


@dataclass(frozen=True)
class PersonLine:
    """One person of the family; `marks` are warnings in words."""

    name: str
    detail: str
    marks: tuple[str, ...]


@dataclass(frozen=True)
class CasePage:
    """Everything the screen shows of a case."""

    title: str
    number: str
    """What the window is called: no name stands in the system's list of windows (SEC-4)."""
    phase: str
    protected: bool
    people: tuple[PersonLine, ...]
    notes: tuple[Row, ...]
    deadlines: tuple[Row, ...]
    agreements: tuple[Row, ...]
    promised: Mapping[str, AgreementView] = field(repr=False)
    """What the rows of agreements stand for, by their keys."""
    staff: str
    proposed: bool = False
    may_bind: bool = False
    may_write: bool = False
    """This person works with the case."""
    may_give: bool = False
    """This person works with the case or supervises it, and may give a party their paper."""


ANSWER = "answer:"
"""How the key of a day begins by which a party may answer; the communication follows."""


class CaseDrawing(SearchDrawing, Protocol):
    """What the view can be told."""

    def show_case(self, page: CasePage) -> None:
        """Show the case."""
        ...

    def show_real(self, rows: Sequence[Row]) -> None:
        """Show the cases a proposed one may be."""
        ...


class CasePresenter:
    """Reads one case and opens its notes."""

    def __init__(self, shell: Shell, view: CaseDrawing, case: str) -> None:
        self._shell = shell
        self._view = view
        self._case = case
        self._load_job: Job | None = None
        self._there: frozenset[str] = frozenset()
        self.promises = Promises(shell, view)
        self.finding = CaseSearch(shell, view, case)

    def load(self) -> None:
        """Read the case anew."""
        from fieldnotes.casework.people import people_at
        from fieldnotes.casework.read_cases import agreements_in, case_among
        from fieldnotes.casework.read_note import rows_of
        from fieldnotes.casework.whole_note import fetch_all

        desk, wanted = self._shell.desk, self._case

        def read(_job: Job) -> CasePage:
            people = people_at(desk)
            seen = case_among(desk, people, wanted)
            of = people.case(seen.id)
            mine, decides = people.assigned(of), people.supervises(of)
            fetched = fetch_all(desk, people, seen.id)
            rows, promised = rows_of(desk, fetched), agreements_in(fetched)
            return case_page(seen, rows, promised, desk.hub_now(), may_write=mine, may_give=mine or decides)

        if self._load_job is not None:
            self._load_job.cancel()
        self._load_job = self._shell.tasks.run(
            Lane.READ, read, owner=self._view, done=self._loaded, failed=self._shell.explain
        )

    def _loaded(self, page: CasePage) -> None:
        """Show the case, then make its text ready in the background: the first search is as quick as the next."""
        self.promises.take(page.promised)
        self._view.show_case(page)
        self.finding.make_ready()

    def choose(self, key: str) -> None:
        """Open a note."""
        self._shell.go(Place("note", key.partition("#")[0]))

    def new_note(self) -> None:
        """Begin a note in this case."""
        self._shell.new_note(self._case)

    def find_real(self, text: str) -> None:
        """Find the case a proposed one may turn out to be."""
        from fieldnotes.casework.kept_back import find_there
        from fieldnotes.casework.read_cases import cases, find

        desk, wanted = self._shell.desk, text.strip()

        def read(_job: Job) -> tuple[Sequence[Row], Sequence[Row]]:
            found = find(desk, wanted) if wanted else cases(desk)
            there = [replace(there_row(each), key=each.case) for each in find_there(desk, wanted)]
            return [case_row(each) for each in found if not each.proposed], there

        def show(found: tuple[Sequence[Row], Sequence[Row]]) -> None:
            here, there = found
            self._there = frozenset(row.key for row in there)
            self._view.show_real([*here, *there])

        self._shell.tasks.run(
            Lane.READ, read, owner=self._view, done=show, failed=lambda _error: self._view.show_real(())
        )

    def bind(self, to_case: str) -> None:
        """Say which case this one is, and go there; one that stays at the hub comes with the exchange that begins."""
        from fieldnotes.casework.propose_case import bind

        desk, proposed, there = self._shell.desk, self._case, to_case in self._there

        def done(_recorded: Recorded) -> None:
            self._shell.say(_("The notes lie in the right case now."))
            if there:
                self._shell.sync_now()
            self._shell.go(Place("today") if there else Place("case", to_case))

        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: bind(desk, proposed, to_case),
            owner=self._view,
            done=done,
            failed=self._shell.explain,
        )

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()


def case_page(
    case: CaseView,
    notes: Sequence[NoteRow],
    agreed: Sequence[AgreementView],
    now: datetime,
    *,
    may_write: bool = False,
    may_give: bool = False,
) -> CasePage:
    """Make the page of a case; `may_write`: this person works with it; `may_give`: or supervises it."""
    today = now.date()
    in_sight = [each for each in agreed if _is_in_sight(each, today)]
    in_sight.sort(key=lambda each: each.outcome != OPEN)
    return CasePage(
        title=f"{case.child.name} · {case.number}",
        number=case.number,
        phase=case.phase_label,
        protected=case.protected,
        people=tuple(_person(person) for person in case.people),
        notes=tuple(note_row(note, now, in_case=True) for note in notes),
        deadlines=tuple(
            Row(
                key=f"{ANSWER}{due.about}" if due.about else due.rule,
                title=due.label,
                detail=day(due.due, today),
                chip=days_left(due.days_left),
                tone=deadline_tone(due.days_left),
            )
            for due in case.deadlines
        ),
        agreements=tuple(
            promise_row(each, today, beside=(each.who,) if each.outcome == OPEN else ()) for each in in_sight
        ),
        promised={promise_key(each): each for each in in_sight},
        staff=_staff(case),
        proposed=case.proposed,
        may_bind=case.may_bind,
        may_write=may_write,
        may_give=may_give,
    )


TOLD_AFTER = 90
"""Days what became of an agreement stays in sight; an open one stays until somebody says what became of it."""


def _is_in_sight(agreed: AgreementView, today: date) -> bool:
    if agreed.outcome == OPEN or agreed.followed is None:
        return True
    return (today - agreed.followed.at.date()).days <= TOLD_AFTER


def _staff(case: CaseView) -> str:
    parts = [_("You took over from {name}.").format(name=case.taken_over_from)] if case.taken_over_from else []
    parts += [_("The case waits for its number.")] if case.proposed else []
    parts += [_("Works with the case: {names}").format(names=", ".join(case.assigned))] if case.assigned else []
    if case.supervisor:
        parts.append(_("Decides: {name}").format(name=case.supervisor))
    return "\n".join(parts)


def _person(person: PersonView) -> PersonLine:
    marks = []
    if person.protected:
        marks.append(_("Protected identity"))
    if person.reporter:
        marks.append(_("Reported: never named to the family"))
    if person.secrecy_against:
        marks.append(_("Secret from someone in the family"))
    number = "" if person.protected else _readable(person.personnummer) or person.born or ""
    added = _("added by an administrator") if person.added else ""
    detail = " · ".join(part for part in (person.role_label, number, added) if part)
    return PersonLine(person.name, detail, tuple(marks))


def _readable(personnummer: str | None) -> str:
    """Write a personal number as people read it out: `20170902-2386`."""
    return f"{personnummer[:8]}-{personnummer[8:]}" if personnummer and len(personnummer) == len("ÅÅÅÅMMDDNNNN") else ""
