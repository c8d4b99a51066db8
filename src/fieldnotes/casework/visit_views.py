"""A visit that was planned for a worker, as Today shows it."""

from dataclasses import dataclass, field
from datetime import datetime

from fieldnotes.casework.view import HIDDEN, View
from fieldnotes.domain.private import Private


@dataclass(frozen=True, slots=True)
class VisitView(View):
    """When, in which case, whom one meets, and the template its note begins with."""

    visit: str
    case: str
    case_number: str
    start: datetime
    template: str
    template_label: str
    people: tuple[Private, ...]
    protected: bool = field(default=False, metadata=HIDDEN)
    call: bool = field(default=False, metadata=HIDDEN)
    """What is planned is a telephone call."""
