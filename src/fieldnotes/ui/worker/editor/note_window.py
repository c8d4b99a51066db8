"""What is read when a note is opened, and what its presenter asks of the window. Knows no Qt."""

from dataclasses import dataclass, field
from typing import Protocol

from fieldnotes.casework.said import Listener
from fieldnotes.casework.views import CaseView, NoteView, WhoView
from fieldnotes.domain.json_value import Json
from fieldnotes.ui.worker.editor.shapes import Form
from fieldnotes.ui.worker.editor.states import States, TopState, Where


@dataclass(frozen=True)
class Opened:
    """Everything read when a note is opened."""

    note: NoteView
    case: CaseView
    who: WhoView
    form: Form
    listener: Listener | None = None
    dealt: frozenset[str] = field(default_factory=frozenset)
    """Proposals that were taken or refused before."""


class EditorScreen(Protocol):
    """What the presenter asks of the window."""

    def show_form(self, opened: Opened, where: Where | None) -> None:
        """Draw a draft to write in."""
        ...

    def show_signed(self, opened: Opened) -> None:
        """Draw a signed note to read."""
        ...

    def show_top(self, state: TopState) -> None:
        """Draw the bar above."""
        ...

    def show_states(self, states: States) -> None:
        """Draw how far each section has come."""
        ...

    def show_family(self, lines: tuple[str, ...]) -> None:
        """Draw what the family saw and said."""
        ...

    def show_value(self, section: str, field: str, value: Json) -> None:
        """Draw a value that came from elsewhere."""
        ...

    def show_saved(self) -> None:
        """Hear that the store now holds what is on the screen."""
        ...

    def where(self) -> Where | None:
        """Say where the person is."""
        ...

    def explain(self, error: Exception) -> None:
        """Say a problem in one sentence."""
        ...
