"""Looks, when the hub tells that the case is another now, whether what is shown may still be shown. Knows no Qt."""

from collections.abc import Callable

from fieldnotes.casework import show_to_family
from fieldnotes.casework.views import Shown
from fieldnotes.domain.errors import FieldNotesError
from fieldnotes.domain.json_value import JsonObject
from fieldnotes.ui.family.console_state import CASE, CLOSED, Showing
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell


class StillOpen:
    """One showing, held against the case as it becomes. `blank` empties the screen, at once and with a reason."""

    def __init__(
        self, shell: Shell, owner: object, note: str, showing: Showing, room: JsonObject, blank: Callable[[str], None]
    ) -> None:
        self._shell = shell
        self._owner = owner
        self._note = note
        self._showing = showing
        self._room = room
        self._blank = blank

    def take_change(self, change: object) -> None:
        """Hear of a change; one of the case (a mark, a protected word, a person) empties the screen before we look."""
        kinds: frozenset[str] = getattr(change, "kinds", frozenset())
        ids: frozenset[str] = getattr(change, "ids", frozenset())
        if "cases" not in kinds or self._showing.case not in ids:
            return
        self._blank(CASE)
        desk, note, room = self._shell.desk, self._note, self._room
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: show_to_family.preview(desk, note, room),
            owner=self._owner,
            done=self._look,
            failed=self._cannot,
        )

    def _look(self, now: Shown) -> None:
        """What was open, and is not open now, is never shown again in this showing."""
        if {(each.id, str(each.text)) for each in self._showing.sections} - {(s.id, str(s.text)) for s in now.sections}:
            self._blank(CLOSED)

    def _cannot(self, error: Exception) -> None:
        self._blank(CLOSED)
        if not isinstance(error, FieldNotesError):
            self._shell.explain(error)
