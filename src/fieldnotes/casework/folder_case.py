"""A case as a whole for paper: who may have it made, its notes in order, its own page, and what was done in it.

Reads only, and writes to the access log that it was read (SEC-6). Knows no PDF.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from fieldnotes.casework.desk import Desk
from fieldnotes.casework.folder_parts import KEY, Passage
from fieldnotes.casework.folder_passages import NotePassages, PassagePart, note_passages
from fieldnotes.casework.people import People, people_at
from fieldnotes.casework.whole_note import fetch_all
from fieldnotes.domain.cases import REPORTER, Case
from fieldnotes.domain.deadlines import deadlines
from fieldnotes.domain.entry import Filed, Kind
from fieldnotes.domain.errors import Code, Refused, Unavailable
from fieldnotes.domain.private import Private
from fieldnotes.domain.wording import day_text, inside
from fieldnotes.language.translation import translate as _
from fieldnotes.report.note_document import Signature
from fieldnotes.report.paper import moment
from fieldnotes.vault import access, entries, reference

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
STEPS: Final = 3
"""Each note counts so often: read, laid out, drawn on its pages."""
_ACTS: Final = frozenset({Kind.INSIGHT_GIVEN, Kind.COMMUNICATION_SENT, Kind.COMMUNICATION_ANSWERED})


@dataclass(slots=True)
class Steps:
    """How far a folder has come, and whether somebody still wants it."""

    total: int
    progress: Progress | None = None
    cancelled: Cancelled | None = None
    done: int = 0

    def step(self, count: int = 1) -> None:
        """Go on. Unavailable: CANCELLED."""
        if self.cancelled is not None and self.cancelled():
            raise Unavailable(Code.CANCELLED)
        self.done += count
        if self.progress is not None:
            self.progress(self.done, self.total)


@dataclass(frozen=True, slots=True)
class WholeCase:
    """One case with its signed notes, in the order of what happened."""

    case: Case
    people: People = field(repr=False)
    notes: tuple[NotePassages, ...] = field(repr=False)
    acts: tuple[Passage, ...] = field(repr=False)
    """What was done in the case itself: insight, communication and answers."""


def whole_case(desk: Desk, case: str, *, earlier: bool, steps: Steps | None = None) -> WholeCase:
    """Read a case for its folder. Refused: UNKNOWN_CASE, NOT_ASSIGNED. Unavailable: CANCELLED."""
    people = people_at(desk)
    of = people.case(case)
    require_inside(people, of)
    fetched = fetch_all(desk, people, of.id)
    if steps is not None:
        steps.total = max(1, len(fetched)) * STEPS
    found = []
    for each in fetched:
        laid = note_passages(desk, each, earlier=earlier)
        if laid is not None:
            found.append(laid)
        if steps is not None:
            steps.step()
    found.sort(key=lambda one: (one.day, one.note))
    return WholeCase(of, people, tuple(found), tuple(_acts(desk, people, of)))


def require_inside(people: People, case: Case) -> None:
    """Refuse those who neither work with a case nor supervise it. Refused: NOT_ASSIGNED."""
    if not people.assigned(case) and not people.supervises(case):
        raise Refused(Code.NOT_ASSIGNED, case=case.id)


def log(desk: Desk, of: WholeCase, what: str) -> None:
    """Write down that a case was read as a whole, and each of its notes (SEC-6)."""
    at = desk.clock.now().isoformat()
    notes = [(of.case.id, each.note, each.revision) for each in of.notes if not each.stub]
    access.record_each(desk.vault, what, [(of.case.id, None, None), *notes], at)


def case_page(desk: Desk, of: WholeCase) -> list[tuple[str, Private]]:
    """The page of the case: label and text. Whoever reported is never on it (SEC-3)."""
    case, language = of.case, desk.language
    units = {unit.id: unit for unit in reference.units(desk.vault)}
    unit = units.get(case.unit)
    roles = desk.book.choice_list("role_person")
    people = [
        f"{each.name} ({inside(roles.label_of(each.role, language))})" for each in case.people if each.role != REPORTER
    ]
    due = [
        f"{each.label(language)}: {day_text(each.due.isoformat(), language)}"
        for each in deadlines(case, desk.hub_now())
    ]
    rows: Sequence[tuple[str, str]] = (
        (_("Child"), " · ".join(filter(None, (str(case.child.name), _number(case))))),
        (_("Case number"), case.number),
        (_("Phase"), desk.book.choice_list("phase").label_of(case.phase, language)),
        (_("Unit"), unit.name if unit else ""),
        (_("Works with the case"), ", ".join(people_names(of))),
        (_("Decides"), str(of.people.user_name(case.supervisor)) if case.supervisor else ""),
        (_("Received"), _day(case.received, language)),
        (_("Opened"), _day(case.opened, language)),
        (_("Placed"), _day(case.placed, language)),
        (_("Closed"), _day(case.closed, language)),
        (_("Days to keep"), "; ".join(due)),
        (_("Family and others"), "; ".join(people)),
        (_("Signed notes"), str(sum(not each.stub for each in of.notes))),
    )
    return [(label, Private(text)) for label, text in rows if text]


def people_names(of: WholeCase) -> list[str]:
    """Who works with the case."""
    return [str(of.people.user_name(each)) for each in of.case.assigned]


def signature(desk: Desk, of: WholeCase) -> Signature:
    """Who makes the paper now."""
    me = of.people.me
    units = {unit.id: unit for unit in reference.units(desk.vault)}
    return Signature(Private(me.name), me.role, units[me.unit].name if me.unit in units else "", desk.clock.now())


def board(desk: Desk, of: WholeCase) -> str:
    """The authority whose case it is."""
    unit = next((unit for unit in reference.units(desk.vault) if unit.id == of.case.unit), None)
    return unit.authority if unit else ""


def acts_part(of: WholeCase) -> PassagePart | None:
    """What was done in the case itself, as one part."""
    return PassagePart(_("Insight and communication"), of.acts) if of.acts else None


def _number(case: Case) -> str:
    if case.child.is_protected:
        return _("protected identity")
    return str(case.child.personnummer or case.child.born or "")


def _day(value: str | None, language: str) -> str:
    return day_text(value[:10], language) if value else ""


def _acts(desk: Desk, people: People, case: Case) -> list[Passage]:
    found = [each for each in entries.of_case(desk.vault, case.id) if each.entry.kind in _ACTS]
    sent = {each.hash: each for each in found}
    return [_act(desk, people, case, each, sent) for each in sorted(found, key=lambda one: one.entry.id)]


def _act(desk: Desk, people: People, case: Case, filed: Filed, sent: dict[str, Filed]) -> Passage:
    body, entry = filed.entry.body, filed.entry
    about = sent.get(str(body.get("sent")))
    to = str(body.get("to") or (about.entry.body.get("to") if about else ""))
    name = str(people.person_name(case, to)) if to else ""
    if entry.kind is Kind.INSIGHT_GIVEN:
        label, more = _("A party was given insight"), ""
    elif entry.kind is Kind.COMMUNICATION_SENT:
        label = _("Communicated before a decision")
        more = _("reply by {day}").format(day=day_text(str(body["reply_by"]), desk.language))
    else:
        label, more = _("Answer to a communication"), str(body.get("text") or answer_words(str(body["answer"])))
    when = moment(datetime.fromisoformat(entry.at), desk.language)
    text = " · ".join(filter(None, (name, more, str(people.user_name(entry.author)), when)))
    return Passage(f"{filed.hash[:KEY]}/act", label, Private(text), kind="comment", people=(to,) if to else ())


def answer_words(answer: str) -> str:
    """Say how a party answered."""
    return {
        "replied": _("Answered in writing"),
        "told": _("Told us"),
        "hearing": _("Wants to speak to the board"),
        "nothing": _("Nothing came before the day"),
    }.get(answer, answer)
