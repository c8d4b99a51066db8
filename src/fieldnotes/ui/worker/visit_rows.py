"""Visits planned ahead as rows of the working day, under their headings by day. Knows no Qt and no store."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from fieldnotes.casework.visit_views import VisitView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment


def visit_key(visit: VisitView) -> str:
    """Name a visit's row."""
    return f"visit:{visit.visit}"


def visit_groups(
    visits: Sequence[VisitView], now: datetime, children: Mapping[str, str]
) -> Iterator[tuple[str, list[Row]]]:
    """Give the visits of today, those whose day has passed, those to come; `children`: named as lists name them."""
    days: dict[int, list[Row]] = {0: [], -1: [], 1: []}
    today = now.astimezone().date()
    for visit in visits:
        day = visit.start.astimezone().date()
        days[(day > today) - (day < today)].append(_row(visit, now, children.get(visit.case_number, "")))
    yield _("Visits today"), days[0]
    yield _("Visits without a note"), days[-1]
    yield _("Visits the next days"), days[1]


def _row(visit: VisitView, now: datetime, child: str) -> Row:
    """Say what kind of visit, which case, whom one meets; of a case with protected people only its number (SEC-4)."""
    met = "" if visit.protected else ", ".join(visit.people)
    return Row(
        key=visit_key(visit),
        title=visit.template_label,
        detail=" · ".join(filter(None, (child, visit.case_number, met))),
        trailing=moment(visit.start, now),
        glyph="calendar-clock",
        glyph_role="accent",
    )
