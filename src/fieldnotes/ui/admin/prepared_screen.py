"""Puts one case to prepare together: view, presenter, the forms over it and their signals."""

from PySide6.QtCore import QObject

from fieldnotes.casework.prepare_views import PreparedPersonView, PreparedVisitView
from fieldnotes.ui.admin.prepared_forms import PersonForm, VisitForm
from fieldnotes.ui.admin.prepared_panels import HandsPanel, PersonPanel, VisitPanel
from fieldnotes.ui.admin.prepared_presenter import PreparedPresenter
from fieldnotes.ui.admin.prepared_view import PreparedScreen
from fieldnotes.ui.shared.screen import Screen
from fieldnotes.ui.shared.when import clock_time
from fieldnotes.ui.shell.places import Shell


class PreparedForms(QObject):
    """Owns the forms over one case; each is built when it is first asked for."""

    def __init__(self, view: PreparedScreen, presenter: PreparedPresenter) -> None:
        super().__init__(view)
        self._view = view
        self._presenter = presenter
        self.visit: VisitPanel | None = None
        self.person: PersonPanel | None = None
        self.hands: HandsPanel | None = None

    def open_visit(self, known: PreparedVisitView | None) -> None:
        """Open the form of a visit, filled in with the one to move."""
        page = self._view.page
        if page is None:
            return
        if self.visit is None:
            panel = self.visit = VisitPanel(self._view)
            panel.said.connect(lambda form: self._presenter.plan(form, panel))
        self.visit.open_form(page.templates, page.has, page.to_meet, _visit_form(known))

    def open_person(self, known: PreparedPersonView | None) -> None:
        """Open the form of a person, filled in with the one to correct."""
        page = self._view.page
        if page is None:
            return
        if self.person is None:
            panel = self.person = PersonPanel(self._view)
            panel.said.connect(lambda form: self._presenter.add_person(form, panel))
        self.person.open_form(page.relations, _person_form(known))

    def open_hands(self) -> None:
        """Open the form that says who gets the case."""
        page = self._view.page
        if page is None:
            return
        if self.hands is None:
            panel = self.hands = HandsPanel(self._view)
            panel.said.connect(lambda form: self._presenter.give(form, panel))
        self.hands.open_form(page.may_have, page.has, may_join=not page.kept_back)


def build(shell: Shell, subject: str) -> Screen:
    """Build the screen of the case with this id or number; it loads each time it is shown."""
    view = PreparedScreen()
    presenter = PreparedPresenter(shell, view, subject)
    view.presenter = presenter
    forms = PreparedForms(view, presenter)
    view.entered_now.connect(presenter.load)
    view.changed_now.connect(presenter.load)
    view.back_asked.connect(presenter.back)
    view.plan_asked.connect(forms.open_visit)
    view.cancel_asked.connect(presenter.cancel)
    view.person_asked.connect(forms.open_person)
    view.give_asked.connect(forms.open_hands)
    view.off_asked.connect(presenter.take_off)
    view.again_asked.connect(presenter.again)
    view.stay_asked.connect(lambda key: presenter.again(key, drafts_stay=True))
    view.away_asked.connect(presenter.throw_away)
    return view


def _visit_form(known: PreparedVisitView | None) -> VisitForm:
    if known is None:
        return VisitForm("", "", "", (), ())
    local = known.start.astimezone()
    workers, people = ([each.user for each in known.workers], [each.person_id for each in known.people])
    day, at = f"{local:%Y-%m-%d}", clock_time(known.start)
    return VisitForm(known.template, day, at, tuple(workers), tuple(people), known.visit)


def _person_form(known: PreparedPersonView | None) -> PersonForm:
    if known is None:
        return PersonForm("", "")
    return PersonForm(known.name, known.role, known.title or "", known.language or "", person=known.person_id)
