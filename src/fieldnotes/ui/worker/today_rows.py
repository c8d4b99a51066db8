"""The page of a working day as groups of rows: returned, drafts, planned, deadlines. Knows no Qt and no store."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType

from fieldnotes.casework.act_views import QueueRow
from fieldnotes.casework.case_views import AgreementView, DeadlineView, ProposedView, StatusView, TodayView
from fieldnotes.casework.note_views import NoteRow, QuestionView
from fieldnotes.casework.visit_views import VisitView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day, days_left, full_day, moment
from fieldnotes.ui.shell.find_presenter import deadline_tone
from fieldnotes.ui.worker.promises import promise_key, promise_row
from fieldnotes.ui.worker.today_words import day_summary
from fieldnotes.ui.worker.visit_rows import visit_groups, visit_key

NEAR_DEADLINE = 30
"""Deadlines further away than this many days are seen in the case, not here."""


@dataclass(frozen=True)
class TodayPage:
    """Everything the screen shows; `rows` are in groups with headings, none when there is nothing to do."""

    title: str
    summary: str
    rows: tuple[Row, ...]
    deadlines: tuple[Row, ...]
    no_cases: bool
    planned: Mapping[str, AgreementView] = field(default_factory=dict, repr=False)
    """What the rows of promises stand for, by their keys."""
    unread: bool = False
    """Older notes are still being looked through for what they promise."""
    alone: bool = False
    """This computer has not joined a workplace."""
    visits: Mapping[str, VisitView] = field(default_factory=dict, repr=False)
    """Visits planned ahead, by the keys of their rows."""
    speakable: frozenset[str] = frozenset()
    """Keys of rows one can open and speak into at once: drafts, and plans that lead to a kind of note."""


def today_page(
    seen: TodayView,
    now: datetime,
    protected: Collection[str],
    labels: Mapping[str, str] = MappingProxyType({}),
    *,
    no_cases: bool,
    waiting: Sequence[QueueRow] = (),
    children: Mapping[str, str] = MappingProxyType({}),
) -> TodayPage:
    """Make the page of a working day; `waiting` for this supervisor's decision comes first.

    `labels`: names of the templates, for what is planned. `children`: how the child is named in a list, by case number.
    """
    return TodayPage(
        title=f"{_('Today')} · {full_day(seen.today)}",
        summary=day_summary(seen, len(waiting)),
        rows=tuple(_grouped(_groups(seen, now, protected, labels, waiting, children))),
        deadlines=tuple(_deadlines(seen, children)),
        no_cases=no_cases,
        planned={_plan_key(each): each for each in seen.planned},
        visits={visit_key(each): each for each in seen.visits},
        speakable=frozenset(_speakable(seen)),
        unread=seen.unread,
        alone=not seen.status.joined,
    )


def _groups(
    seen: TodayView,
    now: datetime,
    protected: Collection[str],
    labels: Mapping[str, str],
    waiting: Sequence[QueueRow],
    children: Mapping[str, str],
) -> list[tuple[str, list[Row]]]:
    """What there is to do, under its headings, the most pressing first."""
    listed = (*seen.conflicts, *seen.returned, *seen.to_cosign, *seen.misfiled)
    joined = seen.status.joined
    return [
        (_("From your other computer"), _elsewhere(seen.status, now)),
        (_("Waiting decisions"), [_to_decide(row, now) for row in waiting]),
        (_("Two versions to bring together"), _notes(seen.conflicts, now, protected)),
        (_("Returned with questions"), _notes(_unlisted(seen.returned, seen.conflicts), now, protected)),
        (_("To sign as the second worker"), _notes(_unlisted(seen.to_cosign, seen.conflicts), now, protected)),
        (_("Questions to answer"), _questions(seen, now)),
        (_("Cases that wait for their number"), [_proposed(each, now) for each in seen.proposed]),
        (_("Belongs to a case of yours"), [_to_copy(each) for each in seen.to_copy]),
        (_("Was in the wrong case"), _notes(seen.misfiled, now, protected)),
        (_("Drafts"), _notes(_unlisted(seen.drafts, (*seen.conflicts, *seen.returned)), now, protected)),
        *visit_groups(seen.visits, now, children),
        *_plans(seen, labels),
        (_("Not yet in the case system"), _notes(_unlisted(seen.unsent, listed), now, protected) if joined else []),
    ]


def _elsewhere(status: StatusView, now: datetime) -> list[Row]:
    """Drafts of another computer that can be brought here; what they say is not known yet."""
    if not status.drafts_elsewhere or status.drafts_elsewhere_at is None:
        return []
    words = _n(
        "{n} draft from your other computer is kept by the case system",
        "{n} drafts from your other computer are kept by the case system",
        status.drafts_elsewhere,
    )
    return [
        Row(
            key="kept:",
            title=words.format(n=status.drafts_elsewhere),
            detail=_("Bring them here with that computer's passphrase or recovery key"),
            trailing=moment(status.drafts_elsewhere_at, now),
            glyph="download",
            glyph_role="accent",
        )
    ]


def _grouped(groups: Sequence[tuple[str, Sequence[Row]]]) -> Iterator[Row]:
    for name, rows in groups:
        if rows:
            yield Row(key=f"#{name}", title=f"{name} · {len(rows)}", heading=True)
            yield from rows


def _notes(notes: Sequence[NoteRow], now: datetime, protected: Collection[str]) -> list[Row]:
    rows = [note_row(note, now, protected=protected) for note in notes]
    return [replace(row, key=f"note:{row.key}") for row in rows]


def _unlisted(notes: Sequence[NoteRow], listed: Sequence[NoteRow]) -> list[NoteRow]:
    known = {note.note for note in listed}
    return [note for note in notes if note.note not in known]


def _questions(seen: TodayView, now: datetime) -> list[Row]:
    """List every open question by its own words, those of a note listed as returned too (L9)."""
    return [_question(each, now) for each in seen.questions]


def _question(question: QuestionView, now: datetime) -> Row:
    return Row(
        key=f"note:{question.note}",
        title=question.text,
        detail=f"{question.case_number} · {question.asked_by}",
        trailing=moment(question.at, now),
        glyph="message-square-text",
    )


def _to_decide(waits: QueueRow, now: datetime) -> Row:
    """A note of somebody else's: label, number and time, no names of the family (SEC-8)."""
    return Row(
        key=f"decide:{waits.note}",
        title=waits.label,
        detail=f"{waits.case_number} · {waits.author_name}",
        trailing=moment(waits.at, now),
        glyph="scale",
    )


def _speakable(seen: TodayView) -> Iterator[str]:
    yield from (f"note:{row.note}" for row in seen.drafts)
    yield from (_plan_key(each) for each in seen.planned if each.leads_to is not None)
    yield from map(visit_key, seen.visits)


def _plan_key(agreed: AgreementView) -> str:
    return f"plan:{promise_key(agreed)}"


def _plans(seen: TodayView, labels: Mapping[str, str]) -> Iterator[tuple[str, list[Row]]]:
    """What is planned and was promised, by its day: today's, what is late, the next days'."""
    days: dict[int, list[Row]] = {0: [], -1: [], 1: []}
    for each in seen.planned:
        due = each.due or seen.today
        days[(due > seen.today) - (due < seen.today)].append(_planned(each, seen.today, labels))
    yield _("Planned today"), days[0]
    yield _("Promised, and the day has passed"), days[-1]
    yield _("The next days"), days[1]


def _planned(agreed: AgreementView, today: date, labels: Mapping[str, str]) -> Row:
    """What was promised: in which case, by whom, and the template its note begins with."""
    begins = labels.get(agreed.leads_to or "", "")
    beside = (agreed.case_number, agreed.who, f"→ {begins}" if begins else "")
    return promise_row(agreed, today, key=_plan_key(agreed), beside=beside)


def _proposed(case: ProposedView, now: datetime) -> Row:
    """A case nobody has bound yet, for its supervisor: number and time (SEC-8)."""
    return Row(
        key=f"case:{case.case}",
        title=case.number,
        detail=_("Begun by {name}").format(name=case.by_name),
        trailing=moment(case.at, now),
        glyph="folder-open",
    )


def _to_copy(task: tuple[str, str, str]) -> Row:
    """A note that lies in another unit's case and belongs here: whom to ask, no word of it (SEC-6)."""
    case, number, by = task
    return Row(key=f"case:{case}", title=_("Ask {name} for a note").format(name=by), detail=number, glyph="copy")


def _deadlines(seen: TodayView, children: Mapping[str, str]) -> list[Row]:
    near = [each for each in seen.deadlines if each[1].days_left <= NEAR_DEADLINE]
    return [
        _deadline(number, due, seen, children.get(number, ""))
        for number, due in sorted(near, key=lambda each: (each[1].due, each[0]))
    ]


def _deadline(number: str, due: DeadlineView, seen: TodayView, child: str) -> Row:
    return Row(
        key=f"case:{number}",
        title=due.label,
        detail=" · ".join(filter(None, (child, number, day(due.due, seen.today)))),
        chip=days_left(due.days_left),
        tone=deadline_tone(due.days_left),
        glyph="calendar-clock",
    )
