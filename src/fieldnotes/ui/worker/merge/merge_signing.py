"""From what was chosen to one signed text: what is left, the list before signing, the act. Knows no Qt."""

from typing import TYPE_CHECKING, Protocol

from fieldnotes.casework.refusals import StoppedBy
from fieldnotes.domain.errors import Code, Refused
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Lane
from fieldnotes.ui.shell.places import Place, Shell
from fieldnotes.ui.worker.editor.states import SheetState
from fieldnotes.ui.worker.merge.merge_presenter import MergePresenter
from fieldnotes.ui.worker.merge.merge_sheet import sheet_state

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Recorded
    from fieldnotes.casework.views import Check


class SigningDrawing(Protocol):
    """What the view can be told."""

    def show_notice(self, words: str) -> None:
        """Say calmly what stands in the way."""
        ...

    def show_sheet(self, state: SheetState) -> None:
        """Open the list before signing."""
        ...

    def close_sheet(self) -> None:
        """Close it."""
        ...


class MergeSigning:
    """Signs what is saved, never what is only on the screen."""

    def __init__(self, shell: Shell, view: SigningDrawing, choosing: MergePresenter) -> None:
        self._shell = shell
        self._view = view
        self._choosing = choosing

    def sign(self) -> None:
        """Save, then open the list before signing, or go to what is left."""
        self._choosing.after_saving(self._look)

    def confirm(self, reasons: dict[str, str], _correction: str = "") -> None:
        """Sign what was chosen; a second press while it runs does nothing."""
        from fieldnotes.casework.conflicts import merge

        seen = self._choosing.seen
        if self._choosing.signing or seen is None:
            return
        self._choosing.signing = True
        desk, note, given = self._shell.desk, seen.note, dict(reasons)
        self._shell.tasks.run(
            Lane.WRITE,
            lambda _job: merge(desk, note, seen.hashes, reasons=given),
            owner=self._view,
            done=self._signed,
            failed=self._not_signed,
        )

    def back(self) -> None:
        """Go to the note; everything chosen is kept."""
        self._shell.go(Place("note", self._choosing.note))

    def _look(self) -> None:
        from fieldnotes.casework.conflicts import check_merge

        seen = self._choosing.seen
        if seen is None:
            return
        if seen.left:
            words = _n("{n} place is left. Choose there first.", "{n} places are left. Choose there first.", seen.left)
            self._view.show_notice(words.format(n=seen.left))
            self._choosing.next_from("")
            return
        desk, note = self._shell.desk, seen.note
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: check_merge(desk, note),
            owner=self._view,
            done=self._checked,
            failed=self._shell.explain,
        )

    def _checked(self, check: "Check") -> None:
        if self._choosing.seen is not None:
            self._view.show_sheet(sheet_state(check, self._choosing.seen))

    def _signed(self, _recorded: "Recorded") -> None:
        self._choosing.signing = False
        self._view.close_sheet()
        self._shell.say(_("Signed. The note has one version again."))
        self.back()

    def _not_signed(self, error: Exception) -> None:
        self._choosing.signing = False
        if isinstance(error, StoppedBy):
            self._look()
        elif isinstance(error, Refused) and error.code in {Code.NOT_THE_HEAD, Code.NOT_A_CONFLICT}:
            self._view.close_sheet()
            self._choosing.read()
        else:
            self._choosing.refused(error)
