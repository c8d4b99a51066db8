"""The administrator's screens and forms in the states a person meets; see `a11y_states`."""

from datetime import timedelta

from a11y_visits import PREPARES
from admin_desk import CASE, COLLEAGUE, MOTHER, WORKER
from fieldnotes.casework import prepare_acts
from fieldnotes.casework.prepare_acts import NewPerson, NewVisit
from fieldnotes.domain.errors import Code
from fieldnotes.ui.admin.prepared_screen import PreparedForms
from fieldnotes.vault import preparing


def _settled(visit):
    """A visit to come, a person added, and a handing over the case system said no to."""
    desk = visit.desk
    if not preparing.refused(desk.vault):
        prepare_acts.hand_over(desk, WORKER, COLLEAGUE, CASE)
        (act,) = preparing.waiting(desk.vault)
        preparing.settle(desk.vault, act, desk.clock.now().isoformat(), Code.DRAFTS_LEFT)
        prepare_acts.add_person(desk, CASE, NewPerson("Nadia Berg", "tolk", language="so"))
        said = NewVisit(desk.clock.now() + timedelta(days=1), "hembesok", [WORKER], [MOTHER])
        prepare_acts.plan_visit(desk, CASE, said)


def _start(visit):
    _settled(visit)
    screen = visit.go("prepare")
    visit.until(lambda: bool(screen.visits.rows.rows))
    visit.settle()
    return visit.window


def _case(visit):
    _settled(visit)
    screen = visit.go("prepared", CASE)
    visit.until(lambda: screen.page is not None)
    visit.settle()
    return visit.window


def _form(act, name):
    """One of the forms over a case."""

    def opened(visit):
        _case(visit)
        screen = visit.window.current()
        (forms,) = [each for each in screen.children() if isinstance(each, PreparedForms)]
        act(screen, forms)
        panel = getattr(forms, name)
        visit.until(panel.isVisible)
        visit.settle()
        return panel

    return opened


def _added(screen, forms):
    forms.open_person(next(iter(screen.page.added.values())))


ADMIN = {
    "what there is to prepare": (PREPARES, _start),
    "a case to prepare": (PREPARES, _case),
    "planning a visit": (PREPARES, _form(lambda screen, _forms: screen.plan.click(), "visit")),
    "correcting a person": (PREPARES, _form(_added, "person")),
    "who gets a case": (PREPARES, _form(lambda screen, _forms: screen.give_asked.emit(), "hands")),
}
