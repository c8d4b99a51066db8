"""A case that stays at the hub, as a row, and what choosing it does: it is asked for. Knows no Qt and no store."""

from fieldnotes.casework.act_views import ThereView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.names import short_name
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.places import Shell

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


def fetch_case(shell: Shell, owner: object, case: str) -> None:
    """Ask for a case that stays at the hub; it is written down, and the next exchange brings it."""
    from fieldnotes.casework.kept_back import ask_for

    def asked() -> None:
        shell.say(_("The case comes with the next exchange. That you asked for it is written down."))
        shell.sync_now()

    shell.tasks.run(
        Lane.WRITE,
        lambda _job: ask_for(shell.desk, case),
        owner=owner,
        done=lambda _changed: asked(),
        failed=shell.explain,
    )
