"""Own time: read, shown, told of and chosen. All slow work runs on lanes; knows no Qt."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from fieldnotes.casework.desk import Changed, Desk
from fieldnotes.casework.time_views import TimeView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.worker.time_words import Plot, Table, Tile, plots, table, team_plots, team_table, tiles

_HOUR = 60


class TimeDrawing(Protocol):
    """What the view can be told."""

    def show_time(
        self,
        seen: TimeView,
        tiles: Sequence[Tile],
        plots: Sequence[Plot],
        table: Table,
    ) -> None:
        """Show own figures, bars and table, and what is chosen."""
        ...

    def show_team(self, table: Table, plots: Sequence[Plot], *, shown: bool) -> None:
        """Show the team's medians, where there is a team."""
        ...


class TimePresenter:
    """Asks casework: reading on the read lane, choosing on the write lane."""

    def __init__(self, shell: Shell, view: TimeDrawing) -> None:
        self._shell = shell
        self._view = view
        self._seen: TimeView | None = None

    def load(self) -> None:
        """Read everything anew."""
        from fieldnotes.casework.time_given_back import time_given_back

        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: time_given_back(desk),
            owner=self._view,
            done=self._show,
            failed=self._shell.explain,
        )

    def measure(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        """Measure, or stop."""
        from fieldnotes.casework.time_choices import measure

        self._do(
            lambda desk: measure(desk, on=on),
            _("Your time is measured from now on.") if on else _("Nothing is measured now."),
        )

    def count_in_team(self, on: bool) -> None:  # noqa: FBT001 - a signal's value
        """Be counted in the team's medians, or no longer."""
        from fieldnotes.casework.time_choices import count_in_team

        said = _("Your months are counted in the team's medians.") if on else _("Your months are not counted any more.")
        self._do(lambda desk: count_in_team(desk, on=on), said)

    def begin_baseline(self) -> None:
        """Begin the two weeks before the start."""
        from fieldnotes.casework.time_choices import begin_baseline

        self._do(begin_baseline, _("The two weeks have begun."))

    def tell(self, minutes: int, hours: int, shown: bool) -> None:  # noqa: FBT001 - a signal's value
        """Keep what one note took that was written the old way."""
        from fieldnotes.casework.time_choices import tell_old_way

        waited = hours * _HOUR or None
        self._do(lambda desk: tell_old_way(desk, minutes, waited, shown=shown), _("The note is told."))

    def take_back(self) -> None:
        """Take back the note that was told last."""
        from fieldnotes.casework.time_choices import take_back

        told = self._seen.baseline.notes if self._seen else ()
        if told:
            self._do(lambda desk: take_back(desk, told[-1].id), _("The last one is taken back."))

    def forget(self) -> None:
        """Delete all that was measured and told."""
        from fieldnotes.casework.time_choices import forget

        self._do(forget, _("All that was measured is deleted."))

    def export(self, path: str) -> None:
        """Write the table for a spreadsheet."""
        from fieldnotes.casework.time_export import export_times

        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: export_times(desk, Path(path)),
            owner=self._view,
            done=lambda n: self._shell.say(
                _n("{n} note is in the table.", "{n} notes are in the table.", n).format(n=n)
            ),
            failed=self._shell.explain,
        )

    def _do(self, act: Callable[[Desk], Changed], words: str) -> None:
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: act(desk),
            owner=self._view,
            done=lambda _changed: self._done(words),
            failed=self._failed,
        )

    def _done(self, words: str) -> None:
        self._shell.say(words)
        self.load()

    def _failed(self, error: Exception) -> None:
        self._shell.explain(error)
        self.load()  # a box that was ticked stands as it is again

    def _show(self, seen: TimeView) -> None:
        self._seen = seen
        self._view.show_time(seen, tiles(seen), plots(seen), table(seen))
        self._view.show_team(team_table(seen.teams), team_plots(seen.teams), shown=seen.has_team)
