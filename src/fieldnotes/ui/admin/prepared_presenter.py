"""One case to prepare: reads it, plans visits, adds people, settles who has it. Knows no Qt and no store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fieldnotes.casework.desk import Desk, Recorded
from fieldnotes.casework.prepare_views import REFUSED, TAKEN, PreparedCaseView, PreparedPersonView, PreparedVisitView
from fieldnotes.domain.errors import Code
from fieldnotes.domain.prepared_case import MAY_BE_ADDED
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.admin.prepare_rows import (
    ACT,
    HAS,
    PERSON,
    VISIT,
    day_words,
    pending_rows,
    person_rows,
    reasons,
    visits_of_case,
    worker_rows,
)
from fieldnotes.ui.admin.prepared_forms import Choice, HandsForm, PersonForm, VisitForm, start_of
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


@dataclass(frozen=True)
class PreparedPage:
    """Everything the screen shows, and what its forms offer."""

    number: str
    phase: str
    kept_back: bool
    days: str
    visits: tuple[Row, ...]
    people: tuple[Row, ...]
    workers: tuple[Row, ...]
    pending: tuple[Row, ...]
    supervisor: str = field(repr=False)
    planned: Mapping[str, PreparedVisitView] = field(repr=False)
    """Visits by the keys of their rows."""
    added: Mapping[str, PreparedPersonView] = field(repr=False)
    """People who were added here, by the keys of their rows."""
    templates: tuple[Choice, ...] = field(repr=False)
    relations: tuple[Choice, ...] = field(repr=False)
    may_have: tuple[Choice, ...] = field(repr=False)
    has: tuple[Choice, ...] = field(repr=False)
    to_meet: tuple[Choice, ...] = field(repr=False)
    drafts_left: frozenset[str] = frozenset()
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why the case system said no, by the keys of rows."""


class PreparedDrawing(Protocol):
    """What the view can be told."""

    def show_case(self, page: PreparedPage) -> None:
        """Show the case."""
        ...


class FormDrawing(Protocol):
    """What a form over the screen can be told."""

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being done."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it was not done."""
        ...

    def close_over(self) -> None:
        """Close the form."""
        ...


class PreparedPresenter:
    """Everything one can do for one case."""

    def __init__(self, shell: Shell, view: PreparedDrawing, case: str) -> None:
        self._shell = shell
        self._view = view
        self._case = case
        self._looked = False
        self._job: Job | None = None

    def load(self) -> None:
        """Read the case; that it was opened is written down, once (SEC-6)."""
        from fieldnotes.casework.prepare import prepared_case
        from fieldnotes.casework.prepare_acts import look_up

        if self._job is not None:
            self._job.cancel()
        desk, first = self._shell.desk, not self._looked

        def read(_job: Job) -> PreparedPage:
            if first:
                look_up(desk, self._case)
            return prepared_page(desk, prepared_case(desk, self._case))

        self._looked = True
        lane = Lane.WRITE if first else Lane.READ
        self._job = self._shell.tasks.run(
            lane, read, owner=self._view, done=self._view.show_case, failed=self._shell.explain
        )

    def plan(self, form: VisitForm, view: FormDrawing) -> None:
        """Plan a visit, or move it."""
        from fieldnotes.casework.prepare_acts import NewVisit, plan_visit

        desk = self._shell.desk
        start = start_of(form, desk.clock.now().date())
        if isinstance(start, str):
            view.show_wrong(start)
            return
        said = NewVisit(start, form.template, form.workers, form.people, form.visit or None)
        self._settle(lambda: plan_visit(desk, self._case, said), _("Planned. It reaches whoever goes by itself."), view)

    def cancel(self, visit: PreparedVisitView) -> None:
        """Take a visit away; it can be taken back."""
        from fieldnotes.casework.prepare_acts import NewVisit, cancel_visit, plan_visit

        desk = self._shell.desk
        workers, people = ([w.user for w in visit.workers], [p.person_id for p in visit.people])
        said = NewVisit(visit.start, visit.template, workers, people, visit.visit)
        self._settle(
            lambda: cancel_visit(desk, self._case, visit.visit),
            _("The visit is taken away."),
            undo=lambda: self._settle(lambda: plan_visit(desk, self._case, said), _("The visit is planned again.")),
        )

    def add_person(self, form: PersonForm, view: FormDrawing) -> None:
        """Add a person, or correct one."""
        from fieldnotes.casework.prepare_acts import NewPerson, add_person

        desk = self._shell.desk
        said = NewPerson(
            form.name, form.role, form.language.strip().lower() or None, form.title or None, form.protected,
            form.person or None,
        )  # fmt: skip
        done = _("Added to the case.") if not form.person else _("Corrected.")
        self._settle(lambda: add_person(desk, self._case, said), done, view)

    def give(self, form: HandsForm, view: FormDrawing) -> None:
        """Give the case to somebody, beside those who have it or instead of one of them."""
        from fieldnotes.casework.prepare_acts import assign, hand_over

        desk = self._shell.desk
        if not form.leaving:
            self._settle(lambda: assign(desk, self._case, form.taking), _("The colleague gets the case."), view)
            return
        case = None if form.every_case else self._case
        self._settle(lambda: hand_over(desk, form.leaving, form.taking, case), _("The case is handed over."), view)

    def take_off(self, key: str) -> None:
        """Take a colleague off the case; it can be taken back."""
        from fieldnotes.casework.prepare_acts import assign, take_off

        desk, user = self._shell.desk, key.removeprefix(f"{HAS}:")
        self._settle(
            lambda: take_off(desk, self._case, user),
            _("The colleague no longer has the case."),
            undo=lambda: self._settle(lambda: assign(desk, self._case, user), _("The colleague has the case again.")),
        )

    def again(self, key: str, *, drafts_stay: bool = False) -> None:
        """Ask the hub once more for what it refused."""
        from fieldnotes.casework.prepare_acts import try_again

        about = key.removeprefix(f"{ACT}:")
        self._settle(lambda: try_again(self._shell.desk, about, drafts_stay=drafts_stay), _("Asked again."))

    def throw_away(self, key: str) -> None:
        """Let go of what waits or was turned down."""
        from fieldnotes.casework.prepare_acts import drop

        about = key.removeprefix(f"{ACT}:")
        self._settle(lambda: drop(self._shell.desk, about), _("Thrown away."))

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()

    def _settle(
        self,
        act: Callable[[], Recorded],
        said: str,
        view: FormDrawing | None = None,
        undo: Callable[[], None] | None = None,
    ) -> None:
        """Do it on the lane of short writes; a form stays open with the reason where it is refused."""
        if view is not None:
            view.show_busy(busy=True)

        def done(_recorded: Recorded) -> None:
            if view is not None:
                view.show_busy(busy=False)
                view.close_over()
            self._shell.say(said, undo=undo)

        def failed(error: Exception) -> None:
            if view is not None:
                view.show_wrong(explain(error).words)
            else:
                self._shell.explain(error)

        self._shell.tasks.run(Lane.WRITE, lambda _job: act(), owner=self._view, done=done, failed=failed)


def prepared_page(desk: Desk, case: PreparedCaseView) -> PreparedPage:
    """Make the page of a case."""
    now = desk.clock.now()
    roles = desk.book.choice_list("role_person")
    relations = [each for each in roles.swedish if each in MAY_BE_ADDED]
    refused = [act for act in case.pending if act.state == REFUSED]
    days = [f"{day_words(key)}: {day(on, now.date())}" for key, on in case.days]
    return PreparedPage(
        number=case.number,
        phase=case.phase_label,
        kept_back=case.kept_back,
        days="\n".join(days),
        visits=visits_of_case(case.visits, now),
        people=person_rows(case.people),
        workers=worker_rows(case),
        pending=pending_rows(case.pending),
        supervisor=_("Supervisor: {name}").format(name=case.supervisor) if case.supervisor else "",
        planned={f"{VISIT}:{each.case}:{each.visit}": each for each in case.visits},
        added={f"{PERSON}:{each.person_id}": each for each in case.people if each.added or each.state != TAKEN},
        templates=tuple(
            Choice(form.id, form.label(desk.language))
            for form in desk.book.templates.values()
            if form.id not in desk.book.not_offered
        ),
        relations=tuple(Choice(each, roles.label_of(each, desk.language)) for each in relations),
        may_have=tuple(Choice(each.user, each.name) for each in case.may_have),
        has=tuple(Choice(each.user, each.name, chosen=True) for each in case.assigned),
        to_meet=tuple(Choice(each.person_id, f"{each.name}, {each.role_label.lower()}") for each in case.people),
        drafts_left=frozenset(f"{ACT}:{act.about}" for act in refused if act.code == Code.DRAFTS_LEFT),
        refused=reasons(refused),
    )
