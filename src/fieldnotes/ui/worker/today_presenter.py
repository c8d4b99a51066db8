"""What to do now, as groups of rows: returned, drafts, planned, deadlines. Knows no Qt and no store."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from types import MappingProxyType
from typing import Protocol

from fieldnotes.casework.act_views import QueueRow
from fieldnotes.casework.case_views import AgreementView, DeadlineView, ProposedView, StatusView, TodayView
from fieldnotes.casework.desk import Desk
from fieldnotes.casework.note_views import NoteRow, QuestionView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day, days_left, full_day, moment
from fieldnotes.ui.shell.find_presenter import deadline_tone
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.promises import Promises, promise_key, promise_row
from fieldnotes.ui.worker.today_words import day_summary

PAGES = 1
"""Pages of older notes looked through before the day is shown; the rest follows while it is read."""
BETWEEN = 10
"""Pages looked through before the day is read again."""
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
    speakable: frozenset[str] = frozenset()
    """Keys of rows one can open and speak into at once: drafts, and plans that lead to a kind of note."""


class TodayDrawing(Protocol):
    """What the view can be told."""

    def show_today(self, page: TodayPage) -> None:
        """Show the page."""
        ...


class TodayPresenter:
    """Reads the working day and opens what is chosen."""

    def __init__(self, shell: Shell, view: TodayDrawing) -> None:
        self._shell = shell
        self._view = view
        self._job: Job | None = None
        self.promises = Promises(shell, view)

    def load(self) -> None:
        """Read the day anew; an older reading that is still under way is not shown."""
        from fieldnotes.casework.decide import queue
        from fieldnotes.casework.read_cases import cases, today

        if self._job is not None:
            self._job.cancel()
        desk = self._shell.desk

        def read(_job: Job) -> TodayPage:
            found = cases(desk)
            protected = {case.id for case in found if case.child.protected}
            seen, waiting = today(desk, PAGES), queue(desk)
            return today_page(seen, desk.clock.now(), protected, _labels(desk), no_cases=not found, waiting=waiting)

        self._job = self._shell.tasks.run(
            Lane.READ, read, owner=self._view, done=self._show, failed=self._shell.explain
        )

    def _show(self, page: TodayPage) -> None:
        """Show the day; while older notes are looked through, read it again a piece further."""
        self._job = None
        self.promises.take(page.planned)
        self._view.show_today(page)
        if page.unread:
            self._look_on(BETWEEN)

    def _look_on(self, pages: int) -> None:
        """Look through older notes, a page at a time so that whatever is asked for meanwhile need not wait."""
        from fieldnotes.casework.near_notes import look_through

        self._job = self._shell.tasks.run(
            Lane.READ,
            lambda _job: look_through(self._shell.desk, 1),
            owner=self._view,
            done=lambda left: self._look_on(pages - 1) if left and pages > 1 else self.load(),
            failed=self._shell.explain,
        )

    def choose(self, key: str) -> None:
        """Open what a row is about; what is planned begins its note, the likely template ready to be taken."""
        agreed = self.promises.find(key)
        if agreed is not None and agreed.leads_to is not None:
            self._shell.new_note(agreed.case, agreed.leads_to)
            return
        if agreed is not None:
            key = f"case:{agreed.case}"
        screen, _colon, subject = key.partition(":")
        self._shell.go(Place(screen, subject))

    def speak(self, key: str) -> None:
        """Open what a row is about and listen: the note of a planned visit, or a draft. L14: one act from the door."""
        agreed = self.promises.find(key)
        kind, _colon, subject = key.partition(":")
        if agreed is not None and agreed.leads_to is not None:
            self._shell.begin_note(agreed.case, agreed.leads_to, speaking=True)
        elif kind == "note":
            self._shell.go(Place("note", subject, speaking=True))

    def join(self) -> None:
        """Open the page where an invitation is taken."""
        self._shell.go(Place("join"))

    def new_note(self) -> None:
        """Begin a note."""
        self._shell.new_note()


def today_page(
    seen: TodayView,
    now: datetime,
    protected: Collection[str],
    labels: Mapping[str, str] = MappingProxyType({}),
    *,
    no_cases: bool,
    waiting: Sequence[QueueRow] = (),
) -> TodayPage:
    """Make the page of a working day; `waiting` for this supervisor's decision comes first.

    `labels`: names of the templates, for what is planned.
    """
    listed = (*seen.conflicts, *seen.returned, *seen.to_cosign, *seen.misfiled)
    joined = seen.status.joined
    groups = [
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
        *_plans(seen, labels),
        (_("Not yet in the case system"), _notes(_unlisted(seen.unsent, listed), now, protected) if joined else []),
    ]
    return TodayPage(
        title=f"{_('Today')} · {full_day(seen.today)}",
        summary=day_summary(seen, len(waiting)),
        rows=tuple(_grouped(groups)),
        deadlines=tuple(_deadlines(seen)),
        no_cases=no_cases,
        planned={_plan_key(each): each for each in seen.planned},
        speakable=frozenset(_speakable(seen)),
        unread=seen.unread,
        alone=not joined,
    )


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
    """List open questions of notes that are not listed as returned already."""
    returned = {note.note for note in seen.returned}
    return [_question(each, now) for each in seen.questions if each.note not in returned]


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


def _labels(desk: Desk) -> Mapping[str, str]:
    return {each.id: each.label(desk.language) for each in desk.book.templates.values()}


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


def _deadlines(seen: TodayView) -> list[Row]:
    near = [each for each in seen.deadlines if each[1].days_left <= NEAR_DEADLINE]
    return [_deadline(number, due, seen) for number, due in sorted(near, key=lambda each: (each[1].due, each[0]))]


def _deadline(number: str, due: DeadlineView, seen: TodayView) -> Row:
    return Row(
        key=f"case:{number}",
        title=due.label,
        detail=f"{number} · {day(due.due, seen.today)}",
        chip=days_left(due.days_left),
        tone=deadline_tone(due.days_left),
        glyph="calendar-clock",
    )
