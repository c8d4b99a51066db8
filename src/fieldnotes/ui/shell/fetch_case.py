"""A case that stays at the hub, as a row, and what choosing it does: asked for, exchanged, opened. Knows no Qt."""

from typing import TYPE_CHECKING

from fieldnotes.casework.act_views import ThereView
from fieldnotes.domain.errors import Unavailable
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.places import Place, Shell

if TYPE_CHECKING:
    from fieldnotes.casework.views import Exchanged

THERE = "there:"
"""Begins the key of a row that is such a case."""


def there_row(case: ThereView) -> Row:
    """Make the row of a case that stays at the hub: child, number and phase, and that it can be fetched."""
    name = short_name(case.child)
    return Row(
        key=f"{THERE}{case.case}",
        title=f"{name} · {case.case_number}" if name else case.case_number,
        detail=" · ".join([case.phase_label, _("stays in the case system until you fetch it")]),
        chip=_("Not fetched"),
        tone="plain",
        glyph="lock",
    )


def fetch_case(shell: Shell, owner: object, case: str, *, then_open: bool = True) -> None:
    """Ask for a case that stays at the hub, which is written down; exchange, and open it when it has come.

    Without a network it comes with the next exchange. `then_open`: False where its notes show by themselves.
    """
    from fieldnotes.casework.exchange import sync
    from fieldnotes.casework.kept_back import ask_for

    def asked() -> None:
        shell.say(_("The case is being fetched. That you asked for it is written down."))
        shell.tasks.run(Lane.HUB, exchange, owner=owner, done=come, failed=later)

    def exchange(job: Job) -> "Exchanged":
        return sync(shell.desk, lambda: job.cancelled)

    def come(got: "Exchanged") -> None:
        if then_open and case in got.changed.ids:
            shell.go(Place("case", case))

    def later(error: Exception) -> None:
        if isinstance(error, Unavailable):
            shell.say(_("The case comes with the next exchange. That you asked for it is written down."))
        else:
            shell.explain(error)

    shell.tasks.run(
        Lane.WRITE,
        lambda _job: ask_for(shell.desk, case),
        owner=owner,
        done=lambda _changed: asked(),
        failed=shell.explain,
    )
