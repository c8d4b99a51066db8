"""What to do now, as groups of rows: returned, drafts, planned, deadlines. Knows no Qt and no store."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from fieldnotes.casework.act_views import QueueRow
from fieldnotes.casework.case_views import AgreementView, DeadlineView, ProposedView, StatusView, TodayView
from fieldnotes.casework.note_views import NoteRow, QuestionView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.note_rows import note_row
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day, days_left, full_day, moment
from fieldnotes.ui.shell.find_presenter import deadline_tone
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.shell.status_words import conflict_words

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
    planned: frozenset[str] = frozenset()
    """Keys of rows that are about something planned, which may turn out not to happen."""
    alone: bool = False
    """This computer has not joined a workplace."""


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
            return today_page(today(desk), desk.clock.now(), protected, no_cases=not found, waiting=queue(desk))

        self._job = self._shell.tasks.run(
            Lane.READ, read, owner=self._view, done=self._view.show_today, failed=self._shell.explain
        )

    def choose(self, key: str) -> None:
        """Open what a row is about."""
        screen, _colon, subject = key.partition(":")
        self._shell.go(Place(screen, subject))

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
    *,
    no_cases: bool,
    waiting: Sequence[QueueRow] = (),
) -> TodayPage:
    """Make the page of a working day; `waiting` for this supervisor's decision comes first."""
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
        (_("Planned and promised"), [_planned(each, seen) for each in seen.planned]),
    ]
    return TodayPage(
        title=f"{_('Today')} · {full_day(seen.today)}",
        summary=_summary(seen, len(waiting)),
        rows=tuple(_grouped(groups)),
        deadlines=tuple(_deadlines(seen)),
        no_cases=no_cases,
        planned=frozenset(f"case:{each.case}" for each in seen.planned),
        alone=not seen.status.joined,
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


def _planned(agreed: AgreementView, seen: TodayView) -> Row:
    chip = "" if agreed.due is None else day(agreed.due, seen.today)
    late = agreed.due is not None and agreed.due < seen.today
    return Row(
        key=f"case:{agreed.case}",
        title=agreed.what,
        detail=" · ".join(part for part in (agreed.case_number, agreed.who) if part),
        chip=chip,
        tone="rec" if late else "info",
        glyph="handshake" if agreed.kind == "agreement" else "calendar",
    )


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


def _summary(seen: TodayView, waiting_decisions: int) -> str:
    parts = []
    if waiting_decisions:
        words = _n("{n} note waits for your decision", "{n} notes wait for your decision", waiting_decisions)
        parts.append(words.format(n=waiting_decisions))
    if seen.conflicts:
        parts.append(conflict_words(len(seen.conflicts)))
    if seen.to_cosign:
        words = _n(
            "{n} note to sign as the second worker", "{n} notes to sign as the second worker", len(seen.to_cosign)
        )
        parts.append(words.format(n=len(seen.to_cosign)))
    if seen.returned:
        parts.append(_n("{n} note returned", "{n} notes returned", len(seen.returned)).format(n=len(seen.returned)))
    if seen.drafts:
        parts.append(_n("{n} draft", "{n} drafts", len(seen.drafts)).format(n=len(seen.drafts)))
    late = sum(row.draft is not None and row.draft.late for row in seen.drafts)
    if late:
        parts.append(_n("{n} older than a day: sign it", "{n} older than a day: sign them", late).format(n=late))
    waiting = seen.status.waiting_notes
    if waiting and seen.status.joined:
        words = _n("{n} note not yet in the case system", "{n} notes not yet in the case system", waiting)
        parts.append(words.format(n=waiting))
    return " · ".join(parts) or _("Nothing waits for you.")
