"""The administrator's start page: reads what is planned, opens a case, settles what was turned down. Knows no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from fieldnotes.casework.desk import Recorded
from fieldnotes.casework.prepare_views import REFUSED, PreparedCaseView, PreparingView
from fieldnotes.domain.errors import Code
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.admin.prepare_rows import ACT, CASE, VISIT, case_rows, reasons, summary, visit_rows
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.row import Row
from fieldnotes.ui.shell.places import Place, Shell


@dataclass(frozen=True)
class PreparePage:
    """Everything the screen shows."""

    summary: str
    visits: tuple[Row, ...]
    cases: tuple[Row, ...]
    any_case: bool
    refused: Mapping[str, str] = field(default_factory=dict)
    """Why the case system said no, by the keys of rows that can be asked for again or thrown away."""
    drafts_left: frozenset[str] = field(default_factory=frozenset)
    """Those among them that wait for somebody to say that unsigned drafts may stay behind."""


class PrepareDrawing(Protocol):
    """What the view can be told."""

    def show_page(self, page: PreparePage) -> None:
        """Show the page."""
        ...

    def show_cases(self, rows: tuple[Row, ...]) -> None:
        """Show the cases that fit what was typed."""
        ...


class PreparePresenter:
    """Reads the table and goes where a row leads."""

    def __init__(self, shell: Shell, view: PrepareDrawing) -> None:
        self._shell = shell
        self._view = view
        self._cases: tuple[PreparedCaseView, ...] = ()
        self._text = ""
        self._job: Job | None = None

    def load(self) -> None:
        """Read anew; an older reading that is still under way is not shown."""
        from fieldnotes.casework.prepare import overview

        if self._job is not None:
            self._job.cancel()
        desk = self._shell.desk
        self._job = self._shell.tasks.run(
            Lane.READ, lambda _job: overview(desk), owner=self._view, done=self._show, failed=self._shell.explain
        )

    def search(self, text: str) -> None:
        """Narrow the cases down, by number or by a name (SEC-7)."""
        self._text = text
        self._view.show_cases(self._found())

    def choose(self, key: str) -> None:
        """Open the case a row is about."""
        kind, _colon, rest = key.partition(":")
        case = rest.partition(":")[0] if kind == VISIT else rest if kind == CASE else ""
        if case:
            self._shell.go(Place("prepared", case))

    def open_templates(self) -> None:
        """Open the templates notes are begun from, to look at what a visit will be written in."""
        self._shell.go(Place("templates"))

    def again(self, key: str, *, drafts_stay: bool = False) -> None:
        """Ask the hub once more."""
        from fieldnotes.casework.prepare_acts import try_again

        self._act(key, lambda about: try_again(self._shell.desk, about, drafts_stay=drafts_stay), _("Asked again."))

    def throw_away(self, key: str) -> None:
        """Let go of what was turned down."""
        from fieldnotes.casework.prepare_acts import drop

        self._act(key, lambda about: drop(self._shell.desk, about), _("Thrown away."))

    def _act(self, key: str, act: Callable[[str], Recorded], said: str) -> None:
        kind, _colon, about = key.partition(":")
        if kind != ACT:
            return
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: act(about),
            owner=self._view,
            done=lambda _done: self._shell.say(said),
            failed=self._shell.explain,
        )

    def _show(self, view: PreparingView) -> None:
        self._job = None
        self._cases = view.cases
        now = self._shell.desk.clock.now()
        refused = [act for act in view.pending if act.state == REFUSED]
        self._view.show_page(
            PreparePage(
                summary=summary(view, now),
                visits=visit_rows(view, now),
                cases=self._found(),
                any_case=bool(view.cases),
                refused=reasons(refused),
                drafts_left=frozenset(f"{ACT}:{act.about}" for act in refused if act.code == Code.DRAFTS_LEFT),
            )
        )

    def _found(self) -> tuple[Row, ...]:
        from fieldnotes.casework.prepare import find_prepared

        return case_rows(find_prepared(self._cases, self._text))
