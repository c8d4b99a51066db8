"""Joining a workplace later, by an invitation file, through the same door as the first start. Knows no Qt."""

from pathlib import Path
from typing import Protocol

from fieldnotes.casework.act_views import Joined
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.door import join_by_file
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place, Shell


class JoinDrawing(Protocol):
    """What the view can be told."""

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment; nothing more can be chosen meanwhile."""
        ...

    def show_line(self, words: str) -> None:
        """Say in one sentence why it did not go; ends being busy."""
        ...


class JoinPresenter:
    """Takes one invitation at a time; what does not hold can be tried again with another file."""

    def __init__(self, shell: Shell, view: JoinDrawing) -> None:
        self._shell = shell
        self._view = view
        self._busy = False

    def join(self, invitation: str) -> None:
        """Join the hub of an invitation file; afterwards Today fills by itself."""
        if self._busy or not invitation:
            return
        self._busy = True
        self._view.show_busy(_("Connecting to the case system …"))
        self._shell.tasks.run(
            Lane.HUB,
            lambda _job: join_by_file(self._shell.desk, Path(invitation)),
            owner=self._view,
            done=self._done,
            failed=self._failed,
        )

    def _done(self, joined: Joined) -> None:
        self._busy = False
        self._view.show_line("")
        self._shell.say(_("Connected as {name}. Your cases come now.").format(name=joined.user_name))
        self._shell.go(Place("today"))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._view.show_line(explain(error).words)
