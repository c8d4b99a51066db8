"""Search inside one case: answered from what is ready, and on while older notes are made ready. Knows no Qt."""

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeAlias

from fieldnotes.casework.note_views import Hit
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.shell.places import Shell

if TYPE_CHECKING:
    from fieldnotes.casework.find_words import SearchedCase

AT_ONCE = 100
"""Places laid out before the others: more than a screen has room for."""
AROUND = 60
"""Characters shown before and after a found word."""
Found: TypeAlias = tuple[list[Row], str]
"""Places of the words as rows, and how many; made where it was searched, for there may be thousands."""


class SearchDrawing(Protocol):
    """What the view can be told."""

    def show_hits(self, rows: Sequence[Row], summary: str) -> None:
        """Show where the words stand."""
        ...

    def show_timeline(self) -> None:
        """Show the notes again."""
        ...


class CaseSearch:
    """Searches the notes of one case."""

    def __init__(self, shell: Shell, view: SearchDrawing, case: str) -> None:
        self._shell = shell
        self._view = view
        self._case = case
        self._job: Job | None = None
        self._searched = False
        """Whether it is written down that this person searched here, since they came to the case."""

    def arrive(self) -> None:
        """Begin a visit to the case: the next search is another one."""
        self._searched = False

    def make_ready(self, before: int = 0) -> None:
        """Make a piece ready in the background, and go on: the first search is as quick as the next.

        It ends when another case has taken the place of this one (`desk.searched`): no more is ready than `before`.
        """
        from fieldnotes.casework.find_in_case import PIECE, make_ready

        def go_on(ready: "SearchedCase") -> None:
            if ready.left and len(ready.notes) > before:
                self.make_ready(len(ready.notes))

        self._shell.tasks.run(
            Lane.READ,
            lambda _job: make_ready(self._shell.desk, self._case, PIECE),
            owner=self._view,
            done=go_on,
            failed=self._shell.explain,
        )

    def search(self, text: str) -> None:
        """Search the notes of this case; an empty line shows them all again."""
        from fieldnotes.casework.find_in_case import find_by_and_by

        if self._job is not None:
            self._job.cancel()
        wanted = text.strip()
        if not wanted:
            self._view.show_timeline()
            return

        def look(job: Job) -> Sequence[Hit]:
            hits: Sequence[Hit] = ()
            for hits, whole in find_by_and_by(self._shell.desk, self._case, wanted, went_on=self._searched):
                self._searched = True
                if job.cancelled:
                    break
                if not whole:
                    job.report(_found(hits, self._shell.desk.clock.now(), most=AT_ONCE, whole=False))
            return hits

        self._job = self._shell.tasks.run(
            Lane.READ,
            look,
            owner=self._view,
            done=self._show_first,
            report=self._show_hits,  # type: ignore[arg-type] # what `look` reports
            failed=self._not_found,
        )

    def _show_first(self, hits: Sequence[Hit]) -> None:
        """Show what a screen has room for; the rest is laid out after that, so as not to hold up the painting."""
        now = self._shell.desk.clock.now()
        self._show_hits(_found(hits, now, most=AT_ONCE))
        if len(hits) > AT_ONCE:
            self._job = self._shell.tasks.run(
                Lane.READ,
                lambda _job: _found(hits, now),
                owner=self._view,
                done=self._show_hits,
                failed=self._shell.explain,
            )

    def _show_hits(self, found: Found) -> None:
        self._view.show_hits(*found)

    def _not_found(self, error: Exception) -> None:
        if isinstance(error, FieldNotesError) and error.code is Code.SEARCH_NOT_ALLOWED:
            self._show_hits(_found((), self._shell.desk.clock.now()))
            return
        self._shell.explain(error)


def _found(hits: Sequence[Hit], now: datetime, *, most: int | None = None, whole: bool = True) -> Found:
    """Lay out the places found so far; an ellipsis says that older notes are still being searched."""
    words = _n("{n} place", "{n} places", len(hits)).format(n=len(hits))
    return [_hit_row(number, hit, now) for number, hit in enumerate(hits[:most])], words if whole else f"{words} …"


def _hit_row(number: int, hit: Hit, now: datetime) -> Row:
    start, end = max(0, hit.start - AROUND), hit.end + AROUND
    before = "…" if start else ""
    after = "…" if end < len(hit.text) else ""
    words = " ".join(hit.text[start:end].split())
    return Row(
        key=f"{hit.note}#{number}",
        title=f"{before}{words}{after}",
        detail=f"{hit.label} · {hit.section_label}",
        trailing=moment(hit.at, now),
        glyph="search",
    )
