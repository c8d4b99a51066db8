"""Who decides gives their passphrase anew, and what they decided is done at once. Knows no Qt and keeps no secret."""

from collections.abc import Callable
from typing import Protocol

from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell


class ProveDrawing(Protocol):
    """What the panel can be told."""

    def open_form(self) -> None:
        """Ask for the passphrase."""
        ...

    def show_busy(self, *, busy: bool) -> None:
        """Say that it is being looked at."""
        ...

    def show_wrong(self, words: str) -> None:
        """Say why it does not do."""
        ...

    def close_over(self) -> None:
        """Close the panel."""
        ...


class ProvePresenter:
    """One act at a time waits for the passphrase; a panel that was closed lets go of it."""

    def __init__(self, shell: Shell, view: ProveDrawing) -> None:
        self._shell = shell
        self._view = view
        self._then: Callable[[], None] | None = None

    def ask(self, then: Callable[[], None]) -> None:
        """Ask, and do this when it was right."""
        self._then = then
        self._view.open_form()

    def prove(self, passphrase: str) -> None:
        """Try a passphrase."""
        from fieldnotes.casework.decide import prove

        desk = self._shell.desk
        self._view.show_busy(busy=True)
        self._shell.tasks.run(
            Lane.LONG,
            lambda _job: prove(desk, passphrase),
            owner=self._view,
            done=lambda _none: self._proved(),
            failed=self._failed,
        )

    def forget(self) -> None:
        """Nobody gave it: nothing is decided."""
        self._then = None

    def _proved(self) -> None:
        then, self._then = self._then, None
        self._view.show_busy(busy=False)
        self._view.close_over()
        if then is not None:
            then()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, FieldNotesError):
            self._shell.explain(error)
            return
        self._view.show_wrong(explain(error).words)
