"""Storage: how much there is, a backup of it, a look whether it is whole, and its end. One act at a time. No Qt."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar

from fieldnotes.casework.backup import BackedUp, OnlyHereView, Wiped
from fieldnotes.casework.storage import StorageView
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell
from fieldnotes.ui.shell.storage_words import backup_name, kept_words, lost_words, verified_words

T = TypeVar("T")


class StorageDrawing(Protocol):
    """What the view can be told."""

    def show_kept(self, words: str) -> None:
        """Say how much there is."""
        ...

    def show_lost(self, words: str, count: int) -> None:
        """Say what a wipe would lose; a count over nought has to be typed."""
        ...

    def show_busy(self, words: str, *, stoppable: bool) -> None:
        """Say what goes on; nothing else can be asked meanwhile, but perhaps that it stops."""
        ...

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went; ends being busy."""
        ...

    def forget(self) -> None:
        """Forget everything typed."""
        ...

    def show_wiped(self, words: str) -> None:
        """Say that nothing of the profile is left; there is nothing else to show any more."""
        ...


class StoragePresenter:
    """Asks casework on the long lane."""

    def __init__(self, shell: Shell, view: StorageDrawing) -> None:
        self._shell = shell
        self._view = view
        self._job: Job | None = None
        self._busy = False

    def load(self) -> None:
        """Measure and count."""
        from fieldnotes.casework.backup import would_be_lost
        from fieldnotes.casework.storage import storage

        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: (storage(desk), would_be_lost(desk)),
            owner=self._view,
            done=self._show,
            failed=self._shell.explain,
        )

    def back_up(self, folder: str) -> None:
        """Make a backup in a new folder inside the one that was chosen."""
        from fieldnotes.casework.backup import back_up

        desk = self._shell.desk
        target = Path(folder) / backup_name(desk.clock.now())

        def work(job: Job) -> BackedUp:
            return back_up(desk, target, lambda done, total: job.report((done, total)), lambda: job.cancelled)

        said = _("The backup is in {folder}. It opens with the passphrase or the recovery key of today.")
        self._do(_("Copying …"), work, lambda made: self._end(said.format(folder=made.folder)))

    def verify(self) -> None:
        """Check everything."""
        from fieldnotes.casework.verify import verify

        desk = self._shell.desk
        self._do(
            _("Checking everything …"),
            lambda job: verify(desk, lambda done, total: job.report((done, total)), lambda: job.cancelled),
            lambda found: self._end(verified_words(found.entries, found.faults), wrong=not found.ok),
        )

    def wipe(self, passphrase: str, typed: str) -> None:
        """Destroy the profile, when whoever sits here knows the passphrase and has said how much may be lost."""
        from fieldnotes.casework.backup import confirm_and_wipe

        desk = self._shell.desk
        lose = int(typed) if typed.strip().isdecimal() else 0

        def work(_job: Job) -> Wiped:
            return confirm_and_wipe(desk, passphrase, lose)

        gone = _("The profile is destroyed, its keys first. Nothing of it can be opened any more.")
        self._do(_("Destroying …"), work, lambda _wiped: self._view.show_wiped(gone), stoppable=False)

    def stop(self) -> None:
        """Stop what goes on; nothing half is left."""
        if self._job is not None and self._busy:
            self._job.cancel()
            self._end(_("Stopped, as you asked."))

    def _do(self, words: str, work: Callable[[Job], T], done: Callable[[T], None], *, stoppable: bool = True) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_busy(words, stoppable=stoppable)
        self._job = self._shell.tasks.run(
            Lane.LONG, work, owner=self._view, done=done, failed=self._failed, report=self._progress
        )
        if not self._busy:
            self._job = None

    def _show(self, found: tuple[StorageView, OnlyHereView]) -> None:
        kept, lost = found
        self._view.show_kept(kept_words(kept))
        self._view.show_lost(lost_words(lost), lost.total)

    def _progress(self, counted: object) -> None:
        if isinstance(counted, tuple):
            self._view.show_progress(*counted)

    def _end(self, words: str, *, wrong: bool = False) -> None:
        self._busy = False
        self._job = None
        self._view.forget()
        self._view.show_line(words, wrong=wrong)
        self.load()

    def _failed(self, error: Exception) -> None:
        self._busy = False
        self._job = None
        self._view.show_line(explain(error).words, wrong=True)
        self.load()
