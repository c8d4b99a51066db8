"""A supervisor's deputies: read from what the hub has told, named and ended over the network. Knows no Qt."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Protocol

from fieldnotes.casework.deputies import DeputyView
from fieldnotes.domain.deputies import ACTIVE, COMING
from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.when import full_day
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Changed


@dataclass(frozen=True)
class DeputyLine:
    """One naming as the page shows it."""

    id: str
    words: str = field(repr=False)
    days: str
    state: str
    tone: str
    may_end: bool


@dataclass(frozen=True)
class DeputiesPage:
    """The namings, and who may be named by whom; `today` is the first day that can be chosen."""

    lines: tuple[DeputyLine, ...]
    colleagues: tuple[tuple[str, str], ...] = field(repr=False)
    may_name: bool
    today: date


class DeputiesDrawing(Protocol):
    """What the view can be told."""

    def show_page(self, page: DeputiesPage) -> None:
        """Show the page instead of what stood there."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that the hub is asked; nothing more can be asked meanwhile."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say what came of it; ends being busy."""
        ...


class DeputiesPresenter:
    """One thing at a time is asked of the hub; what was typed stays when it cannot be reached."""

    def __init__(self, shell: Shell, view: DeputiesDrawing) -> None:
        self._shell = shell
        self._view = view
        self._busy = False

    def load(self) -> None:
        """Read anew."""
        self._shell.tasks.run(
            Lane.READ, self._read, owner=self._view, done=self._view.show_page, failed=self._shell.explain
        )

    def name(self, user: str, first: date | None, last: date | None) -> None:
        """Name a deputy from the first day until the last."""
        from fieldnotes.casework import deputies

        if not user or first is None or last is None:
            self._view.show_line(_("Choose a colleague, the first day and the last."), wrong=True)
            return
        if last < first:
            self._view.show_line(_("The last day comes before the first."), wrong=True)
            return
        desk = self._shell.desk
        self._ask(lambda _job: deputies.name(desk, user, first, last)[1], _("The deputy is named."))

    def end(self, deputy: str) -> None:
        """End a naming now."""
        from fieldnotes.casework import deputies

        desk = self._shell.desk
        self._ask(lambda _job: deputies.end(desk, deputy), _("The deputy's time is ended."))

    def back(self) -> None:
        """Return to where one came from."""
        self._shell.back()

    def _ask(self, act: "Callable[[Job], Changed]", words: str) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_busy(_("Asking the case system …"))

        def done(_changed: "Changed") -> None:
            self._busy = False
            self._view.show_line(words, wrong=False)
            self.load()

        self._shell.tasks.run(Lane.HUB, act, owner=self._view, done=done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if not isinstance(error, FieldNotesError):
            self._view.show_line("", wrong=False)
            self._shell.explain(error)
            return
        if error.code is Code.NO_DEPUTY:
            words = _("This colleague cannot be your deputy. Choose one who works with cases in the same authority.")
        elif error.code is Code.NOT_A_SUPERVISOR:
            words = _("Only a supervisor names a deputy for themselves.")
        else:
            words = explain(error).words
        self._view.show_line(words, wrong=True)

    def _read(self, _job: Job) -> DeputiesPage:
        from fieldnotes.casework.deputies import deputies, may_be_named
        from fieldnotes.casework.people import people_at

        desk = self._shell.desk
        me = people_at(desk).me
        names = tuple((user, str(name)) for user, name in may_be_named(desk))
        supervises = me.role == "supervisor" or any(each.role == "supervisor" for each in me.memberships)
        return DeputiesPage(lines_of(deputies(desk)), names, supervises, desk.hub_now().astimezone().date())


def lines_of(rows: Sequence[DeputyView]) -> tuple[DeputyLine, ...]:
    """Say each naming in words; the last day is one on which the deputy still decides."""
    states = {COMING: (_("To come"), "info"), ACTIVE: (_("Decides now"), "ok")}
    found = []
    for row in rows:
        state, tone = states.get(row.state, (_("Over"), "plain"))
        words = _("{name}, deputy for {principal}").format(name=row.deputy_name, principal=row.principal_name)
        last = row.ends.astimezone() - timedelta(microseconds=1)
        days = _("{first} – {last}").format(
            first=full_day(row.begins.astimezone().date()), last=full_day(max(last, row.begins.astimezone()).date())
        )
        found.append(DeputyLine(row.id, words, days, state, tone, row.may_end))
    return tuple(found)


def standing_in_words(rows: Sequence[DeputyView]) -> str:
    """Say for whom one decides and until when; empty for those who are nobody's deputy."""
    words = _("Deputy for {principal} until {last}")
    return " · ".join(
        words.format(
            principal=row.principal_name, last=full_day((row.ends.astimezone() - timedelta(microseconds=1)).date())
        )
        for row in rows
    )
