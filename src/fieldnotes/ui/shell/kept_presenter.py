"""Drafts of another computer that lie in safe-keeping: told, opened by that computer's secret, brought here. No Qt."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from fieldnotes.casework.draft_views import FetchedView, KeptElsewhere
from fieldnotes.language.translation import translate as _
from fieldnotes.language.translation import translate_count as _n
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shared.when import moment
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Place, Shell


class KeptDrawing(Protocol):
    """What the view can be told."""

    def show_found(self, words: str, *, any_there: bool) -> None:
        """Say what lies there; without anything nothing is asked for."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that something takes a moment; nothing more can be asked meanwhile."""
        ...

    def show_line(self, words: str) -> None:
        """Say in one sentence why it did not go; ends being busy."""
        ...


class KeptPresenter:
    """One look at the hub, then one secret at a time; what does not open can be tried again."""

    def __init__(self, shell: Shell, view: KeptDrawing) -> None:
        self._shell = shell
        self._view = view
        self._job: Job | None = None
        self._busy = False

    def look(self) -> None:
        """Ask the hub what lies there."""
        from fieldnotes.casework.safe_keeping import look

        if self._busy:
            return
        self._busy = True
        self._view.show_busy(_("Asking the case system …"))
        desk = self._shell.desk
        self._job = self._shell.tasks.run(
            Lane.HUB, lambda _job: look(desk), owner=self._view, done=self._found, failed=self._failed
        )

    def fetch(self, secret: str, *, is_key: bool) -> None:
        """Bring the drafts here with the other computer's passphrase or recovery key."""
        from fieldnotes.casework.safe_keeping import OldSecret, fetch

        if self._busy or not secret.strip():
            return
        self._busy = True
        old = OldSecret(recovery_key=secret.strip()) if is_key else OldSecret(passphrase=secret)
        desk = self._shell.desk
        self._view.show_busy(_("Opening and bringing here …"))

        def work(job: Job) -> FetchedView:
            return fetch(desk, old, lambda done, whole: job.report((done, whole)), lambda: job.cancelled)

        self._job = self._shell.tasks.run(
            Lane.HUB, work, owner=self._view, done=self._brought, failed=self._failed, report=self._progress
        )

    def back(self) -> None:
        """Leave it for now; it stays where it is."""
        if self._job is not None:
            self._job.cancel()
        self._busy = False
        self._shell.back()

    def _progress(self, counted: object) -> None:
        done, whole = counted if isinstance(counted, tuple) else (0, 0)
        self._view.show_busy(_("Brought here: {done} of {whole}").format(done=done, whole=whole))

    def _found(self, found: Sequence[KeptElsewhere]) -> None:
        self._busy = False
        self._view.show_line("")
        if not found:
            self._view.show_found(_("Nothing lies there from another computer."), any_there=False)
            return
        now = self._shell.desk.clock.now()
        self._view.show_found("\n".join(_computer(each, now) for each in found), any_there=True)

    def _brought(self, found: FetchedView) -> None:
        self._busy = False
        self._view.show_line("")
        self._shell.say(brought_words(found), wrong=bool(found.unopened or found.older))
        self._shell.go(Place("today"))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._view.show_line(explain(error).words)


def _computer(each: KeptElsewhere, now: datetime) -> str:
    drafts = _n("{n} draft", "{n} drafts", each.drafts).format(n=each.drafts)
    words = _("{drafts}, handed in last {time}, from the computer that was connected {joined}")
    return words.format(drafts=drafts, time=moment(each.kept_at, now), joined=moment(each.joined_at, now))


def brought_words(found: FetchedView) -> str:
    """Say what came back, and what did not."""
    count = len(found.put_back) + len(found.copies)
    words = [_n("{n} draft is here again.", "{n} drafts are here again.", count).format(n=count)]
    if found.copies:
        copies = len(found.copies)
        words.append(
            _n(
                "{n} of them differs from the one here and lies beside it as a draft of its own.",
                "{n} of them differ from those here and lie beside them as drafts of their own.",
                copies,
            ).format(n=copies)
        )
    if found.older:
        words.append(_("The case system has had a later version of something. Tell your administrator."))
    if found.unopened:
        left = _n(
            "{n} draft could not be opened and stays there; another computer's passphrase may open it.",
            "{n} drafts could not be opened and stay there; another computer's passphrase may open them.",
            found.unopened,
        )
        words.append(left.format(n=found.unopened))
    return " ".join(words)
