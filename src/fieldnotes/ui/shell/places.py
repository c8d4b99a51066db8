"""Where one can be and what a screen gets from the shell; plain words for presenters, knows no Qt.

A place is a screen's name and its subject: `Place("today")`, `Place("cases")`, `Place("case", case_id)`,
`Place("insight", case_id)`, `Place("note", note_id)` (the editor for drafts, reading for signed ones),
`Place("queue")`, `Place("family", note_id)`,
`Place("plain", note_id)` (its plain versions), `Place("join")`, `Place("security")`, `Place("storage")`,
`Place("dictation")`, `Place("models")`, `Place("kept")` (drafts of another computer),
`Place("time")`, `Place("examples")`, `Place("templates")`, `Place("template", id)`,
`Place("aside")`, `Place("deputies")`, `Place("updates")`,
`Place("account")` (logging in at the hub, and for which board one works).
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from fieldnotes.ui.lanes import Runner

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Desk


@dataclass(frozen=True)
class Place:
    """A screen and what it is about; `subject` is an id or empty. `speaking`: one goes there to speak at once."""

    screen: str
    subject: str = ""
    speaking: bool = field(default=False, compare=False)


class Shell(Protocol):
    """What the frame offers every screen and presenter."""

    @property
    def desk(self) -> "Desk":
        """Give the unlocked desk."""
        ...

    @property
    def tasks(self) -> Runner:
        """Give the lanes."""
        ...

    def go(self, place: Place) -> None:
        """Open a place; the one left is saved and can be returned to."""
        ...

    def back(self) -> None:
        """Return to the place before, or to Today."""
        ...

    def say(self, text: str, *, wrong: bool = False, undo: Callable[[], None] | None = None) -> None:
        """Show a toast and let it be heard; with `undo`, a way to take back what it tells of."""
        ...

    def explain(self, error: Exception) -> None:
        """Say a foreseen problem in one sentence; anything else is a bug and is met with a calm dialog."""
        ...

    def new_note(self, case: str = "", likely: str = "") -> None:
        """Begin a note: case, template, editor; with a case given, only the template is asked, the likely one first."""
        ...

    def begin_note(self, case: str, template: str, *, speaking: bool = False, visit: str = "") -> None:
        """Make a draft of a known kind and open it; with `visit`, of a visit that was planned."""
        ...

    def sync_now(self) -> None:
        """Exchange with the hub as soon as the lane is free."""
        ...


Later = Callable[[float, Callable[[], None]], None]
"""Call something once after so many seconds on the window's thread; a new call replaces the one before."""
