"""Read cases, templates and the working day. Reads only; searches across cases by key alone (SEC-7)."""

from fieldnotes.casework.desk import Desk, Workshop
from fieldnotes.casework.views import AgreementView, CaseView, StatusView, TemplateView, TodayView


def cases(desk: Desk) -> tuple[CaseView, ...]:
    """All cases on this computer, by case number."""
    raise NotImplementedError


def case(desk: Desk, case_id: str) -> CaseView:
    """One case; also found by its number. Refused: UNKNOWN_CASE(case)."""
    raise NotImplementedError


def find(desk: Desk, text: str) -> tuple[CaseView, ...]:
    """Find cases by name, personal number or case number, and nothing else (SEC-7).

    A part of a name or of a number from its beginning is enough. Refused: SEARCH_NOT_ALLOWED when `text` is empty.
    """
    raise NotImplementedError


def agreements(desk: Desk, case_id: str) -> tuple[AgreementView, ...]:
    """Agreements and next steps of a case's signed notes, the nearest day first."""
    raise NotImplementedError


def templates(workshop: Workshop) -> tuple[TemplateView, ...]:
    """The templates to choose from, in the order of the book."""
    raise NotImplementedError


def today(desk: Desk) -> TodayView:
    """What to do now (screen 3). Planned are next steps and agreements due from yesterday to 14 days ahead."""
    raise NotImplementedError


def status(desk: Desk) -> StatusView:
    """Where the record is: what waits, what the hub put aside, when the hub last answered."""
    raise NotImplementedError
