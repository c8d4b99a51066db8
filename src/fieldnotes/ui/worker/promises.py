"""What was promised, as rows that are ticked off and taken back; Today and Case share it. Knows no Qt and no store."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from fieldnotes.casework.agreements import DONE, NOT_DONE, OPEN
from fieldnotes.casework.case_views import AgreementView
from fieldnotes.casework.desk import Recorded
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shared.when import day
from fieldnotes.ui.shell.places import Shell

_SIGNS = {OPEN: ("circle", "muted"), DONE: ("circle-check", "accent"), NOT_DONE: ("x", "muted")}


def promise_key(agreed: AgreementView) -> str:
    """Name a row of a list: the note it stands in first."""
    return f"{agreed.note}#{agreed.section}#{agreed.row}"


def promise_row(agreed: AgreementView, today: date, *, key: str = "", beside: Sequence[str] = ()) -> Row:
    """Make the row of one promise; `beside` stands in its second line before what became of it."""
    late = agreed.outcome == OPEN and agreed.due is not None and agreed.due < today
    glyph, role = _SIGNS.get(agreed.outcome, _SIGNS[OPEN])
    return Row(
        key=key or promise_key(agreed),
        title=agreed.what,
        detail=" · ".join(part for part in (*beside, _became(agreed, today)) if part),
        chip="" if agreed.due is None else day(agreed.due, today),
        tone="rec" if late else "plain" if agreed.outcome != OPEN else "info",
        glyph=glyph,
        glyph_role=role,
        tick=_("can be ticked off") if agreed.outcome == OPEN else _("can be opened again"),
    )


def _became(agreed: AgreementView, today: date) -> str:
    if agreed.followed is None or agreed.outcome == OPEN:
        return ""
    words = _("Done, {name} {day}") if agreed.outcome == DONE else _("Not done, {name} {day}")
    on = day(agreed.followed.at.astimezone().date(), today)
    return words.format(name=agreed.followed.by_name, day=on)


class Promises:
    """Ticks off rows by their keys, and takes the last tick back; what is said is an entry each time."""

    def __init__(self, shell: Shell, owner: object) -> None:
        self._shell = shell
        self._owner = owner
        self._shown: Mapping[str, AgreementView] = {}
        self._last: Callable[[], None] | None = None

    def take(self, shown: Mapping[str, AgreementView]) -> None:
        """Know what the rows on the screen stand for."""
        self._shown = shown

    def find(self, key: str) -> AgreementView | None:
        """Give what a row stands for."""
        return self._shown.get(key)

    def tick(self, key: str, outcome: str = DONE) -> None:
        """Say that it was done, or with `outcome` what else became of it; what is ticked already is opened again."""
        agreed = self._shown.get(key)
        if agreed is None:
            return
        self._record(agreed, outcome if agreed.outcome == OPEN else OPEN, agreed.outcome)

    def undo(self) -> None:
        """Take the last tick back, once."""
        last, self._last = self._last, None
        if last is not None:
            last()

    def _record(self, agreed: AgreementView, outcome: str, before: str, *, undoing: bool = False) -> None:
        from fieldnotes.casework.follow_up import follow_up

        desk = self._shell.desk

        def done(_recorded: Recorded) -> None:
            if undoing:
                self._shell.say(_SAID[outcome]())
                return
            self._last = lambda: self._record(agreed, before, outcome, undoing=True)
            self._shell.say(_SAID[outcome](), undo=self.undo)

        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: follow_up(desk, agreed.note, agreed.revision, agreed.section, agreed.row, outcome),
            owner=self._owner,
            done=done,
            failed=self._shell.explain,
        )


_SAID: Mapping[str, Callable[[], str]] = {
    DONE: lambda: _("Noted in the case as done. Taking it back is noted too."),
    NOT_DONE: lambda: _("Noted in the case as not done. Taking it back is noted too."),
    OPEN: lambda: _("Noted in the case as open again."),
}
