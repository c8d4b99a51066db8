"""Security: the ways into this profile, looked at and changed by whoever knows the passphrase. Knows no Qt.

Every change confirms the passphrase first, on the lane: a laptop found open must not become somebody else's.
"""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from fieldnotes.casework import managed, profile, ways_in
from fieldnotes.casework.ways_in import WaysIn
from fieldnotes.domain.managed import ManagedRules
from fieldnotes.language.managed_words import by_reason, rule_words
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Shell

T = TypeVar("T")


class SecurityDrawing(Protocol):
    """What the view can be told."""

    def show_ways(self, ways: WaysIn) -> None:
        """Show which ways there are."""
        ...

    def show_decided(self, rows: Sequence[tuple[str, Sequence[str]]], lock: str) -> None:
        """Show what the workplace has decided, under each reason in its own words; `lock`: about the lock time."""
        ...

    def show_busy(self, words: str, *, stoppable: bool = False) -> None:
        """Say that something takes a moment; nothing else can be asked meanwhile, but perhaps that it stops."""
        ...

    def show_progress(self, done: int, total: int) -> None:
        """Show how far it has come."""
        ...

    def show_line(self, words: str, *, wrong: bool) -> None:
        """Say how it went; ends being busy."""
        ...

    def show_key(self, groups: Sequence[str]) -> None:
        """Show a new recovery key, once; none takes it off the screen."""
        ...

    def forget(self) -> None:
        """Forget everything typed."""
        ...


class SecurityPresenter:
    """Does one change at a time."""

    def __init__(self, shell: Shell, view: SecurityDrawing) -> None:
        self._shell = shell
        self._view = view
        self._job: Job | None = None
        self._busy = False

    def load(self) -> None:
        """Look at the ways there are."""
        desk = self._shell.desk
        self._shell.tasks.run(
            Lane.READ,
            lambda _job: (ways_in.ways_in(desk), managed.rules_of(desk)),
            owner=self._view,
            done=self._show,
            failed=self._shell.explain,
        )

    def _show(self, found: tuple[WaysIn, ManagedRules]) -> None:
        ways, rules = found
        self._view.show_ways(ways)
        lock = rule_words("lock_minutes", rules) if "lock_minutes" in rules.decided else ""
        self._view.show_decided(by_reason(rules), lock)

    def change_passphrase(self, present: str, new: str, again: str) -> None:
        """Set a new passphrase."""
        if new != again:
            self._view.show_line(_("The two passphrases differ. Type the new one twice."), wrong=True)
            return
        desk = self._shell.desk
        said = _("The passphrase is changed.")
        self._do(present, lambda _job: profile.change_passphrase(desk, new), lambda _changed: said)

    def new_recovery_key(self, present: str) -> None:
        """Make a new recovery key and show it."""
        desk = self._shell.desk
        self._do(present, lambda _job: ways_in.new_recovery_key(desk), self._show_key)

    def set_pin(self, present: str, digits: str, again: str) -> None:
        """Set a PIN."""
        if digits != again:
            self._view.show_line(_("The two PINs differ. Type the new one twice."), wrong=True)
            return
        desk = self._shell.desk
        said = _("The PIN is set for this computer.")
        self._do(present, lambda _job: ways_in.set_pin(desk, digits), lambda _changed: said)

    def remove_pin(self) -> None:
        """Take the PIN away; that needs no passphrase."""
        desk = self._shell.desk
        self._run(lambda _job: ways_in.remove_pin(desk), lambda _removed: _("The PIN is gone."))

    def change_data_key(self, present: str) -> None:
        """Change the data key under the same passphrase, and show the new recovery key."""
        desk = self._shell.desk

        def work(job: Job) -> str:
            return ways_in.rekey(
                desk, present, progress=lambda done, total: job.report((done, total)), cancelled=lambda: job.cancelled
            )

        self._do(present, work, self._show_key, stoppable=True)

    def stop(self) -> None:
        """Stop what can be stopped; nothing has changed then."""
        if self._job is not None:
            self._job.cancel()

    def _do(self, present: str, work: Callable[[Job], T], said: Callable[[T], str], *, stoppable: bool = False) -> None:
        if not present:
            self._view.show_line(_("Type your present passphrase first."), wrong=True)
            return
        desk = self._shell.desk

        def confirmed(job: Job) -> T:
            profile.confirm(desk, present)
            return work(job)

        self._run(confirmed, said, stoppable=stoppable)

    def _run(self, work: Callable[[Job], T], said: Callable[[T], str], *, stoppable: bool = False) -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_key(())
        self._view.show_busy(_("One moment …"), stoppable=stoppable)

        def done(result: T) -> None:
            self._end()
            self._view.forget()
            self._view.show_line(said(result), wrong=False)
            self.load()

        self._job = self._shell.tasks.run(
            Lane.LONG, work, owner=self._view, done=done, failed=self._failed, report=self._report
        )

    def _show_key(self, key: str) -> str:
        self._view.show_key(key.split("-"))
        return _("This is the new recovery key. Write it down now; the old one is void.")

    def _report(self, value: object) -> None:
        match value:
            case (int(done), int(total)):
                self._view.show_progress(done, total)

    def _failed(self, error: Exception) -> None:
        self._end()
        self._view.show_line(explain(error).words, wrong=True)

    def _end(self) -> None:
        self._busy, self._job = False, None
