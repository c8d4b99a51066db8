"""Commands about cases, templates and the working day. Searches across cases by key alone (SEC-7)."""

from typing import TYPE_CHECKING

from fieldnotes.cli.answers import Answer
from fieldnotes.cli.drafts import age_words
from fieldnotes.cli.options import Group
from fieldnotes.cli.request import Request
from fieldnotes.cli.wordings import row_line
from fieldnotes.language.translation import translate as _

if TYPE_CHECKING:
    from fieldnotes.casework.case_views import CaseView, TodayView
    from fieldnotes.casework.visit_views import VisitView


def add_to(program: Group) -> None:
    """Add `cases`, `templates`, `today` and `find`."""
    program.command("cases", _("list the cases on this computer"), cases)
    program.command("templates", _("list the templates of notes"), templates)
    program.command("today", _("tell what to do now"), today)
    find_ = program.command("find", _("find a case by name, personal number or case number"), find)
    find_.add_argument("--text-file", required=True, metavar=_("FILE"), help=_("what to look for; - = standard input"))


def cases(request: Request) -> Answer:
    """All cases on this computer."""
    from fieldnotes.casework import read_cases

    with request.desk() as desk:
        return _cases(read_cases.cases(desk))


def find(request: Request) -> Answer:
    """Cases by name, personal number or case number."""
    from fieldnotes.casework import read_cases

    with request.desk() as desk:
        return _cases(read_cases.find(desk, request.text(request.options.text_file).strip()))


def templates(request: Request) -> Answer:
    """The templates; the town's too where the profile is opened for it, which it need not be."""
    from fieldnotes.casework import read_cases

    if request.opens_by_itself:
        with request.desk() as desk:
            found = read_cases.offered_templates(desk)
    else:
        workshop = request.workshop()
        found = read_cases.templates(workshop.book, workshop.language)
    return Answer({"templates": found}, [f"{one.id}  {one.label}  {one.when}" for one in found])


def today(request: Request) -> Answer:
    """What to do now."""
    from fieldnotes.casework import read_cases

    with request.desk() as desk:
        view = read_cases.today(desk)
    return Answer(view.to_json(), _today_lines(view))


def _cases(found: "tuple[CaseView, ...]") -> Answer:
    return Answer({"cases": found}, [_case_line(case) for case in found] or [_("There is no case.")])


def _case_line(case: "CaseView") -> str:
    parts = [case.number, case.id, case.phase_label, case.child.name]
    if case.protected:
        parts.append(_("PROTECTED PERSONAL DATA"))
    parts += [f"{deadline.label} {deadline.due.isoformat()}" for deadline in case.deadlines]
    return "  ".join(parts)


def _today_lines(view: "TodayView") -> list[str]:
    lines: list[str] = []
    for heading, rows in (
        (_("Visits"), [_visit_line(one) for one in view.visits]),
        (_("Planned"), [f"{one.due}  {one.case_number}  {one.what}" for one in view.planned]),
        (_("Drafts"), [f"{row_line(row)}  {age_words(row.draft)}" for row in view.drafts if row.draft]),
        (_("Returned notes"), [row_line(row) for row in view.returned]),
        (_("Two versions"), [row_line(row) for row in view.conflicts]),
        (_("Questions"), [f"{one.id}  {one.case_number}  {one.text}" for one in view.questions]),
    ):
        if rows:
            lines += [f"{heading}:", *(f"  {row}" for row in rows)]
    lines.append(_("Waiting for the hub: {n}").format(n=view.waiting))
    return lines


def _visit_line(visit: "VisitView") -> str:
    start = visit.start.astimezone()
    return f"{start:%Y-%m-%d %H:%M}  {visit.case_number}  {visit.template_label}  {', '.join(visit.people)}"
