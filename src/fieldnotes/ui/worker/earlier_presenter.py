"""What was promised before, beside the note being written: ticked off, or taken along. Knows no Qt and no store."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Protocol

from fieldnotes.casework.agreements import OPEN, promise, promise_of
from fieldnotes.casework.case_views import AgreementView
from fieldnotes.domain.json_reader import rows as rows_of
from fieldnotes.domain.json_value import Json
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.promises import Promises, promise_key, promise_row


class EarlierDrawing(Protocol):
    """What the card can be told."""

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show what is open."""
        ...


def taken_along(agreed: AgreementView, rows: Json) -> Json:
    """Give the next steps of this note with one more; the same rows when it stands there already."""
    here = [row for row in rows_of(rows) if isinstance(row, Mapping) and any(row.values())]
    if promise(agreed) in {promise_of(row) for row in here}:
        return [*here]
    step: dict[str, Json] = {"what": str(agreed.what), "who": str(agreed.who)}
    if agreed.due is not None:
        step["due_date"] = agreed.due.isoformat()
    return [*here, step]


class EarlierPresenter:
    """Reads what is open in the case, but for what this note itself promised."""

    def __init__(self, shell: Shell, view: EarlierDrawing, case: str, note: str) -> None:
        self._shell = shell
        self._view = view
        self._case = case
        self._note = note
        self.promises = Promises(shell, view)

    def load(self) -> None:
        """Read it anew."""
        from fieldnotes.casework.read_cases import agreements

        desk, case = self._shell.desk, self._case

        def read(_job: Job) -> tuple[tuple[AgreementView, ...], date]:
            return agreements(desk, case), desk.hub_now().date()

        self._shell.tasks.run(Lane.READ, read, owner=self._view, done=self._show, failed=self._shell.explain)

    def _show(self, found: tuple[tuple[AgreementView, ...], date]) -> None:
        agreed, today = found
        shown = {promise_key(each): each for each in agreed if each.outcome == OPEN and each.note != self._note}
        self.promises.take(shown)
        self._view.show_rows([promise_row(each, today, beside=(each.who,)) for each in shown.values()])
