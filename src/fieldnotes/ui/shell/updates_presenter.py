"""The page about newer versions of the program: how it stands, looking, fetching. Knows no Qt and no network."""

from typing import Protocol

from fieldnotes.casework.desk import Workshop
from fieldnotes.casework.update_views import UpdateState, UpdateView
from fieldnotes.language.translation import translate as _
from fieldnotes.language.update_words import state_words
from fieldnotes.ui.lanes import Runner
from fieldnotes.ui.shell.program_update import Phase, ProgramUpdate, Standing
from fieldnotes.ui.shell.storage_words import size_words


class UpdatesDrawing(Protocol):
    """What the view can be told."""

    def show_state(self, words: str, news: str) -> None:
        """Say how the program stands, and what is new in the newest version (may be empty)."""
        ...

    def show_ways(self, *, look: bool, install: str) -> None:
        """Offer to look, and to put the newest version in place, in these words (empty: nothing to put)."""
        ...

    def show_busy(self, words: str, done: int, total: int) -> None:
        """Say what goes on and how far it has come (0 of 0: nobody knows); empty words: nothing goes on."""
        ...

    def show_trouble(self, words: str) -> None:
        """Say what went wrong; empty: nothing did."""
        ...


class UpdatesPresenter:
    """Draws how the program's one update stands, each time it turns."""

    def __init__(self, workshop: Workshop, tasks: Runner, view: UpdatesDrawing, update: ProgramUpdate) -> None:
        self._workshop, self._tasks, self._view, self._update = workshop, tasks, view, update

    def begin(self) -> None:
        """Show how it stands, and every step from now on."""
        self._update.watch(self._see)

    def end(self) -> None:
        """Watch no more; what is on its way goes on."""
        self._update.unwatch(self._see)

    def look(self) -> None:
        """Look for a newer version."""
        self._update.look(self._tasks, self._workshop)

    def install(self) -> None:
        """Put it in place for the next start."""
        self._update.install(self._tasks, self._workshop)

    def stop(self) -> None:
        """Stop what goes on."""
        self._update.stop()

    def _see(self, now: Standing) -> None:
        quiet, seen = now.phase is Phase.QUIET, now.seen
        self._view.show_state(self._state(seen), _news(seen))
        offered = seen is not None and seen.state is UpdateState.OFFERED
        words = _("Use it from the next start ({size})").format(size=size_words(seen.size)) if seen and offered else ""
        self._view.show_ways(look=quiet, install=words if quiet else "")
        self._view.show_busy(_busy(now.phase), now.done, now.total)
        self._view.show_trouble(now.trouble)

    def _state(self, seen: UpdateView | None) -> str:
        if seen is not None:
            return state_words(seen.state.value, seen.running, seen.newest)
        program = self._workshop.program
        version = program.version if program is not None else "–"
        return _("You have FieldNotes {running}.").format(running=version)


def notice_words(seen: UpdateView | None) -> str:
    """Say on the day's page what there is to do about a newer version; empty for nothing."""
    if seen is None or seen.state not in (UpdateState.OFFERED, UpdateState.READY):
        return ""
    return state_words(seen.state.value, seen.running, seen.newest)


def _news(seen: UpdateView | None) -> str:
    return seen.news if seen is not None and seen.newest != seen.running else ""


def _busy(phase: Phase) -> str:
    said = {
        Phase.LOOKING: _("Looking …"),
        Phase.COMING: _("Fetching the new version and trying it on this computer …"),
    }
    return said.get(phase, "")
