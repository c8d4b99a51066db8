"""What waits for this supervisor, and what was decided: read, told, opened. Knows no Qt and no store."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from fieldnotes.casework.act_views import KeptBackView, QueueRow
from fieldnotes.casework.draft_views import OldDraftView
from fieldnotes.casework.note_views import NoteRow
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.fetch_case import fetch_case
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.supervisor.deputies_presenter import standing_in_words
from fieldnotes.ui.supervisor.queue_rows import (
    KEPT,
    UNSIGNED,
    decided_row,
    kept_row,
    summary_words,
    unsigned_row,
    unsigned_words,
    waiting_row,
)

DECIDED = ("approved", "returned")


@dataclass(frozen=True)
class QueuePage:
    """Everything the screen shows."""

    rows: tuple[Row, ...]
    summary: str
    decided: bool = False


class QueueDrawing(Protocol):
    """What the view can be told."""

    def show_queue(self, page: QueuePage) -> None:
        """Show the rows."""
        ...


class QueuePresenter:
    """Reads the queue and opens what is chosen."""

    def __init__(self, shell: Shell, view: QueueDrawing) -> None:
        self._shell = shell
        self._view = view
        self._decided = False
        self._job: Job | None = None

    def load(self) -> None:
        """Read anew; an older reading that is still under way is not shown."""
        if self._job is not None:
            self._job.cancel()
        self._job = self._shell.tasks.run(
            Lane.READ,
            self._read_decided if self._decided else self._read_waiting,
            owner=self._view,
            done=self._view.show_queue,
            failed=self._shell.explain,
        )

    def show_decided(self, decided: bool) -> None:  # noqa: FBT001 - a switch
        """Show what was decided, or what waits."""
        if decided != self._decided:
            self._decided = decided
            self.load()

    def choose(self, note: str) -> None:
        """Open a note to decide about it; a draft is its author's alone until it is signed."""
        if note.startswith(UNSIGNED):
            self._shell.say(_("The draft is not signed yet. Only its author can read it; ask them to sign."))
        elif note.startswith(KEPT):
            fetch_case(self._shell, self._view, note.removeprefix(KEPT), then_open=False)
        else:
            self._shell.go(Place("decide", note))

    def _read_waiting(self, _job: Job) -> QueuePage:
        from fieldnotes.casework.deputies import standing_in
        from fieldnotes.casework.draft_ages import old_drafts
        from fieldnotes.casework.kept_back import kept_back
        from fieldnotes.casework.set_aside import waiting
        from fieldnotes.casework.waiting_notes import queue

        desk = self._shell.desk
        page = queue_page(queue(desk), desk.clock.now(), old_drafts(desk), kept_back(desk))
        instead = standing_in_words(standing_in(desk))
        lying = aside_words(waiting(desk))
        return replace(page, summary=" · ".join(filter(None, (instead, page.summary, lying))))

    def _read_decided(self, _job: Job) -> QueuePage:
        from fieldnotes.casework.read_note import notes

        return decided_page(notes(self._shell.desk), self._shell.desk.clock.now())


def queue_page(
    rows: Sequence[QueueRow],
    now: datetime,
    old: Sequence[OldDraftView] = (),
    kept: Sequence[KeptBackView] = (),
) -> QueuePage:
    """Make the page of what waits, the oldest first, others' old drafts last."""
    waiting = [*((row.since, waiting_row(row, now)) for row in rows), *((row.since, kept_row(row)) for row in kept)]
    waiting.sort(key=lambda each: each[0])
    shown = (*(row for _since, row in waiting), *(unsigned_row(row, place) for place, row in enumerate(old)))
    parts = [summary_words(rows), unsigned_words(len(old))]
    return QueuePage(shown, " · ".join(part for part in parts if part))


def aside_words(count: int) -> str:
    """Say how much lies aside and where it is settled; nothing when nothing does."""
    words = _n("{n} entry set aside (Ctrl+K, Set aside)", "{n} entries set aside (Ctrl+K, Set aside)", count)
    return words.format(n=count) if count else ""


def decided_page(rows: Sequence[NoteRow], now: datetime) -> QueuePage:
    """Make the page of what was decided, the latest signed first."""
    found = [row for row in rows if row.state in DECIDED]
    summary = _n("{n} note decided", "{n} notes decided", len(found)).format(n=len(found)) if found else ""
    return QueuePage(tuple(decided_row(row, now) for row in found), summary, decided=True)
