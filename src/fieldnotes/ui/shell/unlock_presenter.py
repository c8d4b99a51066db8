"""Unlocking: one try at a time, a calm line when it is wrong, a wait that grows. Knows no Qt and no store."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from fieldnotes.domain.errors import Code, FieldNotesError
from fieldnotes.language.translation import translate as _
from fieldnotes.ui.lanes import Job, Lane, Runner
from fieldnotes.ui.shell.explaining import explain
from fieldnotes.ui.shell.places import Later

if TYPE_CHECKING:
    from fieldnotes.casework.desk import Desk


class ProfileDoor(Protocol):
    """What unlocking needs of the door."""

    def prepare(self) -> None:
        """Get ready what opening the profile will need."""
        ...

    def unlock(self, passphrase: str, recovery_key: str | None = None) -> "Desk":
        """Open the profile, with the recovery key beside the passphrase where that is asked for."""
        ...

    def pin_state(self) -> str:
        """Say how it stands with a PIN here: ready, none, lost or impossible."""
        ...

    def unlock_with_pin(self, digits: str) -> "Desk":
        """Open the profile by its PIN."""
        ...

    def recover(self, recovery_key: str, passphrase: str) -> "Desk":
        """Open with the recovery key."""
        ...


class UnlockDrawing(Protocol):
    """What the view can be told."""

    def offer_pin(self, *, ready: bool, words: str = "") -> None:
        """Ask for the PIN from now on, or, when it is not `ready`, for the passphrase; `words` say why."""
        ...

    def ask_both(self, words: str) -> None:
        """Ask for the recovery key beside the passphrase from now on; `words` say why."""
        ...

    def show_busy(self, words: str) -> None:
        """Say that the key is being worked out; nothing can be typed."""
        ...

    def show_ready(self, words: str = "") -> None:
        """Let the person type; `words` say what was wrong."""
        ...

    def show_wait(self, words: str) -> None:
        """Say how long to wait; nothing can be typed."""
        ...

    def clear(self) -> None:
        """Forget everything typed."""
        ...


class UnlockPresenter:
    """Tries passphrases and recovery keys, and hands on the desk of the right one."""

    def __init__(
        self, door: ProfileDoor, tasks: Runner, view: UnlockDrawing, later: Later, opened: "Callable[[Desk], None]"
    ) -> None:
        self._door = door
        self._tasks = tasks
        self._view = view
        self._later = later
        self._opened = opened
        self._busy = False
        self._prepared = False

    def prepare(self) -> None:
        """Get ready, once, what is behind the door: somebody has begun to type, and will not wait for it afterwards."""
        if self._prepared:
            return
        self._prepared = True
        self._tasks.run(
            Lane.READ,
            lambda _job: self._door.prepare(),
            owner=self._view,
            done=lambda _none: None,
            failed=lambda error: self._view.show_ready(explain(error).words),
        )

    def unlock(self, passphrase: str) -> None:
        """Try a passphrase."""
        if passphrase:
            self._try(lambda _job: self._door.unlock(passphrase))

    def unlock_with_both(self, passphrase: str, recovery_key: str) -> None:
        """Try a passphrase with the recovery key beside it."""
        if passphrase and recovery_key:
            self._try(lambda _job: self._door.unlock(passphrase, recovery_key))

    def look_for_pin(self) -> None:
        """See on a lane whether a PIN may be asked for; until that is known the passphrase is."""
        self._tasks.run(
            Lane.LONG,
            lambda _job: self._door.pin_state(),
            owner=self._view,
            done=self._offer,
            failed=lambda _error: None,
        )

    def unlock_with_pin(self, digits: str) -> None:
        """Try a PIN."""
        if digits:
            self._try(lambda _job: self._door.unlock_with_pin(digits))

    def recover(self, recovery_key: str, passphrase: str, again: str) -> None:
        """Try the recovery key with a new passphrase typed twice."""
        if passphrase != again:
            self._view.show_ready(_("The two passphrases differ. Type the new one twice."))
        elif recovery_key and passphrase:
            self._try(lambda _job: self._door.recover(recovery_key, passphrase))

    def _try(self, work: "Callable[[Job], Desk]") -> None:
        if self._busy:
            return
        self._busy = True
        self._view.show_busy(_("Opening …"))
        self._tasks.run(Lane.LONG, work, owner=self._view, done=self._open, failed=self._failed)

    def _open(self, desk: "Desk") -> None:
        self._busy = False
        self._view.clear()
        self._opened(desk)

    def _offer(self, state: str) -> None:
        if self._busy:
            return
        lost = _(
            "The PIN cannot be used just now: the computer's keychain does not give its half. Use your passphrase."
        )
        if state == "ready":
            self._view.offer_pin(ready=True)
        elif state == "lost":
            self._view.offer_pin(ready=False, words=lost)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, FieldNotesError) and error.code in (Code.PIN_GONE, Code.KEYCHAIN_MISSING):
            self._view.offer_pin(ready=False, words=explain(error).words)
            return
        if isinstance(error, FieldNotesError) and error.code in (Code.LEASE_ENDED, Code.CLOCK_DOUBTED):
            self._view.ask_both(explain(error).words)
            return
        if isinstance(error, FieldNotesError) and error.code is Code.WAIT_BEFORE_RETRY:
            self._count_down(int(error.values.get("seconds", 1)))
            return
        self._view.show_ready(explain(error).words)

    def _count_down(self, seconds: int) -> None:
        if seconds <= 0:
            self._view.show_ready(_("You can try again now."))
            return
        minutes, rest = divmod(seconds, 60)
        self._view.show_wait(
            _("Too many wrong tries. You can try again in {time}.").format(time=f"{minutes}:{rest:02}")
        )
        self._later(1.0, lambda: self._count_down(seconds - 1))
