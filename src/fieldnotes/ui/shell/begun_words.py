"""What is being typed and not sent, saved as it stands: one save at a time, what came meanwhile after it. No Qt."""

from collections.abc import Callable

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Shell


class BegunWords:
    """One text of a person, found again after a lock or a power cut; an empty one is thrown away."""

    def __init__(self, shell: Shell, kind: str, about: str) -> None:
        self._shell = shell
        self._kind = kind
        self._about = about
        self._text = ""
        self._saved = ""
        self._busy = False

    def find(self, found: Callable[[str], None]) -> None:
        """Read what was kept; `found` is called with it unless nothing was."""
        from fieldnotes.casework.unfinished import find

        desk, kind, about = self._shell.desk, self._kind, self._about

        def take(text: str) -> None:
            if text and not self._text:
                self._text = self._saved = text
                found(text)

        self._shell.tasks.run(
            Lane.READ, lambda _job: find(desk, kind, about), owner=self._shell, done=take, failed=self._failed
        )

    def keep(self, text: str) -> None:
        """Keep this text from now on."""
        self._text = text
        if not self._busy:
            self._save()

    def _save(self) -> None:
        from fieldnotes.casework.unfinished import keep

        if self._text == self._saved:
            return
        desk, kind, about, text = self._shell.desk, self._kind, self._about, self._text
        self._busy = True
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: keep(desk, kind, about, text),
            owner=self._shell,
            done=lambda _nothing: self._done(text),
            failed=self._failed,
        )

    def _done(self, text: str) -> None:
        self._busy = False
        self._saved = text
        self._save()

    def _failed(self, error: Exception) -> None:
        """Say what stands in the way; a profile that was locked meanwhile is none of it."""
        self._busy = False
        if not (isinstance(error, FieldNotesError) and error.code is Code.PROFILE_LOCKED):
            self._shell.explain(error)
