"""Goes through a case for one party: what is left out, taken out or shown again, kept as it stands. Knows no Qt."""

import json
from collections.abc import Sequence
from typing import Protocol

from fieldnotes.casework.insight_views import InsightView, MaskView, PartyView, ReasonView
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.begun_words import BegunWords
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.folder.insight_state import (
    DrawnPart,
    changed_view,
    decisions,
    drawn_parts,
    left_out,
    shown_again,
    touched,
    with_masks,
)

KIND = "insight"


class InsightDrawing(Protocol):
    """What the page can be told."""

    def show_parties(self, parties: Sequence[PartyView], reasons: Sequence[ReasonView]) -> None:
        """Show whose case it is, and why something may be left out."""
        ...

    def show_reading(self, *, reading: bool) -> None:
        """Say that the case is being read, or no longer."""
        ...

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        ...

    def show_notes(self, title: str, rows: Sequence[Row], summary: str) -> None:
        """Show the list of notes."""
        ...

    def show_parts(self, parts: Sequence[DrawnPart], *, anew: bool) -> None:
        """Show one note; `anew`: it is another one than before."""
        ...


class InsightPresenter:
    """One case and one party at a time."""

    def __init__(self, shell: Shell, view: InsightDrawing, case: str) -> None:
        self._shell, self._view, self._case = shell, view, case
        self.seen: InsightView | None = None
        self._note = 0
        self._before: list[InsightView] = []
        self._job: Job | None = None
        self._kept: BegunWords | None = None

    def start(self) -> None:
        """Read whose case it is; once, for who comes back goes on where they were."""
        from fieldnotes.casework.insight import parties, reasons

        if self.seen is not None:
            return
        desk, case = self._shell.desk, self._case
        self._shell.tasks.run(
            Lane.READ, lambda _job: (parties(desk, case), reasons(desk)), owner=self._view,
            done=lambda found: self._view.show_parties(*found), failed=self._shell.explain,
        )  # fmt: skip

    def choose_party(self, to: str) -> None:
        """Read the case as this party may see it, with what was begun before."""
        desk, case = self._shell.desk, self._case
        self.stop()
        self._view.show_reading(reading=True)
        self._kept = BegunWords(self._shell, KIND, f"{case}:{to}")

        def read(job: Job) -> InsightView:
            from fieldnotes.casework.folder_case import Steps
            from fieldnotes.casework.insight import insight
            from fieldnotes.casework.insight_masks import read_decided
            from fieldnotes.casework.unfinished import find

            begun = find(desk, KIND, f"{case}:{to}")
            decided = read_decided(json.loads(begun)) if begun else {}
            steps = Steps(1, lambda done, total: job.report((done, total)), lambda: job.cancelled)
            return insight(desk, case, to, decided, steps, begun=True)

        self._job = self._shell.tasks.run(
            Lane.LONG, read, owner=self._view, done=self._read, failed=self._failed,
            report=lambda told: self._view.show_progress(*told),  # type: ignore[misc] # what `read` reports
        )  # fmt: skip

    def stop(self) -> None:
        """Stop reading."""
        if self._job is not None:
            self._job.cancel()
            self._job = None
            self._view.show_reading(reading=False)

    def choose_note(self, key: str) -> None:
        """Show one note."""
        if self.seen is not None and key.isdecimal() and int(key) < len(self.seen.notes):
            self._note = int(key)
            self._view.show_parts(drawn_parts(self.seen.notes[self._note]), anew=True)

    def leave_out(self, part: DrawnPart, start: int, end: int, why: str) -> None:
        """Leave marked words out, or the passage under the cursor."""
        self._change(part, start, end, why)

    def show_again(self, part: DrawnPart, start: int, end: int) -> None:
        """Show marked words again, or the passage under the cursor; what is fixed stays out, and is said to."""
        if self._change(part, start, end, ""):
            self._shell.say(_("Who reported, and who or where is protected, is never shown to a party."))

    def undo(self) -> None:
        """Take back the last change."""
        if self._before:
            self.seen = self._before.pop()
            self._changed()

    def next_out(self) -> str:
        """Go to the next note in which something is left out; gives its place, empty when there is none."""
        if self.seen is None:
            return ""
        order = [*range(self._note + 1, len(self.seen.notes)), *range(self._note + 1)]
        found = next((at for at in order if any(each.hidden for each in self.seen.notes[at].passages)), None)
        return "" if found is None else str(found)

    def given(self) -> None:
        """Forget what was begun, once the paper is given, and go back to the case."""
        if self._kept is not None:
            self._kept.keep("")
        self._shell.go(Place("case", self._case))

    def back(self) -> None:
        """Return to the case."""
        self._shell.back()

    def _change(self, part: DrawnPart, start: int, end: int, why: str) -> bool:
        """Change what is left out of the passages these characters lie in; tell whether something fixed is there."""
        if self.seen is None:
            return False
        known = {each.at: each for note in self.seen.notes for each in note.passages}
        changed, fixed = {}, False
        for key, first, last in touched(part, start, end):
            passage = known[key]
            fixed |= any(mask.start < last and first < mask.end for mask in passage.never)
            if why:
                changed[key] = with_masks(passage, (*passage.hidden, MaskView(first, last, why, fixed=False)))
            else:
                changed[key] = shown_again(passage, first, last)
        if changed and any(known[key].hidden != passage.hidden for key, passage in changed.items()):
            self._before.append(self.seen)
            self.seen = changed_view(self.seen, changed)
            self._changed()
        return fixed and not why

    def _changed(self) -> None:
        if self.seen is None or self._kept is None:
            return
        decided = decisions(self.seen)
        self._kept.keep(json.dumps({"passages": decided}) if decided else "")
        self._show_list()
        self._view.show_parts(drawn_parts(self.seen.notes[self._note]), anew=False)

    def _read(self, seen: InsightView) -> None:
        self._job = None
        self.seen, self._note, self._before = seen, 0, []
        self._view.show_reading(reading=False)
        self._show_list()
        if seen.notes:
            self._view.show_parts(drawn_parts(seen.notes[0]), anew=True)

    def _show_list(self) -> None:
        seen = self.seen
        if seen is None:
            return
        rows = [
            Row(
                key=str(at),
                title=note.title,
                detail=left_out(sum(len(each.hidden) for each in note.passages)) or _("Nothing is left out."),
                glyph="file-text",
            )
            for at, note in enumerate(seen.notes)
        ]
        summary = left_out(sum(seen.hidden.values())) or _("Nothing is left out.")
        self._view.show_notes(_("Insight · {number}").format(number=seen.case_number), rows, summary)

    def _failed(self, error: Exception) -> None:
        self._job = None
        self._view.show_reading(reading=False)
        if not (isinstance(error, FieldNotesError) and error.code is Code.CANCELLED):
            self._shell.explain(error)
